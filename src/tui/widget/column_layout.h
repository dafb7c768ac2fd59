/* Which columns of a table have room on the screen. The first stays where it is, since it says
 * what a row is of; the others move under it so that the current one is seen. */
#ifndef TUI_COLUMN_LAYOUT_H
#define TUI_COLUMN_LAYOUT_H

#include <stddef.h>

struct cell_place {
	size_t column;
	int x, width;
};

struct column_layout {
	struct cell_place *shown;       /* from left to right */
	size_t count;
	size_t left;                    /* the first column that moves, of those shown; kept between */
};

/* Lays columns of those widths out, so that `current` is among them; the last one shown takes what
 * is left of the line. x: where the first begins; line: columns of the screen. */
void column_layout_make(struct column_layout *c, const int *widths, size_t count, size_t current, int x,
                   int line);
void column_layout_clear(struct column_layout *c);

/* Where the column begins. */
int column_layout_x(const struct column_layout *c, size_t column);

#endif
