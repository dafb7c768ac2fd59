/* A window of lines to choose from, near the line that is typed in: it lies over the screen. */
#ifndef TUI_WINDOW_H
#define TUI_WINDOW_H

#include <curses.h>
#include <panel.h>

#include "tui/app/app.h"

struct window {
	WINDOW *window;
	PANEL *panel;
	int height, width;              /* inside its frame */
	int line;                       /* that is typed in */
	int rows, columns;              /* of the screen that it was laid out for; 0: hidden */
	size_t top, current;
	bool is_unmarked;               /* no line is chosen yet */
};

/* What stands in a line: appends it to out; what is wider is cut. */
typedef void window_text(const void *context, size_t index, int width, struct buf *out);

/* Below the line that is typed in, or above it where there is more room. */
void window_open(struct window *w, int line);
void window_close(struct window *w);

/* Lays it out anew for a screen of another size; one that is too small shows none. */
void window_fit(struct window *w);
void window_hide(struct window *w);
void window_show(struct window *w);

void window_step(struct window *w, size_t count, long by);
void window_draw(struct window *w, size_t count, window_text *text, const void *context);

/* The next key, the cursor being on the mark of the current line. */
struct key window_key(struct app *a, const struct window *w);

#endif
