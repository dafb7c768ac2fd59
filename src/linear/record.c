/* A record to read, and the orders that every place understands. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "linear/face.h"
#include "view/deeds.h"

/* Lines are not wrapped: whoever reads them does that. */
#define WIDTH 4000

/* ---- orders that are the same in every place */

static void
set_as_of(struct talk *t, const char *text)
{
	struct linear_face f = linear_face(t);
	partial_date date = DATE_NONE;
	char shown[DATE_TEXT];

	if (!deed_ask_as_of(&f.face, text, &date))
		return;
	t->as_of = date;
	if (date == DATE_NONE) {
		talk_say(t, "%s", _("Everything is shown, whenever it was in force."));
	} else {
		date_format(date, shown);
		talk_say(t, _("Shown is what was in force on %s."), shown);
	}
}

bool
talk_act(struct talk *t, const struct order_given *o, uint32_t number)
{
	struct linear_face f = linear_face(t);

	switch (o->action) {
	case ACTION_UNDO:  deed_undo(&f.face); return true;
	case ACTION_JUMP:  deed_jump(&f.face, o->rest); return true;
	case ACTION_AS_OF: set_as_of(t, o->rest); return true;
	case ACTION_LOG:   visit_report(t, REPORT_LOG, NULL, 0); return true;
	case ACTION_MAIN:  t->goes_home = true; return true;
	default:           return number != 0 && deed_do(&f.face, o->action, number);
	}
}

/* ---- the place */

static void
show(struct talk *t, const struct record *record, struct sheet_lines *lines)
{
	char *code = registry_code(t->registry, record),
	     *title = registry_title(t->registry, record);
	char when[CLOCK_TEXT];
	const char *who;
	int64_t at;

	talk_say(t, "= %s %s  %s", record->type->label, code, title);
	sheet_lines_clear(lines);
	sheet_of(t->registry, record, t->as_of, WIDTH, lines);
	talk_sheet(t, lines);
	if (registry_last_change(t->registry, record, &at, &who)) {
		clock_format(at, when);
		talk_say(t, _("version %" PRIu64 ", %s by %s"), record->version, when, who);
	}
	free(code);
	free(title);
}

/* Reads and shows it. False: it is not there any more. */
static bool
reread(struct talk *t, uint32_t number, struct sheet_lines *lines)
{
	struct record *record;
	struct err e;

	if (registry_get_number(t->registry, number, &record, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return false;
	}
	show(t, record, lines);
	record_free(record);
	return true;
}

static void
follow(struct talk *t, const struct sheet_lines *lines, size_t number)
{
	const struct sheet_line *l = talk_lead(lines, number);

	if (l != NULL && l->target != 0)
		visit_record(t, l->target);
	else
		talk_say(t, _("No line leads anywhere by the number %zu."), number);
}

/* One order. False: there is nothing to stay for. */
static bool
act(struct talk *t, const struct order_given *o, uint32_t number, struct sheet_lines *lines)
{
	if (o->action == ACTION_BACK)
		return false;
	if (o->action == ACTION_OPEN && o->number > 0) {
		follow(t, lines, o->number);
		return true;
	}
	talk_act(t, o, number);
	return talk_is_leaving(t) || reread(t, number, lines);
}

void
visit_record(struct talk *t, uint32_t number)
{
	struct sheet_lines lines = { 0 };
	bool stays;

	if (!talk_enter(t))
		return;
	stays = reread(t, number, &lines);
	while (stays && !talk_is_leaving(t)) {
		const struct order_given o = talk_order(t, ON_RECORD,
		                                        _("Number of a line, edit, back or ?:"));

		stays = act(t, &o, number, &lines);
	}
	sheet_lines_clear(&lines);
	talk_leave(t);
}
