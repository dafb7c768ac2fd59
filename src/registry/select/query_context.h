/* Gives the query language access to the register. */
#ifndef REGISTRY_QUERY_CONTEXT_H
#define REGISTRY_QUERY_CONTEXT_H

#include "registry/registry_internal.h"

/* ---- query_context.c: what the query language may ask */

struct register_context {
	struct query_context base;
	struct registry *registry;
	const uint32_t *tagged;
	size_t tagged_count;
};

void register_context_init(struct register_context *w, struct registry *r);

/* ---- query_index.c: what indexes tell the planner, in the present transaction. */
void answers_init(struct query_index *index, struct register_context *w);

#endif
