/* Lists the operator's unfinished edits, and opens or discards them. */
#include <config.h>

#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "view/deed/past_deeds.h"
#include "view/form/draft.h"

/* Lines are not wrapped: whoever reads them does that. */
#define WIDTH 4000

struct drafts_view {
	struct place place;
	struct sheet_lines lines;
};

static struct drafts_view *
view_of(struct place *p)
{
	return (struct drafts_view *)p;
}

/* The first line of each draft gets a number. */
static bool
is_first(const void *context, const struct sheet_lines *lines, size_t index)
{
	(void)context;
	return talk_begins_key(lines, index);
}

static const struct talk_numbering numbering = { .has_number = is_first, .is_before = true };

static void
show(struct place *p)
{
	struct drafts_view *v = view_of(p);
	struct err e;

	sheet_lines_clear(&v->lines);
	if (report_drafts(p->talk->registry, WIDTH, &v->lines, &e) != ERR_OK) {
		talk_refuse(p->talk, &e);
		return;
	}
	talk_say(p->talk, "= %s", _("What you have not finished"));
	talk_sheet(p->talk, &v->lines, &numbering);
}

/* The draft that an order names; 0, and a sentence: none. */
static uint32_t
draft_of(struct place *p, const struct order_given *o)
{
	const struct sheet_lines *lines = &view_of(p)->lines;
	const struct sheet_line *line = talk_lead(lines, &numbering, o->number);
	size_t count = 0;

	if (line != NULL)
		return (uint32_t)line->key;
	for (size_t i = 0; i < lines->count; i++)
		count += talk_begins_key(lines, i);
	if (count == 0)
		talk_say(p->talk, "%s", _("There is no draft."));
	else
		talk_say(p->talk, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
		         action_label(o->action), count);
	return 0;
}

static void
open_draft(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);
	uint32_t id = draft_of(p, o);

	if (id == 0)
		return;
	deed_open_draft(&f.face, id);
	if (!talk_is_leaving(p->talk))
		show(p);
}

static void
discard_draft(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);
	uint32_t id = draft_of(p, o);

	if (id == 0)
		return;
	deed_discard_draft(&f.face, id);
	show(p);
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, open_draft },
	{ ACTION_REMOVE, discard_draft },
	{ ACTION_NONE, NULL },
};

const struct place_ops drafts_place = {
	.kind = ON_DRAFTS,
	.prompt = N_("Number of a line, remove, back or ?:"),
	.orders = orders,
	.again = show,
};

void
visit_drafts(struct talk *t)
{
	struct drafts_view v = { .place = { &drafts_place, t, false } };

	if (!talk_enter(t))
		return;
	show(&v.place);
	place_run(&v.place);
	sheet_lines_clear(&v.lines);
	talk_leave(t);
}
