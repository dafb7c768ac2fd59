/* Shows reports; lines that lead to a record have a number behind them. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "view/deed/ahead.h"
#include "view/deed/deeds.h"
#include "view/deed/past_deeds.h"
#include "view/deed/print_deeds.h"

struct report_view {
	struct place place;
	enum report report;
	struct report_subject subject;
	struct sheet_lines lines;
	char *words;                    /* that were looked for last */
	struct ahead_place ahead;       /* of a report of what lies ahead */
	char *document;                 /* that is shown of those that fit; NULL: the first */
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
show_whole(struct report_view *v)
{
	const struct talk_numbering numbering = numbering_of(v);

	talk_sheet(v->place.talk, &v->lines, &numbering);
	if (v->lines.summary != NULL)
		talk_say(v->place.talk, "%s", v->lines.summary);
}

static void
show(struct place *p)
{
	struct report_view *v = view_of(p);
	struct err e;

	v->subject.as_of = p->talk->as_of;
	if (report_is_ahead(v->report)) {
		v->subject.text = v->ahead.limit;
		v->subject.day = v->ahead.day;
		v->subject.is_brief = v->ahead.is_brief;
	}
	sheet_lines_clear(&v->lines);
	if (report_build(p->talk->registry, v->report, &v->subject, SHEET_UNWRAPPED, &v->lines, &e) == ERR_OK)
		show_whole(v);
	else
		talk_refuse(p->talk, &e);
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

/* Other days, another limit. */
static void
change(struct place *p, const struct order_given *o)
{
	struct report_view *v = view_of(p);
	struct linear_face f = linear_face(p->talk);

	if (ahead_turn(&f.face, v->report, o->action, o->rest, &v->ahead))
		show(p);
}

static void
open_clashes(struct place *p, const struct order_given *o)
{
	(void)o;
	visit_report(p->talk, REPORT_CLASHES,
	             &(struct report_subject){ .day = view_of(p)->ahead.day });
}

static void
open_other(struct place *p, const struct order_given *o)
{
	const struct sheet_line *line = line_of(view_of(p), o);

	if (line == NULL || line->other == 0)
		talk_say(p->talk, _("No line leads anywhere by the number %zu."), o->number);
	else
		visit_record(p->talk, line->other);
}

/* Taking back one's last save, which needs no record. */
static void
undo(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);

	deed_do(&f.face, o->action, 0);
}

static void
print_another(struct place *p, const struct order_given *o)
{
	struct report_view *v = view_of(p);
	struct linear_face f = linear_face(p->talk);
	char *name = deed_next_document(&f.face, &v->subject);

	(void)o;
	if (name == NULL)
		return;
	free(v->document);
	v->subject.text = v->document = name;
	show(p);
}

static void
print_write(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);

	(void)o;
	deed_write_document(&f.face, &view_of(p)->subject);
}

#define REPORT_ORDERS \
	{ ACTION_OPEN, follow }, \
	{ ACTION_FIND, find }, \
	{ ACTION_FIND_NEXT, find_again }, \
	{ ACTION_FIND_PREVIOUS, find_again }, \

static const struct place_order print_orders[] = {
	REPORT_ORDERS
	{ ACTION_VIEW, print_another },
	{ ACTION_EXPORT, print_write },
	{ ACTION_NONE, NULL },
};

static const struct place_order report_orders[] = {
	REPORT_ORDERS
	{ ACTION_NONE, NULL },
};

static const struct place_order past_orders[] = {
	REPORT_ORDERS
	{ ACTION_RESTORE, restore },
	{ ACTION_NONE, NULL },
};

static const struct place_order due_orders[] = {
	REPORT_ORDERS
	{ ACTION_LIMIT, change },
	{ ACTION_NONE, NULL },
};

static const struct place_order clashes_orders[] = {
	REPORT_ORDERS
	{ ACTION_LIMIT, change },
	{ ACTION_OTHER, open_other },
	{ ACTION_NONE, NULL },
};

static const struct place_order calendar_orders[] = {
	REPORT_ORDERS
	{ ACTION_LIMIT, change },
	{ ACTION_GO, change },
	{ ACTION_VIEW, change },
	{ ACTION_LATER, change },
	{ ACTION_EARLIER, change },
	{ ACTION_CLASHES, open_clashes },
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

#define AHEAD_PROMPT N_("Number of a line, limit, back or ?:")
const struct place_ops due_place = {
	.kind = ON_DUE, .prompt = AHEAD_PROMPT, .orders = due_orders, .again = show,
};

const struct place_ops clashes_place = {
	.kind = ON_CLASHES, .prompt = AHEAD_PROMPT, .orders = clashes_orders, .again = show,
};

const struct place_ops calendar_place = {
	.kind = ON_CALENDAR, .prompt = AHEAD_PROMPT, .orders = calendar_orders, .again = show,
};
#undef AHEAD_PROMPT

const struct place_ops print_place = {
	.kind = ON_PRINT,
	.prompt = N_("view, export, back or ?:"),
	.orders = print_orders,
	.again = show,
};

static const struct place_ops *
ops_of(enum report report)
{
	switch (report) {
	case REPORT_DUE:      return &due_place;
	case REPORT_CLASHES:  return &clashes_place;
	case REPORT_CALENDAR: return &calendar_place;
	case REPORT_PAPER:    return &print_place;
	default:              return report_is_past(report) ? &past_place : &report_place;
	}
}

void
visit_report(struct talk *t, enum report report, const struct report_subject *subject)
{
	struct report_view v = {
		.place = { ops_of(report), t, false },
		.report = report, .subject = *subject,
		.ahead = { .day = subject->day, .is_brief = subject->is_brief },
	};

	if (!talk_enter(t))
		return;
	show(&v.place);
	place_run(&v.place);
	sheet_lines_clear(&v.lines);
	free(v.words);
	free(v.ahead.limit);
	free(v.document);
	talk_leave(t);
}
