/* The files of a store that are none: links, pipes and what belongs to others is not opened, and
 * who only reads makes and changes nothing. */
#include <config.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "store/session.h"
#include "vault.h"

/* ---- a file of the store is replaced by something else */

enum trap { TRAP_LINK, TRAP_DANGLING, TRAP_HARD_LINK, TRAP_PIPE, TRAP_FOLDER };

struct trapped {
	const char *says, *file;
	enum trap trap;
	const char *answer;
};

static const struct trapped traps[] = {
	{ "a data file that is a link is refused",
	  "data.mdb", TRAP_LINK, "symbolic link" },
	{ "a data file that is a hard link is refused",
	  "data.mdb", TRAP_HARD_LINK, "hard link" },
	{ "a data file that is a pipe is refused",
	  "data.mdb", TRAP_PIPE, "not a regular file" },
	{ "a data file that is a folder is refused",
	  "data.mdb", TRAP_FOLDER, "not a regular file" },
	{ "a readers' file that is a link is refused",
	  "lock.mdb", TRAP_LINK, "symbolic link" },
	{ "a readers' file that is a dangling link is refused",
	  "lock.mdb", TRAP_DANGLING, "symbolic link" },
	{ "a readers' file that is a hard link is refused",
	  "lock.mdb", TRAP_HARD_LINK, "hard link" },
	{ "a readers' file that is a pipe is refused",
	  "lock.mdb", TRAP_PIPE, "not a regular file" },
	{ "a writers' file that is a link is refused",
	  "writer.lock", TRAP_LINK, "symbolic link" },
	{ "a writers' file that is a dangling link is refused",
	  "writer.lock", TRAP_DANGLING, "symbolic link" },
	{ "a writers' file that is a hard link is refused",
	  "writer.lock", TRAP_HARD_LINK, "hard link" },
	{ "a writers' file that is a pipe is refused",
	  "writer.lock", TRAP_PIPE, "not a regular file" },
};

/* Puts the trap in the file's place; returns the file that it leads to, with "mine" in it. */
static char *
set_trap(const struct vault *v, const char *folder, const char *name, enum trap trap)
{
	char *file = path_join(folder, name), *bait = file_put(v->folder, "bait", "mine", 4);

	assert_int_equal(chmod(bait, 0644), 0);
	unlink(file);
	switch (trap) {
	case TRAP_LINK:
		assert_int_equal(symlink(bait, file), 0);
		break;
	case TRAP_DANGLING:
		unlink(bait);
		assert_int_equal(symlink(bait, file), 0);
		break;
	case TRAP_HARD_LINK:
		assert_int_equal(link(bait, file), 0);
		break;
	case TRAP_PIPE:
		assert_int_equal(mkfifo(file, 0600), 0);
		break;
	case TRAP_FOLDER:
		assert_int_equal(mkdir(file, 0700), 0);
		break;
	}
	free(file);
	return bait;
}

static void
assert_untouched(const char *bait, enum trap trap)
{
	char got[8] = "";
	struct stat st;
	int fd = open(bait, O_RDONLY);

	if (trap == TRAP_DANGLING) {
		assert_int_equal(fd, -1);
		return;
	}
	assert_true(fd >= 0);
	assert_int_equal(read(fd, got, sizeof got), 4);
	assert_string_equal(got, "mine");
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	close(fd);
}

static void
test_trap(void **state)
{
	const struct trapped *row = *state;

	for (int reads = 0; reads < 2; reads++) {
		void *fixture = NULL;
		struct store_options options;
		struct vault *v;
		struct store *s;
		struct err e;
		char *bait;

		assert_int_equal(vault_begin(&fixture), 0);
		v = fixture;
		bait = set_trap(v, v->store, row->file, row->trap);
		options = vault_options(v);
		options.is_read_only = reads == 1;
		assert_int_equal(store_open(&options, &s, &e), ERR_STORE);
		assert_says(e.text, row->answer);
		assert_says(e.text, row->file);
		assert_untouched(bait, row->trap);
		free(bait);
		vault_end(&fixture);
	}
}

static void
test_session_trap(void **state)
{
	const struct trapped *row = *state;
	void *fixture = NULL;
	struct store_options options;
	struct session *session;
	struct vault *v;
	struct err e;
	char *bait, *folder;

	assert_int_equal(vault_begin(&fixture), 0);
	v = fixture;
	options = vault_options(v);
	assert_int_equal(session_open(&options, &session, &e), ERR_OK);
	session_close(session);
	folder = path_join(v->store, "session");
	bait = set_trap(v, folder, row->file, row->trap);
	assert_int_equal(session_open(&options, &session, &e), ERR_STORE);
	assert_says(e.text, row->answer);
	assert_untouched(bait, row->trap);
	free(bait);
	free(folder);
	vault_end(&fixture);
}

static void
test_session_is_link(void **state)
{
	struct vault *v = *state;
	struct store_options options = vault_options(v);
	char *folder = path_join(v->store, "session"), *other = path_join(v->folder, "other");
	char *data;
	struct session *session;
	struct err e;

	assert_int_equal(mkdir(other, 0755), 0);
	assert_int_equal(symlink(other, folder), 0);
	assert_int_equal(session_open(&options, &session, &e), ERR_DENIED);
	assert_says(e.text, "session");
	data = path_join(other, "data.mdb");
	assert_false(file_exists(data));
	free(data);
	free(other);
	free(folder);
}

/* ---- the folder */

static const struct who {
	const char *says;
	uid_t owner;
	mode_t mode;
	const char *answer;             /* NULL: it is opened */
} folders[] = {
	{ "a folder of one's own is opened", 0, 0700, NULL },
	{ "a folder of somebody else's is opened only if it is trusted",
	  4711, 0700, "belongs to 4711" },
	{ "a folder that everybody can write to is refused", 0, 0777, "others can put files" },
	{ "a sticky folder like /tmp is opened", 0, 01777, NULL },
	{ "a folder that hands its group on is opened", 0, 02770, NULL },
};

static void
test_folder(void **state)
{
	const struct who *row = *state;
	void *fixture = NULL;
	struct store_options options;
	struct vault *v;
	struct store *s;
	struct err e;

	if (getuid() != 0)
		skip();
	assert_int_equal(vault_begin(&fixture), 0);
	v = fixture;
	options = vault_options(v);
	assert_int_equal(chown(v->store, row->owner, (gid_t)-1), 0);
	assert_int_equal(chmod(v->store, row->mode), 0);
	if (row->answer != NULL) {
		assert_int_equal(store_open(&options, &s, &e), ERR_DENIED);
		assert_says(e.text, row->answer);
		options.is_trusted = true;
	}
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	store_close(s);
	vault_end(&fixture);
}

/* A group of one's own is no stranger, one of others is. */
static void
test_group(void **state)
{
	struct vault *v = *state;
	struct store_options options = vault_options(v);
	struct store *s;
	struct err e;

	if (getuid() != 0)
		skip();
	assert_int_equal(chmod(v->store, 0770), 0);
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	store_close(s);
	assert_int_equal(chown(v->store, (uid_t)-1, 4711), 0);
	assert_int_equal(store_open(&options, &s, &e), ERR_DENIED);
	assert_says(e.text, "chmod go-w");
}

/* A file that somebody else put into one's own folder. */
static void
test_file_of_another(void **state)
{
	struct vault *v = *state;
	struct store_options options = vault_options(v);
	struct store *s;
	struct err e;

	if (getuid() != 0)
		skip();
	assert_int_equal(chown(v->data, 4711, 4711), 0);
	assert_int_equal(store_open(&options, &s, &e), ERR_DENIED);
	assert_says(e.text, "belongs neither to you");
	options.is_trusted = true;
	assert_int_equal(store_open(&options, &s, &e), ERR_DENIED);
	/* In a folder that a group shares, what the group has is the group's. */
	assert_int_equal(chown(v->store, 0, 4711), 0);
	assert_int_equal(chmod(v->store, 02770), 0);
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	store_close(s);
}

/* ---- reading */

static void
take_locks_away(const struct vault *v)
{
	static const char *const names[] = { "lock.mdb", "writer.lock" };

	for (size_t i = 0; i < 2; i++) {
		char *path = path_join(v->store, names[i]);

		assert_int_equal(unlink(path), 0);
		free(path);
	}
}

static bool
has(const struct vault *v, const char *name)
{
	char *path = path_join(v->store, name);
	bool is_there = file_exists(path);

	free(path);
	return is_there;
}

static void
test_reading_makes_nothing(void **state)
{
	struct vault *v = *state;
	struct store_options options = vault_options(v), writing = options;
	struct session *session;
	struct store *s, *other;
	struct claim *c;
	struct stat st;
	struct err e;

	take_locks_away(v);
	assert_int_equal(chmod(v->data, 0640), 0);
	options.is_read_only = true;
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	assert_int_equal(store_last_commit(s), 1);
	assert_int_equal(session_open(&options, &session, &e), ERR_NOT_FOUND);
	assert_false(has(v, "lock.mdb"));
	assert_false(has(v, "writer.lock"));
	assert_false(has(v, "session"));
	/* A writer would not know of the reader, nor who replaces the store. */
	assert_int_equal(store_open(&writing, &other, &e), ERR_STORE);
	assert_says(e.text, "open for reading only");
	assert_int_equal(store_claim(v->store, false, &c, &e), ERR_STORE);
	store_close(s);
	assert_int_equal(stat(v->data, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	store_close(vault_open(v));
	assert_true(has(v, "lock.mdb"));
}

static void
test_reading_changes_no_mode(void **state)
{
	struct vault *v = *state;
	struct store_options options = vault_options(v);
	char *lock = path_join(v->store, "writer.lock");
	struct store *s;
	struct stat st;
	struct err e;

	assert_int_equal(chmod(lock, 0640), 0);
	options.is_read_only = true;
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	store_close(s);
	store_close(vault_open(v));
	assert_int_equal(stat(lock, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	free(lock);
}

/* The store that is put in place has its lock files, so that readers need make none. */
static void
test_replacing_makes_locks(void **state)
{
	struct vault *v = *state;
	struct claim *c;
	char *file = path_join(v->folder, "new");
	struct err e;

	assert_int_equal(rename(v->data, file), 0);
	take_locks_away(v);
	assert_int_equal(store_claim(v->store, false, &c, &e), ERR_OK);
	assert_int_equal(store_replace(c, file, true, &e), ERR_OK);
	store_unclaim(c);
	assert_true(has(v, "lock.mdb"));
	assert_true(has(v, "writer.lock"));
	free(file);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "a folder session/ that is a link is refused", test_session_is_link },
		{ "a folder that another group can write to is refused", test_group },
		{ "a file of somebody else's in one's own folder is refused", test_file_of_another },
		{ "reading makes no file, and keeps writers away where there is no lock file", test_reading_makes_nothing },
		{ "opening changes no file's mode", test_reading_changes_no_mode },
		{ "a store that was put in place has its lock files", test_replacing_makes_locks },
	};
	char *says[sizeof traps / sizeof traps[0]];
	struct suite s = { 0 };
	int status;

	SUITE_ROWS(&s, traps, test_trap);
	for (size_t i = 0; i < sizeof traps / sizeof traps[0]; i++) {
		says[i] = mem_printf("beside the drafts, %s", traps[i].says);
		suite_add(&s, says[i], test_session_trap, &traps[i]);
	}
	SUITE_ROWS(&s, folders, test_folder);
	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, vault_begin, vault_end);
	status = suite_run(&s, "folder");
	for (size_t i = 0; i < sizeof traps / sizeof traps[0]; i++)
		free(says[i]);
	return status;
}
