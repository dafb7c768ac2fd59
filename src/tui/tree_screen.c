/* Records as a tree: fold, unfold, the path to where one is. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/app.h"
#include "view/tree.h"

#define FIRST_COLUMN 3
#define CODE_WIDTH 14

struct tree_view {
	struct screen screen;
	struct tree *tree;
	size_t top, current;
	char *words;
};

static const struct node *
current_node(const struct tree_view *v)
{
	const struct tree *t = v->tree;

	return t->shown_count > 0 ? &t->nodes[t->shown[v->current]] : NULL;
}

static void
settle(struct tree_view *v)
{
	size_t height = (size_t)app_body_height(), n = v->tree->shown_count;

	if (v->current >= n)
		v->current = n > 0 ? n - 1 : 0;
	if (v->top > v->current)
		v->top = v->current;
	if (v->current >= v->top + height)
		v->top = v->current - height + 1;
}

static void
tree_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct tree_view *v = (struct tree_view *)s;

	(void)a;
	buf_printf(out, "%s  ", v->tree->type->plural);
	if (v->tree->shown_count > 0)
		tree_path(v->tree, v->current, out);
}

static void
tree_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct tree_view *v = (struct tree_view *)s;

	(void)a;
	buf_printf(out, "%zu ", v->tree->count);
	text_inside(out, v->tree->type->plural);
}

static void
tree_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct tree_view *v = (struct tree_view *)s;
	size_t height = (size_t)app_body_height();

	(void)a;
	settle(v);
	for (size_t i = v->top; i < v->tree->shown_count && i < v->top + height; i++) {
		const struct node *n = &v->tree->nodes[v->tree->shown[i]];
		int row = app_body_top() + (int)(i - v->top);
		char *text = mem_printf("%*s%c %-*s %s", n->level * 2, "",
		                        n->has_children ? (n->is_folded ? '+' : '-') : ' ',
		                        CODE_WIDTH, n->code, n->title);

		term_put(row, 0, 1, i == v->current ? ">" : " ", LOOK_PLAIN);
		term_put(row, FIRST_COLUMN, term_columns() - FIRST_COLUMN, text, LOOK_PLAIN);
		free(text);
	}
	*y = app_body_top() + (int)(v->current - v->top);
	*x = 0;
}

static void
move_by(struct tree_view *v, long by)
{
	long to = (long)v->current + by, last = (long)v->tree->shown_count - 1;

	v->current = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

/* Among all records, also those that are folded away. */
static void
find(struct app *a, struct tree_view *v, bool backwards)
{
	struct tree *t = v->tree;
	size_t from = t->shown_count > 0 ? t->shown[v->current] : 0;

	for (size_t i = 1; v->words != NULL && i <= t->count; i++) {
		size_t at = (from + (backwards ? t->count - i : i)) % t->count;

		if (text_has_words(t->nodes[at].title, v->words) ||
		    text_has_words(t->nodes[at].code, v->words)) {
			v->current = tree_line_of(t, t->nodes[at].number);
			return;
		}
	}
	app_say_not_found(a, v->words);
}

static void
tree_reread(struct app *a, struct screen *s)
{
	struct tree_view *v = (struct tree_view *)s;
	uint32_t number = current_node(v) == NULL ? 0 : current_node(v)->number;
	size_t line;
	struct err e;

	if (tree_read(v->tree, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	line = tree_line_of(v->tree, number);
	if (line < v->tree->shown_count)
		v->current = line;
	settle(v);
}

static void
tree_act(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;
	uint32_t number = current_node(v) == NULL ? 0 : current_node(v)->number;

	switch (action) {
	case ACTION_NEXT:      move_by(v, 1); break;
	case ACTION_PREVIOUS:  move_by(v, -1); break;
	case ACTION_PAGE_DOWN: move_by(v, app_body_height()); break;
	case ACTION_PAGE_UP:   move_by(v, -app_body_height()); break;
	case ACTION_FIRST:     v->current = 0; break;
	case ACTION_LAST:      move_by(v, (long)v->tree->shown_count); break;
	case ACTION_FOLD:      v->current = tree_fold(v->tree, v->current); break;
	case ACTION_UNFOLD:    v->current = tree_unfold(v->tree, v->current); break;
	case ACTION_OPEN:      app_open_record(a, number); break;
	case ACTION_FIND:
		if (app_ask_words(a, &v->words))
			find(a, v, false);
		break;
	case ACTION_FIND_NEXT: find(a, v, false); break;
	case ACTION_FIND_PREVIOUS: find(a, v, true); break;
	case ACTION_REFRESH:   tree_reread(a, s); break;
	case ACTION_TREE:
	case ACTION_BACK:      app_pop(a); break;
	default:               app_record_act(a, action, number); break;
	}
}

static bool
tree_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return current_node((struct tree_view *)s) != NULL;
}

static void
tree_closed(struct app *a, struct screen *s)
{
	struct tree_view *v = (struct tree_view *)s;

	(void)a;
	tree_close(v->tree);
	free(v->words);
	free(v);
}

struct screen *
tree_screen(struct app *a, const struct type *type, uint32_t number)
{
	static const struct screen_ops ops = {
		.kind = ON_TREE,
		.place = tree_place,
		.status = tree_status,
		.draw = tree_draw,
		.act = tree_act,
		.refresh = tree_reread,
		.has_record = tree_has_record,
		.close = tree_closed,
	};
	struct tree_view *v = mem_new(sizeof *v);
	struct err e;

	v->screen.ops = &ops;
	if (tree_open(a->registry, type, &v->tree, &e) != ERR_OK) {
		app_refuse(a, &e);
		free(v);
		return NULL;
	}
	v->current = tree_line_of(v->tree, number);
	settle(v);
	return &v->screen;
}
