/* The start menu, without a screen: the record types with their counts, and what needs
 * attention. */
#ifndef VIEW_START_H
#define VIEW_START_H

#include "registry/registry.h"

struct start_item {
	const struct type *type;
	uint64_t count;
};

struct start {
	struct start_item *items;       /* in the order of the menu */
	size_t count;
	uint64_t overdue;               /* records that owe something by now */
	uint64_t mine;                  /* of those, the operator's office's */
	size_t drafts;                  /* of the operator's, that no session has open */
	char *coming;                   /* the next that is planned: "2026-12-01 CP-20261201 ..."; or NULL */
};

enum err_code start_read(struct registry *r, struct start *out, struct err *e);
void start_clear(struct start *s);

#endif
