/* Shows records as a tree of numbered lines, indented by level. */
#include <config.h>

#include "view/list/tree.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "query/query.h"
#include "view/deed/deeds.h"

static void
show_line(struct talk *t, const struct tree *tree, size_t line)
{
	const struct node *n = &tree->nodes[tree->shown[line]];

	talk_say(t, "%*s%zu. %s  %s", n->level * 2, "", line + 1, n->code, n->title);
}

static void
show(struct talk *t, const struct tree *tree)
{
	talk_say(t, "= %s", tree->type->plural);
	for (size_t i = 0; i < tree->shown_count; i++)
		show_line(t, tree, i);
}

struct tree_view {
	struct place place;
	struct tree *tree;
	char *words;                    /* that were looked for last */
};

static struct tree_view *
view_of(struct place *p)
{
	return (struct tree_view *)p;
}

static void
reread(struct place *p)
{
	struct tree *tree = view_of(p)->tree;
	struct err e;

	if (tree_read(tree, &e) != ERR_OK)
		talk_refuse(p->talk, &e);
	show(p->talk, tree);
}

static void
find_again(struct place *p, const struct order_given *o)
{
	const struct tree_view *v = view_of(p);
	size_t found = 0;

	(void)o;
	if (v->words == NULL || *v->words == '\0') {
		talk_say(p->talk, "%s", _("Nothing was looked for yet."));
		return;
	}
	for (size_t i = 0; i < v->tree->shown_count; i++) {
		const struct node *n = &v->tree->nodes[v->tree->shown[i]];

		if (!text_has_words(n->title, v->words) && !text_has_words(n->code, v->words))
			continue;
		show_line(p->talk, v->tree, i);
		found++;
	}
	if (found == 0)
		talk_say(p->talk, _("No line has \"%s\"."), v->words);
}

static void
find(struct place *p, const struct order_given *o)
{
	struct tree_view *v = view_of(p);
	const char *words = *o->rest != '\0' ? o->rest : talk_ask(p->talk, _("Find:"));

	free(v->words);
	v->words = mem_text(words == NULL ? "" : words);
	find_again(p, o);
}

/* The record that an order names; 0, and a sentence: none. */
static uint32_t
record_of(struct place *p, const struct order_given *o)
{
	const struct tree *tree = view_of(p)->tree;

	if (o->number >= 1 && o->number <= tree->shown_count)
		return tree->nodes[tree->shown[o->number - 1]].number;
	talk_say(p->talk, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
	         action_label(o->action), tree->shown_count);
	return 0;
}

static void
open_record(struct place *p, const struct order_given *o)
{
	uint32_t number = record_of(p, o);

	if (number != 0)
		visit_record(p->talk, number);
	if (!talk_is_leaving(p->talk))
		reread(p);
}

static void
deed(struct place *p, const struct order_given *o)
{
	bool needs_record = (actions[o->action].needs & NEED_RECORD_HERE) != 0;
	uint32_t number = needs_record || o->number > 0 ? record_of(p, o) : 0;
	struct linear_face f = linear_face(p->talk);

	if (number != 0 || o->action == ACTION_UNDO)
		deed_do(&f.face, o->action, number);
	if (!talk_is_leaving(p->talk))
		reread(p);
}

static void
leave(struct place *p, const struct order_given *o)
{
	(void)o;
	p->is_left = true;
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, open_record },
	{ ACTION_FIND, find },
	{ ACTION_FIND_NEXT, find_again },
	{ ACTION_FIND_PREVIOUS, find_again },
	{ ACTION_TREE, leave },
	{ ACTION_NONE, NULL },
};

const struct place_ops tree_place = {
	.kind = ON_TREE,
	.prompt = N_("Number of a line, back or ?:"),
	.orders = orders,
	.deed = deed,
	.again = reread,
};

void
visit_tree(struct talk *t, const struct type *type)
{
	struct tree_view v = { .place = { &tree_place, t, false } };
	struct err e;

	if (tree_open(t->registry, type, &v.tree, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	if (talk_enter(t)) {
		show(t, v.tree);
		place_run(&v.place);
		talk_leave(t);
	}
	free(v.words);
	tree_close(v.tree);
}
