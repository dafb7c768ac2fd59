/* Partial dates, periods, times of day and due dates, each as one number that sorts as it should.
 * The calendar is the proleptic Gregorian one of ISO 8601; years 1000 to 9999. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A partial date: YYYYMMDD, MM and DD are 00 where unknown. A year sorts before its months and a
 * month before its days, that is by the earliest day. */
typedef int32_t partial_date;

#define DATE_NONE 0
#define DATE_TEXT 24    /* room for any written form of this file */

/* "2003", "2004-09", "2011-04-19". False: no such date. */
bool date_parse(const char *text, partial_date *out);
void date_format(partial_date d, char out[DATE_TEXT]);

partial_date date_make(int year, int month, int day);   /* 0 for an unknown month or day */
partial_date date_earliest(partial_date d);             /* the first day it can be */
partial_date date_latest(partial_date d);               /* the last day it can be */
bool date_is_whole(partial_date d);                     /* down to the day */
bool date_is_legal(int64_t n);                          /* one that date_parse() gives */

/* Days since 1970-01-01 of a whole date, and back. */
int32_t date_days(partial_date whole);
partial_date date_from_days(int32_t days);

/* Adds an amount of units: 'd' days, 'w' weeks, 'm' months, 'y' years. When months are added, the
 * day is kept if the month has it, and is otherwise the last of the month. */
partial_date date_add(partial_date whole, int amount, char unit);

partial_date date_today(void);                  /* by the local time zone */

/* A month by its name in the language in force or in English, or by the first letters of it (three at
 * least) if no other month begins so: 1 to 12, 0 for none. Case and accents do not matter. */
int date_month(const char *word, size_t n);

/* The name of a month, 1 to 12, in the language in force. */
const char *date_month_name(int month);

/* What an operator may type: a partial date; "t" or "today"; "+3w", "-90d", "t+3w"; "14 mar",
 * "14 march 2011", "mar 2011". A date without a year is the one nearest to today. False: not
 * read. */
bool date_read(const char *text, partial_date today, partial_date *out);

/* An offset: a sign, a number and a unit: "-6w". amount is at most 9999. */
bool offset_parse(const char *text, int *amount, char *unit);

/* A due date: a partial date, or an offset from the start of what it belongs to. Offsets are kept
 * as numbers below any date. */
bool due_parse(const char *text, int32_t *out);
void due_format(int32_t due, char out[DATE_TEXT]);
bool due_is_offset(int32_t due);
bool due_is_legal(int64_t n);                           /* one that due_parse() gives */

/* The date that is meant; DATE_NONE if it is an offset and start is unknown. */
partial_date due_date(int32_t due, partial_date start);

/* A period: YYYYMMNN, its first month and its number of months (12, 6, 3 or 1). "2015", "2015-H1",
 * "2015-Q3", "2015-09". */
bool period_parse(const char *text, int32_t *out);
void period_format(int32_t period, char out[DATE_TEXT]);
bool period_is_legal(int64_t n);                        /* one that period_parse() gives */
partial_date period_first(int32_t period);
partial_date period_last(int32_t period);

/* The period of the same length before it. */
int32_t period_before(int32_t period);

/* A time of day in minutes since midnight: "14:30". */
bool time_parse(const char *text, int32_t *out);
void time_format(int32_t minutes, char out[DATE_TEXT]);

#endif
