/* Finds where the next matches stand in an index, so that a walk can skip to them. Where all
 * matches stand late in the order, the walk would otherwise pass a million records on its way. The
 * column of the sorted field tells, in one pass over the matches, how the keys of the next few
 * begin. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "registry/select/selection_internal.h"

/* So that what stands sooner in the order is less. */
static uint64_t
turned(const struct skip *a, uint64_t prefix)
{
	return a->goes_up ? prefix : ~prefix;
}

static int
compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Keeps the soonest of them, and forgets the others now and then. */
static void
keep(struct skip *a, uint64_t prefix, size_t wanted)
{
	a->list[a->count++] = prefix;
	if (a->count < 2 * wanted)
		return;
	qsort(a->list, a->count, sizeof *a->list, compare);
	a->count = wanted;
	a->has_all = false;
}

enum err_code
skip_find(const struct selection *s, uint64_t from, bool goes_up, size_t wanted,
           struct skip *out, struct err *e)
{
	struct column_reader column = { .selection = s };
	uint64_t first, prefix;

	*out = (struct skip){ .goes_up = goes_up, .has_all = true };
	out->list = mem_new(sizeof *out->list * 2 * wanted);
	first = turned(out, from);
	for (uint32_t n = bits_next(&s->bits, 0); n != BITS_END; n = bits_next(&s->bits, n + 1)) {
		enum err_code rc = rank_read(&column, n, &prefix, e);

		if (rc != ERR_OK) {
			skip_clear(out);
			return rc;
		}
		prefix = turned(out, prefix);
		if (prefix < first)
			continue;
		/* In order as far as `wanted`, once some were forgotten. */
		if (out->has_all || prefix < out->list[wanted - 1])
			keep(out, prefix, wanted);
	}
	qsort(out->list, out->count, sizeof *out->list, compare);
	return ERR_OK;
}

void
skip_clear(struct skip *a)
{
	free(a->list);
	*a = (struct skip){ 0 };
}

bool
skip_next(struct skip *a, uint64_t from, uint64_t *prefix)
{
	uint64_t now = turned(a, from);

	while (a->at < a->count && a->list[a->at] < now)
		a->at++;
	if (a->at == a->count || a->list[a->at] == now)
		return false;
	*prefix = turned(a, a->list[a->at]);
	return true;
}
