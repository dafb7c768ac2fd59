#include <config.h>

#include "record/check.h"

#include <stdlib.h>
#include <string.h>

#include "record/form.h"
#include "test.h"
#include "shelf.h"

static struct shelf shelf;

static int
setup(void **state)
{
	(void)state;
	shelf_init(&shelf);
	shelf_add(&shelf, "place", "code=CH", NULL);
	shelf_add(&shelf, "place", "code=LK", NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

static char *
problems_of(const struct record *r, const struct record *before)
{
	struct problems p = { 0 };
	struct buf all;

	buf_init(&all);
	record_check(r, before, &p);
	for (size_t i = 0; i < p.count; i++) {
		char *text = problem_text(&p.list[i], false);

		buf_printf(&all, "%s%s", i > 0 ? " | " : "", text);
		free(text);
	}
	problems_clear(&p);
	return buf_take(&all);
}

/* ---- what may be typed, but not saved */

static const struct record_row {
	const char *first, *second, *third;
	const char *problems;
	const char *says;
} record_rows[] = {
	{ "code=T1", "size=5", NULL, "", "a record that is right" },
	{ "size=5", NULL, NULL, "code: is required", "a code left out" },
	{ "code=T1", "start=2012", "end=2011", "end: lies before \"start\"", "an end before its start" },
	{ "code=T1", "start=2011-06", "end=2011", "", "an end that may be after its start" },
	{ "code=T1", "start=2011", "end=2011-01", "", "a start that may be before its end" },
	{ "code=T1", "kind=old", NULL, "kind: has a choice that is no longer in use", "a retired choice" },
	{ "code=T1", "members=role=chair", NULL, "members 1, party: is required",
	  "a row without a party" },
	{ "code=T1", "members=party=CH|party=LK,from=2012,to=2011", NULL,
	  "members 2, to: lies before \"from\"", "a row's end before its start" },
	{ "members=role=chair", "start=2012", "end=2011",
	  "code: is required | end: lies before \"start\" | members 1, party: is required",
	  "all of it is told" },
};

static void
test_record(void **state)
{
	const struct record_row *row = *state;
	struct record *r = record_new(shelf_type(&shelf, "thing"));
	char *problems;

	record_fill(r, &shelf.directory, row->first, row->second, row->third, NULL);
	problems = problems_of(r, NULL);
	assert_string_equal(problems, row->problems);
	free(problems);
	record_free(r);
}

static void
test_retired_stays(void **state)
{
	struct record *before = record_new(shelf_type(&shelf, "thing")), *after;
	char *problems;

	(void)state;
	record_fill(before, &shelf.directory, "code=T1", "kind=old", NULL);
	after = record_copy(before);
	record_fill(after, &shelf.directory, "size=5", NULL);
	problems = problems_of(after, before);
	assert_string_equal(problems, "");
	free(problems);
	record_fill(before, &shelf.directory, "kind=box", NULL);
	problems = problems_of(after, before);
	assert_string_equal(problems, "kind: has a choice that is no longer in use");
	free(problems);
	record_free(before);
	record_free(after);
}

static void
test_row_identities(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "thing"));
	char *problems;

	(void)state;
	record_fill(r, &shelf.directory, "code=T1", "members=party=CH|party=LK|party=CH", NULL);
	record_value(r, shelf_field(&shelf, "thing.members"))->rows[2].id = 1;
	problems = problems_of(r, NULL);
	assert_string_equal(problems, "members 3: has the identity of row 1");
	free(problems);
	record_free(r);
}

static void
test_numbered(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "step"));
	char *problems = problems_of(r, NULL);

	(void)state;
	/* The register numbers a step, and makes its code; it cannot make up its thing. */
	assert_string_equal(problems, "thing: is required");
	free(problems);
	record_free(r);
}

/* ---- values that no text gives, but a program or a damaged file could */

static struct value items[1];
static struct translation translations[1];

static const struct value_row {
	const char *field;
	struct value value;
	const char *refusal;    /* NULL: it may */
	const char *says;
} value_rows[] = {
	{ "size", { .kind = VALUE_NUMBER, .number = 1000 }, NULL, "the largest integer" },
	{ "size", { .kind = VALUE_TEXT, .text = "5" }, "is not a value of the type integer", "a text for an integer" },
	{ "code", { .kind = VALUE_NUMBER, .number = 5 }, "is not a value of the type code", "a number for a code" },
	{ "code", { .kind = VALUE_TEXT, .text = "" }, "holds an empty text", "an empty text" },
	{ "code", { .kind = VALUE_TEXT, .text = "a\xFF" }, "not UTF-8", "bytes that are no text" },
	{ "kind", { .kind = VALUE_NUMBER, .number = 9 }, "unknown choice (9)", "a choice that is none" },
	{ "kind", { .kind = VALUE_NUMBER, .number = 4294967297 }, "unknown choice",
	  "one that is one in 32 bits" },
	{ "is_big", { .kind = VALUE_NUMBER, .number = 2 }, "is neither yes nor no", "a flag of two" },
	{ "home", { .kind = VALUE_NUMBER, .number = 0 }, "refers to nothing", "a reference to nothing" },
	{ "start", { .kind = VALUE_NUMBER, .number = 20111300 }, "is not a value of the type date", "a thirteenth month" },
	{ "start", { .kind = VALUE_NUMBER, .number = -20110000 }, "is not a value of the type date", "a date before all" },
	{ "start", { .kind = VALUE_NUMBER, .number = 20110019 }, "is not a value of the type date", "a day of no month" },
	{ "period", { .kind = VALUE_NUMBER, .number = 20150203 }, "is not a value of the type period",
	  "a quarter from February" },
	{ "at", { .kind = VALUE_NUMBER, .number = 1440 }, "is not a value of the type time", "a time after midnight" },
	{ "due", { .kind = VALUE_NUMBER, .number = 1 }, "is not a value of the type due", "an offset too large" },
	{ "spot", { .kind = VALUE_NUMBER, .number = INT64_MAX }, "is not a position", "a place off the map" },
	{ "covers", { .kind = VALUE_NUMBER, .number = 1 }, "is not a value of the type reference", "one value for a set" },
	{ "covers", { .kind = VALUE_LIST, .count = 1, .items = items }, "is not a value of the type reference",
	  "a set with nothing for a member" },
	{ "title", { .kind = VALUE_LANGUAGES, .count = 1, .translations = translations },
	  "is not a language code", "a language that is none" },
	{ "members", { .kind = VALUE_NUMBER, .number = 1 }, "is not a value of the type table", "a number for a table" },
};

static void
test_value(void **state)
{
	const struct value_row *row = *state;
	const struct field *f = fields_find(&shelf_type(&shelf, "thing")->fields, row->field);
	struct err e = { 0 };

	translations[0] = (struct translation){ "English", "Sea" };
	assert_int_equal(value_check(f, &row->value, &e), row->refusal == NULL ? ERR_OK : ERR_DATA);
	if (row->refusal != NULL)
		assert_says(e.text, row->refusal);
}

/* A wrong date is told, not looked up in the calendar. */
static void
test_wrong_dates(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "thing"));
	struct problems p = { 0 };

	(void)state;
	record_fill(r, &shelf.directory, "code=T1", "start=2011", "end=2012", NULL);
	record_value(r, shelf_field(&shelf, "thing.start"))->number = 20119900;
	record_value(r, shelf_field(&shelf, "thing.end"))->number = -99;
	record_check(r, NULL, &p);
	assert_true(p.count >= 2);
	problems_clear(&p);
	record_free(r);
}

static void
test_sentences(void **state)
{
	struct problems p = { 0 };
	struct err e;
	char *text;

	(void)state;
	assert_int_equal(problems_err(&p, &e), ERR_OK);
	problems_add(&p, NULL, 0, NULL, "cannot be %s", "saved");
	assert_int_equal(problems_err(&p, &e), ERR_DATA);
	assert_string_equal(e.text, "cannot be saved");
	problems_add(&p, shelf_field(&shelf, "thing.members"), 2,
	             shelf_field(&shelf, "thing.members.party"), "is required");
	problems_err(&p, &e);
	assert_string_equal(e.text, "cannot be saved (and 1 more problem)");
	text = problem_text(&p.list[1], true);
	assert_string_equal(text, "L 2, L: is required");
	free(text);
	problems_clear(&p);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, record_rows, test_record);
	suite_add(&s, "a retired choice stays where it stood", test_retired_stays, NULL);
	suite_add(&s, "two rows of one identity", test_row_identities, NULL);
	suite_add(&s, "what the register numbers may be left out", test_numbered, NULL);
	SUITE_ROWS(&s, value_rows, test_value);
	suite_add(&s, "dates that are none are told", test_wrong_dates, NULL);
	suite_add(&s, "problems are told with their place and number", test_sentences, NULL);
	return suite_run_in(&s, "check", setup, teardown);
}
