/* Writes dates as people read them, in the language in force. */
#include <config.h>

#include "base/date_words.h"

#include "base/intl.h"

#define YEAR(d)  ((int)((d) / 10000))
#define MONTH(d) ((int)((d) / 100 % 100))
#define DAY(d)   ((int)((d) % 100))

static const char *const short_months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
	N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")
};

static const char *const short_weekdays[] = {
	N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")
};

static const char *
short_month(partial_date d)
{
	return _(short_months[MONTH(d) - 1]);
}

/* French writes the first day of a month in another way than the others. */
void
date_long_in_year(partial_date d, struct buf *out)
{
	if (MONTH(d) == 0)
		buf_printf(out, "%d", YEAR(d));
	else if (DAY(d) == 0)
		buf_text(out, date_month_name(MONTH(d)));
	else if (DAY(d) == 1)
		buf_printf(out, _("1 %s"), date_month_name(MONTH(d)));
	else
		buf_printf(out, _("%d %s"), DAY(d), date_month_name(MONTH(d)));
}

void
date_long(partial_date d, struct buf *out)
{
	if (MONTH(d) == 0)
		buf_printf(out, "%d", YEAR(d));
	else if (DAY(d) == 0)
		month_heading(YEAR(d), MONTH(d), out);
	else if (DAY(d) == 1)
		buf_printf(out, _("1 %s %d"), date_month_name(MONTH(d)), YEAR(d));
	else
		buf_printf(out, _("%d %s %d"), DAY(d), date_month_name(MONTH(d)), YEAR(d));
}

void
date_short(partial_date d, struct buf *out)
{
	if (DAY(d) != 0)
		buf_printf(out, "%d ", DAY(d));
	if (MONTH(d) != 0)
		buf_printf(out, "%s ", short_month(d));
	buf_printf(out, "%d", YEAR(d));
}

/* A date without its year. */
static void
put_day(partial_date d, struct buf *out)
{
	if (MONTH(d) == 0) {
		buf_printf(out, "%d", YEAR(d));
		return;
	}
	if (DAY(d) != 0)
		buf_printf(out, "%d ", DAY(d));
	buf_text(out, short_month(d));
}

void
days_short(partial_date from, partial_date to, struct buf *out)
{
	if (from == to || to == DATE_NONE) {
		put_day(from, out);
	} else if (DAY(from) != 0 && DAY(to) != 0 && from / 100 == to / 100) {
		buf_printf(out, "%d-", DAY(from));
		put_day(to, out);
	} else {
		put_day(from, out);
		buf_byte(out, '-');
		put_day(to, out);
	}
}

void
date_range(partial_date from, partial_date to, struct buf *out)
{
	struct buf first, last;

	if (from == DATE_NONE)
		return;
	if (from == to || to == DATE_NONE) {
		date_long(from, out);
		return;
	}
	if (DAY(from) != 0 && DAY(to) != 0 && from / 100 == to / 100) {
		buf_printf(out, _("%d-%d %s %d"), DAY(from), DAY(to), date_month_name(MONTH(to)),
		           YEAR(to));
		return;
	}
	buf_init(&first);
	buf_init(&last);
	if (YEAR(from) == YEAR(to) && MONTH(from) != 0)
		date_long_in_year(from, &first);
	else
		date_long(from, &first);
	date_long(to, &last);
	buf_printf(out, _("%s to %s"), buf_string(&first), buf_string(&last));
	buf_clear(&first);
	buf_clear(&last);
}

/* 1 January 1970 was a Thursday. */
int
date_weekday(partial_date whole)
{
	int day = (int)((date_days(whole) + 3) % 7);

	return day < 0 ? day + 7 : day;
}

const char *
weekday_short(int weekday)
{
	return _(short_weekdays[weekday]);
}

const char *
weekdays_heading(void)
{
	return _("Mo Tu We Th Fr Sa Su");
}

void
month_heading(int year, int month, struct buf *out)
{
	buf_printf(out, _("%s %d"), date_month_name(month), year);
}
