/* Chooses which columns of a table have room on the screen. */
#include <config.h>

#include "tui/widget/column_layout.h"

#include <stdlib.h>

#include "base/alloc.h"

#define GAP 2

static void
place(struct column_layout *c, size_t column, int *x, int width)
{
	c->shown[c->count++] = (struct cell_place){ column, *x, width };
	*x += width + GAP;
}

/* The first column, and those from `left` on that have room: one at least. */
static void
fit_from(struct column_layout *c, const int *widths, size_t count, size_t left, int x, int line)
{
	c->count = 0;
	c->left = left;
	place(c, 0, &x, widths[0]);
	for (size_t i = left; i < count && (c->count == 1 || x + widths[i] <= line); i++)
		place(c, i, &x, widths[i]);
	c->shown[c->count - 1].width = line - c->shown[c->count - 1].x;
}

void
column_layout_make(struct column_layout *c, const int *widths, size_t count, size_t current, int x, int line)
{
	size_t left = c->left < 1 ? 1 : c->left;

	free(c->shown);
	c->shown = mem_new(sizeof *c->shown * (count + 1));
	if (current <= 1 || left > current)
		left = current > 1 ? current : 1;
	fit_from(c, widths, count, left, x, line);
	while (c->shown[c->count - 1].column < current)
		fit_from(c, widths, count, ++left, x, line);
}

void
column_layout_clear(struct column_layout *c)
{
	free(c->shown);
	*c = (struct column_layout){ 0 };
}

int
column_layout_x(const struct column_layout *c, size_t column)
{
	size_t i = 0;

	while (i + 1 < c->count && c->shown[i].column != column)
		i++;
	return c->shown[i].x;
}
