/* The rows of a table, inside the form of their record. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/app.h"
#include "view/form.h"

#define FIRST_COLUMN 3
#define GAP 2

struct rows_view {
	struct screen screen;
	struct form *form;              /* of the record; not ours */
	const struct field *table;
	size_t top, current;
};

static const struct value *
rows_of(const struct rows_view *v)
{
	return record_value(v->form->record, v->table);
}

static size_t
row_count(const struct rows_view *v)
{
	return rows_of(v)->kind == VALUE_ROWS ? rows_of(v)->count : 0;
}

static const struct row *
current_row(const struct rows_view *v)
{
	return row_count(v) > 0 ? &rows_of(v)->rows[v->current] : NULL;
}

/* ---- drawing */

static int
width_of(const struct field *f)
{
	const struct field *one[] = { f };
	const struct column c = { .fields = one, .count = 1 };

	return column_width(&c);
}

/* As many columns as have room, in their order; the last takes what is left. */
static size_t
fit_columns(const struct rows_view *v, int *widths)
{
	const struct fields *columns = v->table->table;
	int left = term_columns() - FIRST_COLUMN;
	size_t n = 0;

	for (; n < columns->count; n++) {
		widths[n] = width_of(&columns->list[n]);
		if (left < widths[n] && n > 0)
			break;
		left -= widths[n] + GAP;
	}
	if (n > 0 && left > 0)
		widths[n - 1] += left;
	return n;
}

static void
draw_row(struct app *a, const struct rows_view *v, size_t index, const int *widths, size_t columns)
{
	const struct row *row = &rows_of(v)->rows[index];
	int y = app_body_top() + 1 + (int)(index - v->top), x = FIRST_COLUMN;

	if (index == v->current)
		term_put(y, 0, 1, ">", LOOK_PLAIN);
	for (size_t i = 0; i < columns; i++) {
		const struct field *f = &v->table->table->list[i];
		struct buf cell;

		buf_init(&cell);
		value_format(row_value(row, f), f, registry_directory(a->registry), FORM_SCREEN,
		             registry_schema(a->registry)->language, &cell);
		term_put(y, x, widths[i], buf_string(&cell), LOOK_PLAIN);
		x += widths[i] + GAP;
		buf_clear(&cell);
	}
}

static size_t
body_rows(void)
{
	return app_body_height() > 1 ? (size_t)app_body_height() - 1 : 1;
}

static void
settle(struct rows_view *v)
{
	size_t n = row_count(v);

	if (v->current >= n)
		v->current = n > 0 ? n - 1 : 0;
	if (v->top > v->current)
		v->top = v->current;
	if (v->current >= v->top + body_rows())
		v->top = v->current - body_rows() + 1;
}

static void
rows_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct rows_view *v = (struct rows_view *)s;
	int *widths = mem_new(sizeof *widths * (v->table->table->count + 1)), column = FIRST_COLUMN;
	size_t columns = fit_columns(v, widths);

	settle(v);
	for (size_t i = 0; i < columns; i++) {
		term_put(app_body_top(), column, widths[i], v->table->table->list[i].label, LOOK_PLAIN);
		column += widths[i] + GAP;
	}
	for (size_t i = v->top; i < row_count(v) && i < v->top + body_rows(); i++)
		draw_row(a, v, i, widths, columns);
	if (row_count(v) == 0)
		term_put(app_body_top() + 1, FIRST_COLUMN, term_columns() - FIRST_COLUMN,
		         _("There are no rows yet; a adds one."), LOOK_PLAIN);
	*y = app_body_top() + 1 + (int)(v->current - v->top);
	*x = 0;
	free(widths);
}

static void
rows_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct rows_view *v = (struct rows_view *)s;
	char *code = registry_code(a->registry, v->form->record);

	buf_printf(out, "%s %s  %s", v->form->record->type->label, code, v->table->label);
	free(code);
}

static void
rows_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct rows_view *v = (struct rows_view *)s;

	(void)a;
	buf_printf(out, ngettext("%zu row", "%zu rows", row_count(v)), row_count(v));
	if (v->form->is_changed)
		buf_printf(out, "   %s", _("changed"));
}

/* ---- acting */

static void
edit_row(struct app *a, const struct rows_view *v, const struct row *row, const struct row *like)
{
	app_push(a, form_screen_of(a, form_new_row(v->form, v->table, row, like)));
}

static void
remove_row(struct app *a, struct rows_view *v)
{
	const struct row *row = current_row(v);

	if (app_ask_letter(a, _("Remove this row? (y/n)"), "ny") == 'y')
		form_remove_row(v->form, v->table, row->id);
}

static void
move_by(struct rows_view *v, long by)
{
	long to = (long)v->current + by, last = (long)row_count(v) - 1;

	v->current = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

static void
rows_act(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	switch (action) {
	case ACTION_NEXT:      move_by(v, 1); break;
	case ACTION_PREVIOUS:  move_by(v, -1); break;
	case ACTION_PAGE_DOWN: move_by(v, (long)body_rows()); break;
	case ACTION_PAGE_UP:   move_by(v, -(long)body_rows()); break;
	case ACTION_FIRST:     v->current = 0; break;
	case ACTION_LAST:      move_by(v, (long)row_count(v)); break;
	case ACTION_OPEN:      edit_row(a, v, current_row(v), NULL); break;
	case ACTION_ADD:       edit_row(a, v, NULL, NULL); break;
	case ACTION_COPY:      edit_row(a, v, NULL, current_row(v)); break;
	case ACTION_REMOVE:    remove_row(a, v); break;
	case ACTION_BACK:      app_pop(a); break;
	default: break;
	}
}

static bool
rows_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return current_row((struct rows_view *)s) != NULL;
}

static void
rows_close(struct app *a, struct screen *s)
{
	(void)a;
	free(s);
}

struct screen *
rows_screen(struct app *a, struct form *form, const struct field *table)
{
	static const struct screen_ops ops = {
		.kind = ON_ROWS,
		.place = rows_place,
		.status = rows_status,
		.draw = rows_draw,
		.act = rows_act,
		.has_record = rows_has_record,
		.close = rows_close,
	};
	struct rows_view *v = mem_new(sizeof *v);

	(void)a;
	v->screen.ops = &ops;
	v->form = form;
	v->table = table;
	/* Rows are told apart by their identities from the start. */
	record_give_row_ids(form->record);
	return &v->screen;
}
