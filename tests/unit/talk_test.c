/* What the prompts of linear mode understand: numbers, letters, ticks and texts of several lines. */
#include <config.h>

#include "linear/talk.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

/* A prompt whose operator types the lines; what it says goes nowhere. */
struct typing {
	struct talk talk;
	int input, output;
};

static void
type_lines(const char *lines)
{
	FILE *typed = tmpfile();

	assert_non_null(typed);
	fputs(lines, typed);
	fflush(typed);
	rewind(typed);
	assert_int_not_equal(dup2(fileno(typed), STDIN_FILENO), -1);
	fclose(typed);
	clearerr(stdin);
}

static void
begin(struct typing *t, const char *lines)
{
	int nowhere = open("/dev/null", O_WRONLY);

	*t = (struct typing){ .talk = { .charset = TEXT_UTF8 }, .input = dup(STDIN_FILENO) };
	buf_init(&t->talk.line);
	type_lines(lines);
	fflush(stdout);
	t->output = dup(STDOUT_FILENO);
	assert_int_not_equal(dup2(nowhere, STDOUT_FILENO), -1);
	close(nowhere);
}

static void
end(struct typing *t)
{
	fflush(stdout);
	dup2(t->output, STDOUT_FILENO);
	dup2(t->input, STDIN_FILENO);
	close(t->output);
	close(t->input);
	buf_clear(&t->talk.line);
}

static const struct number_row {
	const char *text;
	size_t most, number;
	const char *says;
} numbers[] = {
	{ "1", 3, 1, "the first number is one" },
	{ "3", 3, 3, "the last number is that of the last line" },
	{ "4", 3, 0, "a number behind the last line is none" },
	{ "0", 3, 0, "nought is none" },
	{ "-1", 3, 0, "a negative number is none" },
	{ "2x", 3, 0, "a number with a letter behind it is none" },
	{ "", 3, 0, "an empty line is none" },
	{ "99999999999999999999", 3, 0, "a number of twenty digits is none" },
};

static void
test_number(void **state)
{
	const struct number_row *row = *state;

	assert_int_equal(talk_number(row->text, row->most), row->number);
}

static const struct letter_row {
	const char *typed;
	char answer;
	const char *says;
} letters[] = {
	{ "y\n", 'y', "y is yes" },
	{ "yes\n", 'y', "a whole word counts by its first letter" },
	{ "  y \n", 'y', "blanks around it do not count" },
	{ "n\n", 'n', "n is no" },
	{ "\n", 'n', "an empty line is no" },
	{ "what\n", 'n', "anything else is no" },
	{ "", 'n', "the end of the input is no" },
};

static void
test_letter(void **state)
{
	const struct letter_row *row = *state;
	struct typing t;
	char answer;

	begin(&t, row->typed);
	answer = talk_ask_letter(&t.talk, "Really? (y/n)", LETTERS_NO_YES);
	end(&t);
	assert_int_equal(answer, row->answer);
	assert_int_equal(t.talk.is_over, *row->typed == '\0');
}

static const struct tick_row {
	const char *typed, *ticks;      /* '1' where one of five is ticked; NULL: nothing is meant */
	const char *says;
} ticks[] = {
	{ "\n", "01000", "an empty line leaves the ticks as they are" },
	{ "1\n\n", "11000", "a number ticks" },
	{ "2\n\n", "00000", "and unticks what is ticked" },
	{ "3-5\n\n", "01111", "a range ticks several" },
	{ "1 4-5\n\n", "11011", "a line has numbers and ranges" },
	{ "9\n\n", "01000", "a number behind the last line changes nothing" },
	{ "1\nq\n", NULL, "q means nothing at all" },
	{ "1\n", NULL, "so does the end of the input" },
};

static void
test_tick(void **state)
{
	const struct tick_row *row = *state;
	struct tick list[5] = { { "A", "One", false }, { "B", "Two", true }, { "C", "Three", false },
		                { "D", "Four", false }, { "E", "Five", false } };
	struct typing t;
	bool is_meant;

	begin(&t, row->typed);
	is_meant = talk_tick(&t.talk, "Which?", list, 5);
	end(&t);
	assert_int_equal(is_meant, row->ticks != NULL);
	for (size_t i = 0; row->ticks != NULL && i < 5; i++)
		assert_int_equal(list[i].is_on, row->ticks[i] == '1');
}

static void
test_lines(void **state)
{
	struct typing t;
	struct buf out;
	bool is_whole;

	(void)state;
	buf_init(&out);
	begin(&t, "one\n\ntwo\n.\nthree\n");
	is_whole = talk_ask_lines(&t.talk, &out);
	end(&t);
	assert_true(is_whole);
	assert_string_equal(buf_string(&out), "one\n\ntwo");
	buf_reset(&out);
	begin(&t, "one\n");
	is_whole = talk_ask_lines(&t.talk, &out);
	end(&t);
	assert_false(is_whole);
	buf_clear(&out);
}

static void
test_lead(void **state)
{
	struct sheet_lines all = { 0 };

	(void)state;
	sheet_heading(&all, "Heading");
	sheet_entry(&all, "a", "the first words of a value, and what goes on below", 40);
	sheet_entry(&all, "b", "another value", 40);
	assert_int_equal(all.count, 4);
	for (size_t i = 1; i < all.count; i++)
		all.list[i].target = 7;
	assert_ptr_equal(talk_lead(&all, NULL, 1), &all.list[1]);
	assert_ptr_equal(talk_lead(&all, NULL, 2), &all.list[3]);
	assert_null(talk_lead(&all, NULL, 3));
	assert_null(talk_lead(&all, NULL, 0));
	sheet_lines_clear(&all);
}

int
main(void)
{
	struct suite s = { 0 };

	/* Nothing of what one test types is left for the next. */
	setvbuf(stdin, NULL, _IONBF, 0);
	SUITE_ROWS(&s, numbers, test_number);
	SUITE_ROWS(&s, letters, test_letter);
	SUITE_ROWS(&s, ticks, test_tick);
	suite_add(&s, "a text of several lines ends with a dot alone", test_lines, NULL);
	suite_add(&s, "a value that goes on below has one number", test_lead, NULL);
	return suite_run(&s, "talk");
}
