/* Implements the journal and the tables that point into it: history, sensitive values, acts. */
#include <config.h>

#include "base/intl.h"
#include "store/store_internal.h"

void
entry_key_put(struct buf *b, struct entry_key k)
{
	buf_be16(b, k.origin);
	buf_be64(b, k.sequence);
}

struct entry_key
entry_key_get(const void *bytes)
{
	const unsigned char *p = bytes;

	return (struct entry_key){ be16(p), be64(p + 2) };
}

/* ---- journal */

enum err_code
journal_get(struct txn *t, struct entry_key key, struct span *out, struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	entry_key_put(&k, key);
	rc = table_get(t, TABLE_JOURNAL, buf_span(&k), out, e);
	buf_clear(&k);
	return rc;
}

enum err_code
journal_put(struct txn *t, struct entry_key key, struct span entry, struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	entry_key_put(&k, key);
	rc = table_append(t, TABLE_JOURNAL, buf_span(&k), entry, e);
	buf_clear(&k);
	return rc;
}

enum err_code
journal_last(struct txn *t, uint16_t origin, struct entry_key *key, struct span *entry,
             struct err *e)
{
	struct span found, value;
	struct cursor *c;
	struct buf k;
	enum err_code rc = cursor_open(t, TABLE_JOURNAL, &c, e);

	*key = (struct entry_key){ origin, 0 };
	*entry = (struct span){ 0 };
	if (rc != ERR_OK)
		return rc;
	buf_init(&k);
	buf_be16(&k, (uint16_t)(origin + 1));
	rc = cursor_before(c, buf_span(&k), &found, &value, e);
	if (rc == ERR_OK && found.size == ENTRY_KEY_SIZE && be16(found.data) == origin) {
		*key = entry_key_get(found.data);
		*entry = value;
	}
	cursor_close(c);
	buf_clear(&k);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* ---- history */

static void
history_key(struct buf *key, uint32_t number, uint64_t version)
{
	buf_be32(key, number);
	buf_be64(key, version);
}

enum err_code
history_put(struct txn *t, uint32_t number, uint64_t version, struct entry_key key, struct err *e)
{
	struct buf k, v;
	enum err_code rc;

	buf_init(&k);
	buf_init(&v);
	history_key(&k, number, version);
	entry_key_put(&v, key);
	rc = table_append(t, TABLE_HISTORY, buf_span(&k), buf_span(&v), e);
	buf_clear(&k);
	buf_clear(&v);
	return rc;
}

enum err_code
history_get(struct txn *t, uint32_t number, uint64_t version, struct entry_key *out, struct err *e)
{
	struct span value;
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	history_key(&k, number, version);
	rc = table_get(t, TABLE_HISTORY, buf_span(&k), &value, e);
	buf_clear(&k);
	if (rc != ERR_OK)
		return rc;
	if (value.size != ENTRY_KEY_SIZE)
		return err_set(e, ERR_STORE, _("the store's history is damaged"));
	*out = entry_key_get(value.data);
	return ERR_OK;
}

/* ---- acts */

enum err_code
acts_get(struct txn *t, uint32_t number, struct span *out, struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	buf_be32(&k, number);
	rc = table_get(t, TABLE_ACT, buf_span(&k), out, e);
	buf_clear(&k);
	return rc;
}

enum err_code
acts_put(struct txn *t, uint32_t number, struct span act, struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	buf_be32(&k, number);
	rc = table_append(t, TABLE_ACT, buf_span(&k), act, e);
	buf_clear(&k);
	return rc;
}

enum err_code
acts_last(struct txn *t, uint32_t *number, struct span *act, struct err *e)
{
	struct span key, value;
	struct cursor *c;
	enum err_code rc = cursor_open(t, TABLE_ACT, &c, e);

	*number = 0;
	*act = (struct span){ 0 };
	if (rc != ERR_OK)
		return rc;
	rc = cursor_last(c, &key, &value, e);
	if (rc == ERR_OK && key.size == 4) {
		*number = be32(key.data);
		*act = value;
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* ---- sensitive values */

static void
sensitive_key(struct buf *k, struct entry_key key, struct span digest)
{
	entry_key_put(k, key);
	buf_add(k, digest.data, digest.size);
}

enum err_code
sensitive_put(struct txn *t, struct entry_key key, struct span digest, struct span value,
              struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	sensitive_key(&k, key, digest);
	rc = table_put(t, TABLE_SENSITIVE, buf_span(&k), value, e);
	buf_clear(&k);
	return rc;
}

enum err_code
sensitive_get(struct txn *t, struct entry_key key, struct span digest, struct span *value,
              struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	sensitive_key(&k, key, digest);
	rc = table_get(t, TABLE_SENSITIVE, buf_span(&k), value, e);
	buf_clear(&k);
	return rc;
}

enum err_code
sensitive_delete(struct txn *t, struct entry_key key, struct span digest, struct err *e)
{
	struct buf k;
	enum err_code rc;

	buf_init(&k);
	sensitive_key(&k, key, digest);
	rc = table_delete(t, TABLE_SENSITIVE, buf_span(&k), e);
	buf_clear(&k);
	return rc;
}
