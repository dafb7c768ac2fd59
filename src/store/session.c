/* Opens the session environment, which holds drafts and presence. */
#include <config.h>

#include "store/session_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/fatal.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/privilege.h"

#define SESSION_FOLDER "session"
#define MAP_MIB    64
#define LOCK_MS    100          /* how long its lock is waited for */
#define BALLAST    (256 << 10)  /* bytes reserved in the file, so that drafts fit even if the
				 * disk is full */

static const char *const table_names[TABLES] = { "draft", "presence" };

static enum err_code
session_err(const struct session *s, int rc, struct err *e)
{
	switch (rc) {
	case ENOSPC:
	case EDQUOT:
	case EIO:
	case MDB_MAP_FULL:
	case MDB_PANIC:
		return err_set(e, ERR_FULL, _("the disk of %s is full or failing"), s->path);
	case EACCES:
	case EPERM:
	case EROFS:
		return err_set(e, ERR_DENIED, _("%s may not be used by you: %s"), s->path,
		               strerror(rc));
	default:
		return err_set(e, ERR_STORE, _("%s cannot be used: %s"), s->path, mdb_strerror(rc));
	}
}

/* ---- opening */

static void
on_assert(MDB_env *env, const char *message)
{
	(void)env;
	(void)message;
	fatal_end("chancery: the drafts in the store's folder session/ are damaged: move it away and start"
	          " again.\n",
	          ERR_STORE);
}

static int
open_environment(struct session *s, const struct folder *folder)
{
	unsigned flags = MDB_NOTLS | (s->is_read_only ? MDB_RDONLY : 0);
	int rc = mdb_env_create(&s->env);

	if (rc != 0)
		return rc;
	mdb_env_set_assert(s->env, on_assert);
	mdb_env_set_mapsize(s->env, (size_t)MAP_MIB << 20);
	mdb_env_set_maxdbs(s->env, TABLES);
	mdb_env_set_maxreaders(s->env, s->readers);
	rc = environment_open(s->env, folder, flags);
	if (rc == 0)
		return 0;
	mdb_env_close(s->env);
	s->env = NULL;
	return rc;
}

static int
open_tables(struct session *s)
{
	MDB_txn *txn;
	int rc = mdb_txn_begin(s->env, NULL, s->is_read_only ? MDB_RDONLY : 0, &txn);

	if (rc != 0)
		return rc;
	for (int i = 0; rc == 0 && i < TABLES; i++)
		rc = mdb_dbi_open(txn, table_names[i], s->is_read_only ? 0 : MDB_CREATE,
		                  &s->tables[i]);
	if (rc == 0)
		return mdb_txn_commit(txn);
	mdb_txn_abort(txn);
	return rc;
}

static int
put_and_delete(struct session *s, size_t size)
{
	char name = 0;
	MDB_val key = { 1, &name }, value = { size, NULL };
	MDB_txn *txn;
	int rc = mdb_txn_begin(s->env, NULL, 0, &txn);

	if (rc != 0)
		return rc;
	rc = mdb_put(txn, s->tables[DRAFTS], &key, &value, MDB_RESERVE);
	if (rc == 0) {
		memset(value.mv_data, 0, value.mv_size);
		rc = mdb_txn_commit(txn);
	} else {
		mdb_txn_abort(txn);
	}
	if (rc == 0)
		rc = mdb_txn_begin(s->env, NULL, 0, &txn);
	if (rc != 0)
		return rc;
	rc = mdb_del(txn, s->tables[DRAFTS], &key, NULL);
	if (rc == 0)
		return mdb_txn_commit(txn);
	mdb_txn_abort(txn);
	return rc;
}

/* Writes pages and frees them again, since LMDB reuses free pages before the file grows: drafts
 * then have room when the disk is full. Freed pages become usable two transactions later, hence the
 * second round. */
static int
lay_ballast(struct session *s)
{
	int rc = put_and_delete(s, BALLAST);

	return rc == 0 ? put_and_delete(s, 1) : rc;
}

static void
close_environment(struct session *s)
{
	if (s->env != NULL)
		mdb_env_close(s->env);
	s->env = NULL;
}

/* *is_there: the file exists, is not empty and is sound. A process that may write makes it. */
static enum err_code
look_at_data(struct session *s, const struct folder *folder, bool *is_there, struct err *e)
{
	char *data = path_join(s->path, DATA_FILE);
	struct stat file;
	int fd = -1;
	enum err_code rc = folder_file(folder, DATA_FILE, O_RDONLY, &fd, e);

	if (rc == ERR_NOT_FOUND && !s->is_read_only)
		rc = folder_new_file(folder, DATA_FILE, &fd, e);
	if (rc == ERR_CONFLICT)                 /* by somebody else, this moment */
		rc = folder_file(folder, DATA_FILE, O_RDONLY, &fd, e);
	*is_there = rc == ERR_OK && fstat(fd, &file) == 0 && file.st_size > 0;
	if (*is_there)
		rc = guard_check(fd, data, e);
	else if (rc == ERR_OK && s->is_read_only)
		rc = ERR_NOT_FOUND;
	if (fd >= 0)
		close(fd);
	free(data);
	return rc;
}

/* A process that only reads makes nothing: ERR_NOT_FOUND if something is missing. */
static enum err_code
take_locks(struct session *s, const struct folder *folder, struct err *e)
{
	struct stat file;
	enum err_code rc;

	if (s->is_read_only)
		return folder_look(folder, READERS_FILE, &file, e);
	rc = s->lock == NULL ? lock_open(folder, LOCK_WRITING, &s->lock, e) : ERR_OK;
	if (rc == ERR_OK)
		rc = readers_make(folder, false, e);
	if (rc == ERR_OK && !lock_try(s->lock, s->operator_name, LOCK_MS, e))
		rc = ERR_STORE;
	return rc;
}

static enum err_code
open_locked(struct session *s, const struct folder *folder, struct err *e)
{
	bool is_there;
	enum err_code rc = look_at_data(s, folder, &is_there, e);
	int opened, dead;

	if (rc != ERR_OK)
		return rc;
	opened = open_environment(s, folder);
	if (opened == 0)
		opened = open_tables(s);
	if (opened == 0 && !is_there)
		opened = lay_ballast(s);
	if (opened == 0)
		mdb_reader_check(s->env, &dead);
	else
		close_environment(s);
	return opened == 0 ? ERR_OK : session_err(s, opened, e);
}

static enum err_code
open_in(struct session *s, const struct folder *folder, struct err *e)
{
	enum err_code rc = take_locks(s, folder, e);

	if (rc != ERR_OK)
		return rc;
	rc = open_locked(s, folder, e);
	if (s->lock != NULL)
		lock_release(s->lock);
	return rc;
}

static enum err_code
open_all(struct session *s, struct err *e)
{
	struct folder store, folder;
	enum err_code rc = folder_open(s->store, s->is_trusted, &store, e);

	if (rc != ERR_OK)
		return rc;
	if (!s->is_read_only)
		rc = folder_make_inside(&store, SESSION_FOLDER, e);
	if (rc == ERR_OK)
		rc = folder_open_inside(&store, SESSION_FOLDER, s->path, &folder, e);
	if (rc == ERR_OK) {
		rc = open_in(s, &folder, e);
		folder_close(&folder);
	}
	folder_close(&store);
	return rc;
}

enum err_code
session_open(const struct store_options *options, struct session **out, struct err *e)
{
	struct session *s = mem_new(sizeof *s);
	enum err_code rc;

	*out = NULL;
	s->store = mem_text(options->path);
	s->path = path_join(options->path, SESSION_FOLDER);
	s->is_trusted = options->is_trusted;
	s->operator_name = mem_textn(options->operator_name,
	                             strnlen(options->operator_name, NAME_MOST));
	s->is_read_only = options->is_read_only;
	s->readers = (unsigned)options->readers;
	s->id = rowid_new();
	privilege_raise();
	rc = open_all(s, e);
	privilege_rest();
	if (rc != ERR_OK) {
		session_close(s);
		return rc;
	}
	*out = s;
	return ERR_OK;
}

void
session_close(struct session *s)
{
	if (s == NULL)
		return;
	close_environment(s);
	lock_close(s->lock);
	free(s->operator_name);
	free(s->path);
	free(s->store);
	free(s);
}

/* ---- transactions */

/* After a failed write of its own pages, LMDB works again only once it is reopened. */
static enum err_code
mend(struct session *s, struct err *e)
{
	close_environment(s);
	return open_all(s, e);
}

/* is_light: do not wait for the disk. */
enum err_code
session_write(struct session *s, bool is_light, struct writing *w, struct err *e)
{
	enum err_code rc = ERR_OK;
	int begun;

	if (s->is_read_only)
		return err_set(e, ERR_DENIED, _("the store is open for reading only"));
	if (s->env == NULL)
		rc = mend(s, e);
	if (rc != ERR_OK)
		return rc;
	if (!lock_try(s->lock, s->operator_name, LOCK_MS, e))
		return ERR_STORE;
	mdb_env_set_flags(s->env, MDB_NOMETASYNC, is_light);
	begun = mdb_txn_begin(s->env, NULL, 0, &w->txn);
	if (begun == 0)
		return ERR_OK;
	lock_release(s->lock);
	if (begun == MDB_PANIC)
		close_environment(s);
	return session_err(s, begun, e);
}

enum err_code
session_end(struct session *s, struct writing *w, int rc, struct err *e)
{
	if (rc == 0)
		rc = mdb_txn_commit(w->txn);
	else
		mdb_txn_abort(w->txn);
	lock_release(s->lock);
	return rc == 0 ? ERR_OK : session_err(s, rc, e);
}

void
copies_clear(struct copies *c)
{
	buf_clear(&c->bytes);
	free(c->list);
}

struct span
copies_key(const struct copies *c, size_t i)
{
	return (struct span){ c->bytes.data + c->list[i].key, c->list[i].key_size };
}

struct span
copies_value(const struct copies *c, size_t i)
{
	return (struct span){ c->bytes.data + c->list[i].value, c->list[i].value_size };
}

static bool
begins_with(const MDB_val *key, struct span prefix)
{
	return key->mv_size >= prefix.size &&
	       (prefix.size == 0 || memcmp(key->mv_data, prefix.data, prefix.size) == 0);
}

static int
copy_from(MDB_cursor *cursor, struct span prefix, struct copies *out)
{
	MDB_val key = { prefix.size, (void *)(uintptr_t)prefix.data }, value;
	int rc = mdb_cursor_get(cursor, &key, &value, prefix.size > 0 ? MDB_SET_RANGE : MDB_FIRST);

	for (; rc == 0 && begins_with(&key, prefix);
	     rc = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
		struct piece p = { out->bytes.size, key.mv_size, out->bytes.size + key.mv_size,
		                   value.mv_size };

		buf_add(&out->bytes, key.mv_data, key.mv_size);
		buf_add(&out->bytes, value.mv_data, value.mv_size);
		MEM_ROOM(out->list, out->count, out->room);
		out->list[out->count++] = p;
	}
	return rc == MDB_NOTFOUND ? 0 : rc;
}

int
session_copy(struct session *s, MDB_txn *txn, int table, struct span prefix, struct copies *out)
{
	MDB_cursor *cursor;
	int rc = mdb_cursor_open(txn, s->tables[table], &cursor);

	*out = (struct copies){ 0 };
	buf_init(&out->bytes);
	if (rc != 0)
		return rc;
	rc = copy_from(cursor, prefix, out);
	mdb_cursor_close(cursor);
	return rc;
}

enum err_code
session_read(struct session *s, int table, struct span prefix, struct copies *out, struct err *e)
{
	MDB_txn *txn;
	int rc;

	*out = (struct copies){ 0 };
	if (s->env == NULL)
		return session_err(s, MDB_PANIC, e);
	stop_hold();
	rc = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);
	if (rc == MDB_READERS_FULL) {
		int dead;

		mdb_reader_check(s->env, &dead);
		rc = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);
	}
	if (rc == 0) {
		rc = session_copy(s, txn, table, prefix, out);
		mdb_txn_abort(txn);
	}
	stop_release();
	return rc == 0 ? ERR_OK : session_err(s, rc, e);
}

int
session_take_out(struct session *s, MDB_txn *txn, int table, struct span key)
{
	MDB_val k = { key.size, (void *)(uintptr_t)key.data };
	int rc = mdb_del(txn, s->tables[table], &k, NULL);

	return rc == MDB_NOTFOUND ? 0 : rc;
}
