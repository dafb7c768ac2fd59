#include <config.h>

#include "tui/terminal/thrift.h"

#include <string.h>

#include "test.h"

/* What curses sends to a terminal of 24 rows, and what is sent on. Each begins where "\033[5H" puts
 * the cursor, without attributes. */
static const struct thrift_row {
	const char *bytes, *sent;
	const char *says;
} thrift_rows[] = {
	{ "text", "text", "text is text" },
	{ "Bras\xC3\xADlia \xC2\x9B", "Bras\xC3\xADlia \xC2\x9B", "so is text in UTF-8" },
	{ "\033(B", "", "a character set that was never left is not gone back to" },
	{ "\033(0x\033(B", "\033(0x\033(B", "but one that was is" },
	{ "\017", "", "likewise with shifts" },
	{ "\016q\017", "\016q\017", "both ways" },
	{ "\033[m", "", "what is plain is not made plain" },
	{ "\033[0;7mx\033(B\033[m", "\033[7mx\033[m", "nor before it is turned" },
	{ "\033[0;1;7mx", "\033[1;7mx", "however much" },
	{ "\033[7mx\033[0;1my", "\033[7mx\033[0;1my", "what is not plain is" },
	{ "\033[5;1H", "\r", "the start of this row" },
	{ "\033[5;9H", "\033[9G", "another column of it" },
	{ "\033[6;1H", "\r\n", "the next row" },
	{ "\033[15;1H", "\033[15H", "another row" },
	{ "\033[1;1H", "\033[H", "the first" },
	{ "\033[12H\033[13;7Hx", "\033[12H\r\n\033[6Cx", "the next row, from afar" },
	{ "\033[8;7H", "\033[8;7H", "some place" },
	{ "\033[6d", "\n", "one row down" },
	{ "\033[4d", "\033M", "one row up" },
	{ "\033[B", "\n", "one row down, said otherwise" },
	{ "\033[2B", "\033[2B", "two rows" },
	{ "\033[24d\033[B", "\033[24d\033[B", "nothing scrolls that should not" },
	{ "\033[H\033[A", "\033[H\033[A", "nor at the top" },
	{ "\033[4;22r\033[1;24r", "\033[4;22r\033[r", "the whole screen scrolls again" },
	{ "\033[4;22r\033[1;1H\033[2d", "\033[4;22r\033[H\033[2d", "no steps inside a region" },
	{ "\0337\033[4;22r\0338\033[22d\n\n\033[1;24r\033[20;1H",
	  "\033[4;22r\033[22d\n\n\033[r\033[20H", "scrolling" },
	{ "\0337\033[4;22r\0338\033M\033[1;24r", "\0337\033[4;22r\0338\033M\033[r",
	  "scrolling from where the cursor stands" },
	{ "\033[?25h\033[5;1H", "\033[?25h\033[5H", "what is not known says nothing of the row" },
	{ "\033[1;2;3;4;5m\033[m", "\033[1;2;3;4;5m\033[m", "nor of attributes" },
	{ "\0338\033[6;1H", "\0338\033[6H", "nor does a place that was saved" },
	{ "\033[5;1", "\033[5;1", "what is cut short stays so" },
	{ "\033", "\033", "however short" },
	{ "\033[99999999999;1H", "\033[9999H", "numbers have an end" },
};

static void
test_shorter(void **state)
{
	const struct thrift_row *r = *state;
	struct thrift t = { .rows = 24, .has_column = true, .row = 5, .is_plain = true };
	struct buf out;

	buf_init(&out);
	thrift_shorten(&t, (const unsigned char *)r->bytes, strlen(r->bytes), &out);
	assert_string_equal(buf_string(&out), r->sent);
	buf_clear(&out);
}

/* An older terminal has no way to a column alone. */
static void
test_old(void **state)
{
	struct thrift t = { .rows = 24, .row = 5, .is_plain = true };
	struct buf out;

	(void)state;
	buf_init(&out);
	thrift_shorten(&t, (const unsigned char *)"\033[5;9H", 6, &out);
	assert_string_equal(buf_string(&out), "\033[5;9H");
	buf_clear(&out);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, thrift_rows, test_shorter);
	suite_add(&s, "an older terminal has no way to a column alone", test_old, NULL);
	return suite_run(&s, "thrift");
}
