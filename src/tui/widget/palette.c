/* Finds any action of the screen by a part of its name. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/intl.h"
#include "tui/app/frame.h"
#include "tui/widget/palette.h"
#include "tui/widget/window.h"
#include "view/input/palette.h"

#define KEY_WIDTH 8

struct palette {
	const struct bindings *bindings;
	unsigned kind;
	enum action_id found[ACTION_COUNT];
	size_t count;
};

static void
show_action(const void *context, size_t index, int width, struct buf *out)
{
	const struct palette *p = context;
	enum action_id id = p->found[index];
	char *key = bindings_shown_first(p->bindings, id, p->kind);
	int label = action_label_width(p->kind) + 1;
	char *help = action_help(id, width - label - KEY_WIDTH - 4);

	text_pad(action_label(id), strlen(action_label(id)), label, term_charset(), out);
	buf_byte(out, ' ');
	text_pad(key, strlen(key), KEY_WIDTH, term_charset(), out);
	buf_printf(out, " %s", help);
	free(help);
	free(key);
}

/* Narrows by the text, and says what was typed. */
static void
narrow(struct app *a, struct palette *p, struct edit *edit)
{
	const char *text = edit_text(edit);

	p->count = palette_find(text, p->kind, p->found);
	if (p->count == 0)
		app_say(a, _(":%s   (no action has that; Backspace widens, Esc leaves)"), text);
	else
		app_say(a,
		        ngettext(":%s   (%zu fits; Enter does it, Esc leaves)",
		                 ":%s   (%zu fit; type to narrow, Enter does it, Esc leaves)",
		                 p->count),
		        text, p->count);
}

static void
type_key(struct edit *edit, struct window *w, struct key key)
{
	if (key.code == K_BACKSPACE)
		edit_back(edit);
	else if (key.code == K_CTRL('U'))
		edit_empty(edit);
	else if (key.code >= ' ' && key.code < K_FIRST)
		edit_insert(edit, key.code);
	else
		return;
	w->current = w->top = 0;
}

enum action_id
palette_choose(struct app *a)
{
	struct palette p = { .bindings = a->bindings, .kind = app_top(a)->ops->kind };
	enum action_id chosen = ACTION_NONE;
	struct window w = { 0 };
	bool is_done = false;
	struct edit edit;

	edit_init(&edit, "", false);
	window_open(&w, app_body_top());
	while (!is_done) {
		struct key key;

		window_fit(&w);
		narrow(a, &p, &edit);
		window_draw(&w, p.count, show_action, &p);
		key = window_key(a, &w);
		switch (key.is_pasted && key.code == '\n' ? K_UNKNOWN : key.code) {
		case K_DOWN: case K_TAB: window_step(&w, p.count, 1); break;
		case K_UP: case K_SHIFT_TAB: window_step(&w, p.count, -1); break;
		case K_PAGE_DOWN: window_step(&w, p.count, w.height); break;
		case K_PAGE_UP: window_step(&w, p.count, -w.height); break;
		case K_HANG_UP: case K_ESCAPE: case K_F12: is_done = true; break;
		case K_ENTER:
			is_done = p.count > 0;
			if (is_done)
				chosen = p.found[w.current];
			break;
		default: type_key(&edit, &w, key); break;
		}
	}
	window_close(&w);
	edit_clear(&edit);
	buf_reset(&a->message);
	return chosen;
}
