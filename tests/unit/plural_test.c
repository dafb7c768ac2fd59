/* The forms that a number takes, by the expressions that catalogues of GNU gettext have. */
#include <config.h>

#include <stdio.h>

#include "base/plural.h"
#include "test.h"

#define ENGLISH "nplurals=2; plural=(n != 1);"
#define FRENCH  "nplurals=2; plural=(n > 1);"
#define RUSSIAN "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 &&" \
	" (n%100<10 || n%100>=20) ? 1 : 2);"
#define POLISH "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)" \
	" ? 1 : 2);"
#define ARABIC "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10" \
	" ? 3 : n%100>=11 ? 4 : 5);"
#define CHINESE "nplurals=1; plural=0;"
#define SLOVENE "nplurals=4; plural=(n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0);"

static const struct form_row {
	const char *rule;
	unsigned long n, form;
	const char *says;
} forms[] = {
	{ ENGLISH, 0, 1, "no meetings" },
	{ ENGLISH, 1, 0, "one meeting" },
	{ ENGLISH, 2, 1, "two meetings" },
	{ FRENCH, 0, 0, "zéro réunion" },
	{ FRENCH, 1, 0, "une réunion" },
	{ FRENCH, 2, 1, "deux réunions" },
	{ RUSSIAN, 1, 0, "1 встреча" },
	{ RUSSIAN, 2, 1, "2 встречи" },
	{ RUSSIAN, 5, 2, "5 встреч" },
	{ RUSSIAN, 11, 2, "11 встреч" },
	{ RUSSIAN, 12, 2, "12 встреч" },
	{ RUSSIAN, 21, 0, "21 встреча" },
	{ RUSSIAN, 22, 1, "22 встречи" },
	{ RUSSIAN, 111, 2, "111 встреч" },
	{ POLISH, 1, 0, "1 spotkanie" },
	{ POLISH, 21, 2, "21 spotkań, unlike Russian" },
	{ POLISH, 22, 1, "22 spotkania" },
	{ POLISH, 112, 2, "112 spotkań" },
	{ ARABIC, 0, 0, "Arabic has a form for none" },
	{ ARABIC, 1, 1, "one for one" },
	{ ARABIC, 2, 2, "one for two" },
	{ ARABIC, 3, 3, "one for few, from three" },
	{ ARABIC, 110, 3, "to ten, also above a hundred" },
	{ ARABIC, 11, 4, "one for many, from eleven" },
	{ ARABIC, 199, 4, "to ninety-nine" },
	{ ARABIC, 100, 5, "and one for the hundreds" },
	{ CHINESE, 7, 0, "Chinese has one form" },
	{ SLOVENE, 102, 2, "Slovene has a dual" },
	{ "nplurals=9; plural=2+3*2-1", 0, 7, "operators bind as in C" },
	{ "nplurals=9; plural=8-4-2", 0, 2, "from left to right" },
	{ "nplurals=9; plural=!n+!!n*2", 5, 2, "a negation is 0 or 1" },
	{ "nplurals=9; plural=n%0+n/0", 5, 0, "nothing is divided by nothing" },
	{ "nplurals=2; plural=n", 7, 0, "a form that there is not is the first" },
};

static void
test_form(void **state)
{
	const struct form_row *row = *state;
	char header[400];
	struct plural p;

	snprintf(header, sizeof header, "Language: xx\nPlural-Forms: %s\nX-Other: n\n", row->rule);
	assert_true(plural_read(header, &p));
	assert_int_equal(plural_form(&p, row->n), row->form);
}

static const struct wrong_row {
	const char *header, *says;
} wrong[] = {
	{ "Language: xx\n", "a header without the line" },
	{ "Plural-Forms: plural=n;\n", "the number of forms is missing" },
	{ "Plural-Forms: nplurals=0; plural=0;\n", "there is at least one form" },
	{ "Plural-Forms: nplurals=99; plural=n;\n", "and not so many" },
	{ "Plural-Forms: nplurals=2;\nplural=n;\n", "the expression is on the same line" },
	{ "Plural-Forms: nplurals=2; plural=;\n", "an empty expression" },
	{ "Plural-Forms: nplurals=2; plural=n>;\n", "an operand is missing" },
	{ "Plural-Forms: nplurals=2; plural=(n>1;\n", "a parenthesis is not closed" },
	{ "Plural-Forms: nplurals=2; plural=n?1;\n", "a condition has no other side" },
	{ "Plural-Forms: nplurals=2; plural=n>1 n;\n", "something follows" },
	{ "Plural-Forms: nplurals=2; plural=system(1);\n", "there are no functions" },
	{ "Plural-Forms: nplurals=2; plural=((((((((((((((((((((((((((((((((((((((((n))))))))))))"
	  "))))))))))))))))))))))))))));\n", "it is not nested without end" },
};

static void
test_wrong(void **state)
{
	const struct wrong_row *row = *state;
	struct plural p;

	assert_false(plural_read(row->header, &p));
	assert_int_equal(plural_form(&p, 1), 0);
	assert_int_equal(plural_form(&p, 0), 1);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, forms, test_form);
	SUITE_ROWS(&s, wrong, test_wrong);
	return suite_run(&s, "plural");
}
