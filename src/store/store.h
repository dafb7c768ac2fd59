/* The store: one LMDB environment in a folder of its own, and transactions on it. The only room
 * that includes <lmdb.h>. What its tables hold is in store/tables.h; what that means, the
 * registry knows.
 *
 * LMDB's rules that are kept here (lmdb.h, "Caveats"): one environment a process and store, never
 * opened twice; its lock file never opened by us (closing it would drop the readers' locks); no
 * DUPSORT table; the file guarded before it is mapped; no transaction open while a key, a file or
 * a terminal is waited for. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/uuid.h"

#define STORE_FORMAT 1

struct store;
struct txn;

struct store_options {
	const char *path;               /* the folder */
	bool is_read_only;
	bool is_copy;                   /* path is a file that nobody writes, such as a backup:
					 * it is only read, and nothing is made beside it */
	bool is_trusted;                /* also where the folder belongs to somebody else */
	long map_gib;                   /* address space; halved if that much is not available */
	long readers;                   /* slots, when this process is the first to open */
	long reserve_mib;               /* writing is refused while the disk has less space than
					 * this */
	const char *operator_name;      /* whom the writer's lock names */
};

/* Makes the folder and an empty store in it. ERR_STORE: there is one already. */
enum err_code store_create(const struct store_options *options, struct store **out,
                           struct err *e);

/* ERR_STORE: none there, damaged, cut off, of another format, on a network file system;
 * ERR_DENIED: not permitted. *out is closed by store_close(). */
enum err_code store_open(const struct store_options *options, struct store **out, struct err *e);
void store_close(struct store *s);

/* Removes a store that was made but not filled. */
void store_discard(struct store *s);

/* Writes a compacted copy of the store, of one moment, to the file, while others go on writing.
 * name: what sentences call the file. ERR_FULL: its disk is full; ERR_STORE: the store cannot be
 * read, or the file not written. */
enum err_code store_copy(struct store *s, int fd, const char *name, struct err *e);

/* The exclusive right to replace a store's data file: nobody has the store open, and whoever tries
 * to open it is refused. The folder must exist. ERR_STORE: somebody has it open. */
struct claim;
enum err_code store_claim(const char *folder, bool is_trusted, struct claim **out, struct err *e);
/* Moves the file into place, with the owner and mode of the file that it replaces. is_new:
 * ERR_STORE if there is one. */
enum err_code store_replace(const struct claim *c, const char *file, bool is_new, struct err *e);
void store_unclaim(struct claim *c);    /* NULL is allowed */

const char *store_path(const struct store *s);
bool store_is_read_only(const struct store *s);

/* The number of the last committed transaction of any process that store_read() would see now. */
uint64_t store_last_commit(struct store *s);

/* Bytes of the data file, and of the pages in use. */
void store_size(const struct store *s, uint64_t *file, uint64_t *used);

/* Of all readers in other processes the one whose state of the store is the oldest. */
struct store_reader {
	long process;
	long user;                      /* who runs it; -1: not known */
	bool is_stopped;
	uint64_t commit;                /* that it reads */
	uint64_t behind;                /* commits since */
	uint64_t cost;                  /* bytes that cannot be reused before it ends */
};

/* False: nobody reads an older state than the last, or, unless most is UINT64_MAX, the reader
 * cannot cost that much; cost is counted only up to most. No writing transaction may be open. */
bool store_oldest_reader(struct store *s, uint64_t most, struct store_reader *out);

/* The number of the last commit while a transaction reads an older state, perhaps a moment before
 * a new transaction sees it; quick enough to be asked for each record. */
uint64_t store_newest_commit(const struct txn *t);

/* The bytes that cannot be reused as long as the reading transaction goes on, counted up to most.
 * There must have been a commit since it began. */
uint64_t store_kept_back(const struct txn *t, uint64_t most);

/* ---- transactions: begun and ended in one function, in milliseconds */

enum err_code store_read(struct store *s, struct txn **out, struct err *e);

/* Waits for the writer's lock. While another process holds it, waiting() is called after the first
 * second and about once a second from then on with the holder ("amina, since 14:02:11"); false
 * ends the wait with ERR_STORE. may_fill: also where the disk is nearly full (removing). */
struct store_waiting {
	bool (*waiting)(void *context, const char *holder, int seconds);
	void *context;
};
void store_on_waiting(struct store *s, struct store_waiting waiting);
enum err_code store_write(struct store *s, bool may_fill, struct txn **out, struct err *e);

/* The same lock without a transaction, for work that is prepared outside and applied at once.
 * store_write() in the same process uses it until store_unlock(). */
enum err_code store_lock(struct store *s, struct err *e);
void store_unlock(struct store *s);

/* Makes the changes durable. ERR_FULL: the disk is full, nothing was changed. Ends txn. */
enum err_code store_commit(struct txn *t, struct err *e);

/* Ends a reading transaction, or discards the changes of a writing one. NULL is allowed. */
void store_end(struct txn *t);

uint64_t txn_id(const struct txn *t);   /* that a reader sees, or that a writer will commit */

#endif
