/* Lays out texts in rows and columns. */
#include <config.h>

#include "view/report/text_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

#define GAP 2
#define NARROWEST 8             /* of a column whose texts are shortened */

void
text_table_init(struct text_table *t, size_t columns)
{
	*t = (struct text_table){ .columns = mem_new(sizeof *t->columns * (columns + 1)),
	                          .column_count = columns };
}

void
text_table_clear(struct text_table *t)
{
	for (size_t i = 0; i < t->rows * t->column_count; i++)
		free(t->cells[i]);
	for (size_t i = 0; i < t->column_count; i++)
		free(t->columns[i].heading);
	free(t->cells);
	free(t->columns);
	*t = (struct text_table){ 0 };
}

void
text_table_add_row(struct text_table *t)
{
	size_t n = t->column_count;

	if (t->rows == t->room) {
		t->room = t->room == 0 ? 16 : 2 * t->room;
		t->cells = mem_grow(t->cells, t->room * n + 1, sizeof *t->cells);
	}
	for (size_t i = 0; i < n; i++)
		t->cells[t->rows * n + i] = NULL;
	t->rows++;
}

void
text_table_put(struct text_table *t, size_t column, char *text)
{
	char **cell = &t->cells[(t->rows - 1) * t->column_count + column];

	free(*cell);
	*cell = text;
}

static const char *
cell_of(const struct text_table *t, size_t row, size_t column)
{
	const char *text = t->cells[row * t->column_count + column];

	return text == NULL ? "" : text;
}

/* ---- widths */

/* The width that the column's texts need; 0: it has none. */
static int
needed(const struct text_table *t, size_t column)
{
	const char *heading = t->columns[column].heading;
	int widest = 0, of_heading = heading == NULL ? 0 : text_width(heading, strlen(heading));

	for (size_t i = 0; i < t->rows; i++) {
		const char *text = cell_of(t, i, column);
		int width = text_width(text, strlen(text));

		widest = width > widest ? width : widest;
	}
	return widest == 0 || widest > of_heading ? widest : of_heading;
}

/* The width of a column if no long one may be wider than `most`. */
static int
limited(const struct text_column *c, int need, int most)
{
	return c->is_whole || need <= most ? need : most;
}

/* Columns of the whole line, and of the columns that are left out none. */
static int
line_width(const struct text_table *t, const int *needs, int most)
{
	int sum = 0;

	for (size_t i = 0; i < t->column_count; i++) {
		if (needs[i] > 0)
			sum += limited(&t->columns[i], needs[i], most) + (sum > 0 ? GAP : 0);
	}
	return sum;
}

/* Leaves one column out: the last that need not be kept, or else the last; never the first. */
static bool
leave_one_out(const struct text_table *t, int *needs)
{
	size_t first = 0, found = 0;

	while (first < t->column_count && needs[first] == 0)
		first++;
	for (size_t i = first + 1; i < t->column_count; i++) {
		if (needs[i] > 0 && (!t->columns[i].is_kept || found == 0 || t->columns[found].is_kept))
			found = i;
	}
	if (found == 0)
		return false;
	needs[found] = 0;
	return true;
}

void
text_table_fit(struct text_table *t, int width)
{
	int *needs = mem_new(sizeof *needs * (t->column_count + 1)), most = width;

	for (size_t i = 0; i < t->column_count; i++)
		needs[i] = needed(t, i);
	while (line_width(t, needs, NARROWEST) > width && leave_one_out(t, needs))
		continue;
	while (most > NARROWEST && line_width(t, needs, most) > width)
		most--;
	for (size_t i = 0; i < t->column_count; i++) {
		t->columns[i].width = limited(&t->columns[i], needs[i], most);
		if (t->columns[i].width > width)
			t->columns[i].width = width;
	}
	free(needs);
}

/* ---- lines */

static void
put_cell(const struct text_column *c, const char *text, struct buf *out)
{
	int width = text_width(text, strlen(text));

	if (out->size > 0)
		buf_text(out, "  ");
	for (int i = width; c->is_right && i < c->width; i++)
		buf_byte(out, ' ');
	if (c->is_right && width < c->width)
		buf_text(out, text);
	else
		text_pad(text, strlen(text), c->width, TEXT_UTF8, out);
}

void
text_table_headings(const struct text_table *t, struct buf *out)
{
	for (size_t i = 0; i < t->column_count; i++) {
		if (t->columns[i].width > 0)
			put_cell(&t->columns[i],
			         t->columns[i].heading == NULL ? "" : t->columns[i].heading, out);
	}
}

bool
text_table_row(const struct text_table *t, size_t row, struct buf *out)
{
	bool is_cut = false;

	for (size_t i = 0; i < t->column_count; i++) {
		const char *text = cell_of(t, row, i);

		is_cut = is_cut || text_width(text, strlen(text)) > t->columns[i].width;
		if (t->columns[i].width > 0)
			put_cell(&t->columns[i], text, out);
	}
	return is_cut;
}
