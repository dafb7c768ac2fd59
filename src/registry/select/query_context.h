/* Gives the query language access to the register. */
#ifndef REGISTRY_QUERY_CONTEXT_H
#define REGISTRY_QUERY_CONTEXT_H

#include "registry/registry_internal.h"

/* ---- query_context.c: what the query language may ask */

struct world {
	struct query_world base;
	struct registry *registry;
	const uint32_t *tagged;
	size_t tagged_count;
};

void world_init(struct world *w, struct registry *r);

/* ---- query_index.c: what indexes tell the planner, in the present transaction. */
void answers_init(struct query_index *index, struct world *w);

#endif
