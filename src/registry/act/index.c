/* Gathers the index entries of many new records and writes them in the order of the index, so that
 * each page is written once. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "registry/act/act_internal.h"

#define MOST_BYTES (8u << 20)           /* gathered, then they are written */

struct gathered {
	uint32_t offset, size;          /* of the key among the bytes */
};

struct index_changes {
	struct buf bytes;
	struct gathered *list;
	size_t count, room;
};

void
index_forget(struct act *a)
{
	if (a->indexes == NULL)
		return;
	buf_clear(&a->indexes->bytes);
	free(a->indexes->list);
	free(a->indexes);
	a->indexes = NULL;
}

static int
compare(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	int order = memcmp(x->data, y->data, x->size < y->size ? x->size : y->size);

	return order != 0 ? order : x->size < y->size ? -1 : x->size > y->size;
}

enum err_code
index_flush(struct act *a, struct err *e)
{
	struct index_changes *g = a->indexes;
	struct span *sorted;
	enum err_code rc = ERR_OK;

	if (g == NULL || g->count == 0)
		return ERR_OK;
	sorted = mem_new(sizeof *sorted * g->count);
	for (size_t i = 0; i < g->count; i++)
		sorted[i] = (struct span){ g->bytes.data + g->list[i].offset, g->list[i].size };
	qsort(sorted, g->count, sizeof *sorted, compare);
	for (size_t i = 0; rc == ERR_OK && i < g->count; i++)
		rc = index_put_key(a->txn, sorted[i], e);
	free(sorted);
	g->count = 0;
	buf_reset(&g->bytes);
	return rc;
}

enum err_code
index_gather(struct act *a, const struct field *f, struct span sort_key, uint32_t number,
             struct err *e)
{
	struct index_changes *g = a->indexes;
	size_t start;

	if (g == NULL)
		g = a->indexes = mem_new(sizeof *g);
	start = g->bytes.size;
	index_prefix(&g->bytes, f->of->number, f->number);
	buf_add(&g->bytes, sort_key.data, sort_key.size);
	buf_be32(&g->bytes, number);
	MEM_ROOM(g->list, g->count, g->room);
	g->list[g->count++] = (struct gathered){ (uint32_t)start,
		                                 (uint32_t)(g->bytes.size - start) };
	return g->bytes.size > MOST_BYTES ? index_flush(a, e) : ERR_OK;
}
