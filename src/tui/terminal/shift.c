/* Scrolls lines that only move, before curses sends what has changed. */
#include <config.h>

#include "tui/terminal/shift.h"

#include <stdlib.h>
#include <string.h>

#include <ncurses.h>

#include "base/alloc.h"
#include "tui/terminal/band.h"

#define MOST_BANDS 2

/* ---- what stands on the screen, and what will */

static uint32_t
number_of(const cchar_t *c)
{
	uint32_t n = (uint32_t)c->attr;

	for (int i = 0; i < CCHARW_MAX && c->chars[i] != 0; i++)
		n = (n ^ (uint32_t)c->chars[i]) * 16777619u;
	return n;
}

/* The window's own cursor stays where it is. Of a wide character's cells the second are left out:
 * all behind it on the row stands nearer then, on both screens alike. */
static void
read_cells(WINDOW *w, const struct cells *size, uint32_t *list)
{
	cchar_t *row = mem_new(sizeof *row * (size_t)(size->width + 1));
	int y, x;

	getyx(w, y, x);
	for (int i = 0; i < size->rows; i++) {
		uint32_t *numbers = list + (ptrdiff_t)i * size->width;

		memset(row, 0, sizeof *row * (size_t)(size->width + 1));
		mvwin_wchnstr(w, i, 0, row, size->width);
		for (int j = 0; j < size->width; j++)
			numbers[j] = number_of(&row[j]);
	}
	wmove(w, y, x);
	free(row);
}

/* Has curses show what stands on the screen, scrolled, and nothing else that is new: lines that
 * moved all alike it finds by itself. */
static void
show_scrolled(const struct band *b)
{
	WINDOW *goal = dupwin(newscr);
	int y, x, at_y, at_x;

	getyx(newscr, y, x);
	getyx(curscr, at_y, at_x);
	overwrite(curscr, newscr);
	scrollok(newscr, TRUE);
	wsetscrreg(newscr, b->top, b->bottom);
	wscrl(newscr, b->by);
	wsetscrreg(newscr, 0, LINES - 1);
	scrollok(newscr, FALSE);
	wmove(newscr, at_y, at_x);
	doupdate();
	overwrite(goal, newscr);
	wmove(newscr, y, x);
	delwin(goal);
}

void
shift_bands(void)
{
	struct cells old = { .rows = LINES, .width = COLS }, new;
	size_t size = (size_t)LINES * (size_t)COLS;
	const cchar_t blank = { .chars = { L' ' } };
	uint32_t *was, *will;
	struct band b;

	if (isendwin() || is_cleared(curscr) || is_cleared(newscr))
		return;
	was = mem_new(sizeof *was * size);
	will = mem_new(sizeof *will * size);
	old.list = was;
	old.blank = number_of(&blank);
	new = old;
	new.list = will;
	read_cells(curscr, &old, was);
	read_cells(newscr, &new, will);
	for (int i = 0; i < MOST_BANDS && band_find(&old, &new, &b); i++) {
		if (band_is_plain(&b, &old, &new))
			break;          /* curses finds that one */
		show_scrolled(&b);
		band_scroll(&b, &old, was);
	}
	free(was);
	free(will);
}
