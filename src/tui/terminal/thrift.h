/* What curses sends, said with fewer bytes: the same screen, for a terminal that speaks ANSI X3.64.
 * curses names character sets that were never left, saves and restores the cursor around scroll
 * regions that move it anyway, and places it anew on a line where it stands. */
#ifndef TUI_THRIFT_H
#define TUI_THRIFT_H

#include <stdbool.h>

#include "base/buf.h"

struct thrift {
	int rows;               /* of the terminal */
	bool has_column;        /* it can go to a column of the row (CHA) */
	int row;                /* the cursor's, from 1; 0: not known */
	bool is_plain;          /* no attribute is on */
	bool has_region;        /* a part of the screen scrolls */
	bool is_shifted;        /* another character set is on */
};

/* Appends to out what the bytes do. They are whole: no sequence is cut at their end. */
void thrift_shorten(struct thrift *t, const unsigned char *bytes, size_t size, struct buf *out);

#endif
