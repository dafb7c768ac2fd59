/* Edits a long text on the whole screen, wrapped, with the same line editor. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/form_parts.h"
#include "tui/screen/screens.h"
#include "view/form/draft.h"

#define LEFT 2

struct text_view {
	struct screen screen;
	char *title;
	struct edit edit;
	struct edit *out;               /* the caller's */
	bool *is_taken;
	size_t top;                     /* the first wrapped line that is seen */
};

static int
width(void)
{
	return term_columns() - LEFT - 1;
}

/* The wrapped line that starts at *at: its end (shown part) and, in *at, the start of the next.
 * False: there is none. A break at the very end makes one more, empty, line. */
static bool
next_line(struct text_view *v, size_t *at, size_t *end, bool *more)
{
	const char *text = edit_text(&v->edit);
	size_t size = v->edit.text.size, start = *at;

	if (!*more)
		return false;
	*at = text_wrap(text, size, start, width(), end);
	*more = *at < size || (*at > start && text[*at - 1] == '\n');
	return true;
}

/* The wrapped line in which the cursor stands, and its column. */
static size_t
cursor_line(struct text_view *v, int *column)
{
	size_t at = 0, line = 0, start = 0, end, found = 0;
	bool more = true;

	*column = 0;
	for (; next_line(v, &at, &end, &more); line++) {
		if (v->edit.cursor >= start) {
			found = line;
			*column = text_width(edit_text(&v->edit) + start,
			                     (v->edit.cursor < end ? v->edit.cursor : end) - start);
		}
		start = at;
	}
	return found;
}

/* Puts the cursor into a wrapped line, as near to the column as its text allows. */
static void
go_to_line(struct text_view *v, size_t line, int column)
{
	size_t at = 0, start = 0, end = 0;
	bool more = true;

	for (size_t i = 0; next_line(v, &at, &end, &more) && i < line; i++)
		start = at;
	v->edit.cursor = start;
	while (v->edit.cursor < end &&
	       text_width(edit_text(&v->edit) + start, v->edit.cursor - start) < column)
		edit_right(&v->edit);
}

static void
text_place(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	buf_text(out, ((struct text_view *)s)->title);
}

static void
text_status(struct app *a, struct screen *s, struct buf *out)
{
	(void)s;
	buf_printf(out, _("%s takes the text into the form"), app_key_of(a, ACTION_FINISH));
}

static void
text_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct text_view *v = (struct text_view *)s;
	size_t height = (size_t)app_body_height(), at = 0, start = 0, end, line = 0;
	bool more = true;
	int column;
	size_t current = cursor_line(v, &column);

	(void)a;
	if (v->top > current)
		v->top = current;
	if (current >= v->top + height)
		v->top = current - height + 1;
	for (; next_line(v, &at, &end, &more) && line < v->top + height; line++) {
		char *text = mem_textn(edit_text(&v->edit) + start, end - start);

		if (line >= v->top)
			term_put(app_body_top() + (int)(line - v->top), LEFT, width(), text,
			         LOOK_PLAIN);
		free(text);
		start = at;
	}
	*y = app_body_top() + (int)(current - v->top);
	*x = LEFT + column;
}

static void
take(struct app *a, struct text_view *v)
{
	edit_set(v->out, edit_text(&v->edit));
	*v->is_taken = true;
	app_pop(a);
}

static void
leave(struct app *a, struct text_view *v)
{
	char answer = 'd';

	if (strcmp(edit_text(&v->edit), edit_text(v->out)) != 0)
		answer = app_ask_letter(a, _("Take the text (t), discard (d) or keep editing (k)?"),
		                        LETTERS_KEEP_TAKE_DISCARD);
	if (answer == 't')
		take(a, v);
	else if (answer == 'd')
		app_pop(a);
}

static void
text_move(struct app *a, struct screen *s, enum action_id action)
{
	struct text_view *v = (struct text_view *)s;
	int column;
	size_t line = cursor_line(v, &column), page = (size_t)app_body_height();

	switch (action) {
	case ACTION_NEXT:
		if (a->key == K_ENTER)
			edit_insert(&v->edit, '\n');
		else if (a->key != K_TAB)
			go_to_line(v, line + 1, column);
		break;
	case ACTION_PREVIOUS:
		if (line > 0)
			go_to_line(v, line - 1, column);
		break;
	case ACTION_PAGE_DOWN:
		go_to_line(v, line + page, column);
		break;
	default:
		go_to_line(v, line > page ? line - page : 0, column);
		break;
	}
}

static void
text_take(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	take(a, (struct text_view *)s);
}

static void
text_restore(struct app *a, struct screen *s, enum action_id action)
{
	struct text_view *v = (struct text_view *)s;

	(void)a;
	(void)action;
	edit_set(&v->edit, edit_text(v->out));
}

static void
text_clear(struct app *a, struct screen *s, enum action_id action)
{
	(void)a;
	(void)action;
	edit_empty(&((struct text_view *)s)->edit);
}

static void
text_leave(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	leave(a, (struct text_view *)s);
}


static const struct handler text_handlers[] = {
	{ ACTION_SAVE, text_take },
	{ ACTION_FINISH, text_take },
	{ ACTION_PUT_BACK, text_restore },
	{ ACTION_CLEAR, text_clear },
	{ ACTION_BACK, text_leave },
	{ ACTION_NONE, NULL },
};

static bool
text_key(struct app *a, struct screen *s, struct key key)
{
	struct text_view *v = (struct text_view *)s;
	int column;

	switch (key.code) {
	case K_LEFT:      edit_left(&v->edit); return true;
	case K_RIGHT:     edit_right(&v->edit); return true;
	case K_HOME:      go_to_line(v, cursor_line(v, &column), 0); return true;
	case K_END:       go_to_line(v, cursor_line(v, &column), term_columns()); return true;
	case K_BACKSPACE: edit_back(&v->edit); return true;
	case K_DELETE:    edit_delete(&v->edit); return true;
	default: break;
	}
	if ((key.code < ' ' && key.code != '\n') || key.code >= K_FIRST)
		return false;
	if (!edit_insert(&v->edit, key.code))
		app_say(a, _("That character cannot be stored."));
	return true;
}

static void
text_keep(struct app *a, struct screen *s, struct keeping *k)
{
	struct text_view *v = (struct text_view *)s;

	(void)a;
	if (strcmp(edit_text(&v->edit), edit_text(v->out)) != 0)
		keep_text(k, edit_text(&v->edit));
}

static void
text_close(struct app *a, struct screen *s)
{
	struct text_view *v = (struct text_view *)s;

	(void)a;
	edit_clear(&v->edit);
	free(v->title);
	free(v);
}

/* The keys are those of forms, and what they do here is not. */
static void
explain_keys(struct sheet_lines *out, const char *keys, const char *does, int width)
{
	char *shown = key_names_shown(keys);

	sheet_entry(out, shown, does, width);
	free(shown);
}

static void
text_explain(struct app *a, struct sheet_lines *out, int width)
{
	static const struct { enum action_id action; const char *does; } keys[] = {
		{ ACTION_FINISH,   N_("take the text into the form") },
		{ ACTION_SAVE,     N_("take the text into the form") },
		{ ACTION_BACK,     N_("leave; a text that has changed is asked about") },
		{ ACTION_PUT_BACK, N_("the text as it is in the form") },
		{ ACTION_CLEAR,    N_("empty the text") },
		{ ACTION_PAGE_DOWN, N_("a page down") },
		{ ACTION_PAGE_UP,  N_("a page up") },
		{ ACTION_REDRAW,   N_("draw the screen again") },
	};

	sheet_heading(out, _("What the keys do in a long text"));
	explain_keys(out, "Enter", _("begin a new line"), width);
	explain_keys(out, "Up Down", _("to the line above or below"), width);
	explain_keys(out, "Home End", _("to the start or the end of the line"), width);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		char *shown = bindings_shown(a->bindings, keys[i].action, ON_TEXT);

		sheet_entry(out, shown, _(keys[i].does), width);
		free(shown);
	}
}

static const enum action_id text_keys[] = {
	ACTION_FINISH, ACTION_CLEAR, ACTION_PUT_BACK, ACTION_NONE
};

const struct screen_ops text_ops = {
	.kind = ON_TEXT,
	.explain = text_explain,
	.place = text_place,
	.status = text_status,
	.draw = text_draw,
	.handlers = text_handlers,
	.move = text_move,
	.keys = text_keys,
	.key = text_key,
	.keep = text_keep,
	.close = text_close,
};

bool
text_visit(struct app *a, const char *title, struct edit *edit)
{
	struct text_view *v = mem_new(sizeof *v);
	bool is_taken = false;

	v->screen.ops = &text_ops;
	v->title = mem_text(title);
	v->out = edit;
	v->is_taken = &is_taken;
	edit_init(&v->edit, edit_text(edit), edit->is_long);
	app_visit(a, &v->screen);
	return is_taken;
}
