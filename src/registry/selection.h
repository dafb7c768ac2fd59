/* What the files behind registry/select.h share. */
#ifndef REGISTRY_SELECTION_H
#define REGISTRY_SELECTION_H

#include "base/bits.h"
#include "registry/private.h"
#include "registry/select.h"

/* A record with the key by which it is sorted; the key is in the selection's arena. */
struct ranked {
	const unsigned char *key;
	uint32_t size, number;
};

struct selection {
	struct registry *registry;
	const struct type *type;
	struct order *orders;
	size_t order_count;
	uint64_t commit, count, total;
	struct bits bits;               /* records that match, if not all do */
	bool has_bits;
	struct ranked *ranked;          /* NULL: the index is walked */
	uint32_t *groups;               /* targets, in the order of their codes; 0: no target */
	size_t group_count;
	bool is_grouped;
	struct arena arena;
};

static inline const struct order *
first_order(const struct selection *s)
{
	return &s->orders[0];
}

static inline bool
is_descending(const struct selection *s)
{
	return first_order(s)->is_descending;
}

/* Whether the record of that number matches. */
static inline bool
selection_has(const struct selection *s, uint32_t number)
{
	return !s->has_bits || bits_has(&s->bits, number);
}

/* rank.c: sorting by the records' own keys */
void index_key(const struct record *r, const struct field *f, struct buf *key);
void rank_key(const struct selection *s, const struct record *r, struct buf *key);
void rank_sort(struct selection *s);
enum err_code fetch_ranked(struct selection *s, const struct position *from, bool past,
                           bool backwards, size_t count, struct record **out, size_t *got,
                           struct err *e);

/* groups.c: the groups of an index by reference */
bool is_by_reference(const struct field *f);
enum err_code find_groups(struct selection *s, struct err *e);
void group_prefix(const struct selection *s, uint32_t target, struct buf *key);

/* walk.c: along the index */
enum err_code walk(struct selection *s, const struct position *from, bool past, bool backwards,
                   size_t count, struct record **out, size_t *got, struct err *e);

#endif
