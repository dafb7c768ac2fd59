/* Implements the table of presence, from (record, operator, 0, session) to the times of opening and
 * of the last sign of life. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "store/session_internal.h"

#define RECORD_SIZE 4
#define TIMES_SIZE 16

static void
presence_key(const struct session *s, uint32_t record, struct buf *key)
{
	buf_be32(key, record);
	buf_text(key, s->operator_name);
	buf_byte(key, 0);
	buf_be64(key, s->id);
}

/* If the clock was set back, a sign of life may lie in the future; it then counts as that old. */
static bool
is_gone(struct span times, int64_t now)
{
	int64_t seen = times.size == TIMES_SIZE ? (int64_t)be64(times.data + 8) : 0;

	return seen < now - PRESENCE_MS || seen > now + PRESENCE_MS;
}

/* Sessions that ended without notice are removed by the next writer. */
static int
take_out_gone(struct session *s, MDB_txn *txn, int64_t now)
{
	struct copies c;
	int rc = session_copy(s, txn, PRESENCE, (struct span){ 0 }, &c);

	for (size_t i = 0; rc == 0 && i < c.count; i++) {
		if (is_gone(copies_value(&c, i), now))
			rc = session_take_out(s, txn, PRESENCE, copies_key(&c, i));
	}
	copies_clear(&c);
	return rc;
}

enum err_code
session_be_present(struct session *s, uint32_t record, int64_t since, int64_t now, struct err *e)
{
	struct buf key, times;
	struct writing w;
	MDB_val k, v;
	enum err_code code = session_write(s, true, &w, e);
	int rc;

	if (code != ERR_OK)
		return code;
	buf_init(&key);
	buf_init(&times);
	presence_key(s, record, &key);
	buf_be64(&times, (uint64_t)since);
	buf_be64(&times, (uint64_t)now);
	k = val_of(&key);
	v = val_of(&times);
	rc = take_out_gone(s, w.txn, now);
	if (rc == 0)
		rc = mdb_put(w.txn, s->tables[PRESENCE], &k, &v, 0);
	code = session_end(s, &w, rc, e);
	buf_clear(&key);
	buf_clear(&times);
	return code;
}

enum err_code
session_be_gone(struct session *s, uint32_t record, struct err *e)
{
	struct writing w;
	struct buf key;
	enum err_code code = session_write(s, true, &w, e);

	if (code != ERR_OK)
		return code;
	buf_init(&key);
	presence_key(s, record, &key);
	code = session_end(s, &w, session_take_out(s, w.txn, PRESENCE, buf_span(&key)), e);
	buf_clear(&key);
	return code;
}

/* False: the entry is of this session, or of one that has ended. */
static bool
read_present(const struct session *s, struct span key, struct span times, int64_t now,
             struct present *out)
{
	const unsigned char *end;
	size_t n;

	if (key.size < RECORD_SIZE + 1 + 8 || is_gone(times, now))
		return false;
	end = key.data + key.size - 8;
	n = (size_t)(end - key.data) - RECORD_SIZE - 1;
	if (be64(end) == s->id || n >= sizeof out->who)
		return false;
	memcpy(out->who, key.data + RECORD_SIZE, n);
	out->who[n] = '\0';
	out->since = (int64_t)be64(times.data);
	return true;
}

static int
by_since(const void *a, const void *b)
{
	const struct present *x = a, *y = b;

	return x->since < y->since ? -1 : x->since > y->since;
}

enum err_code
session_present(struct session *s, uint32_t record, int64_t now, struct present **out,
                size_t *count, struct err *e)
{
	struct copies c;
	struct buf prefix;
	enum err_code rc;

	*count = 0;
	buf_init(&prefix);
	buf_be32(&prefix, record);
	rc = session_read(s, PRESENCE, buf_span(&prefix), &c, e);
	*out = mem_new(sizeof **out * (c.count + 1));
	for (size_t i = 0; rc == ERR_OK && i < c.count; i++)
		*count += read_present(s, copies_key(&c, i), copies_value(&c, i), now, &(*out)[*count]);
	qsort(*out, *count, sizeof **out, by_since);
	copies_clear(&c);
	buf_clear(&prefix);
	return rc;
}
