/* Walks a table in the order of its keys. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "store/store_internal.h"

struct cursor {
	struct txn *txn;
	MDB_cursor *cursor;
};

enum err_code
cursor_open(struct txn *t, enum table table, struct cursor **out, struct err *e)
{
	struct cursor *c = mem_new(sizeof *c);
	int rc = mdb_cursor_open(t->txn, t->store->tables[table], &c->cursor);

	*out = NULL;
	if (rc != 0) {
		free(c);
		return store_err(t->store, rc, e);
	}
	c->txn = t;
	*out = c;
	return ERR_OK;
}

void
cursor_close(struct cursor *c)
{
	if (c == NULL)
		return;
	mdb_cursor_close(c->cursor);
	free(c);
}

static enum err_code
go(struct cursor *c, MDB_val *k, MDB_cursor_op op, struct span *found, struct span *value,
   struct err *e)
{
	MDB_val v;
	int rc = mdb_cursor_get(c->cursor, k, &v, op);

	if (rc == MDB_NOTFOUND)
		return ERR_NOT_FOUND;
	if (rc != 0)
		return store_err(c->txn->store, rc, e);
	*found = (struct span){ k->mv_data, k->mv_size };
	if (value != NULL)
		*value = (struct span){ v.mv_data, v.mv_size };
	return ERR_OK;
}

enum err_code
cursor_seek(struct cursor *c, struct span key, struct span *found, struct span *value,
            struct err *e)
{
	MDB_val k = { key.size, (void *)(uintptr_t)key.data };

	return go(c, &k, MDB_SET_RANGE, found, value, e);
}

enum err_code
cursor_before(struct cursor *c, struct span key, struct span *found, struct span *value,
              struct err *e)
{
	enum err_code rc = cursor_seek(c, key, found, value, e);

	if (rc == ERR_NOT_FOUND)
		return cursor_last(c, found, value, e);
	return rc == ERR_OK ? cursor_prev(c, found, value, e) : rc;
}

enum err_code
cursor_next(struct cursor *c, struct span *found, struct span *value, struct err *e)
{
	MDB_val k;

	return go(c, &k, MDB_NEXT, found, value, e);
}

enum err_code
cursor_prev(struct cursor *c, struct span *found, struct span *value, struct err *e)
{
	MDB_val k;

	return go(c, &k, MDB_PREV, found, value, e);
}

enum err_code
cursor_first(struct cursor *c, struct span *found, struct span *value, struct err *e)
{
	MDB_val k;

	return go(c, &k, MDB_FIRST, found, value, e);
}

enum err_code
cursor_last(struct cursor *c, struct span *found, struct span *value, struct err *e)
{
	MDB_val k;

	return go(c, &k, MDB_LAST, found, value, e);
}

enum err_code
table_empty(struct txn *t, enum table table, struct err *e)
{
	int rc = mdb_drop(t->txn, t->store->tables[table], 0);

	return rc == 0 ? ERR_OK : store_err(t->store, rc, e);
}
