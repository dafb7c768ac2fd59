/* Lines to read, scrolled: a record, help. */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include "tui/app/app.h"
#include "view/report/sheet.h"

struct pager {
	struct sheet_lines lines;
	size_t top, current;            /* current: the line that the mark is on */
};

/* Draws lines into the body, the mark in column one. */
void pager_draw(struct pager *p, int *y, int *x);

/* Moves; true if the action was one of moving. */
bool pager_act(struct pager *p, enum action_id action);

/* Keeps mark and top within the lines, after these or the screen have changed. */
void pager_settle(struct pager *p);

/* To the next line that has the words. False: there is none. */
bool pager_find(struct pager *p, const char *words, bool backwards);

void pager_clear(struct pager *p);

#endif
