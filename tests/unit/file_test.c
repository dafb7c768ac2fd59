#include <config.h>

#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static int
setup(void **state)
{
	*state = folder_new();
	return 0;
}

static int
teardown(void **state)
{
	folder_remove(*state);
	return 0;
}

static void
assert_content(const char *path, const char *content)
{
	struct buf b;
	struct err e;

	buf_init(&b);
	assert_int_equal(file_read(path, &b, &e), ERR_OK);
	assert_string_equal(buf_string(&b), content);
	buf_clear(&b);
}

static size_t
count_files(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t n = 0;

	assert_non_null(dir);
	for (struct dirent *d; (d = readdir(dir)) != NULL; )
		n += d->d_name[0] != '.';
	closedir(dir);
	return n;
}

static void
test_read(void **state)
{
	struct buf big, b;
	char *path;
	struct err e;

	buf_init(&big);
	for (int i = 0; i < 50000; i++)
		buf_printf(&big, "line %d\n", i);
	path = file_put(*state, "big", big.data, big.size);
	buf_init(&b);
	assert_int_equal(file_read(path, &b, &e), ERR_OK);
	assert_int_equal(b.size, big.size);
	assert_memory_equal(b.data, big.data, big.size);
	free(path);
	buf_clear(&b);
	buf_clear(&big);
}

static void
test_read_refused(void **state)
{
	char *path = path_join(*state, "missing");
	struct buf b;
	struct err e;

	buf_init(&b);
	assert_int_equal(file_read(path, &b, &e), ERR_USAGE);
	assert_says(e.text, path);
	assert_int_equal(file_read(*state, &b, &e), ERR_USAGE);
	free(path);
	buf_clear(&b);
}

static void
test_commit(void **state)
{
	char *path = file_put(*state, "out", "old", 3);
	struct safe_file *f;
	struct stat s;
	struct err e;

	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	fputs("new", safe_file_stream(f));
	fflush(safe_file_stream(f));
	assert_content(path, "old");
	assert_int_equal(safe_file_commit(f, &e), ERR_OK);
	assert_content(path, "new");
	assert_int_equal(count_files(*state), 1);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0640);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	assert_int_equal(safe_file_commit(f, &e), ERR_OK);
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0600);
	free(path);
}

static void
test_abort(void **state)
{
	char *path = file_put(*state, "out", "old", 3);
	struct safe_file *f;
	struct err e;

	safe_file_abort(NULL);
	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	fputs("half", safe_file_stream(f));
	safe_file_abort(f);
	assert_content(path, "old");
	assert_int_equal(count_files(*state), 1);
	free(path);
}

static void
test_forsake(void **state)
{
	char *path = file_put(*state, "out", "old", 3);
	struct safe_file *f;
	struct err e;

	drafts_forsake();
	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	assert_true(file_exists(safe_file_draft(f)));
	drafts_forsake();
	assert_int_equal(count_files(*state), 1);
	safe_file_abort(f);
	assert_content(path, "old");
	free(path);
}

static void
test_commit_new(void **state)
{
	char *path = path_join(*state, "out"), *there;
	struct safe_file *f;
	struct err e;

	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	fputs("mine", safe_file_stream(f));
	there = file_put(*state, "out", "theirs", 6);
	assert_int_equal(safe_file_commit_new(f, &e), ERR_STORE);
	assert_content(path, "theirs");
	assert_int_equal(count_files(*state), 1);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	fputs("mine", safe_file_stream(f));
	assert_int_equal(safe_file_commit_new(f, &e), ERR_OK);
	assert_content(path, "mine");
	assert_int_equal(count_files(*state), 1);
	free(there);
	free(path);
}

/* What is told to go takes the folder with the files that were announced. */
static void
test_draft_folder(void **state)
{
	static const char *const names[] = { "one", "two", NULL };
	char *path = path_join(*state, "below/out"), *below = path_join(*state, "below"), *folder;
	struct stat s;
	struct err e;

	draft_folder_remove(NULL);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(draft_folder_make(path, names, &folder, &e), ERR_OK);
		assert_int_equal(stat(folder, &s), 0);
		assert_int_equal(s.st_mode & 0777, 0700);
		free(file_put(folder, "two", "half", 4));
		if (i == 0)
			drafts_forsake();
		draft_folder_remove(folder);
		assert_int_equal(count_files(below), 0);
	}
	free(below);
	free(path);
}

/* /dev/full takes nothing: what was there stays, and the draft goes. */
static void
test_write_fails(void **state)
{
	char *path = file_put(*state, "out", "old", 3);
	struct safe_file *f;
	struct err e;

	assert_int_equal(safe_file_open(path, &f, &e), ERR_OK);
	assert_non_null(freopen("/dev/full", "w", safe_file_stream(f)));
	for (int i = 0; i < 10000; i++)
		fputs("more than fits\n", safe_file_stream(f));
	assert_int_equal(safe_file_commit(f, &e), ERR_FULL);
	assert_says(e.text, path);
	assert_content(path, "old");
	assert_int_equal(count_files(*state), 1);
	free(path);
}

static void
test_no_folder(void **state)
{
	char *path = path_join(*state, "no/such/file");
	struct safe_file *f;
	struct err e;

	assert_int_equal(safe_file_open(path, &f, &e), ERR_STORE);
	assert_null(f);
	assert_says(e.text, path);
	free(path);
}

static void
test_directory(void **state)
{
	char *path = path_join(*state, "a/b/c"), *file = file_put(*state, "f", "", 0), *below;
	struct stat s;
	struct err e;

	assert_int_equal(directory_make(path, &e), ERR_OK);
	assert_int_equal(stat(path, &s), 0);
	assert_true(S_ISDIR(s.st_mode));
	assert_int_equal(s.st_mode & 0777, 0700);
	assert_int_equal(directory_make(path, &e), ERR_OK);
	assert_true(file_exists(path));
	below = path_join(file, "x");
	assert_int_equal(directory_make(below, &e), ERR_DENIED);
	assert_false(file_exists(below));
	free(below);
	free(file);
	free(path);
}

static void
test_join(void **state)
{
	static const struct { const char *dir, *name, *path; } rows[] = {
		{ "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "/", "b", "/b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *path = path_join(rows[i].dir, rows[i].name);

		assert_string_equal(path, rows[i].path);
		free(path);
	}
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "a file is read whole", test_read },
		{ "a file that is not there, or a folder, cannot be read", test_read_refused },
		{ "a safe file takes its name when it is complete", test_commit },
		{ "an abandoned one leaves what was there", test_abort },
		{ "what is half written can be taken away at once", test_forsake },
		{ "a new file never replaces another", test_commit_new },
		{ "a folder of drafts goes with what is in it", test_draft_folder },
		{ "a full disk leaves what was there", test_write_fails },
		{ "without a folder nothing is written", test_no_folder },
		{ "a folder is made with what leads to it", test_directory },
		{ "paths are joined by one slash", test_join },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, setup, teardown);
	return suite_run(&s, "file");
}
