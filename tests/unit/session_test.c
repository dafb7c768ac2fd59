#include <config.h>

#include "store/session.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"
#include "vault.h"

static struct session *
open_as(const struct vault *p, const char *operator_name)
{
	struct store_options options = vault_options(p);
	struct session *s;
	struct err e;

	options.operator_name = operator_name;
	if (session_open(&options, &s, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return s;
}

/* Another session is another process: LMDB opens an environment once in each. */
static void
in_another(const struct vault *p, const char *operator_name, void (*act)(struct session *s))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct store_options options = vault_options(p);
		struct session *s;

		options.operator_name = operator_name;
		if (session_open(&options, &s, NULL) != ERR_OK)
			_exit(1);
		act(s);
		_exit(0);               /* without a word, as if it was killed */
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* ---- drafts */

static bool
note_draft(void *context, uint32_t id, struct span draft)
{
	buf_printf(context, "%u=%.*s ", (unsigned)id, (int)draft.size, (const char *)draft.data);
	return true;
}

static void
assert_drafts(struct session *s, const char *expected)
{
	struct buf told;
	struct err e;

	buf_init(&told);
	assert_int_equal(session_drafts(s, note_draft, &told, &e), ERR_OK);
	assert_string_equal(buf_string(&told), expected);
	buf_clear(&told);
}

static uint32_t
put(struct session *s, uint32_t id, const char *text)
{
	struct err e;

	if (session_put_draft(s, &id, span_of(text), &e) != ERR_OK)
		fail_msg("%s", e.text);
	return id;
}

static void
test_drafts(void **state)
{
	struct session *s = open_as(*state, "amina");
	struct err e;

	assert_drafts(s, "");
	assert_int_equal(put(s, 0, "one"), 1);
	assert_int_equal(put(s, 0, "two"), 2);
	assert_int_equal(put(s, 1, "more"), 1);
	assert_drafts(s, "1=more 2=two ");
	session_close(s);
	s = open_as(*state, "amina");
	assert_drafts(s, "1=more 2=two ");
	assert_int_equal(session_drop_draft(s, 1, &e), ERR_OK);
	assert_int_equal(session_drop_draft(s, 1, &e), ERR_OK);
	assert_int_equal(session_drop_draft(s, 9, &e), ERR_OK);
	assert_drafts(s, "2=two ");
	assert_int_equal(put(s, 0, "three"), 3);
	session_close(s);
}

static void
leave_drafts(struct session *s)
{
	uint32_t id = 0;

	session_put_draft(s, &id, span_of("theirs"), NULL);
}

static void
test_private(void **state)
{
	struct session *s = open_as(*state, "amina");

	in_another(*state, "bo", leave_drafts);
	in_another(*state, "aminata", leave_drafts);
	put(s, 0, "mine");
	assert_drafts(s, "1=mine ");
	session_close(s);
	s = open_as(*state, "bo");
	assert_drafts(s, "1=theirs ");
	session_close(s);
}

/* What was put is there although nobody closed anything. */
static void
test_killed(void **state)
{
	struct session *s;

	in_another(*state, "amina", leave_drafts);
	s = open_as(*state, "amina");
	assert_drafts(s, "1=theirs ");
	session_close(s);
}

static void
test_long(void **state)
{
	struct session *s = open_as(*state, "amina");
	struct buf text;
	uint32_t id = 0;
	struct err e;

	buf_init(&text);
	memset(buf_room(&text, 100000), 'x', 100000);
	text.size = 100000;
	assert_int_equal(session_put_draft(s, &id, buf_span(&text), &e), ERR_OK);
	assert_int_equal(session_drop_draft(s, id, &e), ERR_OK);
	assert_drafts(s, "");
	buf_clear(&text);
	session_close(s);
}

/* Room was set aside: the file does not grow for what people type in a day. */
static void
test_ballast(void **state)
{
	const struct vault *p = *state;
	char *folder = path_join(p->store, "session"), *data = path_join(folder, "data.mdb");
	struct session *s = open_as(p, "amina");
	struct stat before, after;
	char text[1000];

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	assert_int_equal(stat(data, &before), 0);
	for (uint32_t i = 0; i < 200; i++)
		put(s, i % 20, text);
	assert_int_equal(stat(data, &after), 0);
	assert_int_equal(after.st_size, before.st_size);
	assert_int_equal(after.st_mode & 0777, 0600);
	session_close(s);
	free(data);
	free(folder);
}

/* ---- presence */

#define NOON 1000000000000

static void
assert_present(struct session *s, int64_t now, const char *expected)
{
	struct present *list;
	struct buf told;
	size_t count;
	struct err e;

	buf_init(&told);
	assert_int_equal(session_present(s, 7, now, &list, &count, &e), ERR_OK);
	for (size_t i = 0; i < count; i++)
		buf_printf(&told, "%s+%d ", list[i].who, (int)(list[i].since - NOON));
	assert_string_equal(buf_string(&told), expected);
	free(list);
	buf_clear(&told);
}

static void
come_early(struct session *s)
{
	session_be_present(s, 7, NOON - 500, NOON + 100, NULL);
}

static void
come_late(struct session *s)
{
	session_be_present(s, 7, NOON + 5, NOON + 200, NULL);
	session_be_present(s, 8, NOON + 5, NOON + 200, NULL);
}

static void
come_and_go(struct session *s)
{
	session_be_present(s, 7, NOON, NOON, NULL);
	session_be_gone(s, 7, NULL);
}

static void
test_presence(void **state)
{
	struct session *s = open_as(*state, "amina");
	struct err e;

	assert_int_equal(session_be_present(s, 7, NOON, NOON, &e), ERR_OK);
	assert_present(s, NOON, "");
	in_another(*state, "kofi", come_late);
	in_another(*state, "bo", come_early);
	in_another(*state, "li", come_and_go);
	in_another(*state, "amina", come_late);
	assert_present(s, NOON + 200, "bo+-500 amina+5 kofi+5 ");
	/* Each is gone by itself, 90 seconds after the last sign of life. */
	assert_present(s, NOON + 90100, "bo+-500 amina+5 kofi+5 ");
	assert_present(s, NOON + 90101, "amina+5 kofi+5 ");
	assert_present(s, NOON + 90201, "");
	/* The clock was set back by an hour. */
	assert_present(s, NOON - 3600000, "");
	assert_int_equal(session_be_gone(s, 7, &e), ERR_OK);
	session_close(s);
}

static void
test_cleaning(void **state)
{
	struct session *s = open_as(*state, "amina");
	struct err e;

	in_another(*state, "kofi", come_late);
	assert_int_equal(session_be_present(s, 9, NOON, NOON + 90201, &e), ERR_OK);
	/* If it was only hidden, a clock set back would show it again. */
	assert_present(s, NOON + 200, "");
	session_close(s);
}

/* ---- what goes wrong */

static void
test_read_only(void **state)
{
	const struct vault *p = *state;
	struct store_options options = vault_options(p);
	struct session *s;
	uint32_t id = 0;
	struct err e;

	options.is_read_only = true;
	assert_int_equal(session_open(&options, &s, &e), ERR_NOT_FOUND);
	assert_null(s);
	in_another(p, "kofi", come_late);
	assert_int_equal(session_open(&options, &s, &e), ERR_OK);
	assert_present(s, NOON + 200, "kofi+5 ");
	assert_int_equal(session_put_draft(s, &id, span_of("x"), &e), ERR_DENIED);
	session_close(s);
}

static void
test_lock(void **state)
{
	const struct vault *p = *state;
	struct session *s = open_as(p, "amina");
	char *folder = path_join(p->store, "session"), *path = path_join(folder, "writer.lock");
	int fd = open(path, O_RDWR | O_CLOEXEC);
	uint32_t id = 0;
	struct err e;

	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(session_put_draft(s, &id, span_of("x"), &e), ERR_STORE);
	assert_says(e.text, "amina");
	assert_drafts(s, "");
	close(fd);
	assert_int_equal(put(s, 0, "x"), 1);
	session_close(s);
	free(path);
	free(folder);
}

static void
test_cut_off(void **state)
{
	const struct vault *p = *state;
	struct store_options options = vault_options(p);
	char *folder = path_join(p->store, "session"), *data = path_join(folder, "data.mdb");
	struct session *s = open_as(p, "amina");
	struct err e;

	session_close(s);
	assert_int_equal(truncate(data, 10000), 0);
	assert_int_equal(session_open(&options, &s, &e), ERR_STORE);
	assert_says(e.text, "is cut off");
	assert_null(s);
	free(data);
	free(folder);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "drafts are kept, changed and dropped", test_drafts },
		{ "drafts are their operator's alone", test_private },
		{ "a draft outlives its session", test_killed },
		{ "a long text is a draft as well", test_long },
		{ "there is room for drafts on a full disk", test_ballast },
		{ "who is there is known until they are gone", test_presence },
		{ "who went without a word is taken out", test_cleaning },
		{ "for reading only presence is seen", test_read_only },
		{ "a lock that is held is not waited for", test_lock },
		{ "a file that is cut off is not opened", test_cut_off },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, vault_begin, vault_end);
	return suite_run(&s, "session");
}
