/* The lookup window: candidates that fit what is typed, the best first. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <panel.h>

#include "base/intl.h"
#include "tui/app.h"
#include "view/lookup.h"

struct window {
	WINDOW *window;
	PANEL *panel;
	int height, width;              /* inside its frame */
	int rows, columns;              /* of the screen that it was laid out for; 0: hidden */
	size_t top, current;
};

/* Above the message line, which says what is typed. */
static void
open_window(struct window *w)
{
	int y = app_body_top() + 1;

	w->rows = term_rows();
	w->columns = term_columns();
	w->width = term_columns() - 8;
	w->height = app_body_height() - 4;
	if (w->height < 3) {
		w->height = 3;
		y = app_message_line() - w->height - 2;
	}
	w->window = newwin(w->height + 2, w->width + 2, y, 3);
	w->panel = new_panel(w->window);
}

static void
close_window(struct window *w)
{
	del_panel(w->panel);
	delwin(w->window);
}

/* Lays it out anew for a screen of another size; one that is too small shows none. */
static void
fit_window(struct window *w)
{
	if (app_is_too_small()) {
		hide_panel(w->panel);
		w->rows = 0;
	} else if (w->rows != term_rows() || w->columns != term_columns()) {
		close_window(w);
		open_window(w);
	}
}

static void
draw_candidate(const struct window *w, int line, const struct candidate *c, bool is_current)
{
	struct buf text, shown;

	buf_init(&text);
	buf_init(&shown);
	buf_text(&text, is_current ? "> " : "  ");
	text_pad(c->code, strlen(c->code), *c->title == '\0' ? w->width - 2 : 18, term_charset(),
	         &text);
	if (*c->title != '\0')
		buf_printf(&text, " %s", c->title);
	text_pad((const char *)text.data, text.size, w->width, term_charset(), &shown);
	mvwaddnstr(w->window, line + 1, 1, (const char *)shown.data, (int)shown.size);
	buf_clear(&text);
	buf_clear(&shown);
}

static void
draw_window(struct window *w, const struct lookup *l)
{
	if (w->current >= l->shown_count)
		w->current = l->shown_count > 0 ? l->shown_count - 1 : 0;
	if (w->top > w->current)
		w->top = w->current;
	if (w->current >= w->top + (size_t)w->height)
		w->top = w->current - (size_t)w->height + 1;
	werase(w->window);
	wborder(w->window, '|', '|', '-', '-', '+', '+', '+', '+');
	for (int i = 0; i < w->height && w->top + (size_t)i < l->shown_count; i++)
		draw_candidate(w, i, l->shown[w->top + (size_t)i], w->top + (size_t)i == w->current);
}

static void
step(struct window *w, const struct lookup *l, long by)
{
	long to = (long)w->current + by, last = (long)l->shown_count - 1;

	w->current = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

enum answer { GOES_ON, CHOSEN, LEFT };

static enum answer
take_key(struct window *w, struct lookup *l, struct edit *edit, struct key key)
{
	switch (key.code) {
	case K_HANG_UP: case K_ESCAPE: case K_F12:
		return LEFT;
	case K_ENTER:
		return l->shown_count > 0 ? CHOSEN : GOES_ON;
	case K_DOWN: case K_TAB: step(w, l, 1); return GOES_ON;
	case K_UP: case K_SHIFT_TAB: step(w, l, -1); return GOES_ON;
	case K_PAGE_DOWN: step(w, l, w->height - 1); return GOES_ON;
	case K_PAGE_UP: step(w, l, 1 - w->height); return GOES_ON;
	case K_BACKSPACE: edit_back(edit); break;
	case K_CTRL('U'): edit_empty(edit); break;
	default:
		if (key.code < ' ' || key.code >= K_FIRST || !edit_insert(edit, key.code))
			return GOES_ON;
		break;
	}
	lookup_narrow(l, edit_text(edit));
	w->current = w->top = 0;
	return GOES_ON;
}

bool
lookup_choose(struct app *a, const struct field *field, const char *text, struct buf *out)
{
	struct window w = { 0 };
	struct lookup *l;
	struct edit edit;
	enum answer answer = GOES_ON;
	struct err e;

	if (lookup_open(a->registry, field, &l, &e) != ERR_OK) {
		app_refuse(a, &e);
		return false;
	}
	edit_init(&edit, text, false);
	lookup_narrow(l, text);
	open_window(&w);
	while (answer == GOES_ON) {
		fit_window(&w);
		draw_window(&w, l);
		app_say(a, _("%s: %s   (%zu fit; type to narrow, Enter takes, Esc leaves)"), field->label,
		        edit_text(&edit), l->shown_count);
		answer = take_key(&w, l, &edit, app_key(a, getbegy(w.window) + 1 + (int)(w.current - w.top),
		                                        getbegx(w.window) + 1));
	}
	if (answer == CHOSEN)
		buf_text(out, l->shown[w.current]->code);
	close_window(&w);
	edit_clear(&edit);
	lookup_close(l);
	buf_reset(&a->message);
	return answer == CHOSEN;
}
