/* Lets the operator settle conflicting changes by number. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/talk.h"
#include "view/form/conflict.h"

#define LINE_WIDTH 1000         /* lines are broken by whoever reads them */

static bool
leads(const struct conflicts *c, const struct sheet_line *l)
{
	size_t conflict;
	int choice;

	return l->kind != LINE_MORE && conflicts_at(c, l, &conflict, &choice);
}

/* The lines, those to choose from with their numbers. */
static void
show(struct talk *t, const struct conflicts *c, const struct sheet_lines *lines)
{
	size_t number = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct sheet_line *l = &lines->list[i];
		const char *gap = *l->label != '\0' && *l->text != '\0' ? ": " : "";

		if (leads(c, l))
			talk_say(t, "%zu. %s%s%s", ++number, l->label, gap, l->text);
		else if (*l->label != '\0' || *l->text != '\0')
			talk_say(t, "%s%s%s%s", l->kind == LINE_HEADING ? "= " : "", l->label, gap,
			         l->text);
	}
}

static void
type_other(struct talk *t, struct conflicts *c, size_t conflict)
{
	const struct field *f = conflicts_field(c, conflict);
	struct buf old, text;
	struct err e;

	buf_init(&old);
	buf_init(&text);
	conflicts_text(c, conflict, &old);
	if (talk_ask_value(t, f, f->label, buf_string(&old), &text) &&
	    conflicts_type(c, conflict, buf_string(&text), &e) != ERR_OK)
		talk_refuse(t, &e);
	buf_clear(&text);
	buf_clear(&old);
}

/* The choice of that number. */
static void
choose(struct talk *t, struct conflicts *c, const struct sheet_lines *lines, size_t number)
{
	for (size_t i = 0; i < lines->count; i++) {
		size_t conflict;
		int choice;

		if (number == 0 || !leads(c, &lines->list[i]) || --number != 0)
			continue;
		conflicts_at(c, &lines->list[i], &conflict, &choice);
		if (choice == CHOICE_OTHER)
			type_other(t, c, conflict);
		else
			conflicts_choose(c, conflict, (enum side)choice);
		return;
	}
	talk_say(t, "%s", _("That number is not offered."));
}

bool
talk_settle(struct talk *t, const struct form_conflict *conflict)
{
	const char *who = "?", *answer = "";
	struct conflicts c;
	int64_t when;
	char *whose;

	registry_last_change(t->registry, conflict->now, &when, &who);
	whose = mem_text(who);
	conflicts_init(&c, t->registry, conflict->merge, whose);
	talk_say(t,
	         ngettext("%zu value was changed by you and by %s.",
	                  "%zu values were changed by you and by %s.", conflict->merge->count),
	         conflict->merge->count, whose);
	while (merge_open_count(conflict->merge) > 0 && answer != NULL && !t->is_over) {
		struct sheet_lines lines = { 0 };

		conflicts_lines(&c, LINE_WIDTH, &lines);
		show(t, &c, &lines);
		answer = talk_ask(t, _("Number of what is to stand, or nothing to save nothing:"));
		if (answer != NULL && *answer == '\0')
			answer = NULL;
		else if (answer != NULL)
			choose(t, &c, &lines, talk_number(answer, lines.count));
		sheet_lines_clear(&lines);
	}
	conflicts_clear(&c);
	free(whose);
	return merge_open_count(conflict->merge) == 0;
}
