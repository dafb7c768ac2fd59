/* Help: the action table, as far as it means something on the screen that asked. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/pager.h"

struct help_view {
	struct screen screen;
	unsigned kind;
	struct pager pager;
	char *words;
};

static void
lay_out(struct help_view *v)
{
	sheet_lines_clear(&v->pager.lines);
	sheet_heading(&v->pager.lines, _("What the keys do here"));
	for (int id = 0; id < ACTION_COUNT; id++) {
		const char *keys = action_keys((enum action_id)id, v->kind);
		char *text;

		if ((actions[id].screens & v->kind) == 0 || *keys == '\0')
			continue;
		text = mem_printf("%-14s %s", actions[id].name, _(actions[id].help));
		sheet_entry(&v->pager.lines, keys, text, term_columns() - SHEET_LABEL - 3);
		free(text);
	}
	pager_settle(&v->pager);
}

static void
help_place(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	(void)s;
	buf_text(out, _("Help"));
}

static void
help_status(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	(void)s;
	buf_text(out, _("chancery(1) is the manual."));
}

static void
help_draw(struct app *a, struct screen *s, int *y, int *x)
{
	(void)a;
	pager_draw(&((struct help_view *)s)->pager, y, x);
}

static void
find(struct app *a, struct help_view *v, bool backwards)
{
	if (v->words != NULL && !pager_find(&v->pager, v->words, backwards))
		app_say(a, _("No line has \"%s\"."), v->words);
}

static void
ask_find(struct app *a, struct help_view *v)
{
	struct edit edit;

	edit_init(&edit, "", false);
	if (app_ask_text(a, _("Find:"), &edit)) {
		free(v->words);
		v->words = mem_text(edit_text(&edit));
		find(a, v, false);
	}
	edit_clear(&edit);
}

static void
help_act(struct app *a, struct screen *s, enum action_id action)
{
	struct help_view *v = (struct help_view *)s;

	if (pager_act(&v->pager, action))
		return;
	switch (action) {
	case ACTION_FIND:          ask_find(a, v); break;
	case ACTION_FIND_NEXT:     find(a, v, false); break;
	case ACTION_FIND_PREVIOUS: find(a, v, true); break;
	case ACTION_BACK:          app_pop(a); break;
	default: break;
	}
}

static void
help_resize(struct app *a, struct screen *s)
{
	(void)a;
	lay_out((struct help_view *)s);
}

static void
help_close(struct app *a, struct screen *s)
{
	struct help_view *v = (struct help_view *)s;

	(void)a;
	pager_clear(&v->pager);
	free(v->words);
	free(v);
}

struct screen *
help_screen(struct app *a, unsigned kind)
{
	static const struct screen_ops ops = {
		.kind = ON_PAGER,
		.place = help_place,
		.status = help_status,
		.draw = help_draw,
		.act = help_act,
		.resize = help_resize,
		.close = help_close,
	};
	struct help_view *v = mem_new(sizeof *v);

	(void)a;
	v->screen.ops = &ops;
	v->kind = kind;
	lay_out(v);
	return &v->screen;
}
