#include <config.h>

#include "base/cbor.h"

#include <string.h>

#include "test.h"

/* Bytes with NULs in them: a literal and its size. */
#define BYTES(text) { (const unsigned char *)(text), sizeof (text) - 1 }

/* ---- numbers in their shortest form */

static const struct number_row {
	int64_t number;
	struct span bytes;
	const char *says;
} numbers[] = {
	{ 0, BYTES("\x00"), "nought is one byte" },
	{ 23, BYTES("\x17"), "so is 23" },
	{ 24, BYTES("\x18\x18"), "24 takes two" },
	{ 255, BYTES("\x18\xFF"), "so does 255" },
	{ 256, BYTES("\x19\x01\x00"), "256 takes three" },
	{ 65535, BYTES("\x19\xFF\xFF"), "so does 65535" },
	{ 65536, BYTES("\x1A\x00\x01\x00\x00"), "65536 takes five" },
	{ 4294967295, BYTES("\x1A\xFF\xFF\xFF\xFF"), "so does the largest of 32 bits" },
	{ 4294967296, BYTES("\x1B\x00\x00\x00\x01\x00\x00\x00\x00"), "one more takes nine" },
	{ INT64_MAX, BYTES("\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "the largest signed number" },
	{ -1, BYTES("\x20"), "minus one is one byte" },
	{ -24, BYTES("\x37"), "so is minus 24" },
	{ -25, BYTES("\x38\x18"), "minus 25 takes two" },
	{ INT64_MIN, BYTES("\x3B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "the smallest signed number" },
};

static void
test_number(void **state)
{
	const struct number_row *row = *state;
	struct cbor c;
	struct buf b;
	int64_t n;

	buf_init(&b);
	cbor_put_int(&b, row->number);
	assert_int_equal(b.size, row->bytes.size);
	assert_memory_equal(b.data, row->bytes.data, b.size);
	cbor_open(&c, b.data, b.size);
	assert_true(cbor_get_int(&c, &n));
	assert_true(n == row->number);
	assert_true(cbor_at_end(&c));
	buf_clear(&b);
}

static void
test_unsigned(void **state)
{
	struct cbor c;
	struct buf b;
	uint64_t n;
	int64_t i;

	(void)state;
	buf_init(&b);
	cbor_put_uint(&b, UINT64_MAX);
	cbor_open(&c, b.data, b.size);
	assert_true(cbor_get_uint(&c, &n));
	assert_true(n == UINT64_MAX);
	cbor_open(&c, b.data, b.size);
	assert_false(cbor_get_int(&c, &i));
	assert_true(cbor_at_end(&c));
	buf_clear(&b);
}

/* ---- texts that cannot be read again are not written */

static void
test_refused(void **state)
{
	struct cbor c;
	struct buf b;
	struct span text;
	struct err e;

	(void)state;
	buf_init(&b);
	cbor_put_text(&b, "B\xC3\xBCros", 6);
	assert_int_equal(cbor_refusal(&b, &e), ERR_OK);
	cbor_put_text(&b, "B\xFCros", 5);
	assert_int_equal(cbor_refusal(&b, &e), ERR_DATA);
	cbor_open(&c, b.data, b.size);
	assert_true(cbor_get_text(&c, &text) && text.size == 6);
	assert_true(cbor_get_text(&c, &text) && text.size == 0 && cbor_at_end(&c));
	buf_reset(&b);
	assert_int_equal(cbor_refusal(&b, &e), ERR_OK);
	buf_clear(&b);
}

/* ---- what is of the subset */

static const struct valid_row {
	struct span bytes;
	bool is_valid;
	const char *says;
} valids[] = {
	{ BYTES("\x80"), true, "an empty array" },
	{ BYTES("\xA0"), true, "an empty map" },
	{ BYTES("\x83\x01\x02\x03"), true, "an array of three" },
	{ BYTES("\xA2\x01\x02\x18\x20\x04"), true, "a map with ascending keys" },
	{ BYTES("\xA2\x61" "a\x01\x62" "aa\x02"), true, "shorter text keys come first" },
	{ BYTES("\x43\x01\x02\x03"), true, "bytes" },
	{ BYTES("\x62\xC3\xA9"), true, "a text in UTF-8" },
	{ BYTES("\xF4"), true, "false" },
	{ BYTES("\xF5"), true, "true" },
	{ BYTES("\xF6"), true, "null" },
	{ BYTES("\x81\x81\x81\x81\x81\x81\x81\x81\x00"), true, "eight levels" },
	{ BYTES("\x81\x81\x81\x81\x81\x81\x81\x81\x81\x00"), false, "but not nine" },
	{ BYTES("\xA1\x00\xA1\x00\xA1\x00\xA1\x00\xA1\x00\xA1\x00\xA1\x00\xA1\x00\xA1\x00\x00"), false,
	  "nor nine maps" },
	{ BYTES(""), false, "nothing is no item" },
	{ BYTES("\x00\x00"), false, "two items are not one" },
	{ BYTES("\x18\x17"), false, "23 in two bytes is not the shortest" },
	{ BYTES("\x19\x00\xFF"), false, "255 in three bytes is not" },
	{ BYTES("\x1A\x00\x00\xFF\xFF"), false, "65535 in five bytes is not" },
	{ BYTES("\x1B\x00\x00\x00\x00\xFF\xFF\xFF\xFF"), false, "32 bits in nine bytes are not" },
	{ BYTES("\x58\x01" "a"), false, "nor is a long head of short bytes" },
	{ BYTES("\x18"), false, "a head may be cut off" },
	{ BYTES("\x62" "a"), false, "so may a text" },
	{ BYTES("\x82\x01"), false, "an array may miss members" },
	{ BYTES("\xA1\x01"), false, "a map may miss a value" },
	{ BYTES("\xA2\x02\x00\x01\x00"), false, "keys that descend" },
	{ BYTES("\xA2\x01\x00\x01\x00"), false, "a key that stands twice" },
	{ BYTES("\x61\xFF"), false, "a text that is not UTF-8" },
	{ BYTES("\x9F\x01\xFF"), false, "an array without a length" },
	{ BYTES("\xBF\x01\x02\xFF"), false, "a map without a length" },
	{ BYTES("\x7F\x61" "a\xFF"), false, "a text in pieces" },
	{ BYTES("\xC0\x00"), false, "a tag" },
	{ BYTES("\xF7"), false, "undefined" },
	{ BYTES("\xF9\x3C\x00"), false, "a half" },
	{ BYTES("\xFB\x3F\xF0\x00\x00\x00\x00\x00\x00"), false, "a double" },
	{ BYTES("\xFF"), false, "a break" },
	{ BYTES("\x1C"), false, "a head that is not defined" },
};

static void
test_valid(void **state)
{
	const struct valid_row *row = *state;

	assert_int_equal(cbor_is_valid(row->bytes.data, row->bytes.size), row->is_valid);
}

/* Skipping bounds its depth by itself: what is skipped was perhaps never validated. */
static void
test_skip_depth(void **state)
{
	static const unsigned char nested[] = "\x81\x81\x81\x81\x81\x81\x81\x81\x81\x00";
	struct cbor c;

	(void)state;
	cbor_open(&c, nested + 1, sizeof nested - 2);
	assert_true(cbor_skip(&c));
	cbor_open(&c, nested, sizeof nested - 1);
	assert_false(cbor_skip(&c));
}

/* ---- bombs: a few bytes that announce much */

static const struct bomb_row {
	struct span bytes;
	const char *says;
} bombs[] = {
	{ BYTES("\x9B\x00\x00\x00\x7F\xFF\xFF\xFF\xFF"), "an array of half a million million" },
	{ BYTES("\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "an array of all there can be" },
	{ BYTES("\xBB\x80\x00\x00\x00\x00\x00\x00\x00"), "a map whose pairs would wrap" },
	{ BYTES("\x5B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "bytes without end" },
	{ BYTES("\x7A\xFF\xFF\xFF\xFF"), "a text of four gigabytes" },
	{ BYTES("\x82\x00"), "an array of one more than there is" },
	{ BYTES("\xA1\x00"), "a map of half a pair" },
};

static void
test_bomb(void **state)
{
	const struct bomb_row *row = *state;
	struct cbor c;
	struct span s;
	size_t count;

	assert_false(cbor_is_valid(row->bytes.data, row->bytes.size));
	cbor_open(&c, row->bytes.data, row->bytes.size);
	assert_false(cbor_skip(&c));
	cbor_open(&c, row->bytes.data, row->bytes.size);
	assert_false(cbor_take(&c, &s));
	cbor_open(&c, row->bytes.data, row->bytes.size);
	if (cbor_peek(&c) == CBOR_ARRAY && cbor_get_array(&c, &count))
		assert_true(count <= row->bytes.size);
	cbor_open(&c, row->bytes.data, row->bytes.size);
	if (cbor_peek(&c) == CBOR_MAP)
		assert_false(cbor_get_map(&c, &count));
}

/* ---- the whole of it, there and back */

static void
put_all(struct buf *b)
{
	cbor_put_map(b, 2);
	cbor_put_uint(b, 1);
	cbor_put_array(b, 4);
	cbor_put_bool(b, true);
	cbor_put_bool(b, false);
	cbor_put_null(b);
	cbor_put_bytes(b, "\x00\xFF", 2);
	cbor_put_uint(b, 2);
	cbor_put_text(b, "Dhaka", 5);
}

static void
test_round_trip(void **state)
{
	struct cbor c;
	struct buf b;
	struct span s;
	size_t count;
	uint64_t n;
	bool yes, no;

	(void)state;
	buf_init(&b);
	put_all(&b);
	assert_true(cbor_is_valid(b.data, b.size));
	cbor_open(&c, b.data, b.size);
	assert_true(cbor_get_map(&c, &count) && count == 2);
	assert_true(cbor_get_uint(&c, &n) && n == 1);
	assert_true(cbor_get_array(&c, &count) && count == 4);
	assert_false(cbor_get_null(&c));
	assert_true(cbor_get_bool(&c, &yes) && yes);
	assert_true(cbor_get_bool(&c, &no) && !no);
	assert_true(cbor_get_null(&c));
	assert_true(cbor_get_bytes(&c, &s) && s.size == 2 && s.data[1] == 0xFF);
	assert_true(cbor_get_uint(&c, &n) && n == 2);
	assert_int_equal(cbor_peek(&c), CBOR_TEXT);
	assert_true(cbor_get_text(&c, &s) && s.size == 5);
	assert_true(cbor_at_end(&c));
	assert_int_equal(cbor_peek(&c), CBOR_END);
	buf_clear(&b);
}

static void
test_cut(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b);
	put_all(&b);
	for (size_t n = 0; n < b.size; n++)
		assert_false(cbor_is_valid(b.data, n));
	buf_clear(&b);
}

static void
test_fault_ends(void **state)
{
	struct cbor c;
	uint64_t n;
	bool flag;

	(void)state;
	cbor_open(&c, "\x01\x02", 2);
	assert_false(cbor_get_bool(&c, &flag));
	assert_true(cbor_at_end(&c));
	assert_false(cbor_get_uint(&c, &n));
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, numbers, test_number);
	suite_add(&s, "64 bits are read as unsigned only", test_unsigned, NULL);
	SUITE_ROWS(&s, valids, test_valid);
	suite_add(&s, "what is skipped is eight levels deep at most", test_skip_depth, NULL);
	SUITE_ROWS(&s, bombs, test_bomb);
	suite_add(&s, "what is written is read", test_round_trip, NULL);
	suite_add(&s, "a text that is not UTF-8 is refused", test_refused, NULL);
	suite_add(&s, "what is cut off anywhere is not valid", test_cut, NULL);
	suite_add(&s, "after a fault nothing is read", test_fault_ends, NULL);
	return suite_run(&s, "cbor");
}
