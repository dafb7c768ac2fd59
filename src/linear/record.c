/* Shows a record to read at the prompt. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "view/deed/deeds.h"

/* ---- the place */

static void
show(struct talk *t, const struct record *record, bool shows_empty, struct sheet_lines *lines)
{
	char *code = registry_code(t->registry, record),
	     *title = registry_title(t->registry, record);
	char when[CLOCK_TEXT];
	const struct sheet_form form = { t->as_of, SHEET_UNWRAPPED, shows_empty };
	const char *who;
	int64_t at;
	struct err e;

	talk_say(t, "= %s %s  %s", record->type->label, code, title);
	sheet_lines_clear(lines);
	sheet_of(t->registry, record, &form, lines);
	if (sheet_belongings(t->registry, record, &form, lines, &e) != ERR_OK)
		talk_refuse(t, &e);
	talk_sheet(t, lines, NULL);
	if (registry_last_change(t->registry, record, &at, &who)) {
		clock_format(at, when);
		talk_say(t, _("version %" PRIu64 ", %s by %s"), record->version, when, who);
	}
	free(code);
	free(title);
}

struct record_view {
	struct place place;
	uint32_t number;
	const struct neighbours *around;        /* of the list that led here; NULL: none did */
	bool shows_empty;
	struct sheet_lines lines;
};

/* Reads and shows it. Where it is not there any more, there is nothing to stay for. */
static void
reread(struct place *p)
{
	struct record_view *v = (struct record_view *)p;
	struct record *record;
	struct err e;

	if (registry_get_number(p->talk->registry, v->number, &record, &e) != ERR_OK) {
		talk_refuse(p->talk, &e);
		p->is_left = true;
		return;
	}
	show(p->talk, record, v->shows_empty, &v->lines);
	record_free(record);
}

static void
follow(struct place *p, const struct order_given *o)
{
	struct record_view *v = (struct record_view *)p;
	const struct sheet_line *l = talk_lead(&v->lines, NULL, o->number);
	struct linear_face f = linear_face(p->talk);

	if (l == NULL || !deed_follow(&f.face, NULL, l))
		talk_say(p->talk, _("No line leads anywhere by the number %zu."), o->number);
}

static void
show_empty(struct place *p, const struct order_given *o)
{
	struct record_view *v = (struct record_view *)p;

	(void)o;
	v->shows_empty = !v->shows_empty;
	reread(p);
}

/* To the next record of the list that led here, or the one before. */
static void
go_on(struct place *p, const struct order_given *o)
{
	struct record_view *v = (struct record_view *)p;
	bool down = o->action == ACTION_NEXT_RECORD;
	uint32_t number = v->around == NULL ? 0 : v->around->step(v->around->context, down);

	if (number == 0) {
		talk_say(p->talk, "%s", record_neighbour_refusal(v->around != NULL, down));
		return;
	}
	v->number = number;
	reread(p);
}

static void
deed(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);

	deed_do(&f.face, o->action, ((struct record_view *)p)->number);
	if (!talk_is_leaving(p->talk))
		reread(p);
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, follow },
	{ ACTION_SHOW_EMPTY, show_empty },
	{ ACTION_NEXT_RECORD, go_on },
	{ ACTION_PREVIOUS_RECORD, go_on },
	{ ACTION_NONE, NULL },
};

const struct place_ops record_place = {
	.kind = ON_RECORD,
	.prompt = N_("Number of a line, edit, back or ?:"),
	.orders = orders,
	.deed = deed,
	.again = reread,
};

void
visit_record(struct talk *t, uint32_t number)
{
	visit_record_among(t, number, NULL);
}

void
visit_record_among(struct talk *t, uint32_t number, const struct neighbours *around)
{
	struct record_view v = { .place = { &record_place, t, false }, .number = number,
		                 .around = around };

	if (!talk_enter(t))
		return;
	reread(&v.place);
	place_run(&v.place);
	sheet_lines_clear(&v.lines);
	talk_leave(t);
}
