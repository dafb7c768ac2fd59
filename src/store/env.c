/* Opening and closing the environment. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/privilege.h"
#include "store/private.h"

static const char *const table_names[] = {
#define TABLE_NAME(id, name) [TABLE_##id] = name,
	TABLE_LIST(TABLE_NAME)
#undef TABLE_NAME
};

static void (*damage_hook)(void);

void
store_on_damage(void (*hook)(void))
{
	damage_hook = hook;
}

void
store_die(const char *sentence, size_t size)
{
	if (damage_hook != NULL)
		damage_hook();
	drafts_forsake();
	(void)!write(STDERR_FILENO, sentence, size);
	_exit(err_status(ERR_STORE));
}

/* LMDB's own answer to a failed assertion is abort(), with the terminal raw. */
static void
on_assert(MDB_env *env, const char *message)
{
	static const char sentence[] =
		"chancery: the store is damaged; nothing was written. Run `chancery check`.\n";

	(void)env;
	(void)message;
	store_die(sentence, sizeof sentence - 1);
}

enum err_code
store_err(const struct store *s, int rc, struct err *e)
{
	switch (rc) {
	case MDB_MAP_FULL:
		return err_set(e, ERR_FULL,
		               _("the store has filled the %ld GiB that limits.map reserves"
		                 " for it; nothing was changed"),
		               s->options.map_gib);
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
	case EIO:
	case MDB_PANIC:
		return err_set(e, ERR_FULL,
		               _("the disk of %s is full or failing; nothing was changed"),
		               s->path);
	case MDB_READERS_FULL:
		return err_set(e, ERR_STORE, _("too many sessions have %s open; try again"),
		               s->path);
	case MDB_INVALID:
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_VERSION_MISMATCH:
		return err_set(e, ERR_STORE, _("the store %s is damaged: restore it from a backup"),
		               s->path);
	case EACCES:
	case EPERM:
	case EROFS:
		return err_set(e, ERR_DENIED, _("the store %s may not be used so by you: %s"),
		               s->path, strerror(rc));
	default:
		return err_set(e, ERR_STORE, _("the store %s cannot be used: %s"), s->path,
		               mdb_strerror(rc));
	}
}

static struct store *
store_new(const struct store_options *options)
{
	struct store *s = mem_new(sizeof *s);

	s->path = mem_text(options->path);
	s->options = *options;
	s->options.operator_name = mem_text(options->operator_name);
	return s;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	if (s->idle != NULL) {
		mdb_txn_abort(s->idle->txn);
		free(s->idle);
	}
	if (s->env != NULL)
		mdb_env_close(s->env);
	lock_close(s->lock);
	free((char *)(uintptr_t)s->options.operator_name);
	free(s->path);
	free(s);
}

/* In a reading transaction, unless they are made: opening does not wait for whoever writes. */
static int
open_tables(struct store *s, bool create)
{
	MDB_txn *txn;
	int rc = mdb_txn_begin(s->env, NULL, create ? 0 : MDB_RDONLY, &txn);

	if (rc == MDB_READERS_FULL) {
		int dead;

		mdb_reader_check(s->env, &dead);
		rc = mdb_txn_begin(s->env, NULL, create ? 0 : MDB_RDONLY, &txn);
	}
	if (rc != 0)
		return rc;
	for (int i = 0; rc == 0 && i < TABLE_COUNT; i++)
		rc = mdb_dbi_open(txn, table_names[i], create ? MDB_CREATE : 0, &s->tables[i]);
	if (rc == 0)
		return mdb_txn_commit(txn);
	mdb_txn_abort(txn);
	return rc;
}

/* The whole map is reserved at once; where the process may not have so much (ulimit -v), half of
 * it, and half of that. */
static int
open_environment(struct store *s)
{
	unsigned flags = MDB_NOTLS | (s->options.is_read_only ? MDB_RDONLY : 0) |
	                 (s->options.is_copy ? MDB_NOSUBDIR | MDB_NOLOCK : 0);
	size_t map = (size_t)s->options.map_gib << 30;
	int rc;

	for (;; map /= 2) {
		rc = mdb_env_create(&s->env);
		if (rc != 0)
			return rc;
		mdb_env_set_assert(s->env, on_assert);
		mdb_env_set_mapsize(s->env, map);
		mdb_env_set_maxdbs(s->env, TABLE_COUNT);
		mdb_env_set_maxreaders(s->env, (unsigned)s->options.readers);
		rc = open_shared(s->env, s->path, flags);
		if ((rc != ENOMEM && rc != EINVAL) || map <= (size_t)64 << 20)
			return rc;
		mdb_env_close(s->env);
		s->env = NULL;
	}
}

/* What is opened without a transaction: lock, environment, tables. */
static enum err_code
open_all(struct store *s, bool create, struct err *e)
{
	enum err_code code = ERR_OK;
	int dead, rc;

	if (!s->options.is_copy)
		code = lock_open(s->path, s->options.is_read_only ? LOCK_READING : LOCK_WRITING,
		                 &s->lock, e);
	if (code != ERR_OK)
		return code;
	rc = open_environment(s);
	if (rc == 0)
		rc = open_tables(s, create);
	if (rc == MDB_NOTFOUND)
		return err_set(e, ERR_STORE, _("%s is an LMDB store, but not one of Chancery's"),
		               s->path);
	if (rc != 0)
		return store_err(s, rc, e);
	mdb_reader_check(s->env, &dead);
	s->checked = clock_ticks();
	return ERR_OK;
}

/* The file that the store is kept in; the caller frees it. */
static char *
data_path(const struct store *s)
{
	return s->options.is_copy ? mem_text(s->path) : path_join(s->path, "data.mdb");
}

enum err_code
store_create(const struct store_options *options, struct store **out, struct err *e)
{
	struct store *s = store_new(options);
	char *data = path_join(options->path, "data.mdb");
	enum err_code rc = ERR_OK;

	*out = NULL;
	s->options.is_read_only = false;
	if (file_exists(data))
		rc = err_set(e, ERR_STORE, _("there is a store in %s already"), options->path);
	if (rc == ERR_OK)
		rc = directory_make(options->path, e);
	if (rc == ERR_OK)
		rc = guard_file_system(options->path, e);
	if (rc == ERR_OK)
		rc = open_all(s, true, e);
	free(data);
	if (rc != ERR_OK) {
		store_close(s);
		return rc;
	}
	*out = s;
	return ERR_OK;
}

enum err_code
store_open(const struct store_options *options, struct store **out, struct err *e)
{
	struct store *s = store_new(options);
	char *data = data_path(s);
	enum err_code rc = ERR_OK;

	*out = NULL;
	s->options.is_read_only |= s->options.is_copy;
	if (!s->options.is_copy)
		privilege_raise();
	if (s->options.is_copy && !file_exists(data))
		rc = err_set(e, ERR_STORE, _("%s cannot be read: %s"), data, strerror(errno));
	else if (!file_exists(data) && errno == ENOENT)
		rc = err_set(e, ERR_STORE, _("there is no store in %s: `chancery init` makes one"),
		             options->path);
	if (rc == ERR_OK && !s->options.is_copy)
		rc = guard_file_system(options->path, e);
	if (rc == ERR_OK)
		rc = guard_check(data, e);
	if (rc == ERR_OK)
		rc = open_all(s, false, e);
	privilege_rest();
	free(data);
	if (rc != ERR_OK) {
		store_close(s);
		return rc;
	}
	*out = s;
	return ERR_OK;
}

void
store_discard(struct store *s)
{
	static const char *const files[] = { "data.mdb", "lock.mdb", "writer.lock" };
	char *paths[sizeof files / sizeof files[0]], *folder = mem_text(s->path);

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		paths[i] = path_join(s->path, files[i]);
	store_close(s);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		unlink(paths[i]);
		free(paths[i]);
	}
	rmdir(folder);
	free(folder);
}

const char *
store_path(const struct store *s)
{
	return s->path;
}

bool
store_is_read_only(const struct store *s)
{
	return s->options.is_read_only;
}

uint64_t
store_last_commit(const struct store *s)
{
	MDB_envinfo info;

	mdb_env_info(s->env, &info);
	return info.me_last_txnid;
}

void
store_size(const struct store *s, uint64_t *file, uint64_t *used)
{
	MDB_envinfo info;
	MDB_stat page;
	struct stat st;
	int fd;

	mdb_env_info(s->env, &info);
	mdb_env_stat(s->env, &page);
	*used = ((uint64_t)info.me_last_pgno + 1) * page.ms_psize;
	*file = mdb_env_get_fd(s->env, &fd) == 0 && fstat(fd, &st) == 0 ? (uint64_t)st.st_size : 0;
}
