/* Opens and closes the LMDB environment. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/fatal.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/privilege.h"
#include "store/store_internal.h"

static const char *const table_names[] = {
#define TABLE_NAME(id, name) [TABLE_##id] = name,
	TABLE_LIST(TABLE_NAME)
#undef TABLE_NAME
};

/* By default LMDB answers a failed assertion with abort(), which would leave the terminal in raw
 * mode. */
static void
on_assert(MDB_env *env, const char *message)
{
	(void)env;
	(void)message;
	fatal_end("chancery: the store is damaged; nothing was written. Run `chancery check`.\n",
	          ERR_STORE);
}

static struct store *
store_new(const struct store_options *options)
{
	struct store *s = mem_new(sizeof *s);

	s->path = mem_text(options->path);
	s->held_data = -1;
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
	if (s->held_data >= 0)
		close(s->held_data);
	free((char *)(uintptr_t)s->options.operator_name);
	free(s->path);
	free(s);
}

/* Tables are opened in a reading transaction unless they are new, so that opening does not wait for
 * a writer. */
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

int
environment_open(MDB_env *env, const struct folder *folder, unsigned flags)
{
	char name[FOLDER_NAME];
	unsigned mode = folder_mode(folder);
	mode_t before = umask(0777 & ~mode);
	int rc;

	folder_name(folder, name);
	/* Without /proc, the path must be used. */
	rc = mdb_env_open(env, access(name, F_OK) == 0 ? name : folder->path, flags, mode);
	umask(before);
	return rc;
}

/* The whole map is reserved at once. If the process may not have that much (ulimit -v), half of it
 * is tried, and so on. folder: NULL for a copy. */
static int
open_environment(struct store *s, const struct folder *folder)
{
	unsigned flags = MDB_NOTLS | (s->options.is_read_only ? MDB_RDONLY : 0) |
	                 (s->has_no_readers || folder == NULL ? MDB_NOLOCK : 0);
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
		rc = folder != NULL ? environment_open(s->env, folder, flags) :
		                      mdb_env_open(s->env, s->path, flags | MDB_NOSUBDIR, 0);
		if ((rc != ENOMEM && rc != EINVAL) || map <= (size_t)64 << 20)
			return rc;
		mdb_env_close(s->env);
		s->env = NULL;
	}
}

/* A reader makes no lock file. If one is missing, the data file itself is locked, so that nobody
 * replaces it, and no writer starts while LMDB's is missing. */
static enum err_code
take_locks_reading(struct store *s, const struct folder *folder, struct err *e)
{
	struct stat file;
	enum err_code rc = lock_open(folder, LOCK_READING, &s->lock, e);

	if (rc == ERR_OK)
		rc = folder_look(folder, READERS_FILE, &file, e);
	if (rc != ERR_NOT_FOUND && (rc != ERR_OK || s->lock != NULL))
		return rc;
	rc = data_hold(folder, false, &s->held_data, e);
	if (rc == ERR_OK)
		rc = folder_look(folder, READERS_FILE, &file, e);
	s->has_no_readers = rc == ERR_NOT_FOUND;
	return s->has_no_readers ? ERR_OK : rc;
}

static enum err_code
take_locks(struct store *s, const struct folder *folder, struct err *e)
{
	enum err_code rc;

	if (s->options.is_read_only)
		return take_locks_reading(s, folder, e);
	rc = lock_open(folder, LOCK_WRITING, &s->lock, e);
	return rc == ERR_OK ? readers_make(folder, false, e) : rc;
}

/* What is opened without a transaction: locks, environment, tables. */
static enum err_code
open_all(struct store *s, const struct folder *folder, bool create, struct err *e)
{
	enum err_code code = folder != NULL ? take_locks(s, folder, e) : ERR_OK;
	int dead, rc;

	if (code != ERR_OK)
		return code;
	rc = open_environment(s, folder);
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

static enum err_code
create_in(struct store *s, const struct folder *folder, struct err *e)
{
	struct stat file;
	enum err_code rc = folder_look(folder, DATA_FILE, &file, e);

	if (rc == ERR_OK)
		return err_set(e, ERR_STORE, _("there is a store in %s already"), s->path);
	if (rc == ERR_NOT_FOUND)
		rc = guard_file_system(folder, e);
	return rc == ERR_OK ? open_all(s, folder, true, e) : rc;
}

enum err_code
store_create(const struct store_options *options, struct store **out, struct err *e)
{
	struct store *s = store_new(options);
	struct folder folder;
	enum err_code rc = directory_make(options->path, e);

	*out = NULL;
	s->options.is_read_only = false;
	if (rc == ERR_OK)
		rc = folder_open(options->path, options->is_trusted, &folder, e);
	if (rc == ERR_OK) {
		rc = create_in(s, &folder, e);
		folder_close(&folder);
	}
	if (rc != ERR_OK) {
		store_close(s);
		return rc;
	}
	*out = s;
	return ERR_OK;
}

static enum err_code
no_store(const char *path, struct err *e)
{
	return err_set(e, ERR_STORE, _("there is no store in %s: `chancery init` makes one"), path);
}

/* Opens the file that was checked, and not one that was put there meanwhile. */
static enum err_code
check_opened(const struct store *s, int guarded, struct err *e)
{
	struct stat wanted, got;
	int fd;

	if (mdb_env_get_fd(s->env, &fd) == 0 && fstat(fd, &got) == 0 &&
	    fstat(guarded, &wanted) == 0 && wanted.st_dev == got.st_dev &&
	    wanted.st_ino == got.st_ino)
		return ERR_OK;
	return err_set(e, ERR_STORE, _("the store %s is being replaced at this moment; try again"),
	               s->path);
}

static enum err_code
open_in(struct store *s, const struct folder *folder, struct err *e)
{
	char *data = path_join(s->path, DATA_FILE);
	int fd = -1;
	enum err_code rc = folder_file(folder, DATA_FILE, O_RDONLY, &fd, e);

	if (rc == ERR_NOT_FOUND)
		rc = no_store(s->path, e);
	if (rc == ERR_OK)
		rc = guard_file_system(folder, e);
	if (rc == ERR_OK)
		rc = guard_check(fd, data, e);
	if (rc == ERR_OK)
		rc = open_all(s, folder, false, e);
	if (rc == ERR_OK)
		rc = check_opened(s, fd, e);
	if (fd >= 0)
		close(fd);
	free(data);
	return rc;
}

/* A copy is a file that the user names, and is where they say. */
static enum err_code
open_copy(struct store *s, struct err *e)
{
	int fd = open(s->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat file;
	enum err_code rc;

	if (fd < 0)
		return err_set(e, ERR_STORE, _("%s cannot be read: %s"), s->path, strerror(errno));
	if (fstat(fd, &file) == 0 && S_ISREG(file.st_mode))
		rc = guard_check(fd, s->path, e);
	else
		rc = err_set(e, ERR_STORE, _("%s is not a store, or its first page is damaged"),
		             s->path);
	if (rc == ERR_OK)
		rc = open_all(s, NULL, false, e);
	close(fd);
	return rc;
}

static enum err_code
open_own(struct store *s, struct err *e)
{
	struct folder folder;
	enum err_code rc;

	privilege_raise();
	rc = folder_open(s->path, s->options.is_trusted, &folder, e);
	if (rc == ERR_NOT_FOUND)
		rc = no_store(s->path, e);
	if (rc == ERR_OK) {
		rc = open_in(s, &folder, e);
		folder_close(&folder);
	}
	privilege_rest();
	return rc;
}

enum err_code
store_open(const struct store_options *options, struct store **out, struct err *e)
{
	struct store *s = store_new(options);
	enum err_code rc;

	*out = NULL;
	s->options.is_read_only |= s->options.is_copy;
	rc = s->options.is_copy ? open_copy(s, e) : open_own(s, e);
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
	static const char *const files[] = { DATA_FILE, READERS_FILE, WRITER_LOCK };
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

/* LMDB's number of the last commit is ahead of what can be read: a writer first writes it to the
 * data file, and shows the commit to readers only after the disk has taken it. A process that
 * compared this number with an older one and then read would read the old records and take them for
 * the new ones. */
uint64_t
store_last_commit(struct store *s)
{
	struct txn *t;
	MDB_envinfo info;
	uint64_t id;

	if (store_read(s, &t, NULL) != ERR_OK) {
		mdb_env_info(s->env, &info);
		return info.me_last_txnid;
	}
	id = txn_id(t);
	store_end(t);
	return id;
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
