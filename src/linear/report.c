/* Compiled lines: history, used-by, series and the like; a number follows where a line leads. */
#include <config.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/talk.h"

/* Lines are not wrapped: whoever reads them does that. */
#define WIDTH 4000

static void
follow(struct talk *t, const struct sheet_lines *lines, size_t number)
{
	const struct sheet_line *l = talk_lead(lines, number);

	if (l == NULL)
		talk_say(t, _("No line leads anywhere by the number %zu."), number);
	else if (l->target != 0)
		visit_record(t, l->target);
	else
		visit_list(t, l->type, NULL, l->query);
}

static void
find(struct talk *t, const struct sheet_lines *lines, const char *words)
{
	size_t found = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct sheet_line *l = &lines->list[i];

		if (!text_has_words(l->text, words) && !text_has_words(l->label, words))
			continue;
		talk_say(t, "%s%s%s", l->label, *l->label != '\0' ? ": " : "", l->text);
		found++;
	}
	if (found == 0)
		talk_say(t, _("No line has \"%s\"."), words);
}

static void
show(struct talk *t, enum report report, const struct report_subject *subject,
     struct sheet_lines *lines)
{
	struct err e;

	sheet_lines_clear(lines);
	if (report_build(t->registry, report, subject, WIDTH, lines, &e) == ERR_OK)
		talk_sheet(t, lines);
	else
		talk_refuse(t, &e);
}

void
say_report(struct talk *t, enum report report, const struct record *record, uint32_t number)
{
	const struct report_subject subject = { record, number, t->as_of };
	struct sheet_lines lines = { 0 };

	show(t, report, &subject, &lines);
	sheet_lines_clear(&lines);
}

static void
act(struct talk *t, const struct order_given *o, enum report report,
    struct report_subject *subject, struct sheet_lines *lines)
{
	switch (o->action) {
	case ACTION_OPEN:
		if (o->number > 0)
			follow(t, lines, o->number);
		break;
	case ACTION_FIND:
		find(t, lines, o->rest);
		break;
	case ACTION_JUMP:
	case ACTION_LOG:
	case ACTION_MAIN:
		talk_act(t, o, 0);
		break;
	default:
		subject->as_of = t->as_of;
		show(t, report, subject, lines);
		break;
	}
}

void
visit_report(struct talk *t, enum report report, const struct record *record, uint32_t number)
{
	struct report_subject subject = { record, number, t->as_of };
	struct sheet_lines lines = { 0 };

	if (!talk_enter(t))
		return;
	show(t, report, &subject, &lines);
	while (!talk_is_leaving(t)) {
		const struct order_given o = talk_order(t, ON_PAGER,
		                                        _("Number of a line, back or ?:"));

		if (o.action == ACTION_BACK)
			break;
		act(t, &o, report, &subject, &lines);
	}
	sheet_lines_clear(&lines);
	talk_leave(t);
}
