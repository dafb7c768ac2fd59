/* Answers by one letter, in each language that has a catalogue. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/letters.h"
#include "test.h"

static const struct answer_row {
	const char *language;
	enum letters letters;
	const char *typed;
	char answer;
	const char *says;
} answers[] = {
	{ "en", LETTERS_NO_YES, "y", 'y', "English: y is yes" },
	{ "en", LETTERS_NO_YES, "N", 'n', "English: a capital N is no" },
	{ "en", LETTERS_NO_YES, "o", '\0', "English: o is not an answer" },
	{ "fr", LETTERS_NO_YES, "o", 'y', "French: o is yes" },
	{ "fr", LETTERS_NO_YES, "O", 'y', "French: a capital O is yes" },
	{ "fr", LETTERS_NO_YES, "n", 'n', "French: n is no" },
	{ "fr", LETTERS_NO_YES, "y", 'y', "French: the English y is still yes" },
	{ "es", LETTERS_NO_YES, "s", 'y', "Spanish: s is yes" },
	{ "es", LETTERS_NO_YES, "n", 'n', "Spanish: n is no" },
	{ "es", LETTERS_NO_YES, "y", 'y', "Spanish: the English y is still yes" },
	{ "es", LETTERS_NO_YES, "o", '\0', "Spanish: the French o is not an answer" },
	{ "es", LETTERS_KEEP_SAVE_DISCARD, "s", 'k', "Spanish: s goes on editing, although it saves in English" },
	{ "es", LETTERS_KEEP_SAVE_DISCARD, "g", 's', "Spanish: g saves" },
	{ "fr", LETTERS_KEEP_SAVE_DISCARD, "s", 's', "French: the English s still saves" },
	{ "fr", LETTERS_KEEP_SAVE_DISCARD, "a", 'd', "French: a discards" },
	{ "fr", LETTERS_BEFORE_AFTER, "p", 'a', "French: p is the value after the change" },
	{ "es", LETTERS_BEFORE_AFTER, "a", 'b', "Spanish: a is the value before the change" },
	{ "fr", LETTERS_BEFORE_AFTER, " ", ' ', "a blank leaves without an answer" },
	{ "fr", LETTERS_NO_YES, "\xC3\xA9", '\0', "a byte of an accented letter is not an answer" },
	{ "fr", LETTERS_NO_YES, "", '\0', "an empty line is not an answer" },
};

static void
test_answer(void **state)
{
	const struct answer_row *row = *state;

	intl_choose(row->language);
	assert_int_equal(letters_answer(row->letters, (unsigned char)*row->typed), row->answer);
	intl_choose("en");
}

static const char *const english_letters[] = {
#define LETTERS_TEXT(id, english) english,
	LETTERS_LIST(LETTERS_TEXT)
#undef LETTERS_TEXT
};

/* One question for each set of letters, as the program asks it. */
static const char *const questions[LETTERS_COUNT] = {
	[LETTERS_NO_YES] = "Remove this row? (y/n)",
	[LETTERS_KEEP_SAVE] = "A similar record exists already. Save anyway (s) or keep editing (k)?",
	[LETTERS_KEEP_SAVE_DISCARD] = "Save (s), discard (d) or keep editing (k)?",
	[LETTERS_KEEP_TAKE_DISCARD] = "Take the text (t), discard (d) or keep editing (k)?",
	[LETTERS_TAKE_UP_DISCARD] = "Your draft, %s old: take up (t), discard (d), leave (Esc)?",
	[LETTERS_WHOLE_TAKE_BACK] =
		"Version %" PRIu64 ": all as it was then (w), or take back what it changed (t)?",
	[LETTERS_BEFORE_AFTER] = "%s: the value before the change (b), or after it (a)?",
};

/* Asserts that the question names the letter as "(x)" or as a half of "(y/n)". */
static void
assert_named(const char *language, const char *question, char letter)
{
	const char forms[][4] = { { '(', letter, ')', '\0' }, { '(', letter, '/', '\0' },
		                  { '/', letter, ')', '\0' } };

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (strstr(question, forms[i]) != NULL)
			return;
	}
	fail_msg("%s: \"%s\" does not name the letter \"%c\"", language, question, letter);
}

static void
assert_letters(const char *language, const char *english, const char *question)
{
	const char *own;

	intl_choose(language);
	own = intl_text(english);
	assert_int_equal(strlen(own), strlen(english));
	for (size_t i = 0; own[i] != '\0'; i++) {
		assert_int_equal(own[i] == ' ', english[i] == ' ');
		assert_null(strchr(own + i + 1, own[i]));
		if (own[i] != ' ')
			assert_named(language, intl_text(question), own[i]);
	}
	intl_choose("en");
}

static void
test_catalogue(void **state)
{
	const char *language = *state;

	for (int i = LETTERS_GO_ON + 1; i < LETTERS_COUNT; i++) {
		assert_non_null(questions[i]);
		assert_letters(language, english_letters[i], questions[i]);
	}
}

static void
test_safe(void **state)
{
	(void)state;
	assert_int_equal(letters_safe(LETTERS_NO_YES), 'n');
	assert_int_equal(letters_safe(LETTERS_KEEP_SAVE_DISCARD), 'k');
	assert_int_equal(letters_safe(LETTERS_TAKE_UP_DISCARD), ' ');
}

int
main(void)
{
	static char sentences[8][80];
	struct suite s = { 0 };

	SUITE_ROWS(&s, answers, test_answer);
	suite_add(&s, "the safe answer gives nothing away", test_safe, NULL);
	for (size_t i = 0; intl_catalogues[i].language != NULL && i < 8; i++) {
		snprintf(sentences[i], sizeof sentences[i],
		         "the questions in \"%s\" name its letters, no letter twice",
		         intl_catalogues[i].language);
		suite_add(&s, sentences[i], test_catalogue, intl_catalogues[i].language);
	}
	suite_add(&s, "the questions in English name its letters, no letter twice", test_catalogue, "en");
	return suite_run(&s, "letters");
}
