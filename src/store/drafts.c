/* Implements the table of drafts, from (operator, 0, number) to bytes. */
#include <config.h>

#include "store/session_internal.h"

static void
draft_prefix(const struct session *s, struct buf *key)
{
	buf_text(key, s->operator_name);
	buf_byte(key, 0);
}

static void
draft_key(const struct session *s, uint32_t id, struct buf *key)
{
	draft_prefix(s, key);
	buf_be32(key, id);
}

static int
next_id(struct session *s, MDB_txn *txn, uint32_t *id)
{
	struct copies c;
	struct buf prefix;
	int rc;

	buf_init(&prefix);
	draft_prefix(s, &prefix);
	rc = session_copy(s, txn, DRAFTS, buf_span(&prefix), &c);
	*id = 1;
	if (rc == 0 && c.count > 0 && copies_key(&c, c.count - 1).size == prefix.size + 4)
		*id = be32(copies_key(&c, c.count - 1).data + prefix.size) + 1;
	copies_clear(&c);
	buf_clear(&prefix);
	return rc;
}

enum err_code
session_put_draft(struct session *s, uint32_t *id, struct span draft, struct err *e)
{
	MDB_val k, v = { draft.size, (void *)(uintptr_t)draft.data };
	uint32_t number = *id;
	struct writing w;
	struct buf key;
	enum err_code code = session_write(s, false, &w, e);
	int rc = 0;

	if (code != ERR_OK)
		return code;
	if (number == 0)
		rc = next_id(s, w.txn, &number);
	buf_init(&key);
	draft_key(s, number, &key);
	k = val_of(&key);
	if (rc == 0)
		rc = mdb_put(w.txn, s->tables[DRAFTS], &k, &v, 0);
	code = session_end(s, &w, rc, e);
	if (code == ERR_OK)
		*id = number;
	buf_clear(&key);
	return code;
}

enum err_code
session_drop_draft(struct session *s, uint32_t id, struct err *e)
{
	struct writing w;
	struct buf key;
	enum err_code code = session_write(s, false, &w, e);

	if (code != ERR_OK)
		return code;
	buf_init(&key);
	draft_key(s, id, &key);
	code = session_end(s, &w, session_take_out(s, w.txn, DRAFTS, buf_span(&key)), e);
	buf_clear(&key);
	return code;
}

enum err_code
session_drafts(struct session *s, bool (*each)(void *context, uint32_t id, struct span draft),
               void *context, struct err *e)
{
	struct copies c;
	struct buf prefix;
	enum err_code rc;

	buf_init(&prefix);
	draft_prefix(s, &prefix);
	rc = session_read(s, DRAFTS, buf_span(&prefix), &c, e);
	for (size_t i = 0; rc == ERR_OK && i < c.count; i++) {
		struct span key = copies_key(&c, i);

		if (key.size == prefix.size + 4 &&
		    !each(context, be32(key.data + prefix.size), copies_value(&c, i)))
			break;
	}
	copies_clear(&c);
	buf_clear(&prefix);
	return rc;
}
