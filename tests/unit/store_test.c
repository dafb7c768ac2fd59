#include <config.h>

#include "store/store.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/tables.h"
#include "vault.h"

static void
refused(const struct vault *p, const char *sentence)
{
	struct store_options options = vault_options(p);
	struct store *s;
	struct err e = { 0 };

	assert_int_equal(store_open(&options, &s, &e), ERR_STORE);
	assert_null(s);
	assert_says(e.text, sentence);
}

/* ---- what is no store */

static void
overwrite(const struct vault *p, off_t at, const void *bytes, size_t n)
{
	int fd = open(p->data, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, at), n);
	close(fd);
}

static void
test_missing(void **state)
{
	struct vault *p = *state;

	unlink(p->data);
	refused(p, "there is no store in");
}

static void
test_empty(void **state)
{
	struct vault *p = *state;

	assert_int_equal(truncate(p->data, 0), 0);
	refused(p, "is not a store, or its first page is damaged");
}

static void
test_foreign(void **state)
{
	struct vault *p = *state;
	char *path = file_put(p->store, "data.mdb", "a letter, not a store", 21);

	free(path);
	refused(p, "is not a store");
}

/* The bytes of the store's file, which file_read() refuses to read in a process that has opened it. */
static void
read_data(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		buf_byte(out, (unsigned char)c);
	fclose(f);
}

/* Cut off at every page, and inside of pages: never opened, never mapped. */
static void
test_truncated(void **state)
{
	struct vault *p = *state;
	struct buf whole;

	buf_init(&whole);
	read_data(p->data, &whole);
	for (size_t n = 100; n < whole.size; n += 1000) {
		char *path = file_put(p->store, "data.mdb", whole.data, n);

		free(path);
		refused(p, n < 200 ? "is not a store" : "");
	}
	refused(p, "is cut off");
	buf_clear(&whole);
}

/* The number of a commit with one bit changed, in either head: an old state would come back. */
static void
test_heads(void **state)
{
	static const struct { off_t at; int bit; } changes[] = {
		{ 144, 0 }, { 148, 0 }, { 151, 6 }, { 4096 + 144, 0 }, { 4096 + 145, 0 }, { 4096 + 150, 3 },
	};
	struct vault *p = *state;
	struct store *s = vault_open(p);
	struct err e;

	for (int i = 0; i < 5; i++) {
		struct txn *t = vault_write(s);

		assert_int_equal(meta_put(t, "n", (struct span){ (const unsigned char *)"12345", (size_t)i + 1 }, &e),
		                 ERR_OK);
		assert_int_equal(store_commit(t, &e), ERR_OK);
	}
	store_close(s);
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		struct buf whole;
		unsigned char byte;

		buf_init(&whole);
		read_data(p->data, &whole);
		byte = whole.data[changes[i].at];
		byte ^= (unsigned char)(1 << changes[i].bit);
		overwrite(p, changes[i].at, &byte, 1);
		refused(p, "heads do not follow");
		overwrite(p, changes[i].at, &whole.data[changes[i].at], 1);
		buf_clear(&whole);
	}
	s = vault_open(p);
	store_close(s);
}

static void
test_other_format(void **state)
{
	struct vault *p = *state;

	overwrite(p, 20, "\x02\x00\x00\x00", 4);
	refused(p, "data format 2");
}

static void
test_magic(void **state)
{
	struct vault *p = *state;

	overwrite(p, 16, "\x00\x00\x00\x00", 4);
	refused(p, "is not a store");
}

static void
test_second_page(void **state)
{
	struct vault *p = *state;

	overwrite(p, 4096 + 16, "\x00\x00\x00\x00", 4);
	refused(p, "is damaged at its start");
}

static void
test_page_size(void **state)
{
	struct vault *p = *state;

	overwrite(p, 40, "\x01\x00\x00\x00", 4);
	refused(p, "is damaged at its start");
}

static void
test_last_page(void **state)
{
	struct vault *p = *state;

	overwrite(p, 136, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
	overwrite(p, 4096 + 136, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
	refused(p, "is cut off");
}

static void
test_create_twice(void **state)
{
	struct vault *p = *state;
	struct store_options options = vault_options(p);
	struct store *s;
	struct err e;

	assert_int_equal(store_create(&options, &s, &e), ERR_STORE);
	assert_says(e.text, "there is a store in");
	assert_null(s);
}

static void
test_discard(void **state)
{
	struct vault *p = *state;

	store_discard(vault_open(p));
	assert_false(file_exists(p->store));
}

static void
test_read_only(void **state)
{
	struct vault *p = *state;
	struct store_options options = vault_options(p);
	struct store *s;
	struct txn *t;
	struct err e;

	options.is_read_only = true;
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	assert_true(store_is_read_only(s));
	assert_int_equal(store_write(s, false, &t, &e), ERR_DENIED);
	assert_says(e.text, "for reading only");
	assert_null(t);
	assert_int_equal(store_lock(s, &e), ERR_DENIED);
	store_end(vault_read(s));
	store_close(s);
}

/* ---- transactions */

static void
test_commit(void **state)
{
	struct store *s = vault_open(*state);
	struct txn *t = vault_write(s);
	uint64_t before = store_last_commit(s), n;
	struct err e;

	assert_int_equal(txn_id(t), before + 1);
	assert_int_equal(meta_put_number(t, "n", 7, &e), ERR_OK);
	store_end(t);
	assert_int_equal(store_last_commit(s), before);
	t = vault_write(s);
	assert_int_equal(meta_get_number(t, "n", &n, &e), ERR_OK);
	assert_int_equal(n, 0);
	assert_int_equal(meta_put_number(t, "n", 8, &e), ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	assert_int_equal(store_last_commit(s), before + 1);
	t = vault_read(s);
	assert_int_equal(meta_get_number(t, "n", &n, &e), ERR_OK);
	assert_int_equal(n, 8);
	store_end(t);
	store_end(NULL);
	store_close(s);
}

/* What a reader finds while a commit is between the disk and the readers: this pwrite() stands before
 * the system's, and looks behind the last write of a commit, which is of one of the first two pages. */
static struct {
	struct store *store;            /* NULL: nobody looks */
	uint64_t said, readable;
} onlooker;

static void
look_into_commit(void)
{
	struct store *s = onlooker.store;
	struct txn *t;

	onlooker.store = NULL;
	onlooker.said = store_last_commit(s);
	t = vault_read(s);
	onlooker.readable = txn_id(t);
	store_end(t);
}

ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	ssize_t done = syscall(SYS_pwrite64, fd, bytes, n, at);

	if (onlooker.store != NULL && at < 2 * 4096)
		look_into_commit();
	return done;
}

static void
test_commit_under_way(void **state)
{
	struct store *s = vault_open(*state);
	uint64_t before = store_last_commit(s);
	struct txn *t = vault_write(s);
	struct err e;

	assert_int_equal(meta_put_number(t, "n", 7, &e), ERR_OK);
	onlooker.store = s;
	assert_int_equal(store_commit(t, &e), ERR_OK);
	assert_null(onlooker.store);
	assert_int_equal(onlooker.readable, before);
	assert_int_equal(onlooker.said, before);
	assert_int_equal(store_last_commit(s), before + 1);
	store_close(s);
}

static void
test_snapshot(void **state)
{
	struct store *s = vault_open(*state);
	struct txn *old = vault_read(s), *t = vault_write(s);
	uint64_t n;
	struct err e;

	meta_put_number(t, "n", 8, &e);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	assert_int_equal(meta_get_number(old, "n", &n, &e), ERR_OK);
	assert_int_equal(n, 0);
	store_end(old);
	store_close(s);
}

/* ---- the writers' queue */

struct wait {
	char holder[128];
	int calls;
};

static bool
on_waiting(void *context, const char *holder, int seconds)
{
	struct wait *w = context;

	strncpy(w->holder, holder, sizeof w->holder - 1);
	w->calls++;
	assert_true(seconds >= 1);
	return false;
}

/* Another process: takes the lock, says so, and keeps it until it is told. */
static void
hold_lock(const struct vault *p, int say, int told)
{
	struct store_options options = vault_options(p);
	struct store *s;
	struct err e;
	char c = 'x';

	options.operator_name = "bo";
	if (store_open(&options, &s, &e) != ERR_OK || store_lock(s, &e) != ERR_OK)
		_exit(1);
	if (write(say, &c, 1) != 1 || read(told, &c, 1) < 0)
		_exit(1);
	store_unlock(s);
	store_close(s);
	_exit(0);
}

static void
test_two_writers(void **state)
{
	struct vault *p = *state;
	struct wait wait = { .calls = 0 };
	int say[2], tell[2], status;
	struct store *s;
	struct txn *t;
	struct err e = { 0 };
	char c;
	pid_t child;

	assert_int_equal(pipe(say), 0);
	assert_int_equal(pipe(tell), 0);
	child = fork();
	if (child == 0) {
		close(tell[1]);
		hold_lock(p, say[1], tell[0]);
	}
	assert_int_equal(read(say[0], &c, 1), 1);
	s = vault_open(p);
	store_on_waiting(s, (struct store_waiting){ on_waiting, &wait });
	assert_int_equal(store_write(s, false, &t, &e), ERR_STORE);
	assert_null(t);
	assert_int_equal(wait.calls, 1);
	assert_says(wait.holder, "bo");
	assert_says(e.text, "bo");
	assert_says(e.text, "nothing was saved");
	store_end(vault_read(s));          /* readers do not wait */
	close(tell[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	store_end(vault_write(s));
	store_close(s);
	close(tell[0]);
	close(say[0]);
	close(say[1]);
}

static bool
is_held(int number)
{
	sigset_t now;

	assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &now), 0);
	return sigismember(&now, number) == 1;
}

static void
test_stop_signals(void **state)
{
	static const int stops[] = { SIGTSTP, SIGTTIN, SIGTTOU };
	struct store *s = vault_open(*state);
	struct txn *t;
	struct err e;

	for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
		assert_int_equal(store_lock(s, &e), ERR_OK);
		assert_true(is_held(stops[i]));
		store_end(vault_write(s));
		assert_true(is_held(stops[i]));         /* the transaction has not taken it along */
		store_unlock(s);
		assert_false(is_held(stops[i]));
		t = vault_write(s);
		assert_true(is_held(stops[i]));
		store_end(t);
		assert_false(is_held(stops[i]));
	}
	assert_int_equal(store_lock(s, &e), ERR_OK);
	store_close(s);
	assert_false(is_held(SIGTSTP));
}

static void
test_lock_first(void **state)
{
	struct store *s = vault_open(*state);
	struct err e;

	assert_int_equal(store_lock(s, &e), ERR_OK);
	store_end(vault_write(s));
	store_end(vault_write(s));
	store_unlock(s);
	store_unlock(s);
	store_end(vault_write(s));
	store_close(s);
}

static void
test_reserve(void **state)
{
	struct vault *p = *state;
	struct store_options options = vault_options(p);
	struct store *s;
	struct txn *t;
	struct err e;

	options.reserve_mib = INT64_C(1) << 40;
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	assert_int_equal(store_write(s, false, &t, &e), ERR_FULL);
	assert_says(e.text, "Removing still works");
	assert_int_equal(store_write(s, true, &t, &e), ERR_OK);
	store_end(t);
	store_close(s);
}

/* ---- copies */

static void
put_number(struct store *s, uint64_t n)
{
	struct txn *t = vault_write(s);
	struct err e;

	assert_int_equal(meta_put_number(t, "n", n, &e), ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
}

static uint64_t
number_in(struct store *s)
{
	struct txn *t = vault_read(s);
	uint64_t n = 0;
	struct err e;

	assert_int_equal(meta_get_number(t, "n", &n, &e), ERR_OK);
	store_end(t);
	return n;
}

/* A copy of the store beside it, as a file; the caller frees its path. */
static char *
make_copy(const struct vault *p, struct store *s)
{
	char *path = path_join(p->folder, "copy");
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	struct err e;

	assert_true(fd >= 0);
	assert_int_equal(store_copy(s, fd, "copy", &e), ERR_OK);
	close(fd);
	return path;
}

static void
test_copy(void **state)
{
	struct vault *p = *state;
	struct store_options options = vault_options(p);
	struct store *s = vault_open(p), *copy;
	uint64_t file, used;
	struct txn *t;
	struct err e;
	char *path;

	put_number(s, 7);
	path = make_copy(p, s);
	put_number(s, 8);
	options.path = path;
	options.is_copy = true;
	assert_int_equal(store_open(&options, &copy, &e), ERR_OK);
	assert_int_equal(number_in(copy), 7);
	assert_int_equal(number_in(s), 8);
	assert_true(store_is_read_only(copy));
	assert_int_equal(store_write(copy, false, &t, &e), ERR_DENIED);
	store_size(copy, &file, &used);
	assert_true(file >= used && used > 0);
	store_close(copy);
	store_close(s);
	unlink(path);
	assert_int_equal(store_open(&options, &copy, &e), ERR_STORE);
	assert_says(e.text, "cannot be read");
	free(path);
}

static void
test_copy_is_full(void **state)
{
	struct store *s = vault_open(*state);
	int fd = open("/dev/full", O_WRONLY);
	struct err e;

	assert_int_equal(store_copy(s, fd, "there", &e), ERR_FULL);
	assert_says(e.text, "there cannot be written: No space");
	close(fd);
	put_number(s, 1);
	store_close(s);
}

static void
test_claim(void **state)
{
	struct vault *p = *state;
	struct store_options options = vault_options(p);
	struct store *s = vault_open(p), *reader;
	struct claim *c;
	struct err e;

	assert_int_equal(store_claim(p->store, false, &c, &e), ERR_STORE);
	assert_says(e.text, "somebody has the store");
	store_close(s);
	options.is_read_only = true;
	assert_int_equal(store_open(&options, &reader, &e), ERR_OK);
	assert_int_equal(store_claim(p->store, false, &c, &e), ERR_STORE);
	store_close(reader);
	assert_int_equal(store_claim(p->store, false, &c, &e), ERR_OK);
	for (int i = 0; i < 2; i++) {
		options.is_read_only = i == 0;
		assert_int_equal(store_open(&options, &s, &e), ERR_STORE);
		assert_says(e.text, "is being replaced");
		assert_null(s);
	}
	store_unclaim(c);
	store_unclaim(NULL);
	store_close(vault_open(p));
}

static void
test_replace(void **state)
{
	struct vault *p = *state;
	struct store *s = vault_open(p);
	struct claim *c;
	struct stat st;
	struct err e;
	char *path;

	put_number(s, 7);
	path = make_copy(p, s);
	put_number(s, 8);
	store_close(s);
	assert_int_equal(chmod(p->data, 0640), 0);
	assert_int_equal(store_claim(p->store, false, &c, &e), ERR_OK);
	assert_int_equal(store_replace(c, path, true, &e), ERR_STORE);
	assert_true(file_exists(path));
	assert_int_equal(store_replace(c, path, false, &e), ERR_OK);
	assert_false(file_exists(path));
	store_unclaim(c);
	assert_int_equal(stat(p->data, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	s = vault_open(p);
	assert_int_equal(number_in(s), 7);
	put_number(s, 9);
	store_close(s);
	free(path);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "a store that is not there", test_missing },
		{ "an empty file is no store", test_empty },
		{ "nor is a foreign one", test_foreign },
		{ "a file that is cut off anywhere is not opened", test_truncated },
		{ "another data format is told", test_other_format },
		{ "a head with the number of another commit", test_heads },
		{ "a damaged first page", test_magic },
		{ "a damaged second page", test_second_page },
		{ "a page size that is none", test_page_size },
		{ "a last page beyond everything", test_last_page },
		{ "a store is not made twice", test_create_twice },
		{ "a store that was not filled goes away", test_discard },
		{ "for reading only nothing is written", test_read_only },
		{ "what is committed is there, what is not is not", test_commit },
		{ "the last commit is told once readers can see it", test_commit_under_way },
		{ "a reader sees one moment", test_snapshot },
		{ "the second writer is told of the first", test_two_writers },
		{ "the lock can be taken before a transaction", test_lock_first },
		{ "stop signals are held as long as the lock is", test_stop_signals },
		{ "a copy is of one moment, and only read", test_copy },
		{ "a copy for which there is no room", test_copy_is_full },
		{ "a store is replaced only while nobody has it open", test_claim },
		{ "a file takes the place of a store", test_replace },
		{ "on a nearly full disk only removing works", test_reserve },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, vault_begin, vault_end);
	return suite_run(&s, "store");
}
