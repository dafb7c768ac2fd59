#include <config.h>

#include "base/number.h"

#include <string.h>

#include "test.h"

static const struct number_row {
	const char *text;
	int64_t least, most;
	bool is_read;
	int64_t value;
	const char *says;
} number_rows[] = {
	{ "7", 1, 9, true, 7, "a number within its range is read" },
	{ "007", 1, 9, true, 7, "zeros before it do not count" },
	{ "+7", 1, 9, true, 7, "a plus sign is allowed" },
	{ "-7", -9, 9, true, -7, "a minus sign is part of the number" },
	{ "1", 1, 9, true, 1, "the least of the range is within it" },
	{ "9", 1, 9, true, 9, "the most of the range is within it" },
	{ "0", 1, 9, false, 0, "what is below the range is refused" },
	{ "10", 1, 9, false, 0, "what is above the range is refused" },
	{ "4294967297", 1, UINT32_MAX, false, 0, "one more than 32 bits hold is not 1" },
	{ "4294967295", 1, UINT32_MAX, true, UINT32_MAX, "all that 32 bits hold can be said" },
	{ "9223372036854775807", 0, INT64_MAX, true, INT64_MAX, "the largest number is read" },
	{ "9223372036854775808", 0, INT64_MAX, false, 0, "one more than 64 bits hold is refused" },
	{ "18446744073709551617", 0, INT64_MAX, false, 0, "2 to the 64th and one is not 1" },
	{ "-18446744073709551615", 0, INT64_MAX, false, 0, "a negative number does not wrap" },
	{ "-9223372036854775808", INT64_MIN, 0, true, INT64_MIN, "the smallest number is read" },
	{ "", 0, 9, false, 0, "an empty text is not a number" },
	{ "-", -9, 9, false, 0, "a sign alone is not a number" },
	{ "--7", -9, 9, false, 0, "two signs are not a number" },
	{ " 7", 0, 9, false, 0, "a blank before it is refused" },
	{ "\t7", 0, 9, false, 0, "a tab before it is refused" },
	{ "7 ", 0, 9, false, 0, "a blank behind it is refused" },
	{ "7x", 0, 9, false, 0, "a letter behind it is refused" },
	{ "0x7", 0, 9, false, 0, "a hexadecimal number is refused" },
	{ "7.0", 0, 9, false, 0, "a decimal point is refused" },
	{ "\xd9\xa7", 0, 9, false, 0, "digits of another script are refused" },
};

static void
test_number(void **state)
{
	const struct number_row *row = *state;
	int64_t out = 42;

	assert_int_equal(number_read(row->text, row->least, row->most, &out), row->is_read);
	assert_int_equal(out, row->is_read ? row->value : 42);
}

static void
test_take(void **state)
{
	const char *rest = NULL;
	int64_t out = 42;

	(void)state;
	assert_true(number_take("12-15", 1, 20, &out, &rest));
	assert_int_equal(out, 12);
	assert_string_equal(rest, "-15");
	assert_false(number_take("21-15", 1, 20, &out, &rest));
	assert_false(number_take("x12", 1, 20, &out, &rest));
	assert_int_equal(out, 12);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, number_rows, test_number);
	suite_add(&s, "a number that a text begins with leaves the rest", test_take, NULL);
	return suite_run(&s, "number");
}
