/* What the files of the session environment share. */
#ifndef STORE_SESSION_PRIVATE_H
#define STORE_SESSION_PRIVATE_H

#include "store/session.h"
#include "store/store_internal.h"

#define NAME_MOST 63            /* bytes of an operator's name in a key */

enum { DRAFTS, PRESENCE, TABLES };

struct session {
	char *store, *path, *operator_name;     /* the store's folder, and session/ in it */
	bool is_read_only, is_trusted;
	unsigned readers;
	uint64_t id;                    /* tells an operator's sessions apart */
	MDB_env *env;                   /* NULL: it failed and could not be opened again */
	MDB_dbi tables[TABLES];
	struct lock_file *lock;
};

struct writing {
	MDB_txn *txn;
};

/* is_light: do not wait for the disk. */
enum err_code session_write(struct session *s, bool is_light, struct writing *w, struct err *e);
/* Commits if rc, LMDB's result so far, is 0. */
enum err_code session_end(struct session *s, struct writing *w, int rc, struct err *e);

/* Copies the entries of a table from a key on, while keys begin with the prefix. */
struct copies {
	struct buf bytes;
	struct piece {
		size_t key, key_size, value, value_size;
	} *list;
	size_t count, room;
};

void copies_clear(struct copies *c);
struct span copies_key(const struct copies *c, size_t i);
struct span copies_value(const struct copies *c, size_t i);

/* Within a transaction, and in one of its own; *out is to be cleared either way. */
int session_copy(struct session *s, MDB_txn *txn, int table, struct span prefix,
                 struct copies *out);
enum err_code session_read(struct session *s, int table, struct span prefix, struct copies *out,
                           struct err *e);

/* It need not be there. */
int session_take_out(struct session *s, MDB_txn *txn, int table, struct span key);

static inline MDB_val
val_of(const struct buf *b)
{
	return (MDB_val){ b->size, b->data };
}

#endif
