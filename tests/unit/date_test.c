#include <config.h>

#include "base/date_words.h"

#include <string.h>

#include "base/intl.h"

#include "test.h"

/* ---- partial dates */

static const struct span_row {
	const char *text, *first, *last;        /* first NULL: it is not a date */
	const char *says;
} spans[] = {
	{ "2011-04-19", "2011-04-19", "2011-04-19", "a day is its own first and last" },
	{ "2011-04",    "2011-04-01", "2011-04-30", "a month spans all its days" },
	{ "2011",       "2011-01-01", "2011-12-31", "a year spans all its days" },
	{ "2012-02",    "2012-02-01", "2012-02-29", "February of a leap year has 29 days" },
	{ "1900-02",    "1900-02-01", "1900-02-28", "1900 was no leap year" },
	{ "2000-02",    "2000-02-01", "2000-02-29", "2000 was a leap year" },
	{ "1000",       "1000-01-01", "1000-12-31", "the first year is 1000" },
	{ "9999-12-31", "9999-12-31", "9999-12-31", "the last day is the end of 9999" },
	{ "2011-13",    NULL, NULL, "there is no thirteenth month" },
	{ "2011-00",    NULL, NULL, "there is no month nought" },
	{ "2011-04-31", NULL, NULL, "April has 30 days" },
	{ "2011-04-00", NULL, NULL, "there is no day nought" },
	{ "2011-02-29", NULL, NULL, "2011 was no leap year" },
	{ "0999",       NULL, NULL, "years start at 1000" },
	{ "20110419",   NULL, NULL, "the hyphens must be there" },
	{ "2011-4-19",  NULL, NULL, "a month has two digits" },
	{ "2011-04-19 ", NULL, NULL, "nothing may follow" },
	{ "2011--19",   NULL, NULL, "a month cannot be left out" },
	{ "",           NULL, NULL, "an empty text is not a date" },
};

static void
test_span(void **state)
{
	const struct span_row *row = *state;
	char text[DATE_TEXT];
	partial_date d;

	assert_int_equal(date_parse(row->text, &d), row->first != NULL);
	if (row->first == NULL)
		return;
	date_format(d, text);
	assert_string_equal(text, row->text);
	date_format(date_earliest(d), text);
	assert_string_equal(text, row->first);
	date_format(date_latest(d), text);
	assert_string_equal(text, row->last);
	assert_int_equal(date_is_whole(d), strlen(row->text) == 10);
}

static void
test_order(void **state)
{
	static const char *const ascending[] = {
		"2003", "2003-01", "2003-01-01", "2003-01-02", "2003-02", "2003-12-31", "2004"
	};
	partial_date before = DATE_NONE, d;

	(void)state;
	for (size_t i = 0; i < sizeof ascending / sizeof ascending[0]; i++) {
		assert_true(date_parse(ascending[i], &d));
		assert_true(d > before);
		before = d;
	}
}

static void
test_days(void **state)
{
	int32_t n = date_days(date_make(1000, 1, 1)), last = date_days(date_make(9999, 12, 31));
	partial_date before = DATE_NONE;

	(void)state;
	assert_int_equal(date_days(date_make(1970, 1, 1)), 0);
	assert_int_equal(date_days(date_make(2000, 3, 1)), 11017);
	for (; n <= last; n += 13) {
		partial_date d = date_from_days(n);

		assert_int_equal(date_days(d), n);
		assert_true(d > before);
		before = d;
	}
}

static const struct add_row {
	const char *from;
	int amount;
	char unit;
	const char *to;
	const char *says;
} adds[] = {
	{ "2011-01-31",   1, 'm', "2011-02-28", "a month later is its last day if it has no 31st" },
	{ "2011-03-31",  -1, 'm', "2011-02-28", "a month before likewise" },
	{ "2011-12-15",   1, 'm', "2012-01-15", "a month after December is January" },
	{ "2011-01-15",  -1, 'm', "2010-12-15", "a month before January is December" },
	{ "2012-02-29",   1, 'y', "2013-02-28", "a year after a leap day is the 28th" },
	{ "2011-12-31",   1, 'd', "2012-01-01", "a day after the year's last is the next year's first" },
	{ "2011-04-19",  -6, 'w', "2011-03-08", "six weeks are 42 days" },
	{ "9999-12-01",   9, 'm', "9999-12-31", "the calendar ends with 9999" },
	{ "1000-01-05", -90, 'd', "1000-01-01", "the calendar begins with 1000" },
	{ "9998-12-31", 9999, 'y', "9999-12-31", "thousands of years stop at the end" },
	{ "1001-01-01", -9999, 'y', "1000-01-01", "and at the beginning" },
};

static void
test_add(void **state)
{
	const struct add_row *row = *state;
	char text[DATE_TEXT];
	partial_date d;

	assert_true(date_parse(row->from, &d));
	date_format(date_add(d, row->amount, row->unit), text);
	assert_string_equal(text, row->to);
}

/* ---- what an operator types, when today is 2026-11-24 */

static const struct read_row {
	const char *text, *date;
	const char *says;
} reads[] = {
	{ "today",         "2026-11-24", "today is today" },
	{ "t",             "2026-11-24", "t is today" },
	{ "+3w",           "2026-12-15", "an offset counts from today" },
	{ "-90d",          "2026-08-26", "an offset goes back as well" },
	{ "t+1m",          "2026-12-24", "t may stand before an offset" },
	{ "today-1y",      "2025-11-24", "today may stand before an offset" },
	{ "2003",          "2003",       "a year is a year" },
	{ "14 mar 2011",   "2011-03-14", "a month by its first three letters" },
	{ "14 MARCH 2011", "2011-03-14", "a month in full and in capitals" },
	{ "mar 2011",      "2011-03",    "a month of a year" },
	{ "14 dec",        "2026-12-14", "without a year, the nearest: this December" },
	{ "2 jan",         "2027-01-02", "without a year, the nearest: next January" },
	{ "29 feb",        NULL,         "no leap year is near" },
	{ "31 apr 2011",   NULL,         "April has 30 days, in words too" },
	{ "0 mar 2011",    NULL,         "there is no day nought in words" },
	{ "4294967310 mar", NULL,        "a day of ten digits is no day" },
	{ "ma 2011",       NULL,         "two letters are no month" },
	{ "mar",           NULL,         "a month alone is not a date" },
	{ "14 marble",     NULL,         "a longer word is no month" },
	{ "+3x",           NULL,         "x is no unit" },
	{ "+w",            NULL,         "an offset needs a number" },
	{ "+10000d",       NULL,         "an offset has four digits at most" },
	{ "tomorrow",      NULL,         "tomorrow is not known" },
	{ "",              NULL,         "nothing is not a date" },
};

static void
test_read(void **state)
{
	const struct read_row *row = *state;
	char text[DATE_TEXT];
	partial_date d;

	assert_int_equal(date_read(row->text, date_make(2026, 11, 24), &d), row->date != NULL);
	if (row->date == NULL)
		return;
	date_format(d, text);
	assert_string_equal(text, row->date);
}

/* ---- due dates, of a meeting that starts on 2011-04-19 */

static const struct due_row {
	const char *text, *written, *date;
	const char *says;
} dues[] = {
	{ "2011-04",  "2011-04",  "2011-04",    "a date is due as it is" },
	{ "-6w",      "-6w",      "2011-03-08", "six weeks before the start" },
	{ "+2w",      "+2w",      "2011-05-03", "two weeks after it" },
	{ "+0d",      "+0d",      "2011-04-19", "on the day itself" },
	{ "-9999y",   "-9999y",   "1000-01-01", "the largest offset back" },
	{ "+9999d",   "+9999d",   "2038-09-03", "the largest offset on" },
	{ "-1m",      "-1m",      "2011-03-19", "a month before" },
	{ "6w",       NULL,       NULL,         "an offset has a sign" },
	{ "today",    NULL,       NULL,         "a word is for the operator, not for the file" },
};

static void
test_due(void **state)
{
	const struct due_row *row = *state;
	char text[DATE_TEXT];
	int32_t due;

	assert_int_equal(due_parse(row->text, &due), row->written != NULL);
	if (row->written == NULL)
		return;
	due_format(due, text);
	assert_string_equal(text, row->written);
	date_format(due_date(due, date_make(2011, 4, 19)), text);
	assert_string_equal(text, row->date);
	assert_int_equal(due_is_offset(due), row->text[0] == '-' || row->text[0] == '+');
	if (due_is_offset(due))
		assert_int_equal(due_date(due, DATE_NONE), DATE_NONE);
}

/* ---- periods and times */

static const struct period_row {
	const char *text, *first, *last, *before;
	const char *says;
} periods[] = {
	{ "2015",    "2015-01-01", "2015-12-31", "2014",    "a year" },
	{ "2015-H1", "2015-01-01", "2015-06-30", "2014-H2", "a half-year" },
	{ "2015-H2", "2015-07-01", "2015-12-31", "2015-H1", "the other half" },
	{ "2015-Q3", "2015-07-01", "2015-09-30", "2015-Q2", "a quarter" },
	{ "2015-Q1", "2015-01-01", "2015-03-31", "2014-Q4", "before the first quarter is the fourth" },
	{ "2015-09", "2015-09-01", "2015-09-30", "2015-08", "a month" },
	{ "2016-02", "2016-02-01", "2016-02-29", "2016-01", "a month of 29 days" },
	{ "2015-Q5", NULL, NULL, NULL, "there are four quarters" },
	{ "2015-H0", NULL, NULL, NULL, "there are two halves, from 1" },
	{ "2015-13", NULL, NULL, NULL, "and twelve months" },
	{ "2015-09-01", NULL, NULL, NULL, "a day is not a period" },
	{ "2015-",   NULL, NULL, NULL, "a hyphen needs something behind it" },
};

static void
test_period(void **state)
{
	const struct period_row *row = *state;
	char text[DATE_TEXT];
	int32_t p;

	assert_int_equal(period_parse(row->text, &p), row->first != NULL);
	if (row->first == NULL)
		return;
	period_format(p, text);
	assert_string_equal(text, row->text);
	date_format(period_first(p), text);
	assert_string_equal(text, row->first);
	date_format(period_last(p), text);
	assert_string_equal(text, row->last);
	period_format(period_before(p), text);
	assert_string_equal(text, row->before);
}

static const struct time_row {
	const char *text;
	int32_t minutes;        /* -1: it is none */
	const char *written;
	const char *says;
} times[] = {
	{ "14:30", 870,  "14:30", "half past two" },
	{ "9:05",  545,  "09:05", "an hour may have one digit" },
	{ "00:00", 0,    "00:00", "midnight" },
	{ "23:59", 1439, "23:59", "the last minute" },
	{ "24:00", -1,   NULL,    "there is no hour 24" },
	{ "12:60", -1,   NULL,    "nor a minute 60" },
	{ "14.30", -1,   NULL,    "a colon, not a full stop" },
	{ "1430",  870,  "14:30", "four digits are hours and minutes" },
	{ "930",   570,  "09:30", "so are three" },
	{ "14h30", 870,  "14:30", "an h is a sign as well" },
	{ "14",    -1,   NULL,    "two digits may be either" },
	{ "2460",  -1,   NULL,    "four digits have to be a time" },
	{ "14:3",  -1,   NULL,    "minutes have two digits" },
	{ "14:300", -1,  NULL,    "and no third" },
};

static void
test_time(void **state)
{
	const struct time_row *row = *state;
	char text[DATE_TEXT];
	int32_t minutes;

	assert_int_equal(time_parse(row->text, &minutes), row->minutes >= 0);
	if (row->minutes < 0)
		return;
	assert_int_equal(minutes, row->minutes);
	time_format(minutes, text);
	assert_string_equal(text, row->written);
}

/* ---- dates in words */

static const struct words_row {
	const char *language, *from, *to;       /* to NULL: one date */
	const char *longest, *shortest;         /* of from; of the days from one to the other */
	const char *says;
} words[] = {
	{ "en", "2026-10-29", NULL,         "29 October 2026",       "29 Oct",       "a day" },
	{ "en", "2027-06",    NULL,         "June 2027",             "Jun",          "a month" },
	{ "en", "2027",       NULL,         "2027",                  "2027",         "a year" },
	{ "en", "2026-12-10", "2026-12-11", "10 December 2026",      "10-11 Dec",    "two days of a month" },
	{ "en", "2024-02-29", "2024-03-02", "29 February 2024",      "29 Feb-2 Mar", "days over the end of a month" },
	{ "fr", "2026-01-01", NULL,         "1er janvier 2026",      "1 janv.",      "the first day in French" },
	{ "fr", "2026-08-15", NULL,         "15 ao\303\273t 2026",   "15 ao\303\273t", "a day in French" },
	{ "es", "2026-12-10", "2026-12-11", "10 de diciembre de 2026", "10-11 dic.", "days in Spanish" },
	{ "es", "2027-06",    NULL,         "junio de 2027",         "jun.",         "a month in Spanish" },
};

static void
test_words(void **state)
{
	const struct words_row *row = *state;
	partial_date from, to = DATE_NONE;
	struct buf text;

	assert_true(date_parse(row->from, &from));
	if (row->to != NULL)
		assert_true(date_parse(row->to, &to));
	buf_init(&text);
	intl_choose(row->language);
	date_long(from, &text);
	assert_string_equal(buf_string(&text), row->longest);
	buf_reset(&text);
	days_short(from, to, &text);
	assert_string_equal(buf_string(&text), row->shortest);
	intl_choose("en");
	buf_clear(&text);
}

static void
test_weekday(void **state)
{
	static const struct { partial_date day; int weekday; } days[] = {
		{ 20261210, 3 }, { 19700101, 3 }, { 20240229, 3 }, { 20000101, 5 }, { 10000101, 2 },
		{ 19691231, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
		assert_int_equal(date_weekday(days[i].day), days[i].weekday);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, spans, test_span);
	suite_add(&s, "partial dates sort by their earliest day", test_order, NULL);
	suite_add(&s, "days since 1970 count up without a gap", test_days, NULL);
	SUITE_ROWS(&s, adds, test_add);
	SUITE_ROWS(&s, reads, test_read);
	SUITE_ROWS(&s, dues, test_due);
	SUITE_ROWS(&s, periods, test_period);
	SUITE_ROWS(&s, times, test_time);
	SUITE_ROWS(&s, words, test_words);
	suite_add(&s, "a day falls on its day of the week", test_weekday, NULL);
	return suite_run(&s, "date");
}
