/* Makes selections. What matches is a set of bits by record number; the order comes from the index
 * of the sorted field, which a cursor walks while it skips what does not match. Where few records
 * match, or no index has the order, the records' own keys are sorted instead.
 *
 * An index by a reference has the target's record number in its key, so that renaming the target
 * changes nothing. Its entries form groups, one per target, which are walked in the order of the
 * targets' codes; that order is computed when the selection is made. */
#include <config.h>

#include "registry/select.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/read/read_internal.h"
#include "registry/select/query_context.h"
#include "registry/select/selection_internal.h"

#define FIRST_BATCH 8           /* most callers with a limit need no more */
#define EVERY_BATCH 256

void
position_clear(struct position *p)
{
	buf_clear(&p->key);
	p->number = 0;
}

/* ---- finding what matches */

struct matching {
	struct selection *selection;
	const struct select *what;
	struct register_context world;
	size_t room;
	bool keeps_keys;                /* until there are too many to sort */
	bool must_rank;                 /* no index has the order */
};

static void
drop_keys(struct matching *m)
{
	struct selection *s = m->selection;

	m->keeps_keys = false;
	free(s->ranked);
	s->ranked = NULL;
	arena_clear(&s->arena);
}

static void
keep_key(struct matching *m, uint32_t number, const struct buf *key, uint64_t count)
{
	struct selection *s = m->selection;

	s->ranked = mem_room(s->ranked, count - 1, &m->room, sizeof *s->ranked);
	s->ranked[count - 1] = (struct ranked){
		.key = (const unsigned char *)arena_textn(&s->arena, (const char *)key->data, key->size),
		.size = (uint32_t)key->size,
		.number = number,
	};
}

static void
rank(struct matching *m, const struct record *r, uint64_t count)
{
	struct buf key;

	if (!m->keeps_keys)
		return;
	if (!m->must_rank && count > select_limits.sorted) {
		drop_keys(m);
		return;
	}
	buf_init(&key);
	rank_key(m->selection, r, &key);
	keep_key(m, r->number, &key, count);
	buf_clear(&key);
}

static bool
matches(struct matching *m, const struct record *r)
{
	const struct select *what = m->what;

	if (r->type != what->type)
		return false;
	if (what->as_of != DATE_NONE && !is_in_force(&r->type->fields, r->values, what->as_of))
		return false;
	return what->query == NULL || query_match(what->query, &m->world.base, r, NULL);
}

/* Looks at each candidate itself, to match it (unless all do) and to have its key for sorting. */
static enum err_code
look_at_each(struct matching *m, struct answer *candidates, struct err *e)
{
	struct selection *s = m->selection;

	for (uint32_t n = bits_next(&candidates->bits, 0); n != BITS_END;
	     n = bits_next(&candidates->bits, n + 1)) {
		struct record *r;
		enum err_code rc = load_record(s->registry, n, &r, NULL, e);

		if (rc == ERR_NOT_FOUND)
			continue;
		if (rc != ERR_OK)
			return rc;
		if (candidates->is_exact || matches(m, r)) {
			bits_set(&s->bits, n);
			rank(m, r, ++s->count);
		}
		record_free(r);
	}
	return ERR_OK;
}

/* Whether so many are better sorted by the field's column, at some 0.4 us each, than passed by on
 * the way along its index, where fifty of them are sought at some 0.06 us a record of the type. */
static bool
sorts_by_column(const struct selection *s, uint64_t count)
{
	return rank_has_column(s) && (count <= select_limits.sorted_sure ||
	                              count * count <= select_limits.column_share * s->total);
}

/* What the indexes know for certain is not looked at, unless it is little enough to be sorted. */
static enum err_code
take(struct matching *m, struct answer *a, struct err *e)
{
	struct selection *s = m->selection;
	uint64_t count = bits_number(&a->bits);
	bool by_column = sorts_by_column(s, count);

	if (!a->is_exact || m->must_rank || (!by_column && count <= select_limits.sorted_sure))
		return look_at_each(m, a, e);
	s->count = count;
	s->bits = a->bits;
	a->bits = (struct bits){ 0 };
	return by_column ? rank_by_column(s, &s->bits, e) : ERR_OK;
}

static enum err_code
find_matches(struct selection *s, const struct select *what, bool must_rank, struct err *e)
{
	struct matching m = { .selection = s, .what = what, .keeps_keys = true,
	                      .must_rank = must_rank };
	struct answer found = { .is_all = true };
	struct query_index index;
	enum err_code rc = ERR_OK;

	register_context_init(&m.world, s->registry);
	m.world.base.as_of = what->as_of;
	m.world.tagged = what->tagged;
	m.world.tagged_count = what->tagged_count;
	answers_init(&index, &m.world);
	if (what->query != NULL)
		rc = query_prepare(what->query, &m.world.base, e);
	if (rc == ERR_OK && what->query != NULL)
		rc = query_plan(what->query, &m.world.base, &index, &found, e);
	if (rc == ERR_OK && found.is_all) {
		found.is_exact = query_is_empty(what->query) && what->as_of == DATE_NONE;
		rc = index.all(index.context, s->type, &found.bits, e);
	}
	s->has_bits = true;
	s->count = 0;
	if (rc == ERR_OK)
		rc = take(&m, &found, e);
	bits_clear(&found.bits);
	rank_sort(s);
	rank_drop_keys(s);
	return rc;
}

/* ---- making one */

/* An index has texts by language in the order of the English ones. Where another language is in force,
 * and the type is not so large that it could be felt, they stand in the order of what is shown. */
static bool
sorts_as_shown(const struct selection *s)
{
	if (strcmp(s->registry->schema->language, "en") == 0 || s->total > select_limits.sorted)
		return false;
	for (size_t i = 0; i < s->order_count; i++) {
		if (s->orders[i].field->many == MANY_LANGUAGE || s->orders[i].path != NULL)
			return true;
	}
	return false;
}

static bool
has_path(const struct selection *s)
{
	for (size_t i = 0; i < s->order_count; i++) {
		if (s->orders[i].path != NULL)
			return true;
	}
	return false;
}

/* No index has the order of what a path leads to: every record must be looked at. */
static enum err_code
prepare_paths(struct selection *s, const struct select *what, struct err *e)
{
	const struct fields *fields = &s->type->fields;
	struct buf names;
	enum err_code rc;

	if (s->total <= select_limits.by_path) {
		s->world = registry_query_context(s->registry, what->as_of);
		rank_keep_keys(s);
		return ERR_OK;
	}
	buf_init(&names);
	for (size_t i = 0; i < fields->count; i++) {
		if (fields->list[i].is_indexed)
			buf_printf(&names, "%s%s", names.size > 0 ? ", " : "", fields->list[i].name);
	}
	rc = err_set(e, ERR_USAGE,
	             _("%llu records are too many to sort by a path; an index has the order of: %s"),
	             (unsigned long long)s->total, buf_string(&names));
	buf_clear(&names);
	return rc;
}

static enum err_code
fill(struct selection *s, const struct select *what, struct err *e)
{
	bool must_rank = s->order_count > 1 || has_path(s) || !first_order(s)->field->is_indexed ||
	                 (what->is_by_code_text && type_computes_code(s->type));
	enum err_code rc = registry_count(s->registry, s->type, &s->total, e);

	s->is_as_shown = sorts_as_shown(s);
	must_rank = must_rank || s->is_as_shown;
	s->commit = txn_id(s->registry->txn);
	s->count = s->total;
	if (rc == ERR_OK && has_path(s))
		rc = prepare_paths(s, what, e);
	if (rc != ERR_OK)
		return rc;
	if (!query_is_empty(what->query) || what->as_of != DATE_NONE || must_rank) {
		rc = find_matches(s, what, must_rank, e);
	}
	if (rc == ERR_OK && s->ranked == NULL && s->count > 0 &&
	    first_order(s)->path == NULL && is_by_reference(first_order(s)->field))
		rc = find_groups(s, e);
	return rc;
}

enum err_code
registry_select(struct registry *r, const struct select *what, struct selection **out,
                struct err *e)
{
	struct selection *s = mem_new(sizeof *s);
	struct visit v;
	enum err_code rc;

	*out = NULL;
	s->registry = r;
	s->type = what->type;
	s->order_count = what->order_count == 0 ? 1 : what->order_count;
	s->orders = mem_new(sizeof *s->orders * s->order_count);
	s->orders[0].field = type_code(what->type);
	if (what->order_count > 0)
		memcpy(s->orders, what->orders, sizeof *s->orders * what->order_count);
	arena_init(&s->arena);
	rc = visit_begin(r, &v, e);
	if (rc == ERR_OK) {
		rc = fill(s, what, e);
		visit_end(&v);
	}
	if (rc != ERR_OK) {
		selection_free(s);
		return rc;
	}
	*out = s;
	return ERR_OK;
}

void
selection_free(struct selection *s)
{
	if (s == NULL)
		return;
	arena_clear(&s->arena);
	rank_drop_keys(s);
	free(s->world);
	free(s->orders);
	bits_clear(&s->bits);
	free(s->ranked);
	free(s->groups);
	free(s);
}

uint64_t
selection_commit(const struct selection *s)
{
	return s->commit;
}

uint64_t
selection_count(const struct selection *s)
{
	return s->count;
}

uint64_t
selection_total(const struct selection *s)
{
	return s->total;
}

/* ---- the interface */

enum err_code
selection_fetch(struct selection *s, const struct position *from, bool past, bool backwards,
                size_t count, struct record **out, size_t *got, struct err *e)
{
	struct visit v;
	enum err_code rc;

	*got = 0;
	if (s->count == 0)
		return ERR_OK;
	rc = visit_begin(s->registry, &v, e);
	if (rc != ERR_OK)
		return rc;
	if (s->ranked != NULL)
		rc = fetch_ranked(s, from, past, backwards, count, out, got, e);
	else
		rc = walk(s, from, past, backwards, count, out, got, e);
	visit_end(&v);
	while (rc != ERR_OK && *got > 0)
		record_free(out[--*got]);
	return rc;
}

enum err_code
selection_place(struct selection *s, const struct record *record, struct position *out,
                struct err *e)
{
	struct visit v;
	enum err_code rc = visit_begin(s->registry, &v, e);

	if (rc != ERR_OK)
		return rc;
	out->number = record->number;
	buf_reset(&out->key);
	if (first_order(s)->path == NULL) {
		index_key(record, first_order(s)->field, &out->key);
		out->prefix = rank_prefix(s, buf_span(&out->key));
	}
	if (s->ranked != NULL) {
		buf_reset(&out->key);
		rank_key(s, record, &out->key);
	}
	visit_end(&v);
	return ERR_OK;
}

enum err_code
selection_every(struct selection *s, bool (*each)(void *context, const struct record *record),
                void *context, struct err *e)
{
	struct record *page[EVERY_BATCH];
	struct position at = { 0 };
	bool goes_on = true, is_first = true;
	size_t batch = FIRST_BATCH;
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK && goes_on) {
		size_t got;

		rc = selection_fetch(s, is_first ? NULL : &at, true, false, batch, page, &got, e);
		if (rc != ERR_OK || got == 0)
			break;
		is_first = false;
		batch = batch * 2 > EVERY_BATCH ? EVERY_BATCH : batch * 2;
		rc = selection_place(s, page[got - 1], &at, e);
		for (size_t i = 0; i < got; i++) {
			goes_on = goes_on && each(context, page[i]);
			record_free(page[i]);
		}
	}
	position_clear(&at);
	return rc;
}
