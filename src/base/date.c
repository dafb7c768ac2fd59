/* Reads, formats and compares partial dates, periods, times of day and due dates. */
#include <config.h>

#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/intl.h"
#include "base/text.h"

#define YEAR(d)  ((d) / 10000)
#define MONTH(d) ((d) / 100 % 100)
#define DAY(d)   ((d) % 100)

#define FIRST_YEAR 1000
#define LAST_YEAR  9999
#define MOST_AMOUNT 9999

partial_date
date_make(int year, int month, int day)
{
	return year * 10000 + month * 100 + day;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Exactly n digits at *p. */
static bool
read_digits(const char **p, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return false;
		*out = *out * 10 + (**p - '0');
	}
	return true;
}

bool
date_parse(const char *text, partial_date *out)
{
	const char *p = text;
	int year, month = 0, day = 0;

	if (!read_digits(&p, 4, &year) || year < FIRST_YEAR)
		return false;
	if (*p == '-') {
		p++;
		if (!read_digits(&p, 2, &month) || month < 1 || month > 12)
			return false;
	}
	if (month != 0 && *p == '-') {
		p++;
		if (!read_digits(&p, 2, &day) || day < 1 || day > days_in_month(year, month))
			return false;
	}
	if (*p != '\0')
		return false;
	*out = date_make(year, month, day);
	return true;
}

void
date_format(partial_date d, char out[DATE_TEXT])
{
	if (DAY(d) != 0)
		snprintf(out, DATE_TEXT, "%04d-%02d-%02d", YEAR(d), MONTH(d), DAY(d));
	else if (MONTH(d) != 0)
		snprintf(out, DATE_TEXT, "%04d-%02d", YEAR(d), MONTH(d));
	else
		snprintf(out, DATE_TEXT, "%04d", YEAR(d));
}

partial_date
date_earliest(partial_date d)
{
	return date_make(YEAR(d), MONTH(d) != 0 ? MONTH(d) : 1, DAY(d) != 0 ? DAY(d) : 1);
}

partial_date
date_latest(partial_date d)
{
	int month = MONTH(d) != 0 ? MONTH(d) : 12;

	return date_make(YEAR(d), month, DAY(d) != 0 ? DAY(d) : days_in_month(YEAR(d), month));
}

bool
date_is_whole(partial_date d)
{
	return DAY(d) != 0;
}

bool
date_is_legal(int64_t n)
{
	partial_date d = (partial_date)n;

	if (n < date_make(FIRST_YEAR, 0, 0) || n > date_make(LAST_YEAR, 12, 31) || MONTH(d) > 12)
		return false;
	return MONTH(d) == 0 ? DAY(d) == 0 : DAY(d) <= days_in_month(YEAR(d), MONTH(d));
}

/* Days from the civil calendar and back, by 400-year eras that start on 1 March. */
int32_t
date_days(partial_date whole)
{
	int y = YEAR(whole) - (MONTH(whole) <= 2), m = MONTH(whole);
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + DAY(whole) - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

partial_date
date_from_days(int32_t days)
{
	int n = days + 719468, era = n / 146097, of_era = n % 146097;
	int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;
	int day = of_year - (153 * month + 2) / 5 + 1;

	month += month < 10 ? 3 : -9;
	return date_make(era * 400 + year + (month <= 2), month, day);
}

static partial_date
add_months(partial_date d, int months)
{
	int n = YEAR(d) * 12 + MONTH(d) - 1 + months;
	int year = n / 12, month = n % 12 + 1, day = DAY(d);

	if (year < FIRST_YEAR)
		return date_make(FIRST_YEAR, 1, 1);
	if (year > LAST_YEAR)
		return date_make(LAST_YEAR, 12, 31);
	if (day > days_in_month(year, month))
		day = days_in_month(year, month);
	return date_make(year, month, day);
}

static partial_date
add_days(partial_date d, int days)
{
	int32_t n = date_days(d) + days;

	if (n < date_days(date_make(FIRST_YEAR, 1, 1)))
		return date_make(FIRST_YEAR, 1, 1);
	if (n > date_days(date_make(LAST_YEAR, 12, 31)))
		return date_make(LAST_YEAR, 12, 31);
	return date_from_days(n);
}

partial_date
date_add(partial_date whole, int amount, char unit)
{
	switch (unit) {
	case 'y': return add_months(whole, amount * 12);
	case 'm': return add_months(whole, amount);
	case 'w': return add_days(whole, amount * 7);
	default:  return add_days(whole, amount);
	}
}

partial_date
date_today(void)
{
	const char *fixed = getenv("CHANCERY_TODAY");
	time_t now = time(NULL);
	partial_date d;
	struct tm tm;

	/* Tests set the date, since today decides what is overdue and how "today" is read. */
	if (fixed != NULL && date_parse(fixed, &d) && date_is_whole(d))
		return d;
	localtime_r(&now, &tm);
	return date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

bool
offset_parse(const char *text, int *amount, char *unit)
{
	int n = 0;
	const char *p = text + 1;

	if (text[0] != '+' && text[0] != '-')
		return false;
	for (; *p >= '0' && *p <= '9'; p++) {
		n = n * 10 + (*p - '0');
		if (n > MOST_AMOUNT)
			return false;
	}
	if (p == text + 1 || *p == '\0' || strchr("dwmy", *p) == NULL || p[1] != '\0')
		return false;
	*amount = text[0] == '-' ? -n : n;
	*unit = *p;
	return true;
}

/* ---- what an operator may type */

static const char *const months[] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
	N_("August"), N_("September"), N_("October"), N_("November"), N_("December")
};

const char *
date_month_name(int month)
{
	return _(months[month - 1]);
}

/* The month whose name begins with the text; 0 if there is none or more than one, as for "jui" in
 * French. */
static int
month_named(struct span word, bool in_english)
{
	int found = 0;

	for (int i = 0; i < 12; i++) {
		const char *name = in_english ? months[i] : _(months[i]);
		struct buf folded;

		buf_init(&folded);
		text_fold(name, strlen(name), &folded);
		if (word.size <= folded.size && memcmp(folded.data, word.data, word.size) == 0)
			found = found == 0 || word.size == folded.size ? i + 1 : -1;
		buf_clear(&folded);
	}
	return found > 0 ? found : 0;
}

int
date_month(const char *word, size_t n)
{
	struct buf folded;
	int month = 0;

	n -= n > 0 && word[n - 1] == '.';
	buf_init(&folded);
	text_fold(word, n, &folded);
	if (folded.size >= 3)
		month = month_named(buf_span(&folded), false);
	if (folded.size >= 3 && month == 0)
		month = month_named(buf_span(&folded), true);
	buf_clear(&folded);
	return month;
}

/* The year that puts day and month nearest to today. */
static partial_date
nearest_year(int month, int day, partial_date today)
{
	partial_date best = DATE_NONE;

	for (int year = YEAR(today) - 1; year <= YEAR(today) + 1; year++) {
		partial_date d = date_make(year, month, day);

		if (day > days_in_month(year, month))
			continue;
		if (best == DATE_NONE || abs(date_days(d) - date_days(today)) <
		                         abs(date_days(best) - date_days(today)))
			best = d;
	}
	return best;
}

/* Skips what languages write between day, month and year: blanks, "1er", "14.", "de". */
static const char *
pass_joints(const char *text, bool is_behind_day)
{
	if (is_behind_day && strncmp(text, "er ", 3) == 0)
		text += 2;
	if (is_behind_day && *text == '.')
		text++;
	text += strspn(text, " ");
	if (strncasecmp(text, "de ", 3) == 0)
		text += 3 + strspn(text + 3, " ");
	return text;
}

/* "14 mar", "14 march 2011", "mar 2011", "1er avril 2011", "14. April 2011", "14 de abril de 2011". */
static bool
read_words(const char *text, partial_date today, partial_date *out)
{
	int day = 0, month, year = 0;
	size_t n;

	if (isdigit((unsigned char)*text)) {
		for (; isdigit((unsigned char)*text) && day <= 31; text++)
			day = day * 10 + (*text - '0');
		if (day < 1 || day > 31)
			return false;
		text = pass_joints(text, true);
	}
	n = strcspn(text, " ");
	month = date_month(text, n);
	if (month == 0)
		return false;
	text = pass_joints(text + n, false);
	if (*text != '\0' && (!read_digits(&text, 4, &year) || *text != '\0' || year < FIRST_YEAR))
		return false;
	if (day == 0 && year == 0)
		return false;
	if (day == 0) {
		*out = date_make(year, month, 0);
		return true;
	}
	if (year == 0) {
		*out = nearest_year(month, day, today);
		return *out != DATE_NONE;
	}
	if (day > days_in_month(year, month))
		return false;
	*out = date_make(year, month, day);
	return true;
}

bool
date_read(const char *text, partial_date today, partial_date *out)
{
	const char *rest = text;
	int amount;
	char unit;

	if (date_parse(text, out))
		return true;
	if (strncasecmp(text, "today", 5) == 0)
		rest = text + 5;
	else if (*text == 't' || *text == 'T')
		rest = text + 1;
	if (rest != text && *rest == '\0') {
		*out = today;
		return true;
	}
	if (offset_parse(rest, &amount, &unit)) {
		*out = date_add(today, amount, unit);
		return true;
	}
	return read_words(text, today, out);
}

/* ---- due dates */

static const char due_units[] = "dwmy";

/* Offsets are around DUE_ZERO, far below the year 1000. */
#define DUE_ZERO 100000

bool
due_is_offset(int32_t due)
{
	return due != DATE_NONE && due < date_make(FIRST_YEAR, 0, 0);
}

bool
due_parse(const char *text, int32_t *out)
{
	int amount;
	char unit;

	if (date_parse(text, out))
		return true;
	if (!offset_parse(text, &amount, &unit))
		return false;
	*out = DUE_ZERO + amount * 4 + (int32_t)(strchr(due_units, unit) - due_units);
	return true;
}

static void
due_split(int32_t due, int *amount, char *unit)
{
	int n = due - DUE_ZERO, index = ((n % 4) + 4) % 4;

	*unit = due_units[index];
	*amount = (n - index) / 4;
}

bool
due_is_legal(int64_t n)
{
	int amount;
	char unit;

	if (n <= 0 || n >= date_make(FIRST_YEAR, 0, 0))
		return date_is_legal(n);
	due_split((int32_t)n, &amount, &unit);
	return abs(amount) <= MOST_AMOUNT;
}

void
due_format(int32_t due, char out[DATE_TEXT])
{
	int amount;
	char unit;

	if (!due_is_offset(due)) {
		date_format(due, out);
		return;
	}
	due_split(due, &amount, &unit);
	snprintf(out, DATE_TEXT, "%+d%c", amount, unit);
}

partial_date
due_date(int32_t due, partial_date start)
{
	int amount;
	char unit;

	if (!due_is_offset(due))
		return due;
	if (start == DATE_NONE)
		return DATE_NONE;
	due_split(due, &amount, &unit);
	return date_add(date_earliest(start), amount, unit);
}

/* ---- periods and times */

bool
period_parse(const char *text, int32_t *out)
{
	const char *p = text;
	int year, part;

	if (!read_digits(&p, 4, &year) || year < FIRST_YEAR)
		return false;
	if (*p == '\0') {
		*out = date_make(year, 1, 12);
		return true;
	}
	if (*p++ != '-')
		return false;
	if ((*p == 'Q' || *p == 'q') && p[1] >= '1' && p[1] <= '4' && p[2] == '\0') {
		*out = date_make(year, (p[1] - '1') * 3 + 1, 3);
		return true;
	}
	if ((*p == 'H' || *p == 'h') && p[1] >= '1' && p[1] <= '2' && p[2] == '\0') {
		*out = date_make(year, (p[1] - '1') * 6 + 1, 6);
		return true;
	}
	if (!read_digits(&p, 2, &part) || part < 1 || part > 12 || *p != '\0')
		return false;
	*out = date_make(year, part, 1);
	return true;
}

void
period_format(int32_t period, char out[DATE_TEXT])
{
	int year = YEAR(period), month = MONTH(period);

	switch (DAY(period)) {
	case 12: snprintf(out, DATE_TEXT, "%04d", year); break;
	case 6:  snprintf(out, DATE_TEXT, "%04d-H%d", year, (month - 1) / 6 + 1); break;
	case 3:  snprintf(out, DATE_TEXT, "%04d-Q%d", year, (month - 1) / 3 + 1); break;
	default: snprintf(out, DATE_TEXT, "%04d-%02d", year, month); break;
	}
}

bool
period_is_legal(int64_t n)
{
	int32_t period = (int32_t)n;
	int length, month;

	if (n < date_make(FIRST_YEAR, 0, 0) || n > date_make(LAST_YEAR, 12, 31))
		return false;
	length = DAY(period);
	month = MONTH(period);
	return (length == 1 || length == 3 || length == 6 || length == 12) && month >= 1 &&
	       month <= 12 && (month - 1) % length == 0;
}

partial_date
period_first(int32_t period)
{
	return date_make(YEAR(period), MONTH(period), 1);
}

partial_date
period_last(int32_t period)
{
	return date_latest(date_make(YEAR(period), MONTH(period) + DAY(period) - 1, 0));
}

int32_t
period_before(int32_t period)
{
	int length = DAY(period);
	int n = YEAR(period) * 12 + MONTH(period) - 1 - length;

	return date_make(n / 12, n % 12 + 1, length);
}

/* "1700", "930": hour and minute without a sign between them. */
static bool
bare_time(const char *text, int *hour, int *minute)
{
	size_t digits = strspn(text, "0123456789");
	const char *p = text;

	return (digits == 3 || digits == 4) && text[digits] == '\0' &&
	       read_digits(&p, (int)digits - 2, hour) && read_digits(&p, 2, minute);
}

/* "17:00", "9:30", "17h00". A full stop is not taken: it may be the point of a number. */
static bool
signed_time(const char *text, int *hour, int *minute)
{
	size_t digits = strspn(text, "0123456789");
	const char *p = text;

	if (digits < 1 || digits > 2 || !read_digits(&p, (int)digits, hour))
		return false;
	return (*p == ':' || *p == 'h') && *p++ != '\0' &&
	       read_digits(&p, 2, minute) && *p == '\0';
}

bool
time_parse(const char *text, int32_t *out)
{
	int hour = 0, minute = 0;

	if (!signed_time(text, &hour, &minute) && !bare_time(text, &hour, &minute))
		return false;
	if (hour > 23 || minute > 59)
		return false;
	*out = hour * 60 + minute;
	return true;
}

void
time_format(int32_t minutes, char out[DATE_TEXT])
{
	snprintf(out, DATE_TEXT, "%02d:%02d", minutes / 60, minutes % 60);
}
