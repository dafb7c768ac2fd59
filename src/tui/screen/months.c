/* Draws the months beside a calendar's list. */
#include <config.h>

#include "tui/screen/months.h"

#include "base/date_words.h"
#include "base/intl.h"
#include "tui/app/frame.h"

#define WEEK 7
#define MONTH_LINES 8           /* most: heading, days of the week, six weeks */
#define LEFT (term_columns() - MONTHS_COLUMNS)

/* The sign of a day: whatever meets hides what is due. */
static char
sign_of(const struct sheet_lines *lines, partial_date day)
{
	char sign = ' ';

	for (size_t i = 0; i < lines->count; i++) {
		const struct sheet_line *l = &lines->list[i];

		if (l->from == DATE_NONE || !date_is_whole(l->from))
			continue;
		if (l->to == DATE_NONE && l->from == day)
			sign = '.';
		else if (l->to != DATE_NONE && l->from <= day && date_earliest(l->to) >= day)
			return '#';
	}
	return sign;
}

/* One week: the days from `day` on that are of its month. Returns the first day behind it. */
static partial_date
draw_week(const struct sheet_lines *lines, int row, partial_date day)
{
	int month = (int)(day / 100);
	struct buf line;

	buf_init(&line);
	buf_printf(&line, "%*s", 3 * date_weekday(day), "");
	do {
		buf_printf(&line, "%c%2d", sign_of(lines, day), (int)(day % 100));
		day = date_add(day, 1, 'd');
	} while (date_weekday(day) != 0 && day / 100 == month);
	if (row < app_message_line())
		term_put(row, LEFT, MONTHS_COLUMNS, buf_string(&line), LOOK_PLAIN);
	buf_clear(&line);
	return day;
}

/* Returns the row behind it. */
static int
draw_month(const struct sheet_lines *lines, int row, partial_date first)
{
	int year = (int)(first / 10000), month = (int)(first / 100 % 100);
	partial_date day = first;
	struct buf heading;

	buf_init(&heading);
	month_heading(year, month, &heading);
	term_put(row++, LEFT + 1, MONTHS_COLUMNS - 1, buf_string(&heading), LOOK_STRONG);
	term_put(row++, LEFT + 1, MONTHS_COLUMNS - 1, weekdays_heading(), LOOK_PLAIN);
	buf_clear(&heading);
	while (day / 100 == first / 100)
		day = draw_week(lines, row++, day);
	return row;
}

void
months_draw(const struct sheet_lines *lines, partial_date day)
{
	partial_date month = date_earliest(day) / 100 * 100 + 1;
	int row = app_body_top(), last = app_message_line() - 1;

	while (row + MONTH_LINES <= last) {
		row = draw_month(lines, row, month);
		month = date_add(month, 1, 'm');
	}
	term_put(last, LEFT + 1, MONTHS_COLUMNS - 1, _("# meets  . due"), LOOK_PLAIN);
}
