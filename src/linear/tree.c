/* What stands below what: numbered lines, each further in by two blanks a level. */
#include <config.h>

#include "view/tree.h"

#include <string.h>

#include "base/intl.h"
#include "linear/talk.h"
#include "query/query.h"

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

static void
find(struct talk *t, const struct tree *tree, const char *words)
{
	size_t found = 0;

	for (size_t i = 0; i < tree->shown_count; i++) {
		const struct node *n = &tree->nodes[tree->shown[i]];

		if (!text_has_words(n->title, words) && !text_has_words(n->code, words))
			continue;
		show_line(t, tree, i);
		found++;
	}
	if (found == 0)
		talk_say(t, _("No line has \"%s\"."), words);
}

static void
act(struct talk *t, struct tree *tree, const struct order_given *o)
{
	uint32_t number = 0;
	struct err e;

	if (o->action == ACTION_FIND) {
		find(t, tree, o->rest);
		return;
	}
	if (o->number >= 1 && o->number <= tree->shown_count)
		number = tree->nodes[tree->shown[o->number - 1]].number;
	if (o->action == ACTION_OPEN && number != 0)
		visit_record(t, number);
	else if (!talk_act(t, o, number) && (actions[o->action].needs & NEED_RECORD_HERE) != 0)
		talk_say(t, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
		         action_label(o->action), tree->shown_count);
	if (talk_is_leaving(t))
		return;
	if (tree_read(tree, &e) != ERR_OK)
		talk_refuse(t, &e);
	show(t, tree);
}

void
visit_tree(struct talk *t, const struct type *type)
{
	struct tree *tree;
	struct err e;

	if (tree_open(t->registry, type, &tree, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	if (talk_enter(t)) {
		show(t, tree);
		while (!talk_is_leaving(t)) {
			const struct order_given o = talk_order(t, ON_TREE,
			                                        _("Number of a line, back or ?:"));

			if (o.action == ACTION_BACK || o.action == ACTION_TREE)
				break;
			act(t, tree, &o);
		}
		talk_leave(t);
	}
	tree_close(tree);
}
