/* Draws a form as one page that scrolls: its sections, the fields of each, and of a table the first
 * rows. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/kind.h"
#include "tui/app/frame.h"
#include "tui/screen/form_screen_internal.h"
#include "view/report/sheet.h"

#define LABEL_COLUMN 2
#define LABEL_WIDTH 19
#define VALUE_COLUMN (LABEL_COLUMN + LABEL_WIDTH)
#define HINTED_WIDTH 16         /* of a value that has a hint beside it */
#define MOST_ROWS 3             /* of a table that are shown in its place */
#define WIDEST_EXTENT 40        /* of a field, as far as it is underlined */
#define ALL_SECTIONS SIZE_MAX
#define SLOW_EXTENT 20          /* the same on a slow line */

/* ---- the page: what stands on each of its lines */

enum line_of { OF_BLANK, OF_SECTION, OF_ITEM, OF_ROW, OF_MORE };

struct page_line {
	enum line_of kind;
	size_t item;                    /* or the section */
	uint32_t row;                   /* of the item's table; or how many more it has */
};

struct page {
	struct page_line *lines;
	size_t count, room;
};

static void
add_line(struct page *p, enum line_of kind, size_t item, uint32_t row)
{
	MEM_ROOM(p->lines, p->count, p->room);
	p->lines[p->count++] = (struct page_line){ kind, item, row };
}

/* A table shows its first rows below its label, inside a record's form. */
static void
add_rows(const struct form *f, size_t item, struct page *p)
{
	const struct value *v = &f->values[f->items[item].field->place];

	if (f->items[item].field->type != FIELD_TABLE || v->kind != VALUE_ROWS)
		return;
	for (uint32_t i = 0; i < v->count && i < MOST_ROWS; i++)
		add_line(p, OF_ROW, item, i);
	if (v->count > MOST_ROWS)
		add_line(p, OF_MORE, item, v->count - MOST_ROWS);
}

static void
fill_page(const struct form *f, size_t only, bool has_gaps, struct page *p)
{
	p->count = 0;
	for (size_t i = 0; i < f->count; i++) {
		if (only != ALL_SECTIONS && f->items[i].section != only)
			continue;
		if (i == 0 || f->items[i].section != f->items[i - 1].section) {
			if (p->count > 0 && has_gaps)
				add_line(p, OF_BLANK, 0, 0);
			add_line(p, OF_SECTION, f->items[i].section, 0);
		}
		add_line(p, OF_ITEM, i, 0);
		add_rows(f, i, p);
	}
}

/* Nothing that fits on one screen takes two: the gaps between sections give way first. On a slow line
 * only the current section is sent. */
static void
lay_out(const struct form_view *v, struct page *p)
{
	size_t height = (size_t)app_body_height(),
	       only = term_is_slow() ? current_item_of(v)->section : ALL_SECTIONS;

	fill_page(v->form, only, true, p);
	if (p->count <= height)
		return;
	fill_page(v->form, only, false, p);
	if (p->count > height)
		fill_page(v->form, only, true, p);
}

/* The line of the item. */
static size_t
line_of(const struct page *p, size_t item)
{
	size_t line = 0;

	while (line + 1 < p->count && (p->lines[line].kind != OF_ITEM || p->lines[line].item != item))
		line++;
	return line;
}

/* Scrolls no further than the current item asks for; its heading comes into sight with the first item
 * of a section, and the rows of a table with the table. */
static void
scroll(struct form_view *v, const struct page *p)
{
	size_t height = (size_t)app_body_height(), line = line_of(p, v->current), last = line;
	size_t first = line > 0 && p->lines[line - 1].kind == OF_SECTION ? line - 1 : line;

	while (last + 1 < p->count && p->lines[last + 1].kind >= OF_ROW)
		last++;
	/* A section that one has gone to is shown from its heading on. */
	for (size_t i = 0; v->shown_section != 0 && i < p->count; i++) {
		if (p->lines[i].kind == OF_SECTION && p->lines[i].item == v->shown_section - 1)
			v->top = i;
	}
	v->shown_section = 0;
	if (last >= v->top + height)
		v->top = last - height + 1;
	if (v->top > first)
		v->top = first;
	if (line >= v->top + height)
		v->top = line - height + 1;
	if (v->top + height > p->count)
		v->top = p->count > height ? p->count - height : 0;
}

/* ---- widths */

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

/* How far the field is seen to reach: as far as what it may hold, or holds. */
static int
extent(const struct form_item *item, const char *text)
{
	const struct field *f = item->field;
	int width = value_width(item), most = term_is_slow() ? SLOW_EXTENT : WIDEST_EXTENT,
	    held = text_width(text, strlen(text)) + 1;

	if (f->max_length > 0 && f->max_length < (size_t)most)
		most = (int)f->max_length;
	else if (field_kind(f)->width > 0 && f->many == MANY_ONE && field_kind(f)->width < most)
		most = field_kind(f)->width;
	if (held > most)
		most = held;
	return most < width ? most : width;
}

/* ---- drawing */

/* The label with the item's marks: ">" for the current one, "!" for a text that was not taken, "*" behind
 * what is still to be filled in. */
static void
draw_label(const struct form_view *v, size_t index, int y)
{
	const struct form_item *item = &v->form->items[index];
	char marks[] = { index == v->current ? '>' : ' ', item->error != NULL ? '!' : ' ', '\0' };
	int room = LABEL_WIDTH - 1,
	    width = text_width(item->label, strlen(item->label));

	term_put(y, 0, 2, marks, LOOK_PLAIN);
	term_put(y, LABEL_COLUMN, room, item->label, LOOK_PLAIN);
	if (form_must_fill(v->form, index) && item->error == NULL)
		term_put(y, LABEL_COLUMN + (width < room - 2 ? width + 1 : room - 1), 1, "*", LOOK_PLAIN);
}

static void
draw_value(struct form_view *v, size_t index, int y, int *column)
{
	const struct form_item *item = &v->form->items[index];
	bool is_current = index == v->current && !item->is_fixed;
	int width = value_width(item), seen;
	struct buf shown;

	if (item->field->type == FIELD_TABLE)   /* its rows stand below it */
		return;
	buf_init(&shown);
	if (is_current)
		*column = edit_show(&v->edit, width, term_charset(), &shown);
	else
		buf_text(&shown, item->text);
	if (is_current)         /* it was filled up with blanks */
		buf_trim(&shown);
	seen = extent(item, buf_string(&shown));
	/* An attribute would cost bytes with every letter; these are only replaced. */
	if (is_current && term_is_slow()) {
		for (int i = text_width(buf_string(&shown), shown.size); i < seen; i++)
			buf_byte(&shown, '_');
	}
	if (!item->is_fixed && !term_is_slow())
		term_put(y, VALUE_COLUMN, seen, buf_string(&shown), LOOK_FIELD);
	else
		term_put(y, VALUE_COLUMN, width, buf_string(&shown), LOOK_PLAIN);
	buf_clear(&shown);
}

static void
draw_hint(struct form_view *v, size_t index, int y)
{
	int column = hint_column(&v->form->items[index]);
	struct buf text;

	if (column == 0)
		return;
	buf_init(&text);
	form_hint(v->form, index, index == v->current ? edit_text(&v->edit) : NULL, &text);
	term_put(y, column, term_columns() - column - 1, buf_string(&text), LOOK_PLAIN);
	buf_clear(&text);
}

static void
draw_row(const struct form_view *v, const struct page_line *line, int y)
{
	const struct form *f = v->form;
	const struct field *table = f->items[line->item].field;
	struct buf text;

	buf_init(&text);
	if (line->kind == OF_MORE)
		buf_printf(&text, _("... and %zu more"), (size_t)line->row);
	else
		row_text(f->registry, f->record, table, &f->values[table->place].rows[line->row], true,
		         &text);
	term_put(y, LABEL_COLUMN + 2, term_columns() - LABEL_COLUMN - 3, buf_string(&text),
	         LOOK_PLAIN);
	buf_clear(&text);
}

static void
draw_line(struct form_view *v, const struct page_line *line, int y, int *column)
{
	switch (line->kind) {
	case OF_BLANK:
		break;
	case OF_SECTION:
		term_put(y, 1, term_columns() - 1, form_section(v->form, line->item), LOOK_STRONG);
		break;
	case OF_ITEM:
		draw_label(v, line->item, y);
		draw_value(v, line->item, y, column);
		draw_hint(v, line->item, y);
		break;
	default:
		draw_row(v, line, y);
		break;
	}
}

int
form_view_line(struct form_view *v)
{
	struct page page = { 0 };
	size_t line;

	lay_out(v, &page);
	scroll(v, &page);
	line = line_of(&page, v->current) - v->top;
	free(page.lines);
	return app_body_top() + (int)line;
}

static void
say_help(struct app *a, const struct field *f)
{
	char *help = field_help(f);

	/* What is understood besides is worth a line of its own only where there is room. */
	if (f->type == FIELD_DATE && !term_is_slow())
		app_hint(a, _("%s%sAlso: today, +60d, 14 mar."), help, *help == '\0' ? "" : "   ");
	else
		app_hint(a, "%s", help);
	free(help);
}

void
form_view_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct form_view *v = (struct form_view *)s;
	const struct form_item *item = current_item_of(v);
	struct page page = { 0 };
	int column = 0;

	lay_out(v, &page);
	scroll(v, &page);
	for (size_t i = v->top; i < page.count && i < v->top + (size_t)app_body_height(); i++)
		draw_line(v, &page.lines[i], app_body_top() + (int)(i - v->top), &column);
	*y = app_body_top() + (int)(line_of(&page, v->current) - v->top);
	free(page.lines);
	if (a->message.size == 0 && item->error != NULL)
		app_hint(a, "%s", item->error);
	else if (a->message.size == 0)
		say_help(a, item->field);
	*x = VALUE_COLUMN + column;
}
