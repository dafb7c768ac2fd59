/* Small things of base/: suggestions, identities, errors, faults, clocks, digests. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/faults.h"
#include "base/suggest.h"
#include "base/text.h"
#include "base/uuid.h"
#include "test.h"

/* ---- did you mean */

static const struct distance_row {
	const char *a, *b;
	size_t distance;        /* up to 2, else 3 */
	const char *says;
} distances[] = {
	{ "office", "office", 0, "the same name is no distance" },
	{ "Office", "oFFICE", 0, "nor is case" },
	{ "ofice", "office", 1, "a letter left out" },
	{ "officce", "office", 1, "a letter too many" },
	{ "offiec", "office", 1, "two letters swapped count once" },
	{ "affice", "office", 1, "a wrong letter" },
	{ "affise", "office", 2, "two wrong letters" },
	{ "meeting", "office", 3, "farther than the limit is one more" },
	{ "", "ab", 2, "from nothing" },
};

static void
test_distance(void **state)
{
	const struct distance_row *row = *state;

	assert_int_equal(suggest_distance(row->a, row->b, 2), row->distance);
	assert_int_equal(suggest_distance(row->b, row->a, 2), row->distance);
}

static void
test_long_names(void **state)
{
	char name[200];

	(void)state;
	memset(name, 'a', sizeof name);
	name[64] = '\0';
	assert_int_equal(suggest_distance(name, name, 2), 3);
	name[63] = '\0';
	assert_int_equal(suggest_distance(name, name, 2), 0);
}

static void
test_suggest(void **state)
{
	struct suggest s;
	char hint[64];

	(void)state;
	suggest_init(&s, "ofices");
	suggest_try(&s, "meeting");
	assert_string_equal(suggest_text(&s, hint, sizeof hint), "");
	suggest_try(&s, "office");
	suggest_try(&s, "offices");
	suggest_try(&s, "orifice");
	assert_string_equal(suggest_text(&s, hint, sizeof hint), " (did you mean \"offices\"?)");
	suggest_init(&s, "x");
	suggest_try(&s, "y");
	assert_null(s.nearest);
}

/* ---- identities */

static const struct uuid_row {
	const char *text;
	bool is_one;
	const char *says;
} uuids[] = {
	{ "01234567-89ab-cdef-0123-456789abcdef", true, "32 digits in five groups" },
	{ "01234567-89AB-CDEF-0123-456789ABCDEF", true, "capitals are read" },
	{ "0123456789abcdef0123456789abcdef", false, "the hyphens must be there" },
	{ "01234567-89ab-cdef-0123-456789abcde", false, "a digit is missing" },
	{ "01234567-89ab-cdef-0123-456789abcdef0", false, "a digit is too many" },
	{ "01234567-89ab-cdef-0123-456789abcdeg", false, "g is no digit" },
	{ "0123456-789ab-cdef-0123-456789abcdef", false, "a hyphen is in the wrong place" },
	{ "", false, "nothing is no identity" },
};

static void
test_uuid(void **state)
{
	const struct uuid_row *row = *state;
	char text[UUID_TEXT];
	struct uuid u;

	assert_int_equal(uuid_parse(row->text, &u), row->is_one);
	if (!row->is_one)
		return;
	uuid_format(&u, text);
	assert_string_equal(text, "01234567-89ab-cdef-0123-456789abcdef");
}

static void
test_uuid_new(void **state)
{
	struct uuid a = uuid_new(), b = uuid_new(), nil = { { 0 } };

	(void)state;
	assert_int_equal(a.byte[6] >> 4, 7);
	assert_int_equal(a.byte[8] >> 6, 2);
	assert_false(uuid_equal(&a, &b));
	/* In the order in which they were made, however many in a millisecond. */
	for (int i = 0; i < 10000; i++) {
		assert_true(memcmp(a.byte, b.byte, 8) < 0);
		a = b;
		b = uuid_new();
	}
	assert_true(uuid_is_nil(&nil));
	assert_false(uuid_is_nil(&a));
}

static const struct rowid_row {
	const char *text;
	uint64_t id;            /* 0: it is none */
	const char *says;
} rowids[] = {
	{ "0000000000000001", 1, "a row's identity has 16 digits" },
	{ "7fffffffffffffff", INT64_MAX, "63 bits at most" },
	{ "8000000000000000", 0, "64 bits are too many" },
	{ "0000000000000000", 0, "nought is none" },
	{ "1", 0, "and no fewer than 16" },
	{ "00000000000000001", 0, "nor more" },
	{ "000000000000000x", 0, "of hexadecimal digits" },
};

static void
test_rowid(void **state)
{
	const struct rowid_row *row = *state;
	char text[ROWID_TEXT];
	uint64_t id;

	assert_int_equal(rowid_parse(row->text, &id), row->id != 0);
	if (row->id == 0)
		return;
	assert_true(id == row->id);
	rowid_format(id, text);
	assert_string_equal(text, row->text);
}

static void
test_rowid_new(void **state)
{
	uint64_t a = rowid_new(), b = rowid_new();

	(void)state;
	assert_true(a != 0 && a <= INT64_MAX && a != b);
}

/* ---- errors */

static void
test_status(void **state)
{
	static const int statuses[ERR_COUNT] = {
		[ERR_OK] = 0, [ERR_NOT_FOUND] = 1, [ERR_FAULTY] = 1, [ERR_USAGE] = 2, [ERR_DATA] = 3,
		[ERR_STORE] = 4, [ERR_FULL] = 4, [ERR_DENIED] = 4, [ERR_CONFLICT] = 5,
		[ERR_REFERRED] = 5, [ERR_INTERRUPTED] = 130,
	};

	(void)state;
	for (int code = 0; code < ERR_COUNT; code++)
		assert_int_equal(err_status((enum err_code)code), statuses[code]);
}

/* Sentences of every length around the end of the room, in letters of one to four bytes. */
static void
test_cut(void **state)
{
	static const char *const letters[] = { "a", "é", "原", "\xF0\x9F\x9A\x80" };
	struct err e;

	(void)state;
	for (size_t l = 0; l < 4; l++) {
		for (size_t lead = 0; lead < 8; lead++) {
			struct buf text;

			buf_init(&text);
			for (size_t i = 0; i < lead; i++)
				buf_byte(&text, 'x');
			while (text.size < 2 * sizeof e.text)
				buf_text(&text, letters[l]);
			assert_int_equal(err_set(&e, ERR_DATA, "%s", buf_string(&text)), ERR_DATA);
			assert_true(strlen(e.text) > sizeof e.text - 6);
			assert_int_equal(text_check(e.text, strlen(e.text), TEXT_LINE, NULL),
			                 ERR_OK);
			err_set(&e, ERR_DATA, "sentence");
			err_prefix(&e, "%s", buf_string(&text));
			assert_int_equal(text_check(e.text, strlen(e.text), TEXT_LINE, NULL),
			                 ERR_OK);
			buf_clear(&text);
		}
	}
}

static void
test_prefix(void **state)
{
	struct err e;

	(void)state;
	assert_int_equal(err_set(NULL, ERR_FULL, "nobody asks"), ERR_FULL);
	err_set(&e, ERR_DATA, "is not a date");
	assert_int_equal(err_prefix(&e, "%s", "start"), ERR_DATA);
	assert_string_equal(e.text, "start: is not a date");
}

static void
test_faults(void **state)
{
	struct faults f;
	struct err e;
	char *text;

	(void)state;
	faults_init(&f);
	assert_int_equal(faults_err(&f, ERR_USAGE, &e), ERR_OK);
	faults_add(&f, "a.conf", 3, "\"%s\" is wrong", "x");
	assert_int_equal(faults_err(&f, ERR_USAGE, &e), ERR_USAGE);
	assert_string_equal(e.text, "a.conf:3: \"x\" is wrong");
	faults_add(&f, "a.conf", 0, "second");
	faults_add(&f, NULL, 0, "third");
	assert_int_equal(faults_err(&f, ERR_DATA, &e), ERR_DATA);
	assert_string_equal(e.text, "a.conf:3: \"x\" is wrong (and 2 more faults)");
	text = fault_text(&f.list[1]);
	assert_string_equal(text, "a.conf: second");
	free(text);
	text = fault_text(&f.list[2]);
	assert_string_equal(text, "third");
	free(text);
	faults_clear(&f);
	assert_int_equal(f.count, 0);
}

/* ---- clocks, digests, built-in files */

static void
test_clock(void **state)
{
	char text[CLOCK_TEXT];
	int64_t before = clock_ticks();

	(void)state;
	clock_format(INT64_C(1795492376123), text);
	assert_string_equal(text, "2026-11-24 03:52:56");
	assert_true(clock_ticks() >= before);
	assert_true(clock_now() > INT64_C(1700000000000));
}

static void
test_digest(void **state)
{
	const unsigned char beginning[] = { 0xBD, 0xDD, 0x81, 0x3C, 0x63, 0x42, 0x39, 0x72 };
	struct digest a = digest_of("abc", 3), b = digest_of("abd", 3);

	(void)state;
	/* BLAKE2b with 32 bytes of "abc". */
	assert_memory_equal(a.byte, beginning, sizeof beginning);
	assert_memory_not_equal(a.byte, b.byte, DIGEST_SIZE);
	assert_true(checksum_of("abc", 3) != checksum_of("abd", 3));
	assert_true(checksum_of("abc", 3) == checksum_of("abc", 3));
}

static void
test_builtin(void **state)
{
	const struct builtin *b = builtin_find("chancery.conf");

	(void)state;
	assert_non_null(b);
	assert_int_equal(strlen(b->text), b->size);
	assert_non_null(builtin_find("schema/office.conf"));
	assert_null(builtin_find("schema/nothing.conf"));
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, distances, test_distance);
	suite_add(&s, "long names are far from everything", test_long_names, NULL);
	suite_add(&s, "the nearest name is suggested", test_suggest, NULL);
	SUITE_ROWS(&s, uuids, test_uuid);
	suite_add(&s, "new identities are of version 7, in order, and differ", test_uuid_new, NULL);
	SUITE_ROWS(&s, rowids, test_rowid);
	suite_add(&s, "new rows' identities fit and differ", test_rowid_new, NULL);
	suite_add(&s, "every code has its exit status", test_status, NULL);
	suite_add(&s, "a long sentence is cut at a character", test_cut, NULL);
	suite_add(&s, "a sentence can be given a subject", test_prefix, NULL);
	suite_add(&s, "faults are told with their place and number", test_faults, NULL);
	suite_add(&s, "times are written in UTC and as local", test_clock, NULL);
	suite_add(&s, "a digest tells texts apart", test_digest, NULL);
	suite_add(&s, "files are built in", test_builtin, NULL);
	return suite_run(&s, "names");
}
