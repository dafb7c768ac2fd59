/* Shows records as a tree that can be folded and unfolded. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/screens.h"
#include "view/list/tree.h"

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

static bool
tree_next_record(struct app *a, struct screen *s, bool down, uint32_t *number)
{
	struct tree_view *v = (struct tree_view *)s;
	size_t was = v->current;

	(void)a;
	if (current_node(v) == NULL || current_node(v)->number != *number)
		return false;
	move_by(v, down ? 1 : -1);
	*number = v->current == was ? 0 : current_node(v)->number;
	return true;
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
tree_move(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;

	(void)a;
	switch (action) {
	case ACTION_NEXT:      move_by(v, 1); break;
	case ACTION_PREVIOUS:  move_by(v, -1); break;
	case ACTION_PAGE_DOWN: move_by(v, app_body_height()); break;
	case ACTION_PAGE_UP:   move_by(v, -app_body_height()); break;
	case ACTION_FIRST:     v->current = 0; break;
	default:               move_by(v, (long)v->tree->shown_count); break;
	}
}

static void
tree_open_branch(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;

	(void)a;
	if (action == ACTION_FOLD)
		v->current = tree_fold(v->tree, v->current);
	else
		v->current = tree_unfold(v->tree, v->current);
}

static void
tree_open_record(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;

	(void)action;
	if (current_node(v) != NULL)
		app_open_record(a, current_node(v)->number);
}

static void
tree_ask_words(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;

	(void)action;
	if (app_ask_words(a, &v->words))
		find(a, v, false);
}

static void
tree_find_again(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;

	find(a, v, action == ACTION_FIND_PREVIOUS);
}

static void
tree_read_again(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	tree_reread(a, s);
}

static void
tree_deed(struct app *a, struct screen *s, enum action_id action)
{
	struct tree_view *v = (struct tree_view *)s;

	app_record_act(a, action, current_node(v) == NULL ? 0 : current_node(v)->number);
}


static const struct handler tree_handlers[] = {
	{ ACTION_FOLD, tree_open_branch },
	{ ACTION_UNFOLD, tree_open_branch },
	{ ACTION_OPEN, tree_open_record },
	{ ACTION_FIND, tree_ask_words },
	{ ACTION_FIND_NEXT, tree_find_again },
	{ ACTION_FIND_PREVIOUS, tree_find_again },
	{ ACTION_REFRESH, tree_read_again },
	{ ACTION_TREE, app_go_back },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

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

static const enum action_id tree_keys[] = {
	ACTION_OPEN, ACTION_FOLD, ACTION_UNFOLD, ACTION_EDIT, ACTION_FIND, ACTION_MENU,
	ACTION_NONE
};

const struct screen_ops tree_ops = {
	.kind = ON_TREE,
	.place = tree_place,
	.status = tree_status,
	.draw = tree_draw,
	.step = tree_next_record,
	.handlers = tree_handlers,
	.move = tree_move,
	.keys = tree_keys,
	.deed = tree_deed,
	.refresh = tree_reread,
	.has_record = tree_has_record,
	.close = tree_closed,
};

struct screen *
tree_screen(struct app *a, const struct type *type, uint32_t number)
{
	struct tree_view *v = mem_new(sizeof *v);
	struct err e;

	v->screen.ops = &tree_ops;
	if (tree_open(a->registry, type, &v->tree, &e) != ERR_OK) {
		app_refuse(a, &e);
		free(v);
		return NULL;
	}
	v->current = tree_line_of(v->tree, number);
	settle(v);
	return &v->screen;
}
