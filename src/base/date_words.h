/* Dates as people read them, in the language in force: "29 October 2026", "Feb", "10-11 Dec". */
#ifndef BASE_DATE_WORDS_H
#define BASE_DATE_WORDS_H

#include "base/buf.h"
#include "base/date.h"

/* A partial date in full: "29 October 2026", "June 2027", "2027". */
void date_long(partial_date d, struct buf *out);
/* The same without its year: "29 October", "June"; a year alone is itself. */
void date_long_in_year(partial_date d, struct buf *out);

/* With short names of months: "29 Oct 2026", "Jun 2027", "2027". */
void date_short(partial_date d, struct buf *out);

/* The days from one date to another, both included, without their years: "10-11 Dec",
 * "28 Feb-2 Mar", "15 Dec", "Feb"; a year alone is itself. */
void days_short(partial_date from, partial_date to, struct buf *out);

/* The days from one date to another in full, with the year: "10-11 December 2026", "30 November to
 * 2 December 2026", "April 2011"; nothing if the first is DATE_NONE. */
void date_range(partial_date from, partial_date to, struct buf *out);

/* The day of the week of a whole date, 0 for Monday. */
int date_weekday(partial_date whole);
/* Its short name: "Thu". */
const char *weekday_short(int weekday);
/* The heading of a week of seven days of two letters each: "Mo Tu We Th Fr Sa Su". */
const char *weekdays_heading(void);

/* "December 2026", for the heading of a month. */
void month_heading(int year, int month, struct buf *out);

#endif
