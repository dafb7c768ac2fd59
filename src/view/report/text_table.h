/* Texts in rows and columns, laid out to a width by what they need on a terminal. */
#ifndef VIEW_TEXT_TABLE_H
#define VIEW_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct text_column {
	char *heading;
	bool is_right;                  /* numbers, so that their digits stand below each other */
	bool is_whole;                  /* never shortened: a date, a code, a choice */
	bool is_kept;                   /* goes last when there is no room for all */
	int width;                      /* found by text_table_fit(); 0: not shown */
};

struct text_table {
	struct text_column *columns;
	size_t column_count;
	char **cells;                   /* row by row */
	size_t rows, room;
};

void text_table_init(struct text_table *t, size_t columns);
void text_table_clear(struct text_table *t);

/* Adds a row of empty cells. */
void text_table_add_row(struct text_table *t);
/* Puts a text, which the table takes over, into a cell of the last row. */
void text_table_put(struct text_table *t, size_t column, char *text);

/* Finds the widths of the columns for lines of that width. A column without texts is not shown; long
 * texts share what the others leave; what then has no room at all is left out. */
void text_table_fit(struct text_table *t, int width);

/* Append the line of headings, and that of a row. True: something of the row is not shown. */
void text_table_headings(const struct text_table *t, struct buf *out);
bool text_table_row(const struct text_table *t, size_t row, struct buf *out);

#endif
