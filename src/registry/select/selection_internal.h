/* What the files behind registry/select.h share. */
#ifndef REGISTRY_SELECTION_INTERNAL_H
#define REGISTRY_SELECTION_INTERNAL_H

#include "base/bits.h"
#include "registry/registry_internal.h"
#include "registry/select.h"

/* A record with the key by which it is sorted, in the selection's arena; where the column of the
 * field has told its beginning, the key is read only when others begin so, too. */
struct ranked {
	const unsigned char *key;       /* NULL: not read */
	uint32_t size, number;
	uint64_t prefix;
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
	bool has_prefixes;              /* they are sorted by these first */
	bool is_as_shown;               /* texts are sorted as the language in force shows them */
	uint32_t *groups;               /* targets, in the order of their codes; 0: no target */
	size_t group_count;
	bool is_grouped;
	struct query_context *world;      /* that paths are followed in; NULL: no order has one */
	struct target_keys *keys;       /* of what paths lead to, while matches are sorted */
	struct arena arena;
};

/* From when on another way to the order is taken; tests make them small. */
struct select_limits {
	uint64_t sorted;                /* matches that are sorted by their own keys */
	uint64_t sorted_sure;           /* the same where they need not be looked at to be matched */
	uint64_t column_share;          /* so many times the type's records, by the column, squared */
	uint64_t passed;                /* records passed by on the way along the index */
	uint64_t by_path;               /* the type's records, to be sorted by a path */
};
extern struct select_limits select_limits;

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
void rank_key(const struct selection *s, const struct record *r, struct buf *key);
void rank_sort(struct selection *s);
/* While many are ranked by a path, what it leads to is looked at once. */
void rank_keep_keys(struct selection *s);
void rank_drop_keys(struct selection *s);
/* Whether the column of the first field tells the order. */
bool rank_has_column(const struct selection *s);
/* The column, read record by record: at its best in the order of their numbers. */
struct column_reader {
	const struct selection *selection;
	struct span chunk;
	uint32_t number;                /* of the chunk, if there is one */
};
enum err_code rank_read(struct column_reader *c, uint32_t number, uint64_t *prefix, struct err *e);
/* Ranks the records by the column alone. */
enum err_code rank_by_column(struct selection *s, const struct bits *all, struct err *e);
/* Of a sort key, as the ranked records have it. */
uint64_t rank_prefix(const struct selection *s, struct span sort_key);
enum err_code fetch_ranked(struct selection *s, const struct position *from, bool past,
                           bool backwards, size_t count, struct record **out, size_t *got,
                           struct err *e);

/* groups.c: the groups of an index by reference */
bool is_by_reference(const struct field *f);
enum err_code find_groups(struct selection *s, struct err *e);
void group_prefix(const struct selection *s, uint32_t target, struct buf *key);

/* ahead.c: where the next matches stand, as far as the column tells */
struct skip {
	uint64_t *list;                 /* beginnings of sort keys in the order of the walk */
	size_t count, at;
	bool goes_up;
	bool has_all;                   /* of every match there is; else of as many as were wanted */
};
/* The matches that do not stand before a key that begins so. skip_clear() frees them. */
enum err_code skip_find(const struct selection *s, uint64_t from, bool goes_up, size_t wanted,
                         struct skip *out, struct err *e);
void skip_clear(struct skip *a);
/* Whether the next match stands further on than a key that begins so: *prefix is how its own
 * begins. Goes on in the list: at the end of that no match is left that was seen. */
bool skip_next(struct skip *a, uint64_t from, uint64_t *prefix);

/* walk.c: along the index */
enum err_code walk(struct selection *s, const struct position *from, bool past, bool backwards,
                   size_t count, struct record **out, size_t *got, struct err *e);

#endif
