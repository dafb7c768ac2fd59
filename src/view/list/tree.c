/* Builds the tree of records of a type from their parents. */
#include <config.h>

#include "view/list/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"

static void
forget_nodes(struct node *nodes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(nodes[i].code);
		free(nodes[i].title);
	}
	free(nodes);
}

void
tree_close(struct tree *t)
{
	if (t == NULL)
		return;
	forget_nodes(t->nodes, t->count);
	free(t->shown);
	free(t);
}

static bool
add_node(void *context, const struct record *r)
{
	struct tree *t = context;
	const struct value *parent = record_role(r, ROLE_PARENT);

	MEM_ROOM(t->nodes, t->count, t->room);
	t->nodes[t->count++] = (struct node){
		.number = r->number,
		.parent = parent->kind == VALUE_NUMBER ? (uint32_t)parent->number : 0,
		.code = registry_code(t->registry, r),
		.title = registry_title(t->registry, r),
	};
	return true;
}

static size_t
find_node(const struct tree *t, uint32_t number)
{
	size_t i = 0;

	while (i < t->count && t->nodes[i].number != number)
		i++;
	return i;
}

/* Children hang on their parents in the order of their codes, in which they were read. */
static void
link_nodes(struct tree *t)
{
	for (size_t i = t->count; i-- > 0; ) {
		struct node *n = &t->nodes[i];
		size_t parent = n->parent == 0 ? t->count : find_node(t, n->parent);

		if (parent == t->count || parent == i) {
			n->parent = 0;
			continue;
		}
		n->next = t->nodes[parent].first;
		t->nodes[parent].first = i + 1;
		t->nodes[parent].has_children = true;
	}
}

/* From the top down, without recursion: the registry sees to it that there are no circles. */
static void
show(struct tree *t)
{
	size_t *stack = mem_new(sizeof *stack * (t->count + 1)), depth = 0;

	free(t->shown);
	t->shown = mem_new(sizeof *t->shown * (t->count + 1));
	t->shown_count = 0;
	for (size_t i = t->count; i-- > 0; ) {
		if (t->nodes[i].parent == 0)
			stack[depth++] = i;
	}
	while (depth > 0) {
		size_t i = stack[--depth], from = depth;

		t->shown[t->shown_count++] = i;
		for (size_t c = t->nodes[i].is_folded ? 0 : t->nodes[i].first; c != 0;
		     c = t->nodes[c - 1].next) {
			t->nodes[c - 1].level = t->nodes[i].level + 1;
			stack[depth++] = c - 1;
		}
		/* The first child must come off the stack first. */
		for (size_t a = from, b = depth; a + 1 < b; a++) {
			size_t swapped = stack[a];

			stack[a] = stack[--b];
			stack[b] = swapped;
		}
	}
	free(stack);
}

enum err_code
tree_read(struct tree *t, struct err *e)
{
	struct node *old = t->nodes;
	size_t old_count = t->count;
	enum err_code rc;

	t->nodes = NULL;
	t->count = t->room = 0;
	rc = registry_every(t->registry, t->type, add_node, t, e);
	link_nodes(t);
	for (size_t i = 0; i < old_count; i++) {
		size_t now = old[i].is_folded ? find_node(t, old[i].number) : t->count;

		if (now < t->count)
			t->nodes[now].is_folded = true;
	}
	forget_nodes(old, old_count);
	show(t);
	return rc;
}

enum err_code
tree_open(struct registry *r, const struct type *type, struct tree **out, struct err *e)
{
	struct tree *t;
	enum err_code rc;

	*out = NULL;
	if (type->fields.by_role[ROLE_PARENT] == NULL)
		return err_set(e, ERR_USAGE, _("%s do not stand below each other"), type->plural);
	t = mem_new(sizeof *t);
	t->registry = r;
	t->type = type;
	rc = tree_read(t, e);
	if (rc != ERR_OK) {
		tree_close(t);
		return rc;
	}
	*out = t;
	return ERR_OK;
}

static size_t
line_of_node(const struct tree *t, size_t node)
{
	size_t i = 0;

	while (i < t->shown_count && t->shown[i] != node)
		i++;
	return i;
}

size_t
tree_fold(struct tree *t, size_t line)
{
	size_t i = t->shown[line];
	struct node *n = &t->nodes[i];

	if (n->has_children && !n->is_folded) {
		n->is_folded = true;
		show(t);
		return line_of_node(t, i);
	}
	return n->parent == 0 ? line : line_of_node(t, find_node(t, n->parent));
}

size_t
tree_unfold(struct tree *t, size_t line)
{
	t->nodes[t->shown[line]].is_folded = false;
	show(t);
	return line;
}

size_t
tree_line_of(struct tree *t, uint32_t number)
{
	size_t i = find_node(t, number);

	if (i == t->count)
		return t->shown_count;
	for (size_t up = i; t->nodes[up].parent != 0; ) {
		up = find_node(t, t->nodes[up].parent);
		t->nodes[up].is_folded = false;
	}
	show(t);
	return line_of_node(t, i);
}

void
tree_path(const struct tree *t, size_t line, struct buf *out)
{
	const struct node *up[64];
	size_t n = 0, i = t->shown[line];

	for (; n < 64; i = find_node(t, t->nodes[i].parent)) {
		up[n++] = &t->nodes[i];
		if (t->nodes[i].parent == 0)
			break;
	}
	while (n-- > 0)
		buf_printf(out, "%s%s", up[n]->code, n > 0 ? " > " : "");
}
