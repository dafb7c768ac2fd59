/* Shows a list to tick from. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/form_parts.h"
#include "tui/screen/screens.h"
#include "view/list/lookup.h"

#define CODE_COLUMN 7
#define CODE_WIDTH 18
#define NOTE_WIDTH 12

struct tick_view {
	struct screen screen;
	char *title;
	struct tick *ticks;             /* the caller's */
	size_t count, top, current;
	bool *is_finished, *was_on;     /* was_on: how each was ticked at first */
	char *words;
};

static size_t
body_rows(void)
{
	return (size_t)app_body_height();
}

static void
settle(struct tick_view *v)
{
	if (v->current >= v->count)
		v->current = v->count > 0 ? v->count - 1 : 0;
	if (v->top > v->current)
		v->top = v->current;
	if (v->current >= v->top + body_rows())
		v->top = v->current - body_rows() + 1;
}

static void
tick_place(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	buf_text(out, ((struct tick_view *)s)->title);
}

static void
tick_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct tick_view *v = (struct tick_view *)s;
	size_t on = 0;

	(void)a;
	for (size_t i = 0; i < v->count; i++)
		on += v->ticks[i].is_on;
	buf_printf(out, _("%zu of %zu ticked"), on, v->count);
}

static void
tick_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct tick_view *v = (struct tick_view *)s;

	(void)a;
	settle(v);
	for (size_t i = v->top; i < v->count && i < v->top + body_rows(); i++) {
		int row = app_body_top() + (int)(i - v->top), title = CODE_COLUMN + CODE_WIDTH + 1;
		const char *note = v->ticks[i].note;

		term_put(row, 0, 1, i == v->current ? ">" : " ", LOOK_PLAIN);
		term_put(row, 3, 3, v->ticks[i].is_on ? "[x]" : "[ ]", LOOK_PLAIN);
		term_put(row, CODE_COLUMN, CODE_WIDTH, v->ticks[i].code, LOOK_PLAIN);
		if (note != NULL && title + NOTE_WIDTH < term_columns()) {
			term_put(row, title, NOTE_WIDTH, note, LOOK_PLAIN);
			title += NOTE_WIDTH + 1;
		}
		if (title < term_columns())
			term_put(row, title, term_columns() - title, v->ticks[i].title, LOOK_PLAIN);
	}
	*y = app_body_top() + (int)(v->current - v->top);
	*x = 0;
}

static void
move_by(struct tick_view *v, long by)
{
	long to = (long)v->current + by, last = (long)v->count - 1;

	v->current = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

static void
find(struct app *a, struct tick_view *v, bool backwards)
{
	for (size_t i = 1; v->words != NULL && i <= v->count; i++) {
		size_t at = (v->current + (backwards ? v->count - i : i)) % v->count;

		if (text_has_words(v->ticks[at].title, v->words) ||
		    text_has_words(v->ticks[at].code, v->words)) {
			v->current = at;
			return;
		}
	}
	app_say_not_found(a, v->words);
}

static bool
tick_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return ((struct tick_view *)s)->count > 0;
}

static void
tick_move(struct app *a, struct screen *s, enum action_id action)
{
	struct tick_view *v = (struct tick_view *)s;

	(void)a;
	switch (action) {
	case ACTION_NEXT:      move_by(v, 1); break;
	case ACTION_PREVIOUS:  move_by(v, -1); break;
	case ACTION_PAGE_DOWN: move_by(v, (long)body_rows()); break;
	case ACTION_PAGE_UP:   move_by(v, -(long)body_rows()); break;
	case ACTION_FIRST:     v->current = 0; break;
	default:               move_by(v, (long)v->count); break;
	}
}

static void
tick_ask_words(struct app *a, struct screen *s, enum action_id action)
{
	struct tick_view *v = (struct tick_view *)s;

	(void)action;
	if (app_ask_words(a, &v->words))
		find(a, v, false);
}

static void
tick_find_again(struct app *a, struct screen *s, enum action_id action)
{
	struct tick_view *v = (struct tick_view *)s;

	find(a, v, action == ACTION_FIND_PREVIOUS);
}

static void
tick_turn(struct app *a, struct screen *s, enum action_id action)
{
	struct tick_view *v = (struct tick_view *)s;

	(void)a;
	(void)action;
	v->ticks[v->current].is_on = !v->ticks[v->current].is_on;
	move_by(v, 1);
}

static void
tick_finish(struct app *a, struct screen *s, enum action_id action)
{
	struct tick_view *v = (struct tick_view *)s;

	(void)action;
	*v->is_finished = true;
	app_pop(a);
}


/* Ticks that were set are not thrown away without asking. */
static void
tick_leave(struct app *a, struct screen *s, enum action_id action)
{
	const struct tick_view *v = (struct tick_view *)s;
	bool is_changed = false;

	(void)action;
	for (size_t i = 0; i < v->count; i++)
		is_changed = is_changed || v->ticks[i].is_on != v->was_on[i];
	if (!is_changed ||
	    app_ask_letter(a, _("Leave these ticks as they were? (y/n)"), LETTERS_NO_YES) == 'y')
		app_pop(a);
}

static const struct handler tick_handlers[] = {
	{ ACTION_FIND, tick_ask_words },
	{ ACTION_FIND_NEXT, tick_find_again },
	{ ACTION_FIND_PREVIOUS, tick_find_again },
	{ ACTION_TAG, tick_turn },
	{ ACTION_SAVE, tick_finish },
	{ ACTION_FINISH, tick_finish },
	{ ACTION_BACK, tick_leave },
	{ ACTION_NONE, NULL },
};

/* Enter says that one is done: the ticks are what was to be said here. */
static bool
tick_key(struct app *a, struct screen *s, struct key key)
{
	if (key.code != K_ENTER || key.is_pasted)
		return false;
	tick_finish(a, s, ACTION_FINISH);
	return true;
}

static void
tick_close(struct app *a, struct screen *s)
{
	struct tick_view *v = (struct tick_view *)s;

	(void)a;
	free(v->words);
	free(v->was_on);
	free(v->title);
	free(v);
}

static const enum action_id tick_keys[] = {
	ACTION_TAG, ACTION_FIND, ACTION_FINISH, ACTION_NONE
};

const struct screen_ops tick_ops = {
	.kind = ON_TICK,
	.place = tick_place,
	.status = tick_status,
	.draw = tick_draw,
	.handlers = tick_handlers,
	.move = tick_move,
	.keys = tick_keys,
	.key = tick_key,
	.has_record = tick_has_record,
	.close = tick_close,
};

bool
tick_visit(struct app *a, const char *title, struct tick *ticks, size_t count)
{
	struct tick_view *v = mem_new(sizeof *v);
	bool is_finished = false;

	v->screen.ops = &tick_ops;
	v->title = mem_text(title);
	v->ticks = ticks;
	v->count = count;
	v->is_finished = &is_finished;
	v->was_on = mem_new(sizeof *v->was_on * (count + 1));
	for (size_t i = 0; i < count; i++)
		v->was_on[i] = ticks[i].is_on;
	app_visit(a, &v->screen);
	return is_finished;
}

/* ---- the members of a set */

/* Whether one of the set's members, as a form has them, is the code. */
static bool
has_member(const char *text, const char *code)
{
	size_t n = strlen(code);

	for (const char *p = text; *p != '\0'; ) {
		size_t m;

		p += strspn(p, "; ");
		m = strcspn(p, ";");
		while (m > 0 && p[m - 1] == ' ')
			m--;
		if (m == n && strncmp(p, code, n) == 0)
			return true;
		p += strcspn(p, ";");
	}
	return false;
}

bool
tick_members(struct app *a, const struct field *field, const char *text, struct buf *out)
{
	struct lookup *l;
	struct tick *ticks;
	struct err e;
	bool is_finished;

	if (lookup_open(a->registry, field, &l, &e) != ERR_OK) {
		app_refuse(a, &e);
		return false;
	}
	ticks = mem_new(sizeof *ticks * (l->count + 1));
	for (size_t i = 0; i < l->count; i++)
		ticks[i] = (struct tick){ .code = l->all[i].code, .title = l->all[i].title,
		                          .number = l->all[i].number,
		                          .is_on = has_member(text, l->all[i].code) };
	is_finished = tick_visit(a, field->label, ticks, l->count);
	for (size_t i = 0; is_finished && i < l->count; i++) {
		if (ticks[i].is_on)
			buf_printf(out, "%s%s", out->size > 0 ? ";" : "", ticks[i].code);
	}
	free(ticks);
	lookup_close(l);
	return is_finished;
}
