#include <config.h>

#include "view/input/edit.h"

#include <string.h>

#include "test.h"

/* ---- a script of keys and the line that it leaves, the cursor drawn as | */

/* < left, > right, ^ home, $ end, B backspace, D delete, E empty, everything else is typed. */
static const struct script_row {
	const char *start, *keys, *line;
	const char *says;
} script_rows[] = {
	{ "", "abc", "abc|", "letters are put in at the cursor" },
	{ "abc", "<<x", "ax|bc", "also in the middle" },
	{ "abc", "^x", "x|abc", "or at the start" },
	{ "abc", "^>$", "abc|", "the end is behind the last letter" },
	{ "abc", "B", "ab|", "backspace takes the letter before" },
	{ "abc", "^D", "|bc", "delete takes the one behind" },
	{ "abc", "^B", "|abc", "at the start nothing is before" },
	{ "abc", "D", "abc|", "at the end nothing is behind" },
	{ "abc", "^<", "|abc", "the cursor stops at the start" },
	{ "abc", "$>", "abc|", "and at the end" },
	{ "abc", "E", "|", "all can be emptied" },
	{ "", "en\xCC\x81", "eń|", "a mark becomes one with its letter" },
	{ "n", "\xCC\x81" "a", "ńa|", "typed after a text that was there" },
	{ "nx", "<\xCC\x81", "ń|x", "or in the middle of it" },
	{ "", "x\xCC\x81" "y", "x\xCC\x81y|", "a mark that has no letter of its own stays beside it" },
	{ "x\xCC\x81y", "<<", "|x\xCC\x81y", "the cursor passes letter and mark at once" },
	{ "x\xCC\x81y", "<B", "|y", "backspace takes both" },
	{ "x\xCC\x81y", "^D", "|y", "so does delete" },
	{ "原村", "<", "原|村", "a wide letter is passed at once" },
	{ "原村", "B", "原|", "and taken at once" },
	{ "حي", "B", "ح|", "so is an Arabic one" },
	{ "\xE1\x84\x80", "\xE1\x85\xA1", "가|", "parts of a syllable become one" },
	{ "ab", "\tc", "ab c|", "a tab is a blank" },
	{ "ab", "\nc", "ab c|", "so is a line break in a line" },
	{ "", "\xF0\x9F\x91\xA9", "\xF0\x9F\x91\xA9|", "four bytes are one letter" },
};

static void
play(struct edit *e, const char *keys)
{
	size_t size = strlen(keys);

	for (size_t at = 0; at < size; ) {
		int32_t c = text_next(keys, size, &at);

		switch (c) {
		case '<': edit_left(e); break;
		case '>': edit_right(e); break;
		case '^': edit_home(e); break;
		case '$': edit_end(e); break;
		case 'B': edit_back(e); break;
		case 'D': edit_delete(e); break;
		case 'E': edit_empty(e); break;
		default:  assert_true(edit_insert(e, c)); break;
		}
	}
}

static void
assert_line(struct edit *e, const char *line)
{
	struct buf drawn;

	buf_init(&drawn);
	buf_add(&drawn, edit_text(e), e->cursor);
	buf_byte(&drawn, '|');
	buf_text(&drawn, edit_text(e) + e->cursor);
	assert_string_equal(buf_string(&drawn), line);
	buf_clear(&drawn);
}

static void
test_script(void **state)
{
	const struct script_row *row = *state;
	struct edit e;

	edit_init(&e, row->start, false);
	play(&e, row->keys);
	assert_line(&e, row->line);
	edit_clear(&e);
}

static void
test_refused(void **state)
{
	static const int32_t refused[] = { 0x1B, 0x07, 0x7F, 0x9B, 0x202E, 0x200B, 0xFEFF };
	struct edit e;

	(void)state;
	edit_init(&e, "ab", false);
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		assert_false(edit_insert(&e, refused[i]));
	assert_line(&e, "ab|");
	edit_clear(&e);
}

/* What is typed must be fit to store: five marks are not. */
static void
test_marks(void **state)
{
	struct edit e;
	bool taken = true;

	(void)state;
	edit_init(&e, "x", false);
	for (int i = 0; i < 4; i++)
		assert_true(edit_insert(&e, 0x0301));
	taken = edit_insert(&e, 0x0301);
	if (taken)
		assert_int_equal(text_check(edit_text(&e), strlen(edit_text(&e)), TEXT_LINE, NULL),
		                 ERR_DATA);
	edit_clear(&e);
}

static void
test_at_the_ends(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "", false);
	assert_false(edit_back(&e));
	assert_false(edit_delete(&e));
	edit_set(&e, "原");
	assert_false(edit_delete(&e));
	assert_true(edit_back(&e));
	assert_false(edit_back(&e));
	assert_line(&e, "|");
	edit_clear(&e);
}

static void
test_long(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "", true);
	play(&e, "a\nb");
	assert_line(&e, "a\nb|");
	edit_clear(&e);
}

/* ---- what is seen of it */

static const struct show_row {
	const char *text, *keys;
	int width;
	enum text_charset charset;
	const char *shown;
	int column;
	const char *says;
} show_rows[] = {
	{ "abc", "", 6, TEXT_UTF8, "abc   ", 3, "a short line is filled up" },
	{ "abcdef", "", 4, TEXT_UTF8, "def ", 3, "a long one is scrolled to the cursor" },
	{ "abcdef", "^", 4, TEXT_UTF8, "abcd", 0, "and back" },
	{ "abcdef", "<<<<", 4, TEXT_UTF8, "abcd", 2, "no further than it must" },
	{ "原村原村", "", 5, TEXT_UTF8, "原村 ", 4, "wide letters are not halved" },
	{ "原村原", "^", 5, TEXT_UTF8, "原村 ", 0, "neither at the right" },
	{ "x\xCC\x81yz", "^>", 4, TEXT_UTF8, "x\xCC\x81yz ", 1, "a mark takes no column" },
	{ "Łódź", "", 6, TEXT_ASCII, "Lodz  ", 4, "on ASCII accents fall away" },
	{ "", "", 3, TEXT_UTF8, "   ", 0, "nothing shows as blanks" },
	{ "a\nb", "", 5, TEXT_UTF8, "a\xC2\xB6" "b  ", 3, "a line break shows as a sign" },
	{ "a\nb", "", 5, TEXT_ASCII, "a/b  ", 3, "on ASCII as another" },
	{ "abc", "", 1, TEXT_UTF8, " ", 0, "one column is the cursor's" },
};

static void
test_show(void **state)
{
	const struct show_row *row = *state;
	struct buf out;
	struct edit e;

	buf_init(&out);
	edit_init(&e, row->text, true);
	play(&e, row->keys);
	assert_int_equal(edit_show(&e, row->width, row->charset, &out), row->column);
	assert_string_equal(buf_string(&out), row->shown);
	assert_int_equal(text_width(buf_string(&out), out.size), row->width);
	edit_clear(&e);
	buf_clear(&out);
}

/* Scrolled out at the left, then walked back: the cursor stays in sight. */
static void
test_walk(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "one 原村 two ń three 原村原村", true);
	for (int i = 0; i < 60; i++) {
		struct buf out;
		int column;

		buf_init(&out);
		column = edit_show(&e, 7, TEXT_UTF8, &out);
		assert_in_range(column, 0, 6);
		assert_int_equal(text_width(buf_string(&out), out.size), 7);
		buf_clear(&out);
		if (i < 30)
			edit_left(&e);
		else
			edit_right(&e);
	}
	edit_clear(&e);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, script_rows, test_script);
	suite_add(&s, "what may not be in a text is not put in", test_refused, NULL);
	suite_add(&s, "what was put in can be told from what may be stored", test_marks, NULL);
	suite_add(&s, "nothing is taken from an empty line", test_at_the_ends, NULL);
	suite_add(&s, "a long text takes line breaks", test_long, NULL);
	SUITE_ROWS(&s, show_rows, test_show);
	suite_add(&s, "the cursor is always in sight", test_walk, NULL);
	return suite_run(&s, "edit");
}
