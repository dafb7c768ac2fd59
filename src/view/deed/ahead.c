/* Holds the conversations about what lies ahead: which days, and what of them. */
#include <config.h>

#include "view/deed/ahead.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"

/* Whether the report can be made with that limit; e says why not. */
static bool
understands(struct face *f, enum report report, const char *limit, struct err *e)
{
	const struct report_subject subject = { .text = limit };
	struct sheet_lines lines = { 0 };
	enum err_code rc = report_build(f->registry, report, &subject, SHEET_UNWRAPPED, &lines, e);

	sheet_lines_clear(&lines);
	return rc == ERR_OK;
}

static bool
ask_limit(struct face *f, enum report report, const char *given, struct ahead_place *place)
{
	const char *complaint = NULL;
	char *text = mem_text(*given != '\0' ? given : place->limit == NULL ? "" : place->limit);
	bool is_asked = *given == '\0';
	struct err e;

	while (!is_asked || f->ops->ask_text(f, _("Limit to (empty: all):"), complaint, &text)) {
		is_asked = true;
		if (understands(f, report, text, &e)) {
			free(place->limit);
			place->limit = text;
			return true;
		}
		complaint = e.text;
	}
	free(text);
	return false;
}

static bool
ask_day(struct face *f, const char *given, struct ahead_place *place)
{
	const char *complaint = NULL;
	char *text = mem_text(given);
	bool is_asked = *given == '\0', is_day = false;
	partial_date day;

	while (!is_day && (!is_asked || f->ops->ask_text(f, _("Go to which day?"), complaint, &text))) {
		is_asked = true;
		is_day = date_read(text, date_today(), &day);
		complaint = _("That is not a date (2027-03, 2015-01-01, +6w).");
	}
	if (is_day)
		place->day = day;
	free(text);
	return is_day;
}

/* To the first day of the next month, or of the one before. */
static void
turn_month(struct ahead_place *place, int by)
{
	partial_date from, to;

	report_days(&(struct report_subject){ .day = place->day }, &from, &to);
	place->day = date_add(from / 100 * 100 + 1, by, 'm');
}

bool
ahead_is_turn(enum action_id action)
{
	return action == ACTION_LIMIT || action == ACTION_GO || action == ACTION_VIEW ||
	       action == ACTION_LATER || action == ACTION_EARLIER;
}

bool
ahead_turn(struct face *f, enum report report, enum action_id action, const char *given,
           struct ahead_place *place)
{
	switch (action) {
	case ACTION_LIMIT:
		return ask_limit(f, report, given, place);
	case ACTION_GO:
		return ask_day(f, given, place);
	case ACTION_LATER:
		turn_month(place, 1);
		return true;
	case ACTION_EARLIER:
		turn_month(place, -1);
		return true;
	default:
		place->is_brief = !place->is_brief;
		return true;
	}
}

enum report
ahead_report(enum action_id action)
{
	switch (action) {
	case ACTION_CALENDAR: return REPORT_CALENDAR;
	case ACTION_CLASHES:  return REPORT_CLASHES;
	default:              return REPORT_DUE;
	}
}
