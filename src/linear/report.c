/* Shows reports; lines that lead to a record have a number behind them. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "view/deed/deeds.h"
#include "view/deed/past_deeds.h"

struct report_view {
	struct place place;
	enum report report;
	struct report_subject subject;
	struct sheet_lines lines;
	char *words;                    /* that were looked for last */
};

static struct report_view *
view_of(struct place *p)
{
	return (struct report_view *)p;
}

/* ---- showing */

static bool
leads(const void *context, const struct sheet_lines *lines, size_t index)
{
	const struct report_view *v = context;
	const struct sheet_line *l = &lines->list[index];

	/* A value that goes on over several lines leads to one place. */
	return l->kind != LINE_MORE && deed_line_leads(v->report, l) &&
	       (l->key == 0 || talk_begins_key(lines, index));
}

static struct talk_numbering
numbering_of(const struct report_view *v)
{
	return (struct talk_numbering){ .has_number = leads, .context = v };
}

static void
show(struct place *p)
{
	struct report_view *v = view_of(p);
	const struct talk_numbering numbering = numbering_of(v);
	struct err e;

	v->subject.as_of = p->talk->as_of;
	sheet_lines_clear(&v->lines);
	if (report_build(p->talk->registry, v->report, &v->subject, SHEET_UNWRAPPED, &v->lines, &e) == ERR_OK)
		talk_sheet(p->talk, &v->lines, &numbering);
	else
		talk_refuse(p->talk, &e);
}

static void
show_again(struct place *p, const struct order_given *o)
{
	(void)o;
	show(p);
}

void
say_report(struct talk *t, enum report report, const struct report_subject *subject)
{
	struct report_view v = { .place = { &report_place, t, false }, .report = report,
		                 .subject = *subject };

	show(&v.place);
	sheet_lines_clear(&v.lines);
}

/* ---- orders */

static const struct sheet_line *
line_of(const struct report_view *v, const struct order_given *o)
{
	const struct talk_numbering numbering = numbering_of(v);

	return talk_lead(&v->lines, &numbering, o->number);
}

static void
follow(struct place *p, const struct order_given *o)
{
	struct report_view *v = view_of(p);
	const struct sheet_line *line = line_of(v, o);
	struct linear_face f = linear_face(p->talk);

	if (line == NULL)
		talk_say(p->talk, _("No line leads anywhere by the number %zu."), o->number);
	else
		deed_open_line(&f.face, v->report, &v->subject, line);
}

static void
restore(struct place *p, const struct order_given *o)
{
	struct report_view *v = view_of(p);
	const struct sheet_line *line = line_of(v, o);
	struct linear_face f = linear_face(p->talk);

	deed_restore(&f.face, v->report, &v->subject, line == NULL ? 0 : line->key);
}

static void
find_again(struct place *p, const struct order_given *o)
{
	struct report_view *v = view_of(p);
	size_t found = 0;

	(void)o;
	if (v->words == NULL || *v->words == '\0') {
		talk_say(p->talk, "%s", _("Nothing was looked for yet."));
		return;
	}
	for (size_t i = 0; i < v->lines.count; i++) {
		const struct sheet_line *l = &v->lines.list[i];

		if (!text_has_words(l->text, v->words) && !text_has_words(l->label, v->words))
			continue;
		talk_say(p->talk, "%s%s%s", l->label, *l->label != '\0' ? ": " : "", l->text);
		found++;
	}
	if (found == 0)
		talk_say(p->talk, _("No line has \"%s\"."), v->words);
}

static void
find(struct place *p, const struct order_given *o)
{
	struct report_view *v = view_of(p);
	const char *words = *o->rest != '\0' ? o->rest : talk_ask(p->talk, _("Find:"));

	free(v->words);
	v->words = mem_text(words == NULL ? "" : words);
	find_again(p, o);
}

/* Taking back one's last save, which needs no record. */
static void
undo(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);

	deed_do(&f.face, o->action, 0);
}

#define REPORT_ORDERS \
	{ ACTION_OPEN, follow }, \
	{ ACTION_FIND, find }, \
	{ ACTION_FIND_NEXT, find_again }, \
	{ ACTION_FIND_PREVIOUS, find_again }, \
	{ ACTION_REFRESH, show_again }, \
	{ ACTION_PAGE_DOWN, show_again }, \
	{ ACTION_PAGE_UP, show_again }, \
	{ ACTION_FIRST, show_again }, \
	{ ACTION_LAST, show_again },

static const struct place_order report_orders[] = {
	REPORT_ORDERS
	{ ACTION_NONE, NULL },
};

static const struct place_order past_orders[] = {
	REPORT_ORDERS
	{ ACTION_RESTORE, restore },
	{ ACTION_NONE, NULL },
};
#undef REPORT_ORDERS

const struct place_ops report_place = {
	.kind = ON_PAGER,
	.prompt = N_("Number of a line, back or ?:"),
	.orders = report_orders,
	.again = show,
};

const struct place_ops past_place = {
	.kind = ON_PAST,
	.prompt = N_("Number of a line, restore, back or ?:"),
	.orders = past_orders,
	.deed = undo,
	.again = show,
};

void
visit_report(struct talk *t, enum report report, const struct report_subject *subject)
{
	struct report_view v = {
		.place = { report_is_past(report) ? &past_place : &report_place, t, false },
		.report = report, .subject = *subject,
	};

	if (!talk_enter(t))
		return;
	show(&v.place);
	place_run(&v.place);
	sheet_lines_clear(&v.lines);
	free(v.words);
	talk_leave(t);
}
