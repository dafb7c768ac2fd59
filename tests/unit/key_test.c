#include <config.h>

#include "tui/terminal/key.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "test.h"

#define DELAY 300

/* The names of the keys that come of the bytes, which arrive at `now` in one piece. */
static void
keys_of(struct key_reader *r, int64_t now, struct buf *out)
{
	struct key k;
	char name[16];

	while (key_reader_next(r, now, &k))
		buf_printf(out, "%s%s%s", out->size > 0 ? " " : "", k.is_pasted ? "'" : "",
		           key_label(k.code, name));
}

static void
feed(struct key_reader *r, const char *bytes, size_t n, int64_t now)
{
	assert_int_equal(key_reader_feed(r, (const unsigned char *)bytes, n, now), n);
}

/* ---- sequences, whole and split at every byte */

static const struct sequence_row {
	const char *bytes, *keys;
	const char *says;
} sequence_rows[] = {
	{ "a", "a", "a letter" },
	{ "ab", "a b", "two letters" },
	{ " ", "Space", "the space bar" },
	{ "\r", "Enter", "Enter" },
	{ "\n", "Enter", "a line feed is Enter as well" },
	{ "\t", "Tab", "Tab" },
	{ "\x08", "Backspace", "one backspace" },
	{ "\x7F", "Backspace", "and the other" },
	{ "\x18", "^X", "a control key" },
	{ "\033[A", "Up", "an arrow, CSI" },
	{ "\033OA", "Up", "an arrow, SS3" },
	{ "\033[B\033[C\033[D", "Down Right Left", "three arrows" },
	{ "\033OB\033OC\033OD", "Down Right Left", "three arrows, SS3" },
	{ "\033[H\033[F", "Home End", "Home and End, xterm" },
	{ "\033OH\033OF", "Home End", "Home and End, SS3" },
	{ "\033[1~\033[4~", "Home End", "Home and End, Linux" },
	{ "\033[7~\033[8~", "Home End", "Home and End, rxvt" },
	{ "\033[2~\033[3~", "Insert Delete", "Insert and Delete" },
	{ "\033[5~\033[6~", "PgUp PgDn", "the paging keys" },
	{ "\033[Z", "Shift-Tab", "Shift-Tab" },
	{ "\033OM", "Enter", "Enter of the keypad" },
	{ "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4", "function keys, VT" },
	{ "\033[11~\033[12~\033[13~\033[14~", "F1 F2 F3 F4", "function keys, PuTTY" },
	{ "\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5", "function keys, Linux" },
	{ "\033[15~\033[17~\033[18~\033[19~", "F5 F6 F7 F8", "function keys, the middle" },
	{ "\033[20~\033[21~\033[23~\033[24~", "F9 F10 F11 F12", "function keys, the end" },
	{ "\033[1;5A", "unknown", "a sequence that is not known is one key" },
	{ "\033[1;5Ax", "unknown x", "and takes nothing of what follows" },
	{ "\033[99~q", "unknown q", "so does another" },
	{ "é原\xF0\x9F\x9A\x80", "é 原 \xF0\x9F\x9A\x80", "letters of two, three and four bytes" },
	{ "\033[200~a b\rc\033[201~d", "'a 'Space 'b '^J 'c d", "what is pasted is text" },
	{ "\033[200~:\x7F\033[201~", "': 'Backspace", "also where a letter would command" },
	{ "\033[200~\t\033[201~", "'Space", "a pasted tab is a blank" },
	{ "\033[200~é\033[201~", "'é", "a pasted letter of two bytes" },
};

static void
test_sequence(void **state)
{
	const struct sequence_row *row = *state;
	size_t n = strlen(row->bytes);

	for (size_t split = 0; split <= n; split++) {
		struct key_reader r;
		struct buf keys;

		buf_init(&keys);
		key_reader_init(&r, DELAY, true);
		feed(&r, row->bytes, split, 1000);
		keys_of(&r, 1000, &keys);
		feed(&r, row->bytes + split, n - split, 1000 + DELAY / 3);
		keys_of(&r, 1000 + DELAY / 3, &keys);
		assert_string_equal(buf_string(&keys), row->keys);
		assert_int_equal(key_reader_wait(&r, 2000), -1);
		buf_clear(&keys);
	}
}

/* One byte at a time. */
static void
test_bytewise(void **state)
{
	const struct sequence_row *row = *state;
	struct key_reader r;
	struct buf keys;

	buf_init(&keys);
	key_reader_init(&r, DELAY, true);
	for (size_t i = 0; i < strlen(row->bytes); i++) {
		feed(&r, row->bytes + i, 1, 1000 + (int64_t)i * 10);
		keys_of(&r, 1000 + (int64_t)i * 10, &keys);
	}
	assert_string_equal(buf_string(&keys), row->keys);
	buf_clear(&keys);
}

/* ---- what time decides: pieces, each with the time at which it comes */

static const struct timed_row {
	struct { int64_t at; const char *bytes; } pieces[4];
	int64_t end;            /* when it is asked for the last time */
	const char *keys;
	const char *says;
} timed_rows[] = {
	{ { { 0, "\033" } }, DELAY, "Esc", "an Escape alone is Escape after the delay" },
	{ { { 0, "\033" } }, DELAY - 1, "", "and not before" },
	{ { { 0, "\033a" } }, 0, "Esc a", "before a letter it is Escape at once" },
	{ { { 0, "\033\033" } }, 0, "Esc", "two of them: the first is" },
	{ { { 0, "\033\033" } }, DELAY, "Esc Esc", "and the second after the delay" },
	{ { { 0, "\033" }, { DELAY, "" }, { DELAY + 50, "[A" } }, DELAY + 50, "Esc Up",
	  "a tail that comes late is still an arrow" },
	{ { { 0, "\033" }, { DELAY, "" }, { DELAY + 50, "OA" } }, DELAY + 50, "Esc Up",
	  "so is one of SS3" },
	{ { { 0, "\033" }, { DELAY, "" }, { DELAY + 50, "[" }, { DELAY + 90, "B" } }, DELAY + 90,
	  "Esc Down", "one that comes in two pieces is" },
	{ { { 0, "\033" }, { DELAY, "" }, { DELAY + 50, "[" } }, 2 * DELAY + 50, "Esc [",
	  "a bracket alone is a bracket" },
	{ { { 0, "\033" }, { DELAY, "" }, { DELAY + 3000, "[A" } }, DELAY + 3000, "Esc [ A",
	  "after seconds a tail is two letters" },
	{ { { 0, "\033" }, { DELAY, "" }, { DELAY + 50, "Ok" } }, DELAY + 50, "Esc O k",
	  "a word that starts like a tail is a word" },
	{ { { 0, "[A" } }, 0, "[ A", "without an Escape it is no tail" },
	{ { { 0, "\033[" } }, DELAY, "Esc [", "half a sequence is no arrow" },
	{ { { 0, "\033[20" } }, DELAY, "Esc [ 2 0", "nor is more of it" },
	{ { { 0, "\xE5\x8E" } }, DELAY - 1, "", "a letter that is under way is waited for" },
	{ { { 0, "\xE5\x8E" } }, DELAY, "unknown unknown", "but not for ever" },
	{ { { 0, "\xFF" } }, 0, "unknown", "a byte that is no letter is not" },
	{ { { 0, "\xC3q" } }, 0, "unknown q", "nor is half a letter before another" },
};

static void
test_timed(void **state)
{
	const struct timed_row *row = *state;
	struct key_reader r;
	struct buf keys;

	buf_init(&keys);
	key_reader_init(&r, DELAY, true);
	for (size_t i = 0; i < 4 && row->pieces[i].bytes != NULL; i++) {
		if (*row->pieces[i].bytes != '\0')
			feed(&r, row->pieces[i].bytes, strlen(row->pieces[i].bytes),
			     row->pieces[i].at);
		keys_of(&r, row->pieces[i].at, &keys);
	}
	keys_of(&r, row->end, &keys);
	assert_string_equal(buf_string(&keys), row->keys);
	buf_clear(&keys);
}

static void
test_wait(void **state)
{
	struct key_reader r;
	struct key k;

	(void)state;
	key_reader_init(&r, DELAY, true);
	assert_int_equal(key_reader_wait(&r, 0), -1);
	feed(&r, "\033", 1, 1000);
	assert_false(key_reader_next(&r, 1000, &k));
	assert_int_equal(key_reader_wait(&r, 1000), DELAY);
	assert_int_equal(key_reader_wait(&r, 1000 + DELAY / 2), DELAY / 2);
	assert_int_equal(key_reader_wait(&r, 5000), 0);
}

static void
test_no_delay(void **state)
{
	struct key_reader r;
	struct key k;

	(void)state;
	key_reader_init(&r, 0, true);
	feed(&r, "\033", 1, 1000);
	assert_true(key_reader_next(&r, 1000, &k));
	assert_int_equal(k.code, K_ESCAPE);
	feed(&r, "\033[A", 3, 1001);
	assert_true(key_reader_next(&r, 1001, &k));
	assert_int_equal(k.code, K_UP);
}

static void
test_latin1(void **state)
{
	struct key_reader r;
	struct key k;

	(void)state;
	key_reader_init(&r, DELAY, false);
	feed(&r, "\xE9", 1, 0);
	assert_true(key_reader_next(&r, 0, &k));
	assert_int_equal(k.code, 0xE9);
}

static void
test_nul(void **state)
{
	struct key_reader r;
	struct key k;

	(void)state;
	key_reader_init(&r, DELAY, true);
	feed(&r, "\0a", 2, 0);
	assert_true(key_reader_next(&r, 0, &k));
	assert_int_equal(k.code, K_UNKNOWN);
	assert_true(key_reader_next(&r, 0, &k));
	assert_int_equal(k.code, 'a');
}

static void
test_full(void **state)
{
	unsigned char bytes[2 * KEY_BYTES];
	struct key_reader r;
	struct key k;
	size_t n = 0;

	(void)state;
	memset(bytes, 'a', sizeof bytes);
	key_reader_init(&r, DELAY, true);
	assert_int_equal(key_reader_feed(&r, bytes, sizeof bytes, 0), KEY_BYTES);
	assert_int_equal(key_reader_feed(&r, bytes, 1, 0), 0);
	while (key_reader_next(&r, 0, &k))
		n++;
	assert_int_equal(n, KEY_BYTES);
	/* A sequence without an end must not fill the room for good. */
	memset(bytes, '0', sizeof bytes);
	memcpy(bytes, "\033[", 2);
	key_reader_feed(&r, bytes, KEY_BYTES, 1);
	while (key_reader_next(&r, 1, &k))
		n++;
	assert_true(r.count < KEY_BYTES);
}

/* Many empty pastes in a row do not pile up calls. */
static void
test_many_pastes(void **state)
{
	struct key_reader r;
	struct key k;

	(void)state;
	key_reader_init(&r, DELAY, true);
	for (int i = 0; i < KEY_BYTES / 12; i++)
		feed(&r, "\033[200~\033[201~", 12, 0);
	feed(&r, "x", 1, 0);
	assert_true(key_reader_next(&r, 0, &k));
	assert_int_equal(k.code, 'x');
	assert_false(k.is_pasted);
}

/* ---- names */

static void
test_names(void **state)
{
	char name[16];

	(void)state;
	for (int32_t code = 1; code <= K_TICK; code++) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;               /* no characters */
		if (code >= K_FIRST + 1 || code < 0x7F || (code > 0xA0 && code % 97 == 0)) {
			key_label(code, name);
			assert_int_equal(key_named(name, strlen(name)), code);
		}
		if (code == 0x2000)
			code = K_FIRST;
	}
	assert_int_equal(key_named("nothing", 7), 0);
	assert_true(key_is_in(K_DOWN, "Down j"));
	assert_true(key_is_in('j', "Down j"));
	assert_false(key_is_in('D', "Down j"));
	assert_false(key_is_in('j', ""));
	assert_true(key_is_in('?', "? F1"));
	assert_false(key_is_in(K_UNKNOWN, "? F1"));
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, sequence_rows, test_sequence);
	SUITE_ROWS(&s, sequence_rows, test_bytewise);
	SUITE_ROWS(&s, timed_rows, test_timed);
	suite_add(&s, "what is left of the delay is told", test_wait, NULL);
	suite_add(&s, "without a delay Escape is Escape at once", test_no_delay, NULL);
	suite_add(&s, "on Latin-1 a byte is a letter", test_latin1, NULL);
	suite_add(&s, "a NUL is no key that is known", test_nul, NULL);
	suite_add(&s, "what finds no room is not taken", test_full, NULL);
	suite_add(&s, "empty pastes are passed", test_many_pastes, NULL);
	suite_add(&s, "every key has a name that is read", test_names, NULL);
	return suite_run(&s, "key");
}
