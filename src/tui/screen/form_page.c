/* Lays out and draws the pages of a form with libform. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/kind.h"
#include "tui/app/frame.h"
#include "tui/screen/form_screen_internal.h"

#define LABEL_COLUMN 2
#define LABEL_WIDTH 19
#define VALUE_COLUMN (LABEL_COLUMN + LABEL_WIDTH)
#define HINTED_WIDTH 16         /* of a value that has a hint beside it */

/* ---- pages: as many items of one section as have room */

static size_t
page_height(void)
{
	return app_body_height() > 2 ? (size_t)app_body_height() - 1 : 1;
}

static void
find_page(struct form_view *v)
{
	size_t section = current_item_of(v)->section, start = v->current, end;

	while (start > 0 && v->form->items[start - 1].section == section)
		start--;
	v->first = start + (v->current - start) / page_height() * page_height();
	for (end = v->first; end < v->form->count && v->form->items[end].section == section &&
	     end - v->first < page_height(); end++)
		continue;
	v->shown = end - v->first;
}

static bool
has_hint(const struct form_item *item)
{
	const struct field *f = item->field;

	return (f->type == FIELD_REFERENCE && f->many == MANY_ONE) || f->type == FIELD_TABLE ||
	       f->type == FIELD_DATE || f->type == FIELD_DUE || f->unit != NULL;
}

static int
value_width(const struct form_item *item)
{
	int width = term_columns() - VALUE_COLUMN - 1;

	if (item->field->type == FIELD_TABLE)
		return 1;
	return has_hint(item) && width > HINTED_WIDTH * 2 ? HINTED_WIDTH : width;
}

/* Where the hint stands; 0: there is none, or no room. */
static int
hint_column(const struct form_item *item)
{
	int column = VALUE_COLUMN + value_width(item) + 1;

	return has_hint(item) && column < term_columns() - 2 ? column : 0;
}

static FIELD *
make_field(int y, int x, int width, bool is_active)
{
	FIELD *f = new_field(1, width > 0 ? width : 1, y, x, 0, 0);

	field_opts_off(f, O_AUTOSKIP | O_BLANK);
	if (!is_active)
		field_opts_off(f, O_ACTIVE | O_EDIT);
	return f;
}

void
form_view_close_page(struct form_view *v)
{
	if (v->page == NULL)
		return;
	unpost_form(v->page);
	free_form(v->page);
	for (size_t i = 0; v->fields[i] != NULL; i++)
		free_field(v->fields[i]);
	free(v->fields);
	delwin(v->window);
	v->page = NULL;
}

static void
open_page(struct form_view *v)
{
	size_t n = 0;

	form_view_close_page(v);
	find_page(v);
	v->fields = mem_new(sizeof *v->fields * (3 * v->shown + 1));
	for (size_t i = 0; i < v->shown; i++) {
		const struct form_item *item = &v->form->items[v->first + i];
		int width = value_width(item), hint = hint_column(item);

		v->fields[n++] = make_field((int)i, 0, VALUE_COLUMN - 1, false);
		v->fields[n++] = make_field((int)i, VALUE_COLUMN, width, true);
		if (hint > 0)
			v->fields[n++] = make_field((int)i, hint, term_columns() - hint - 1, false);
	}
	v->window = subwin(stdscr, (int)page_height(), term_columns(), app_body_top() + 1, 0);
	v->page = new_form(v->fields);
	set_form_win(v->page, v->window);
	set_form_sub(v->page, v->window);
}

/* ---- drawing */

static void
set_field(FIELD *f, int width, const char *text)
{
	struct buf shown;

	buf_init(&shown);
	text_pad(text, strlen(text), width, term_charset(), &shown);
	set_field_buffer(f, 0, buf_string(&shown));
	buf_clear(&shown);
}

static void
field_width(FIELD *f, int *width)
{
	int rows, y, x, off, buffers;

	field_info(f, &rows, width, &y, &x, &off, &buffers);
}

/* The label with the item's marks: ">" for the current one, "!" for a text that was not taken. */
static void
fill_label(const struct form_view *v, size_t index, FIELD *f)
{
	const struct form_item *item = &v->form->items[index];
	char *text = mem_printf("%c%c%s", index == v->current ? '>' : ' ',
	                        item->error != NULL ? '!' : ' ', item->label);

	set_field(f, VALUE_COLUMN - 1, text);
	free(text);
}

static void
fill_value(struct form_view *v, size_t index, FIELD *f, int *column)
{
	const struct form_item *item = &v->form->items[index];
	struct buf shown;
	int width;

	field_width(f, &width);
	if (item->field->type == FIELD_TABLE) { /* its rows are counted beside it */
		set_field(f, width, "");
		return;
	}
	if (index != v->current || item->is_fixed) {
		set_field(f, width, item->text);
		return;
	}
	buf_init(&shown);
	*column = edit_show(&v->edit, width, term_charset(), &shown);
	set_field_buffer(f, 0, buf_string(&shown));
	buf_clear(&shown);
}

static void
fill_hint(struct form_view *v, size_t index, FIELD *f)
{
	struct buf text;
	int width;

	buf_init(&text);
	field_width(f, &width);
	form_hint(v->form, index, index == v->current ? edit_text(&v->edit) : NULL, &text);
	set_field(f, width, buf_string(&text));
	buf_clear(&text);
}

static FIELD *
fill_page(struct form_view *v, int *column)
{
	FIELD *current = NULL;
	size_t n = 0;

	for (size_t i = 0; i < v->shown; i++) {
		size_t index = v->first + i;

		fill_label(v, index, v->fields[n++]);
		if (index == v->current)
			current = v->fields[n];
		fill_value(v, index, v->fields[n++], column);
		if (hint_column(&v->form->items[index]) > 0)
			fill_hint(v, index, v->fields[n++]);
	}
	return current;
}

static void
say_help(struct app *a, const struct field *f)
{
	char *help = field_help(f);

	app_hint(a, "%s", help);
	free(help);
}

void
form_view_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct form_view *v = (struct form_view *)s;
	const struct form_item *item = current_item_of(v);
	int column = 0;
	FIELD *current;

	if (v->page == NULL || v->current < v->first || v->current >= v->first + v->shown)
		open_page(v);
	unpost_form(v->page);
	current = fill_page(v, &column);
	set_current_field(v->page, current);
	post_form(v->page);
	term_put(app_body_top(), 1, term_columns() - 1,
	         form_section(v->form, item->section), LOOK_STRONG);
	if (item->error != NULL)
		app_hint(a, "%s", item->error);
	else
		say_help(a, item->field);
	*y = app_body_top() + 1 + (int)(v->current - v->first);
	*x = VALUE_COLUMN + column;
}
