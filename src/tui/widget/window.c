/* Shows a window of lines to choose from, near the line that is typed in. */
#include <config.h>

#include "tui/widget/window.h"

#include "tui/app/frame.h"

#define HIGHEST 8

void
window_open(struct window *w, int line)
{
	int below = app_message_line() - line - 1, above = line - app_body_top();
	int room = (below >= above ? below : above) - 2;

	w->line = line;
	w->rows = term_rows();
	w->columns = term_columns();
	w->width = term_columns() - 8;
	w->height = room < HIGHEST ? room : HIGHEST;
	/* On the lowest screen it rather covers the place than the messages. */
	if (w->height < 1) {
		w->height = 1;
		below = 0;
		above = 1;
	}
	w->window = newwin(w->height + 2, w->width + 2,
	                   below >= above ? line + 1 : line - w->height - 2, 3);
	w->panel = new_panel(w->window);
}

void
window_close(struct window *w)
{
	del_panel(w->panel);
	delwin(w->window);
}

void
window_fit(struct window *w)
{
	if (app_is_too_small()) {
		hide_panel(w->panel);
		w->rows = 0;
	} else if (w->rows != term_rows() || w->columns != term_columns()) {
		window_close(w);
		window_open(w, w->line < app_message_line() ? w->line : app_body_top());
	}
}

void
window_hide(struct window *w)
{
	hide_panel(w->panel);
}

void
window_show(struct window *w)
{
	show_panel(w->panel);
}

void
window_step(struct window *w, size_t count, long by)
{
	long to = (long)w->current + by, last = (long)count - 1;

	w->current = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

static void
draw_line(const struct window *w, int line, bool is_current, const struct buf *text)
{
	struct buf marked, shown;

	buf_init(&marked);
	buf_init(&shown);
	buf_text(&marked, is_current ? "> " : "  ");
	buf_add(&marked, text->data, text->size);
	text_pad((const char *)marked.data, marked.size, w->width, term_charset(), &shown);
	mvwaddnstr(w->window, line + 1, 1, (const char *)shown.data, (int)shown.size);
	buf_clear(&marked);
	buf_clear(&shown);
}

void
window_draw(struct window *w, size_t count, window_text *text, const void *context)
{
	window_step(w, count, 0);
	if (w->top > w->current)
		w->top = w->current;
	if (w->current >= w->top + (size_t)w->height)
		w->top = w->current - (size_t)w->height + 1;
	werase(w->window);
	wborder(w->window, '|', '|', '-', '-', '+', '+', '+', '+');
	for (int i = 0; i < w->height && w->top + (size_t)i < count; i++) {
		size_t index = w->top + (size_t)i;
		struct buf line;

		buf_init(&line);
		text(context, index, w->width - 2, &line);
		draw_line(w, i, index == w->current && !w->is_unmarked, &line);
		buf_clear(&line);
	}
}

struct key
window_key(struct app *a, const struct window *w)
{
	return app_key(a, getbegy(w->window) + 1 + (int)(w->current - w->top),
	               getbegx(w->window) + 1);
}
