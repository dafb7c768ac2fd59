/* Begins and ends transactions, and reads and writes single entries. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "store/store_internal.h"

#define READER_CHECK_MS 1000

/* Begins a transaction, and handles what other processes may have done: grown the map, or died as
 * readers. */
static int
begin(struct store *s, unsigned flags, MDB_txn **out)
{
	int dead, rc = mdb_txn_begin(s->env, NULL, flags, out);

	if (rc == MDB_MAP_RESIZED) {
		mdb_env_set_mapsize(s->env, 0);
		rc = mdb_txn_begin(s->env, NULL, flags, out);
	}
	if (rc == MDB_READERS_FULL) {
		mdb_reader_check(s->env, &dead);
		rc = mdb_txn_begin(s->env, NULL, flags, out);
	}
	return rc;
}

enum err_code
store_read(struct store *s, struct txn **out, struct err *e)
{
	struct txn *t = s->idle;
	int rc = 0;

	*out = NULL;
	s->idle = NULL;
	stop_hold();
	if (t != NULL) {
		rc = mdb_txn_renew(t->txn);
		if (rc != 0) {
			mdb_txn_abort(t->txn);
			rc = begin(s, MDB_RDONLY, &t->txn);
		}
	} else {
		t = mem_new(sizeof *t);
		t->store = s;
		rc = begin(s, MDB_RDONLY, &t->txn);
	}
	if (rc != 0) {
		stop_release();
		free(t);
		return store_err(s, rc, e);
	}
	*out = t;
	return ERR_OK;
}

/* Readers that died keep old pages in use; looking for them is cheap, but not free. */
static void
check_readers(struct store *s)
{
	int dead;

	if (clock_ticks() - s->checked < READER_CHECK_MS)
		return;
	mdb_reader_check(s->env, &dead);
	s->checked = clock_ticks();
}

static enum err_code
check_reserve(const struct store *s, struct err *e)
{
	struct statvfs v;
	int fd;

	if (mdb_env_get_fd(s->env, &fd) != 0 || fstatvfs(fd, &v) != 0)
		return ERR_OK;
	if ((uint64_t)v.f_bavail * v.f_frsize >= (uint64_t)s->options.reserve_mib << 20)
		return ERR_OK;
	return err_set(e, ERR_FULL,
	               _("the disk of %s has less than %ld MiB left; nothing was saved."
	                 " Removing still works"),
	               s->path, s->options.reserve_mib);
}

void
store_on_waiting(struct store *s, struct store_waiting waiting)
{
	s->waiting = waiting;
}

enum err_code
store_lock(struct store *s, struct err *e)
{
	enum err_code rc;

	if (s->options.is_read_only)
		return err_set(e, ERR_DENIED, _("the store is open for reading only"));
	rc = lock_take(s->lock, s->options.operator_name, &s->waiting, e);
	s->has_lock = rc == ERR_OK;
	return rc;
}

void
store_unlock(struct store *s)
{
	if (s->has_lock)
		lock_release(s->lock);
	s->has_lock = false;
}

enum err_code
store_write(struct store *s, bool may_fill, struct txn **out, struct err *e)
{
	bool had_lock = s->has_lock;
	enum err_code rc = ERR_OK;
	struct txn *t;
	int begun;

	*out = NULL;
	if (!had_lock)
		rc = store_lock(s, e);
	if (rc == ERR_OK && !may_fill)
		rc = check_reserve(s, e);
	if (rc != ERR_OK) {
		if (!had_lock)
			store_unlock(s);
		return rc;
	}
	check_readers(s);
	t = mem_new(sizeof *t);
	t->store = s;
	t->is_writing = true;
	t->owns_lock = !had_lock;
	begun = begin(s, 0, &t->txn);
	if (begun != 0) {
		if (t->owns_lock)
			store_unlock(s);
		free(t);
		return store_err(s, begun, e);
	}
	*out = t;
	return ERR_OK;
}

static void
leave(struct txn *t)
{
	if (t->owns_lock)
		store_unlock(t->store);
	free(t);
}

enum err_code
store_commit(struct txn *t, struct err *e)
{
	struct store *s = t->store;
	int rc = mdb_txn_commit(t->txn);

	leave(t);
	return rc == 0 ? ERR_OK : store_err(s, rc, e);
}

void
store_end(struct txn *t)
{
	if (t == NULL)
		return;
	if (!t->is_writing && t->store->idle == NULL) {
		mdb_txn_reset(t->txn);
		t->store->idle = t;
		stop_release();
		return;
	}
	mdb_txn_abort(t->txn);
	if (!t->is_writing)
		stop_release();
	leave(t);
}

uint64_t
txn_id(const struct txn *t)
{
	return mdb_txn_id(t->txn);
}

/* ---- tables */

static MDB_val
val(struct span s)
{
	return (MDB_val){ s.size, (void *)(uintptr_t)s.data };
}

enum err_code
table_get(struct txn *t, enum table table, struct span key, struct span *value, struct err *e)
{
	MDB_val k = val(key), v;
	int rc = mdb_get(t->txn, t->store->tables[table], &k, &v);

	if (rc == MDB_NOTFOUND)
		return ERR_NOT_FOUND;
	if (rc != 0)
		return store_err(t->store, rc, e);
	*value = (struct span){ v.mv_data, v.mv_size };
	return ERR_OK;
}

enum err_code
table_put(struct txn *t, enum table table, struct span key, struct span value, struct err *e)
{
	MDB_val k = val(key), v = val(value);
	int rc = mdb_put(t->txn, t->store->tables[table], &k, &v, 0);

	return rc == 0 ? ERR_OK : store_err(t->store, rc, e);
}

enum err_code
table_append(struct txn *t, enum table table, struct span key, struct span value, struct err *e)
{
	MDB_val k = val(key), v = val(value);
	int rc = mdb_put(t->txn, t->store->tables[table], &k, &v, MDB_APPEND);

	return rc == MDB_KEYEXIST ? table_put(t, table, key, value, e) :
	       rc == 0 ? ERR_OK : store_err(t->store, rc, e);
}

enum err_code
table_delete(struct txn *t, enum table table, struct span key, struct err *e)
{
	MDB_val k = val(key);
	int rc = mdb_del(t->txn, t->store->tables[table], &k, NULL);

	return rc == 0 || rc == MDB_NOTFOUND ? ERR_OK : store_err(t->store, rc, e);
}

uint64_t
table_count(struct txn *t, enum table table)
{
	MDB_stat stat;

	mdb_stat(t->txn, t->store->tables[table], &stat);
	return stat.ms_entries;
}
