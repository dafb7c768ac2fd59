/* Which band of lines to scroll, so that the least is left to be sent: where a list is narrowed or
 * a tree folded, most of what the screen will show stands on it, a few lines further on. */
#ifndef TUI_BAND_H
#define TUI_BAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A screen: a number a cell, alike for what looks alike; row after row. */
struct cells {
	const uint32_t *list;
	int rows, width;
	uint32_t blank;         /* what a scrolled band is filled with */
};

/* From row `top` to row `bottom`, both in it and counted from 0; up by `by`, or down if
 * negative. */
struct band {
	int top, bottom, by;
};

/* The band whose scrolling saves the most of what turns `old` into `new`. False: none saves more
 * than scrolling it takes. */
bool band_find(const struct cells *old, const struct cells *new, struct band *out);

/* Whether it is one that curses looks for: of lines in a row that move and do not change. */
bool band_is_plain(const struct band *b, const struct cells *old, const struct cells *new);

/* Scrolls it in the cells of a screen. */
void band_scroll(const struct band *b, const struct cells *screen, uint32_t *list);

#endif
