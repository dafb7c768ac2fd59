/* The lookup window: candidates that fit what is typed, the best first. */
#include <config.h>

#include "tui/lookup.h"

#include <stdlib.h>
#include <string.h>

#include <panel.h>

#include "base/intl.h"
#include "view/lookup.h"

#define CODE_WIDTH 18
#define HIGHEST 8

struct window {
	WINDOW *window;
	PANEL *panel;
	int height, width;              /* inside its frame */
	int line;                       /* that is typed in */
	int rows, columns;              /* of the screen that it was laid out for; 0: hidden */
	size_t top, current;
};

/* Below the line that is typed in, or above it where there is more room. */
static void
open_window(struct window *w, int line)
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
		open_window(w, w->line < app_message_line() ? w->line : app_body_top());
	}
}

static void
draw_candidate(const struct window *w, int line, const struct candidate *c, bool is_current)
{
	struct buf text, shown;

	buf_init(&text);
	buf_init(&shown);
	buf_text(&text, is_current ? "> " : "  ");
	text_pad(c->code, strlen(c->code), *c->title == '\0' ? w->width - 2 : CODE_WIDTH,
	         term_charset(), &text);
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

/* Of a set the member that is being typed: what stands behind the last ";". */
static const char *
typed_part(struct edit *edit, const struct field *field)
{
	const char *text = edit_text(edit), *last = strrchr(text, ';');

	if (field->many != MANY_SET || last == NULL)
		return text;
	return last + 1 + strspn(last + 1, " ");
}

/* Changes the text. False: the key does not. */
static bool
type_key(struct edit *edit, struct key key)
{
	switch (key.code) {
	case K_BACKSPACE: return edit_back(edit);
	case K_CTRL('U'): edit_empty(edit); return true;
	default: return key.code >= ' ' && key.code < K_FIRST && edit_insert(edit, key.code);
	}
}

/* The chosen code in place of what was typed of it. */
static void
take(struct edit *edit, const struct field *field, const struct candidate *c)
{
	const char *typed = typed_part(edit, field);
	size_t kept = (size_t)(typed - edit_text(edit));
	struct buf text;

	buf_init(&text);
	buf_add(&text, edit_text(edit), kept);
	buf_text(&text, c->code);
	edit_set(edit, buf_string(&text));
	buf_clear(&text);
}

static void
describe(struct app *a, const struct lookup *l, struct edit *edit, bool in_message)
{
	bool may_add = l->field->type == FIELD_REFERENCE;
	const char *rest = may_add ? _("Enter takes, F6 adds one, Esc leaves") :
	                             _("Enter takes, Esc leaves");

	if (in_message)
		app_say(a, "%s: %s   (%zu; %s)", l->field->label, edit_text(edit), l->shown_count, rest);
	else if (l->shown_count == 0)
		app_say(a, "%s", may_add ? _("Nothing fits; F6 adds it, Esc leaves.") :
		        _("Nothing fits; Backspace widens, Esc leaves."));
	else
		app_say(a, ngettext("%zu fits: %s", "%zu fit: %s", l->shown_count), l->shown_count, rest);
}

/* Adds a target that is missing, without leaving what one is at. */
static bool
add_target(struct app *a, struct lookup *l, struct edit *edit)
{
	const struct type *type;
	uint32_t number;
	struct buf code;
	bool added;

	if (l->field->type != FIELD_REFERENCE || l->field->target_count == 0)
		return false;
	type = l->field->targets[0];
	if (l->field->target_count > 1) {
		const char *names[8];
		size_t n = 0, chosen;

		for (; n < l->field->target_count && n < 8; n++)
			names[n] = l->field->targets[n]->label;
		chosen = app_ask_choice(a, _("Add which?"), names, n, 0);
		if (chosen == n)
			return false;
		type = l->field->targets[chosen];
	}
	added = app_visit_new(a, type, typed_part(edit, l->field), &number);
	if (!added)
		return false;
	buf_init(&code);
	if (l->field->target_count > 1)
		buf_printf(&code, "%s:", type->name);
	registry_directory(a->registry)->code(registry_directory(a->registry)->context, number, &code);
	take(edit, l->field, &(struct candidate){ .code = (char *)(uintptr_t)buf_string(&code) });
	buf_clear(&code);
	return true;
}

enum lookup_end
lookup_run(struct app *a, const struct field *field, struct edit *edit, int line, bool in_message)
{
	enum lookup_end end = LOOKUP_GOES_ON;
	struct window w = { 0 };
	struct lookup *l;
	struct err e;

	if (lookup_open(a->registry, field, &l, &e) != ERR_OK) {
		app_refuse(a, &e);
		return LOOKUP_LEFT;
	}
	lookup_narrow(l, typed_part(edit, field));
	open_window(&w, line);
	while (end == LOOKUP_GOES_ON) {
		struct key key;

		fit_window(&w);
		draw_window(&w, l);
		describe(a, l, edit, in_message);
		key = app_key(a, getbegy(w.window) + 1 + (int)(w.current - w.top), getbegx(w.window) + 1);
		if (key.is_pasted && key.code == '\n')
			continue;
		switch (key.code) {
		case K_DOWN: step(&w, l, 1); break;
		case K_UP: step(&w, l, -1); break;
		case K_PAGE_DOWN: step(&w, l, w.height); break;
		case K_PAGE_UP: step(&w, l, -w.height); break;
		case K_HANG_UP: case K_ESCAPE: case K_F12: end = LOOKUP_LEFT; break;
		case K_ENTER: case K_TAB: case K_F2:
			if (l->shown_count > 0)
				take(edit, field, l->shown[w.current]);
			end = key.code == K_TAB ? LOOKUP_TAB : key.code == K_F2 ? LOOKUP_SAVE : LOOKUP_TAKEN;
			break;
		case K_F6:
			hide_panel(w.panel);
			if (add_target(a, l, edit))
				end = LOOKUP_TAKEN;
			show_panel(w.panel);
			break;
		default:
			if (type_key(edit, key)) {
				lookup_narrow(l, typed_part(edit, field));
				w.current = w.top = 0;
				/* Everything was taken back: there is nothing to narrow by. */
				if (*edit_text(edit) == '\0' && !in_message)
					end = LOOKUP_LEFT;
			}
			break;
		}
	}
	close_window(&w);
	lookup_close(l);
	buf_reset(&a->message);
	return end;
}

bool
lookup_choose(struct app *a, const struct field *field, const char *text, struct buf *out)
{
	enum lookup_end end;
	struct edit edit;

	edit_init(&edit, text, false);
	end = lookup_run(a, field, &edit, app_body_top() + 1, true);
	if (end != LOOKUP_LEFT)
		buf_text(out, edit_text(&edit));
	edit_clear(&edit);
	return end != LOOKUP_LEFT && out->size > 0;
}
