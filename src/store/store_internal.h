/* What the files of store/ share. */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <lmdb.h>

#include "store/folder.h"
#include "store/store.h"
#include "store/tables.h"

struct lock_file;

struct store {
	char *path;
	struct store_options options;
	MDB_env *env;
	MDB_dbi tables[TABLE_COUNT];
	struct txn *idle;               /* a reading transaction kept for the next one */
	struct lock_file *lock;
	int held_data;                  /* data.mdb, locked where a lock file is missing; -1 */
	bool has_no_readers;            /* LMDB's lock file is missing, and no writer comes */
	bool has_lock;
	struct store_waiting waiting;
	int64_t checked;                /* when dead readers were last looked for, in ticks */
};

struct txn {
	struct store *store;
	MDB_txn *txn;
	bool is_writing;
	bool owns_lock;
};

/* The sentence for an LMDB error. doing: "be read", "be written". */
enum err_code store_err(const struct store *s, int rc, struct err *e);

/* Opens an environment in the folder. Its files have been looked at, if they are there. */
int environment_open(MDB_env *env, const struct folder *folder, unsigned flags);

/* ---- guard.c */

/* Checks the two meta pages of data.mdb before LMDB maps it: a truncated file would kill the
 * process with SIGBUS. ERR_STORE says what is wrong. */
enum err_code guard_check(int fd, const char *path, struct err *e);

/* ERR_STORE if the folder is on a network file system. */
enum err_code guard_file_system(const struct folder *folder, struct err *e);

/* ---- lock.c: the writers' queue, and who has the store open */

#define DATA_FILE    "data.mdb"
#define READERS_FILE "lock.mdb" /* LMDB's own: a process that has it open never opens it again */
#define WRITER_LOCK  "writer.lock"

/* How the file is opened: as whoever only reads, as whoever may write, or alone. */
enum lock_use { LOCK_READING, LOCK_WRITING, LOCK_ALONE };

/* ERR_STORE: it is being replaced, or for LOCK_ALONE: somebody has it open. A reader makes no file:
 * *out is NULL where there is none. */
enum err_code lock_open(const struct folder *folder, enum lock_use use, struct lock_file **out,
                        struct err *e);
void lock_close(struct lock_file *l);   /* NULL is allowed */
/* While the lock is held, Ctrl-Z is delayed; while it is waited for, it is not. */
enum err_code lock_take(struct lock_file *l, const char *operator_name,
                        const struct store_waiting *waiting, struct err *e);
/* Waits at most ms milliseconds. False: e says who holds the lock. */
bool lock_try(struct lock_file *l, const char *operator_name, int ms, struct err *e);
void lock_release(struct lock_file *l);

/* Locks the data file until *fd is closed, shared or exclusively. ERR_NOT_FOUND: there is none;
 * ERR_STORE: somebody else has locked it. */
enum err_code data_hold(const struct folder *folder, bool alone, int *fd, struct err *e);

/* Makes LMDB's table of readers if it is missing; processes that only read do not. is_held: the
 * data file, if it exists, is locked exclusively already. */
enum err_code readers_make(const struct folder *folder, bool is_held, struct err *e);

/* ---- held.c: a stopped process must hold neither a lock, which lock.c sees to, nor a transaction,
 * which would keep pages from being reused */

void stop_hold(void);           /* Ctrl-Z is delayed until each stop_hold() has its
				 * stop_release() */
void stop_release(void);

/* ---- access to tables; keys and values are borrowed until the transaction writes or ends.
 * ERR_NOT_FOUND leaves e alone. */

enum err_code table_get(struct txn *t, enum table table, struct span key, struct span *value,
                        struct err *e);
enum err_code table_put(struct txn *t, enum table table, struct span key, struct span value,
                        struct err *e);
/* The same for a key that is likely to be the last; pages are then filled completely. */
enum err_code table_append(struct txn *t, enum table table, struct span key, struct span value,
                           struct err *e);
enum err_code table_delete(struct txn *t, enum table table, struct span key, struct err *e);

#endif
