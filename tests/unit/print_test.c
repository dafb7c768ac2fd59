#include <config.h>

#include "base/print.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

__attribute__((format(printf, 1, 2))) static char *
printed(const char *format, ...)
{
	struct buf out;
	va_list args;

	buf_init(&out);
	va_start(args, format);
	print_into(&out, format, args);
	va_end(args);
	return buf_take(&out);
}

#define SAME(...) \
	do { \
		char expected_[256], *got_ = printed(__VA_ARGS__); \
		snprintf(expected_, sizeof expected_, __VA_ARGS__); \
		assert_string_equal(got_, expected_); \
		free(got_); \
	} while (0)

static void
test_numbers(void **state)
{
	(void)state;
	SAME("plain");
	SAME("100%%, %d of %i", -1, 2147483647);
	SAME("%u\t%zu\t%" PRIu64 "\n", 4294967295u, (size_t)7, UINT64_MAX);
	SAME("%ld %lld %jd", -5L, -6LL, INTMAX_MIN);
	SAME("[%05d] [%-5d] [%+d] [%*d] [%.3d]", 42, 42, 42, 6, 42, 7);
	SAME("%04X %02x %lu %llu", 0x1Bu, 7u, 8UL, 9ULL);
	SAME("%.6f %8.2f", 6.927079, -1.5);
	SAME("%ju %zd", (uintmax_t)10, (ssize_t)-11);
}

static void
test_texts(void **state)
{
	(void)state;
	SAME("%s: %-8s|%8s|%.*s|%.2s|%*s|", "a", "left", "right", 3, "cut off", "xyz", 4, "");
	SAME("%c%c", 'o', 'k');
}

static void
test_width(void **state)
{
	char *got = printed("%-6s|%6s|", "C\xC3\xB4te", "\xE4\xB8\xAD");

	(void)state;
	assert_string_equal(got, "C\xC3\xB4te  |    \xE4\xB8\xAD|");
	free(got);
}

static void
test_outside(void **state)
{
	char *got = printed("%u\t%s\n", 1u, "x\n9\tadmin\033[2J\xE2\x80\xAE\xFC");

	(void)state;
	assert_string_equal(got, "1\tx\\n9\\tadmin\\e[2J\\u202E\\xFC\n");
	free(got);
	got = printed("%c", '\r');
	assert_string_equal(got, "\\r");
	free(got);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "numbers are printed as printf does", test_numbers, NULL);
	suite_add(&s, "and so are plain texts", test_texts, NULL);
	suite_add(&s, "a text is filled up by its columns", test_width, NULL);
	suite_add(&s, "an argument breaks no line and drives no terminal", test_outside, NULL);
	return suite_run(&s, "print");
}
