/* Shows the look-up window: the candidates that fit what is typed, best first. */
#include <config.h>

#include "tui/screen/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "base/intl.h"
#include "tui/screen/screens.h"
#include "tui/widget/window.h"
#include "view/list/lookup.h"

#define CODE_WIDTH 18

static void
show_candidate(const void *context, size_t index, int width, struct buf *out)
{
	const struct candidate *c = ((const struct lookup *)context)->shown[index];

	text_pad(c->code, strlen(c->code), *c->title == '\0' ? width : CODE_WIDTH, term_charset(),
	         out);
	if (*c->title != '\0')
		buf_printf(out, " %s", c->title);
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
describe(struct app *a, const struct lookup *l, struct edit *edit, bool is_unmarked,
         bool in_message)
{
	bool may_add = l->field->type == FIELD_REFERENCE;
	const char *rest = !may_add    ? is_unmarked ? _("Down marks one, Esc leaves") :
	                                               _("Enter takes, Esc leaves") :
	                   is_unmarked ? _("Down marks one, F6 adds one, Esc leaves") :
	                                 _("Enter takes, F6 adds one, Esc leaves");

	if (in_message)
		app_say(a, "%s: %s   (%zu; %s)", l->field->label, edit_text(edit), l->shown_count,
		        rest);
	else if (l->shown_count == 0)
		app_say(a, "%s", may_add ? _("Nothing fits; F6 adds it, Esc leaves.") :
		        _("Nothing fits; Backspace widens, Esc leaves."));
	else
		app_say(a, ngettext("%zu fits: %s", "%zu fit: %s", l->shown_count), l->shown_count,
		        rest);
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
	registry_directory(a->registry)
		->code(registry_directory(a->registry)->context, number, &code);
	take(edit, l->field, &(struct candidate){ .code = (char *)(uintptr_t)buf_string(&code) });
	buf_clear(&code);
	return true;
}

/* What stands below the mark: of what is typed, only what is beyond doubt, until one of those that
 * fit is marked. NULL: none. */
static const struct candidate *
chosen(const struct lookup *l, const struct window *w, const char *typed)
{
	if (w->is_unmarked)
		return lookup_certain(l, typed);
	return l->shown_count > 0 ? l->shown[w->current] : NULL;
}

/* The text narrows; what it leaves in doubt is not marked. */
static void
narrow(struct lookup *l, struct window *w, const char *typed)
{
	lookup_narrow(l, typed);
	w->current = w->top = 0;
	w->is_unmarked = *typed != '\0' && lookup_certain(l, typed) == NULL;
}

/* The first step marks the first line. */
static void
step(struct window *w, const struct lookup *l, long by)
{
	if (w->is_unmarked && l->shown_count > 0)
		w->is_unmarked = false;
	else
		window_step(w, l->shown_count, by);
}

size_t
lookup_settle(struct app *a, const struct field *field, struct edit *edit)
{
	const struct candidate *c;
	struct lookup *l;
	size_t count;

	if (lookup_open(a->registry, field, &l, NULL) != ERR_OK)
		return 0;
	lookup_narrow(l, typed_part(edit, field));
	c = lookup_certain(l, typed_part(edit, field));
	if (c != NULL)
		take(edit, field, c);
	count = c != NULL ? 1 : l->shown_count;
	lookup_close(l);
	return count;
}

enum lookup_end
lookup_run(struct app *a, const struct field *field, struct edit *edit, int line, bool in_message)
{
	enum lookup_end end = LOOKUP_GOES_ON;
	const struct candidate *c;
	struct window w = { 0 };
	struct lookup *l;
	struct err e;

	if (lookup_open(a->registry, field, &l, &e) != ERR_OK) {
		app_refuse(a, &e);
		return LOOKUP_LEFT;
	}
	narrow(l, &w, typed_part(edit, field));
	window_open(&w, line);
	while (end == LOOKUP_GOES_ON) {
		struct key key;

		window_fit(&w);
		window_draw(&w, l->shown_count, show_candidate, l);
		describe(a, l, edit, w.is_unmarked, in_message);
		key = window_key(a, &w);
		if (key.is_pasted && key.code == '\n')
			continue;
		switch (key.code) {
		case K_DOWN: step(&w, l, 1); break;
		case K_UP: step(&w, l, -1); break;
		case K_PAGE_DOWN: step(&w, l, w.height); break;
		case K_PAGE_UP: step(&w, l, -w.height); break;
		case K_HANG_UP: case K_ESCAPE: case K_F12: end = LOOKUP_LEFT; break;
		case K_ENTER: case K_TAB: case K_F2:
			c = chosen(l, &w, typed_part(edit, field));
			if (c == NULL && l->shown_count > 0) {
				step(&w, l, 0);
				term_drop_keys();
				break;
			}
			if (c != NULL)
				take(edit, field, c);
			end = key.code == K_TAB ? LOOKUP_TAB :
			      key.code == K_F2  ? LOOKUP_SAVE :
			                          LOOKUP_TAKEN;
			break;
		case K_F6:
			window_hide(&w);
			if (add_target(a, l, edit))
				end = LOOKUP_TAKEN;
			window_show(&w);
			break;
		default:
			if (type_key(edit, key)) {
				narrow(l, &w, typed_part(edit, field));
				/* Everything was taken back: there is nothing to narrow by. */
				if (*edit_text(edit) == '\0' && !in_message)
					end = LOOKUP_LEFT;
			}
			break;
		}
	}
	window_close(&w);
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
