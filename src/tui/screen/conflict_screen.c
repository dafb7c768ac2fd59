/* Shows conflicting changes: for each, the value before, theirs and mine. Nothing is written before
 * all are settled. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/kind.h"
#include "tui/screen/form_parts.h"
#include "tui/screen/lookup.h"
#include "tui/screen/screens.h"
#include "tui/widget/pager.h"
#include "view/form/conflict.h"

struct conflict_view {
	struct screen screen;
	struct conflicts conflicts;
	char *title, *who;
	struct pager pager;
	bool *is_settled;
};

static void
lay_out(struct conflict_view *v)
{
	sheet_lines_clear(&v->pager.lines);
	conflicts_lines(&v->conflicts, term_columns() - SHEET_LABEL - 3, &v->pager.lines);
	pager_settle(&v->pager);
}

static void
conflict_place(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	buf_text(out, ((struct conflict_view *)s)->title);
}

static void
conflict_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct merge *m = ((struct conflict_view *)s)->conflicts.merge;

	(void)a;
	buf_printf(out, _("%zu of %zu chosen"), m->count - merge_open_count(m), m->count);
}

static void
conflict_draw(struct app *a, struct screen *s, int *y, int *x)
{
	app_hint(a, "%s", _("Enter chooses what the mark is on; the rest of what was changed is merged."));
	pager_draw(&((struct conflict_view *)s)->pager, y, x);
}

/* To the first line of the next conflict that is open, or stays if none is. */
static void
go_on(struct conflict_view *v)
{
	const struct sheet_lines *lines = &v->pager.lines;

	for (size_t i = 1; i <= lines->count; i++) {
		size_t line = (v->pager.current + i) % lines->count, conflict;
		int choice;

		if (conflicts_at(&v->conflicts, &lines->list[line], &conflict, &choice) &&
		    choice == 0 && !v->conflicts.merge->list[conflict].is_settled) {
			v->pager.current = line;
			pager_settle(&v->pager);
			return;
		}
	}
}

/* False: Esc, or what was typed is no value. */
static bool
type_other(struct app *a, struct conflict_view *v, size_t conflict)
{
	const struct field *f = conflicts_field(&v->conflicts, conflict);
	struct edit edit;
	struct buf text;
	struct err e;
	bool is_done;

	buf_init(&text);
	conflicts_text(&v->conflicts, conflict, &text);
	edit_init(&edit, buf_string(&text), field_kind(f)->has_lines);
	buf_reset(&text);
	if ((f->type == FIELD_REFERENCE || f->type == FIELD_CHOICE) && f->many == MANY_ONE) {
		is_done = lookup_choose(a, f, "", &text);
	} else {
		is_done = app_ask_text(a, _("Another value:"), &edit);
		buf_text(&text, edit_text(&edit));
	}
	if (is_done && conflicts_type(&v->conflicts, conflict, buf_string(&text), &e) != ERR_OK) {
		app_refuse(a, &e);
		is_done = false;
	}
	edit_clear(&edit);
	buf_clear(&text);
	return is_done;
}

static void
choose(struct app *a, struct conflict_view *v)
{
	size_t conflict;
	int choice;

	if (v->pager.lines.count == 0 ||
	    !conflicts_at(&v->conflicts, &v->pager.lines.list[v->pager.current], &conflict,
	                  &choice))
		return;
	if (choice != CHOICE_OTHER)
		conflicts_choose(&v->conflicts, conflict, (enum side)choice);
	else if (!type_other(a, v, conflict))
		return;
	lay_out(v);
	go_on(v);
	if (merge_open_count(v->conflicts.merge) == 0)
		app_say(a, _("All is chosen: F2 saves it."));
}

static void
finish(struct app *a, struct conflict_view *v)
{
	size_t left = merge_open_count(v->conflicts.merge);

	if (left > 0) {
		app_say(a, ngettext("%zu is still to be chosen; nothing was saved.",
		        "%zu are still to be chosen; nothing was saved.", left), left);
		go_on(v);
		return;
	}
	*v->is_settled = true;
	app_pop(a);
}

static void
conflict_move(struct app *a, struct screen *s, enum action_id action)
{
	struct conflict_view *v = (struct conflict_view *)s;

	(void)a;
	pager_act(&v->pager, action);
}

static void
conflict_choose(struct app *a, struct screen *s, enum action_id action)
{
	struct conflict_view *v = (struct conflict_view *)s;

	(void)action;
	choose(a, v);
}

static void
conflict_finish(struct app *a, struct screen *s, enum action_id action)
{
	struct conflict_view *v = (struct conflict_view *)s;

	(void)action;
	finish(a, v);
}


static const struct handler conflict_handlers[] = {
	{ ACTION_OPEN, conflict_choose },
	{ ACTION_SAVE, conflict_finish },
	{ ACTION_FINISH, conflict_finish },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

static void
conflict_resize(struct app *a, struct screen *s)
{
	(void)a;
	lay_out((struct conflict_view *)s);
}

static void
conflict_close(struct app *a, struct screen *s)
{
	struct conflict_view *v = (struct conflict_view *)s;

	(void)a;
	pager_clear(&v->pager);
	conflicts_clear(&v->conflicts);
	free(v->title);
	free(v->who);
	free(v);
}

static char *
title_of(struct app *a, const struct form_conflict *conflict, const char *who)
{
	size_t count = conflict->merge->count;
	char *code = registry_code(a->registry, conflict->now);
	char *title = mem_printf(ngettext("%s %s: %zu value changed by you and by %s",
	                                  "%s %s: %zu values changed by you and by %s", count),
	                         conflict->now->type->label, code, count, who);

	free(code);
	return title;
}

static const enum action_id conflict_keys[] = {
	ACTION_OPEN, ACTION_SAVE, ACTION_NONE
};

const struct screen_ops conflict_ops = {
	.kind = ON_CONFLICT,
	.place = conflict_place,
	.status = conflict_status,
	.draw = conflict_draw,
	.handlers = conflict_handlers,
	.move = conflict_move,
	.keys = conflict_keys,
	.resize = conflict_resize,
	.close = conflict_close,
};

bool
conflict_visit(struct app *a, const struct form_conflict *conflict)
{
	struct conflict_view *v = mem_new(sizeof *v);
	bool is_settled = false;
	const char *who = "?";
	int64_t when;

	registry_last_change(a->registry, conflict->now, &when, &who);
	v->screen.ops = &conflict_ops;
	v->who = mem_text(who);
	v->title = title_of(a, conflict, who);
	v->is_settled = &is_settled;
	conflicts_init(&v->conflicts, a->registry, conflict->merge, v->who);
	lay_out(v);
	go_on(v);
	/* What was typed ahead was meant for the form. */
	term_drop_keys();
	app_visit(a, &v->screen);
	return is_settled;
}
