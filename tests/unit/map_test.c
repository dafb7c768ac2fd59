/* The map of an import's columns, and the dates that it says how to read. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "exchange/map.h"
#include "test.h"

static const struct line_row {
	const char *line, *column, *field, *date;
	bool by_title;
	size_t parts;
	const char *says;
} lines[] = {
	{ "Kode = code", "Kode", "code", NULL, false, 0, "a column and its field" },
	{ "  Kode=code \r", "Kode", "code", NULL, false, 0, "blanks mean nothing" },
	{ "\xEF\xBB\xBFKode = code", "Kode", "code", NULL, false, 0, "nor does a byte order mark" },
	{ "a = b = code", "a = b", "code", NULL, false, 0, "the last equals sign counts" },
	{ "\"#country+code\" = state", "#country+code", "state", NULL, false, 0, "a name with #" },
	{ "\"a = b\" = code", "a = b", "code", NULL, false, 0, "a name with an equals sign" },
	{ "\"a \"\"b\"\"\" = code", "a \"b\"", "code", NULL, false, 0, "a name with quotes" },
	{ "3 = city", "3", "city", NULL, false, 0, "a number" },
	{ "Note = -", "Note", "-", NULL, false, 0, "a column that is passed over" },
	{ "\"{a}-{b}\" = code", "{a}-{b}", "code", NULL, false, 2, "two columns that are joined" },
	{ "\"X{a}Y\" = code", "X{a}Y", "code", NULL, false, 2, "a text behind the last" },
	{ "{a} = code", "{a}", "code", NULL, false, 0, "braces without quotes are a name" },
	{ "Country = state by title", "Country", "state", NULL, true, 0, "a reference by title" },
	{ "Day = start as %d/%m/%Y", "Day", "start", "%d/%m/%Y", false, 0, "a date's format" },
	{ "Day = known as", "Day", "known as", NULL, false, 0, "a label that ends in as" },
};

static void
test_line(void **state)
{
	const struct line_row *row = *state;
	struct column_map map;
	struct err e;

	assert_int_equal(column_map_parse(row->line, "m", &map, &e), ERR_OK);
	assert_int_equal(map.count, 1);
	assert_string_equal(map.list[0].column, row->column);
	assert_string_equal(map.list[0].field, row->field);
	assert_int_equal(map.list[0].by_title, row->by_title);
	assert_int_equal(map.list[0].part_count, row->parts);
	if (row->date == NULL)
		assert_null(map.list[0].date);
	else
		assert_string_equal(map.list[0].date, row->date);
	column_map_clear(&map);
}

static void
test_comments(void **state)
{
	struct column_map map;
	struct err e;

	(void)state;
	assert_int_equal(column_map_parse("# a = b\n\na = b\nc\n", "m", &map, &e), ERR_USAGE);
	assert_says(e.text, "m:4: ");
	assert_int_equal(column_map_parse("# a = b\n\na = b\n", "m", &map, &e), ERR_OK);
	assert_int_equal(map.count, 1);
	assert_int_equal(map.list[0].line, 3);
	column_map_clear(&map);
}

static const struct date_row {
	const char *text, *format, *iso, *says;
} dates[] = {
	{ "19/04/2011", "%d/%m/%Y", "2011-04-19", "a day" },
	{ "9.4.2011", "%d.%m.%Y", "2011-04-09", "of one digit" },
	{ "04/2011", "%m/%Y", "2011-04", "a month" },
	{ "2011", "%Y", "2011", "a year" },
	{ "19 avril 2011", "%d %B %Y", "2011-04-19", "a month by its name in the language in force" },
	{ "19 apr 2011", "%d %b %Y", "2011-04-19", "in English too" },
	{ "2011-04-19 00:00:00", "%Y-%m-%d %H:%M:%S", "2011-04-19", "a time is passed over" },
	{ "31/04/2011", "%d/%m/%Y", NULL, "there is no such day" },
	{ "4/19/2011", "%d/%m/%Y", NULL, "nor such a month" },
	{ "19/04/11", "%d/%m/%Y", NULL, "the year 11 is none" },
	{ "19/04/2011x", "%d/%m/%Y", NULL, "something follows" },
	{ "19/04", "%d/%m/%Y", NULL, "something is missing" },
	{ "", "%d/%m/%Y", NULL, "nothing is not a date" },
};

static void
test_date(void **state)
{
	const struct date_row *row = *state;
	struct buf out;

	intl_choose("fr");
	buf_init(&out);
	assert_int_equal(map_date(row->text, row->format, &out), row->iso != NULL);
	assert_string_equal(buf_string(&out), row->iso == NULL ? "" : row->iso);
	buf_clear(&out);
	intl_choose("en");
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, lines, test_line);
	suite_add(&s, "comments and blank lines count as lines", test_comments, NULL);
	SUITE_ROWS(&s, dates, test_date);
	return suite_run(&s, "map");
}
