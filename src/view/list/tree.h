/* Records of a type as a tree: what stands below what, by the parent role. */
#ifndef VIEW_TREE_H
#define VIEW_TREE_H

#include "registry/registry.h"

struct node {
	uint32_t number, parent;        /* record numbers; parent 0: none, or not of the type */
	char *code, *title;
	int level;
	bool is_folded, has_children;
	size_t first, next;             /* the first child and the next sibling, as nodes + 1; 0: none */
};

struct tree {
	struct registry *registry;
	const struct type *type;
	struct node *nodes;
	size_t count, room;
	size_t *shown;                  /* nodes from the top down, but what is folded away */
	size_t shown_count;
};

/* ERR_USAGE: the type has no parents. */
enum err_code tree_open(struct registry *r, const struct type *type, struct tree **out,
                        struct err *e);
void tree_close(struct tree *t);

/* Reads the records anew; what was folded stays so. */
enum err_code tree_read(struct tree *t, struct err *e);

/* Hides or shows what is below a node; hiding at a leaf goes to its parent. Returns the shown line
 * on which the mark belongs then. */
size_t tree_fold(struct tree *t, size_t line);
size_t tree_unfold(struct tree *t, size_t line);

/* The line of the record, unfolding what hides it; the number of lines if it is not there. */
size_t tree_line_of(struct tree *t, uint32_t number);

/* Appends the codes from the root down to the line: "HQ > RO-NAI > CO-DAR". */
void tree_path(const struct tree *t, size_t line, struct buf *out);

#endif
