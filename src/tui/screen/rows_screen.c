/* Shows the rows of a table inside the form of their record: a grid whose cells are edited in
 * place, with a form for a whole row. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/kind.h"
#include "tui/screen/form_parts.h"
#include "tui/screen/lookup.h"
#include "tui/screen/screens.h"
#include "tui/widget/column_layout.h"
#include "view/form/draft.h"
#include "figures/roll.h"
#include "view/report/sheet.h"

#define FIRST_COLUMN 3
#define WIDEST 40

struct rows_view {
	struct screen screen;
	struct form *form;              /* of the record; not ours */
	const struct field *table;
	size_t top, current;            /* rows */
	size_t known;                   /* how many there were: one that is added gets the mark */
	const struct field **columns;   /* as they are shown: those that decide come first */
	size_t column;                  /* the current one */
	struct column_layout layout;
	uint64_t *tags;                 /* identities, the last one that was tagged last */
	size_t tag_count, tag_room;
	struct edit *typing;            /* the cell that is being typed; NULL: none is */
};

static struct value *
rows_of(const struct rows_view *v)
{
	return record_value(v->form->record, v->table);
}

static size_t
row_count(const struct rows_view *v)
{
	return rows_of(v)->kind == VALUE_ROWS ? rows_of(v)->count : 0;
}

static struct row *
current_row(const struct rows_view *v)
{
	return row_count(v) > 0 ? &rows_of(v)->rows[v->current] : NULL;
}

static const struct field *
column_of(const struct rows_view *v, size_t index)
{
	return v->columns[index];
}

/* ---- tags */

static bool
is_tagged(const struct rows_view *v, uint64_t id)
{
	for (size_t i = 0; i < v->tag_count; i++) {
		if (v->tags[i] == id)
			return true;
	}
	return false;
}

static void
tag_current(struct rows_view *v)
{
	const struct row *row = current_row(v);
	uint64_t id = row == NULL ? 0 : row->id;

	if (row == NULL)
		return;
	for (size_t i = 0; i < v->tag_count; i++) {
		if (v->tags[i] == id) {
			v->tags[i] = v->tags[--v->tag_count];
			return;
		}
	}
	MEM_ROOM(v->tags, v->tag_count, v->tag_room);
	v->tags[v->tag_count++] = id;
}

/* All rows from the one that was tagged last to the current one. */
static void
tag_range(struct rows_view *v)
{
	const struct value *rows = rows_of(v);
	size_t last = v->tag_count == 0 ? v->current :
	              form_row_index(rows, v->tags[v->tag_count - 1]),
	       first = last < v->current ? last : v->current;

	if (last < v->current)
		last = v->current;
	for (size_t i = first; i <= last && i < rows->count; i++) {
		if (is_tagged(v, rows->rows[i].id))
			continue;
		MEM_ROOM(v->tags, v->tag_count, v->tag_room);
		v->tags[v->tag_count++] = rows->rows[i].id;
	}
}

/* ---- drawing */

static size_t
body_rows(void)
{
	return app_body_height() > 1 ? (size_t)app_body_height() - 1 : 1;
}

static void
settle(struct rows_view *v)
{
	size_t n = row_count(v), height = body_rows();

	if (n > v->known)
		v->current = n - 1;
	v->known = n;
	if (v->current >= n)
		v->current = n > 0 ? n - 1 : 0;
	if (v->top > v->current)
		v->top = v->current;
	if (v->current >= v->top + height)
		v->top = v->current - height + 1;
}

static void
text_of(struct app *a, const struct rows_view *v, size_t row, const struct field *f,
        struct buf *out)
{
	cell_text(a->registry, v->form->record, f, row_value(&rows_of(v)->rows[row], f), out);
}

/* As much as the rows that are seen ask for. */
static int
width_of(struct app *a, const struct rows_view *v, const struct field *f)
{
	int widest = text_width(f->label, strlen(f->label));

	for (size_t i = v->top; i < row_count(v) && i < v->top + body_rows(); i++) {
		struct buf cell;
		int width;

		buf_init(&cell);
		text_of(a, v, i, f, &cell);
		width = text_width(buf_string(&cell), cell.size);
		widest = width > widest ? width : widest;
		buf_clear(&cell);
	}
	return widest > WIDEST ? WIDEST : widest;
}

static void
lay_out(struct app *a, struct rows_view *v)
{
	size_t n = v->table->table->count;
	int *widths = mem_new(sizeof *widths * n);

	for (size_t i = 0; i < n; i++)
		widths[i] = width_of(a, v, column_of(v, i));
	column_layout_make(&v->layout, widths, n, v->column, FIRST_COLUMN, term_columns());
	free(widths);
}

static void
draw_row(struct app *a, const struct rows_view *v, size_t index)
{
	const struct row *row = &rows_of(v)->rows[index];
	const char marks[] = { index == v->current ? '>' : ' ', is_tagged(v, row->id) ? '*' : ' ',
		               '\0' };
	int y = app_body_top() + 1 + (int)(index - v->top);

	term_put(y, 0, 2, marks, LOOK_PLAIN);
	for (size_t i = 0; i < v->layout.count; i++) {
		struct buf cell;

		buf_init(&cell);
		text_of(a, v, index, column_of(v, v->layout.shown[i].column), &cell);
		term_put(y, v->layout.shown[i].x, v->layout.shown[i].width, buf_string(&cell),
		         LOOK_PLAIN);
		buf_clear(&cell);
	}
}

static void
draw_headings(const struct rows_view *v)
{
	for (size_t i = 0; i < v->layout.count; i++) {
		const struct cell_place *c = &v->layout.shown[i];

		if (c->column == v->column)
			term_put(app_body_top(), c->x - 1, 1, ">", LOOK_PLAIN);
		term_put(app_body_top(), c->x, c->width, column_of(v, c->column)->label,
		         LOOK_PLAIN);
	}
}

static void
rows_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct rows_view *v = (struct rows_view *)s;

	settle(v);
	lay_out(a, v);
	draw_headings(v);
	for (size_t i = v->top; i < row_count(v) && i < v->top + body_rows(); i++)
		draw_row(a, v, i);
	if (row_count(v) == 0)
		app_draw_note(v->table->table->by_role[ROLE_PARTY] != NULL ?
		              mem_printf(_("There are no rows yet; %s adds one, %s ticks from the members."),
		                         app_key_of(a, ACTION_ADD), app_key_of(a, ACTION_FILL)) :
		              mem_printf(_("There are no rows yet; %s adds one."),
		                         app_key_of(a, ACTION_ADD)));
	*y = app_body_top() + 1 + (int)(v->current - v->top);
	*x = column_layout_x(&v->layout, v->column);
}

static void
rows_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct rows_view *v = (struct rows_view *)s;

	(void)a;
	form_name(v->form, out);
	buf_printf(out, "  %s", v->table->label);
}

static void
rows_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct rows_view *v = (struct rows_view *)s;
	int64_t minutes = table_minutes(v->table, rows_of(v));

	(void)a;
	buf_printf(out, ngettext("%zu row", "%zu rows", row_count(v)), row_count(v));
	if (minutes > 0)
		buf_printf(out, _("   %" PRId64 " minutes"), minutes);
	if (v->tag_count > 0)
		buf_printf(out, _("   %zu tagged"), v->tag_count);
	if (v->form->is_changed)
		buf_printf(out, "   %s", _("changed"));
}

/* ---- cells */

/* Asks for a value of the column: by the lookup window, or as a line of text. False: Esc. */
static bool
ask_cell(struct app *a, const struct rows_view *v, const struct field *f, struct edit *edit)
{
	char *question;
	bool answered;

	if (f->type == FIELD_CHOICE || f->type == FIELD_REFERENCE) {
		enum lookup_end end;

		edit_empty(edit);
		end = lookup_run(a, f, edit, app_body_top() + 1 + (int)(v->current - v->top), true);
		a->key = end == LOOKUP_TAB ? K_TAB : K_ENTER;
		return end != LOOKUP_LEFT;
	}
	question = mem_printf("%s:", f->label);
	answered = app_ask_text(a, question, edit);
	free(question);
	return answered;
}

/* Puts what was typed into the column of one row, or of all that are tagged, or of all. */
static bool
put_cells(struct app *a, struct rows_view *v, const struct field *f, const char *text, bool many)
{
	struct value parsed;
	struct err e;

	if (value_parse(f, text, registry_directory(a->registry), &v->form->record->arena, &parsed,
	                &e) != ERR_OK) {
		app_refuse(a, &e);
		return false;
	}
	form_note_rows(v->form, v->table);
	for (size_t i = 0; i < row_count(v); i++) {
		struct row *row = &rows_of(v)->rows[i];
		bool is_meant = many ? v->tag_count == 0 || is_tagged(v, row->id) : i == v->current;

		if (is_meant)
			*row_value(row, f) = value_copy(&v->form->record->arena, &parsed, f);
	}
	form_set_changed(v->form, true);
	return true;
}

/* Behind a cell: Tab goes to the next of its row, Enter to the one below. */
static void
go_on(const struct app *a, struct rows_view *v)
{
	if (a->key == K_TAB)
		v->column = (v->column + 1) % v->table->table->count;
	else if (v->current + 1 < row_count(v))
		v->current++;
}

static void
edit_cell(struct app *a, struct rows_view *v, bool many)
{
	const struct field *f = column_of(v, v->column);
	struct edit edit;
	struct buf text;
	bool is_answered;

	buf_init(&text);
	if (!many)
		value_format(row_value(current_row(v), f), f, registry_directory(a->registry),
		             FORM_FILE, "en", &text);
	edit_init(&edit, buf_string(&text), field_kind(f)->has_lines);
	v->typing = &edit;
	is_answered = ask_cell(a, v, f, &edit);
	v->typing = NULL;
	if (is_answered && put_cells(a, v, f, edit_text(&edit), many) && !many)
		go_on(a, v);
	edit_clear(&edit);
	buf_clear(&text);
}

/* ---- rows */

static void
edit_row(struct app *a, const struct rows_view *v, const struct row *row, const struct row *like)
{
	app_push(a, form_screen_of(a, form_new_row(v->form, v->table, row, like)));
}

static void
remove_row(struct app *a, struct rows_view *v)
{
	const struct row *row = current_row(v);

	if (row != NULL && app_ask_letter(a, _("Remove this row? (y/n)"), LETTERS_NO_YES) == 'y')
		form_remove_row(v->form, v->table, row->id);
}

static void
move_row(struct rows_view *v, bool down)
{
	const struct row *row = current_row(v);

	if (row != NULL && form_move_row(v->form, v->table, row->id, down))
		v->current += down ? 1 : (size_t)-1;
}

/* The mark stays on its row. */
static void
sort_rows(struct app *a, struct rows_view *v)
{
	const struct field *column = column_of(v, v->column);
	const struct row *row = current_row(v);
	uint64_t id = row == NULL ? 0 : row->id;

	if (form_sort_rows(v->form, v->table, column))
		app_say(a, _("The rows are in the order of %s."), column->label);
	else
		app_say(a, _("The rows were in the order of %s."), column->label);
	if (id != 0)
		v->current = form_row_index(rows_of(v), id);
}

/* All members of the series on the day, ticked; those that are there already stay. */
static void
fill_rows(struct app *a, struct rows_view *v)
{
	struct member *members;
	struct tick *ticks;
	size_t count, n = 0, added = 0;
	struct err e;
	char *heading;

	if (members_on(a->registry, v->form->record, v->table, &members, &count, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	ticks = mem_new(sizeof *ticks * (count + 1));
	for (size_t i = 0; i < count; i++) {
		if (!members[i].is_there)
			ticks[n++] = (struct tick){ .code = members[i].party.code,
				                    .title = members[i].party.name,
				                    .note = members[i].role,
				                    .number = members[i].party.number,
				                    .extra = (int64_t)i,
				                    .is_on = members[i].is_usual };
	}
	heading = mem_printf(_("Members on the day: %s ticks one or not, Enter adds those ticked"),
	                   bindings_first(a->bindings, ACTION_TAG, ON_TICK));
	if (n == 0) {
		app_say(a, _("All members are here already."));
	} else if (tick_visit(a, heading, ticks, n)) {
		form_note_rows(v->form, v->table);
		for (size_t i = 0; i < n; i++) {
			if (!ticks[i].is_on)
				continue;
			member_add(a->registry, v->form->record, v->table,
			           &members[ticks[i].extra]);
			added++;
		}
		v->known += added;
		if (added > 0)
			form_set_changed(v->form, true);
		app_say(a, ngettext("%zu row was added.", "%zu rows were added.", added), added);
	}
	free(heading);
	free(ticks);
	members_free(members, count);
}

static void
move_by(struct rows_view *v, long by)
{
	long to = (long)v->current + by, last = (long)row_count(v) - 1;

	v->current = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

static void
rows_move(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;
	long page = app_body_height() - 1;

	(void)a;
	switch (action) {
	case ACTION_NEXT:      move_by(v, 1); break;
	case ACTION_PREVIOUS:  move_by(v, -1); break;
	case ACTION_PAGE_DOWN: move_by(v, page); break;
	case ACTION_PAGE_UP:   move_by(v, -page); break;
	case ACTION_FIRST:     v->current = 0; break;
	default:               move_by(v, (long)row_count(v)); break;
	}
}

static void
rows_open(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)action;
	edit_row(a, v, current_row(v), NULL);
}

static void
rows_edit(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	edit_cell(a, v, action == ACTION_APPLY);
}

static void
rows_add(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	edit_row(a, v, NULL, action == ACTION_COPY ? current_row(v) : NULL);
}

static void
rows_remove(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)action;
	remove_row(a, v);
}

static void
rows_sort(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)action;
	sort_rows(a, v);
}

static void
rows_fill(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)action;
	fill_rows(a, v);
}

static void
rows_order(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)a;
	move_row(v, action == ACTION_ROW_DOWN);
}

static void
rows_tag(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)a;
	(void)action;
	tag_current(v);
	move_by(v, 1);
}

static void
rows_tag_range(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)a;
	if (action == ACTION_TAG_NONE)
		v->tag_count = 0;
	else
		tag_range(v);
}

/* One key a party: the first value goes on to the next row, the next one stays. */
static void
rows_set_status(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;
	const struct row *row = current_row(v);
	struct err e;

	if (row == NULL)
		return;
	if (form_set_status(v->form, v->table, row->id, action == ACTION_NEXT_VALUE, &e) != ERR_OK)
		app_refuse(a, &e);
	else if (action == ACTION_FIRST_VALUE)
		move_by(v, 1);
}

static void
rows_undo(struct app *a, struct screen *s, enum action_id action)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)action;
	if (form_take_back_rows(v->form, v->table))
		app_say(a, _("Taken back: the last change of %s."), v->table->label);
	else
		app_say(a, _("Nothing was changed in %s since the form was opened or saved."),
		        v->table->label);
	v->known = row_count(v);
}

static const struct handler rows_handlers[] = {
	{ ACTION_OPEN, rows_open },
	{ ACTION_EDIT, rows_edit },
	{ ACTION_APPLY, rows_edit },
	{ ACTION_ADD, rows_add },
	{ ACTION_COPY, rows_add },
	{ ACTION_REMOVE, rows_remove },
	{ ACTION_SORT, rows_sort },
	{ ACTION_FILL, rows_fill },
	{ ACTION_ROW_UP, rows_order },
	{ ACTION_ROW_DOWN, rows_order },
	{ ACTION_TAG, rows_tag },
	{ ACTION_TAG_RANGE, rows_tag_range },
	{ ACTION_TAG_NONE, rows_tag_range },
	{ ACTION_FIRST_VALUE, rows_set_status },
	{ ACTION_NEXT_VALUE, rows_set_status },
	{ ACTION_UNDO, rows_undo },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

static bool
rows_key(struct app *a, struct screen *s, struct key key)
{
	struct rows_view *v = (struct rows_view *)s;

	(void)a;
	size_t n = v->table->table->count;

	if (key.code == K_LEFT || key.code == K_SHIFT_TAB)
		v->column = (v->column + n - 1) % n;
	else if (key.code == K_RIGHT || key.code == K_TAB)
		v->column = (v->column + 1) % n;
	else
		return false;
	return true;
}

static bool
rows_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return current_row((struct rows_view *)s) != NULL;
}

static void
rows_keep(struct app *a, struct screen *s, struct keeping *k)
{
	const struct rows_view *v = (struct rows_view *)s;
	const struct row *row = current_row(v);

	(void)a;
	if (v->typing != NULL && row != NULL)
		keep_cell(k, v->table, row->id, column_of(v, v->column), edit_text(v->typing));
}

static void
rows_close(struct app *a, struct screen *s)
{
	(void)a;
	column_layout_clear(&((struct rows_view *)s)->layout);
	free(((struct rows_view *)s)->tags);
	free(((struct rows_view *)s)->columns);
	free(s);
}

static const enum action_id rows_keys[] = {
	ACTION_OPEN, ACTION_EDIT, ACTION_ADD, ACTION_APPLY, ACTION_FILL, ACTION_COPY,
	ACTION_REMOVE, ACTION_NONE
};

const struct screen_ops rows_ops = {
	.kind = ON_ROWS,
	.place = rows_place,
	.status = rows_status,
	.draw = rows_draw,
	.handlers = rows_handlers,
	.move = rows_move,
	.keys = rows_keys,
	.key = rows_key,
	.has_record = rows_has_record,
	.keep = rows_keep,
	.close = rows_close,
};

struct screen *
rows_screen(struct app *a, struct form *form, const struct field *table)
{
	struct rows_view *v = mem_new(sizeof *v);

	(void)a;
	v->screen.ops = &rows_ops;
	v->form = form;
	v->table = table;
	v->columns = mem_new(sizeof *v->columns * (table->table->count + 1));
	form_columns(table, v->columns);
	/* Rows are told apart by their identities from the start. */
	record_give_row_ids(form->record);
	v->known = row_count(v);
	return &v->screen;
}

struct screen *
rows_screen_at(struct app *a, struct form *form, const struct field *table, uint64_t row)
{
	struct screen *s = rows_screen(a, form, table);
	struct rows_view *v = (struct rows_view *)s;

	v->current = form_row_index(rows_of(v), row);
	return s;
}
