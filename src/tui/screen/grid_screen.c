/* Shows the returns of one office and period line by line, with the previous period's figures
 * beside them. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/form_parts.h"
#include "tui/screen/lookup.h"
#include "tui/screen/screens.h"
#include "view/form/grid.h"

#define FIRST_COLUMN 3
#define CODE_WIDTH 12
#define FIGURE_WIDTH 15         /* a figure and last time's: "1234 (1200)" */

struct grid_view {
	struct screen screen;
	struct grid *grid;
	char *place;                    /* "HQ 2015-Q3" */
	size_t top, line, figure;
};

static int
figure_x(const struct grid_view *v, size_t figure)
{
	return term_columns() - FIGURE_WIDTH * (int)(v->grid->figure_count - figure);
}

static size_t
body_rows(void)
{
	return app_body_height() > 2 ? (size_t)app_body_height() - 2 : 1;
}

static void
settle(struct grid_view *v)
{
	if (v->line >= v->grid->count)
		v->line = v->grid->count > 0 ? v->grid->count - 1 : 0;
	if (v->top > v->line)
		v->top = v->line;
	if (v->line >= v->top + body_rows())
		v->top = v->line - body_rows() + 1;
}

/* "1234 (1200)", each part only if there is one. */
static void
put_figures(int row, int x, int64_t now, int64_t last)
{
	char text[64], before[32] = "";

	if (last >= 0)
		snprintf(before, sizeof before, " (%" PRId64 ")", last);
	if (now >= 0)
		snprintf(text, sizeof text, "%" PRId64 "%s", now, before);
	else
		snprintf(text, sizeof text, "-%s", before);
	term_put(row, x, FIGURE_WIDTH - 1, text, LOOK_PLAIN);
}

static void
draw_line(const struct grid_view *v, size_t index)
{
	const struct grid_line *l = &v->grid->lines[index];
	int row = app_body_top() + 1 + (int)(index - v->top), title = FIRST_COLUMN + CODE_WIDTH + 1;

	term_put(row, 0, 1, index == v->line ? ">" : " ", LOOK_PLAIN);
	term_put(row, FIRST_COLUMN, CODE_WIDTH, l->code, LOOK_PLAIN);
	if (title < figure_x(v, 0) - 1)
		term_put(row, title, figure_x(v, 0) - title - 1, l->title, LOOK_PLAIN);
	for (size_t i = 0; i < v->grid->figure_count; i++)
		put_figures(row, figure_x(v, i), l->now[i], l->last[i]);
}

static void
grid_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct grid_view *v = (struct grid_view *)s;
	const struct grid *g = v->grid;
	int totals = app_body_top() + app_body_height() - 1;

	(void)a;
	settle(v);
	term_put(app_body_top(), FIRST_COLUMN, CODE_WIDTH, g->over->label, LOOK_PLAIN);
	for (size_t i = 0; i < g->figure_count; i++) {
		if (i == v->figure)
			term_put(app_body_top(), figure_x(v, i) - 1, 1, ">", LOOK_PLAIN);
		term_put(app_body_top(), figure_x(v, i), FIGURE_WIDTH - 1, g->figures[i]->label,
		         LOOK_PLAIN);
		put_figures(totals, figure_x(v, i), grid_total(g, i, false),
		            grid_total(g, i, true));
	}
	term_put(totals, FIRST_COLUMN, CODE_WIDTH, _("Total"), LOOK_PLAIN);
	for (size_t i = v->top; i < g->count && i < v->top + body_rows(); i++)
		draw_line(v, i);
	if (g->count == 0)
		app_draw_note(mem_printf(_("There are no lines yet; %s adds one."),
		                         app_key_of(a, ACTION_ADD)));
	*y = app_body_top() + 1 + (int)(v->line - v->top);
	*x = figure_x(v, v->figure);
}

static void
grid_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct grid_view *v = (struct grid_view *)s;

	(void)a;
	buf_printf(out, "%s  %s", v->grid->type->plural, v->place);
}

static void
grid_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct grid_view *v = (struct grid_view *)s;

	(void)a;
	buf_printf(out, ngettext("%zu line", "%zu lines", v->grid->count), v->grid->count);
	buf_text(out, _("   now (last time)"));
	if (v->grid->is_changed)
		buf_printf(out, "   %s", _("changed"));
}

/* ---- acting */

static void
move_by(struct grid_view *v, long by)
{
	long to = (long)v->line + by, last = (long)v->grid->count - 1;

	v->line = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

/* To the figure on the right; from the last to the first of the next line. */
static void
next_figure(struct grid_view *v)
{
	if (v->figure + 1 < v->grid->figure_count) {
		v->figure++;
	} else {
		v->figure = 0;
		move_by(v, 1);
	}
}

static void
take_figure(struct app *a, struct grid_view *v, const char *text)
{
	const struct field *f = v->grid->figures[v->figure];
	struct value parsed;
	struct arena arena;
	struct err e;

	arena_init(&arena);
	if (value_parse(f, text, registry_directory(a->registry), &arena, &parsed, &e) != ERR_OK) {
		err_prefix(&e, "%s", f->label);
		app_refuse(a, &e);
	} else {
		grid_put(v->grid, v->line, v->figure,
		         parsed.kind == VALUE_NUMBER ? parsed.number : -1);
		next_figure(v);
	}
	arena_clear(&arena);
}

static void
edit_figure(struct app *a, struct grid_view *v, const char *text)
{
	struct edit edit;

	edit_init(&edit, text, false);
	if (app_ask_text(a, v->grid->figures[v->figure]->label, &edit))
		take_figure(a, v, edit_text(&edit));
	edit_clear(&edit);
}

static void
add_line(struct app *a, struct grid_view *v)
{
	const struct directory *d = registry_directory(a->registry);
	struct buf code;
	uint32_t number;

	buf_init(&code);
	if (lookup_choose(a, v->grid->over, "", &code) &&
	    d->resolve(d->context, v->grid->over, buf_string(&code), &number, NULL) == ERR_OK) {
		v->line = grid_add(v->grid, number);
		v->figure = 0;
	}
	buf_clear(&code);
}

static bool
save(struct app *a, struct grid_view *v)
{
	size_t saved;
	struct err e;

	if (grid_save(v->grid, &saved, &e) != ERR_OK) {
		app_refuse(a, &e);
		return false;
	}
	app_say(a, ngettext("Saved %zu return.", "Saved %zu returns.", saved), saved);
	return true;
}

static void
finish(struct app *a, struct grid_view *v)
{
	char answer = 'd';

	if (v->grid->is_changed)
		answer = app_ask_letter(a, _("Save (s), discard (d) or keep editing (k)?"),
		                        LETTERS_KEEP_SAVE_DISCARD);
	if (answer == 'd' || (answer == 's' && save(a, v)))
		app_pop(a);
}

static void
grid_move(struct app *a, struct screen *s, enum action_id action)
{
	struct grid_view *v = (struct grid_view *)s;

	(void)a;
	switch (action) {
	case ACTION_NEXT:      move_by(v, 1); break;
	case ACTION_PREVIOUS:  move_by(v, -1); break;
	case ACTION_PAGE_DOWN: move_by(v, (long)body_rows()); break;
	case ACTION_PAGE_UP:   move_by(v, -(long)body_rows()); break;
	case ACTION_FIRST:     v->line = 0; break;
	default:               move_by(v, (long)v->grid->count); break;
	}
}

static void
grid_add_line(struct app *a, struct screen *s, enum action_id action)
{
	struct grid_view *v = (struct grid_view *)s;

	(void)action;
	add_line(a, v);
}

static void
grid_edit(struct app *a, struct screen *s, enum action_id action)
{
	struct grid_view *v = (struct grid_view *)s;

	(void)action;
	edit_figure(a, v, "");
}

static void
grid_save_all(struct app *a, struct screen *s, enum action_id action)
{
	struct grid_view *v = (struct grid_view *)s;

	(void)action;
	save(a, v);
}

static void
grid_finish(struct app *a, struct screen *s, enum action_id action)
{
	struct grid_view *v = (struct grid_view *)s;

	(void)action;
	finish(a, v);
}


static const struct handler grid_handlers[] = {
	{ ACTION_ADD, grid_add_line },
	{ ACTION_EDIT, grid_edit },
	{ ACTION_SAVE, grid_save_all },
	{ ACTION_FINISH, grid_finish },
	{ ACTION_BACK, grid_finish },
	{ ACTION_NONE, NULL },
};

/* Digits are the beginning of a figure: nothing needs to be opened first. */
static bool
grid_key(struct app *a, struct screen *s, struct key key)
{
	struct grid_view *v = (struct grid_view *)s;
	const char digit[] = { (char)key.code, '\0' };

	if (key.code == K_LEFT || key.code == K_SHIFT_TAB)
		v->figure -= v->figure > 0;
	else if (key.code == K_RIGHT || key.code == K_TAB || key.code == K_ENTER)
		next_figure(v);
	else if (key.code >= '0' && key.code <= '9' && v->grid->count > 0 && !key.is_pasted)
		edit_figure(a, v, digit);
	else
		return false;
	return true;
}

static bool
grid_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return ((struct grid_view *)s)->grid->count > 0;
}

static void
grid_closed(struct app *a, struct screen *s)
{
	struct grid_view *v = (struct grid_view *)s;

	(void)a;
	grid_close(v->grid);
	free(v->place);
	free(v);
}

/* ---- opening: the parts of the code but the lines' own are asked for */

static bool
ask_part(struct app *a, const struct field *f, struct record *frame)
{
	struct buf text;
	struct err e;
	struct edit edit;
	bool answered;

	buf_init(&text);
	edit_init(&edit, "", false);
	if (f->type == FIELD_REFERENCE) {
		answered = lookup_choose(a, f, "", &text) || !f->is_required;
	} else {
		answered = app_ask_text(a, f->label, &edit);
		buf_text(&text, edit_text(&edit));
	}
	if (answered && value_parse(f, buf_string(&text), registry_directory(a->registry),
	                            &frame->arena, record_value(frame, f), &e) != ERR_OK) {
		app_refuse(a, &e);
		answered = false;
	}
	edit_clear(&edit);
	buf_clear(&text);
	return answered;
}

/* Only what must be there is asked for; what may be empty is, in a grid. */
static bool
ask_frame(struct app *a, const struct type *type, struct record *frame, struct buf *place)
{
	const struct field *code = type_code(type);

	for (size_t i = 0; i < code->part_count; i++) {
		const struct field *f = code->parts[i];

		if (f == type->grid || !f->is_required)
			continue;
		if (!ask_part(a, f, frame))
			return false;
		buf_text(place, place->size > 0 ? "  " : "");
		value_format(record_value(frame, f), f, registry_directory(a->registry),
		             FORM_SCREEN, "en", place);
	}
	return true;
}

static const enum action_id grid_keys[] = {
	ACTION_EDIT, ACTION_ADD, ACTION_SAVE, ACTION_FINISH, ACTION_NONE
};

const struct screen_ops grid_ops = {
	.kind = ON_GRID,
	.place = grid_place,
	.status = grid_status,
	.draw = grid_draw,
	.handlers = grid_handlers,
	.move = grid_move,
	.keys = grid_keys,
	.key = grid_key,
	.has_record = grid_has_record,
	.close = grid_closed,
};

struct screen *
grid_screen(struct app *a, const struct type *type)
{
	struct record *frame = record_new(type);
	struct grid_view *v;
	struct grid *grid;
	struct buf place;
	struct err e;

	buf_init(&place);
	if (type->grid == NULL) {
		app_say(a, _("%s are not entered in a grid."), type->plural);
		record_free(frame);
		return NULL;
	}
	if (!ask_frame(a, type, frame, &place)) {
		record_free(frame);
		buf_clear(&place);
		return NULL;
	}
	if (grid_open(a->registry, frame, &grid, &e) != ERR_OK) {
		app_refuse(a, &e);
		buf_clear(&place);
		return NULL;
	}
	v = mem_new(sizeof *v);
	v->screen.ops = &grid_ops;
	v->grid = grid;
	v->place = buf_take(&place);
	return &v->screen;
}
