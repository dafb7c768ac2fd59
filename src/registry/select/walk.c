/* Walks an index forwards or backwards, and skips what does not match. */
#include <config.h>

#include <string.h>

#include "registry/read/read_internal.h"
#include "registry/select/selection_internal.h"

struct select_limits select_limits = {
	.sorted = 4096,
	.sorted_sure = 500,
	.column_share = 8,
	.passed = 4096,
	.by_path = 200000,
};

/* A cursor on the index, or on one group of it. Forwards and backwards are those of the list: where
 * that is descending, the cursor goes the other way. */
struct walker {
	struct selection *selection;
	struct cursor *cursor;
	struct buf prefix;
	size_t group;
	bool goes_up;                   /* towards greater keys */
	uint64_t passed;                /* records that do not match */
	struct skip ahead;             /* once they are many */
	bool looks_ahead;
};

static void
enter_group(struct walker *w)
{
	const struct selection *s = w->selection;

	buf_reset(&w->prefix);
	if (s->is_grouped)
		group_prefix(s, s->groups[w->group], &w->prefix);
	else
		index_prefix(&w->prefix, s->type->number, first_order(s)->field->number);
}

/* The first key with the prefix in the direction of the walk; changes the prefix. */
static enum err_code
seek_edge(struct walker *w, struct buf *prefix, struct span *key, struct err *e)
{
	if (w->goes_up)
		return cursor_seek(w->cursor, buf_span(prefix), key, NULL, e);
	/* The least key behind all with the prefix: its last byte that can grow, grown. */
	while (prefix->size > 0 && prefix->data[prefix->size - 1] == 0xFF)
		prefix->size--;
	if (prefix->size > 0)
		prefix->data[prefix->size - 1]++;
	return cursor_before(w->cursor, buf_span(prefix), key, NULL, e);
}

/* The first key of the group. */
static enum err_code
walk_from_edge(struct walker *w, struct span *key, struct err *e)
{
	struct buf edge;
	enum err_code rc;

	buf_init(&edge);
	buf_add(&edge, w->prefix.data, w->prefix.size);
	rc = seek_edge(w, &edge, key, e);
	buf_clear(&edge);
	return rc;
}

static bool
next_group(struct walker *w)
{
	const struct selection *s = w->selection;

	if (!s->is_grouped)
		return false;
	if (w->goes_up ? w->group + 1 >= s->group_count : w->group == 0)
		return false;
	w->group += w->goes_up ? 1 : (size_t)-1;
	enter_group(w);
	return true;
}

/* From a key (or ERR_NOT_FOUND) that may have left the group to the next that is in one. */
static enum err_code
settle(struct walker *w, enum err_code rc, struct span *key, struct err *e)
{
	while (rc == ERR_NOT_FOUND ||
	       (rc == ERR_OK && !span_starts_with(*key, buf_span(&w->prefix)))) {
		if (!next_group(w))
			return ERR_NOT_FOUND;
		rc = walk_from_edge(w, key, e);
	}
	return rc;
}

static enum err_code
walk_on(struct walker *w, struct span *key, struct err *e)
{
	enum err_code rc = w->goes_up ? cursor_next(w->cursor, key, NULL, e) :
	                                cursor_prev(w->cursor, key, NULL, e);

	return settle(w, rc, key, e);
}

/* ---- past what does not match */

static bool
is_further(const struct walker *w, struct span key, struct span than)
{
	int order = memcmp(key.data, than.data, key.size < than.size ? key.size : than.size);

	if (order == 0)
		order = key.size < than.size ? -1 : key.size > than.size;
	return w->goes_up ? order > 0 : order < 0;
}

/* To the keys that begin so, or at least nearer. Zeros at the end of the prefix are behind the
 * key's own end: a text's has one of its own, an empty value's none. Of a number they may be its
 * bytes, so that a leap may be too short, or even backwards; it is never too long. */
static enum err_code
leap(struct walker *w, uint64_t prefix, struct span *key, struct err *e)
{
	const struct selection *s = w->selection;
	const struct span here = *key;
	struct buf edge;
	size_t least;
	enum err_code rc;

	buf_init(&edge);
	index_prefix(&edge, s->type->number, first_order(s)->field->number);
	least = edge.size + 1;
	buf_be64(&edge, prefix);
	while (edge.size > least && edge.data[edge.size - 1] == 0)
		edge.size--;
	if (edge.size > least && edge.size < least + 7)
		edge.size++;
	rc = seek_edge(w, &edge, key, e);
	buf_clear(&edge);
	if (rc == ERR_NOT_FOUND || (rc == ERR_OK && is_further(w, *key, here)))
		return settle(w, rc, key, e);
	if (rc == ERR_OK)
		rc = cursor_seek(w->cursor, here, key, NULL, e);
	return rc == ERR_OK ? walk_on(w, key, e) : rc;
}

/* From a record that does not match, when so many more are wanted. */
static enum err_code
pass(struct walker *w, size_t wanted, struct span *key, struct err *e)
{
	struct selection *s = w->selection;
	const struct span sort_key = { key->data + INDEX_PREFIX, key->size - INDEX_PREFIX - 4 };
	uint64_t here = column_prefix(sort_key), next;

	if (++w->passed <= select_limits.passed || !rank_has_column(s))
		return walk_on(w, key, e);
	if (!w->looks_ahead) {
		enum err_code rc = skip_find(s, here, w->goes_up, wanted, &w->ahead, e);

		if (rc != ERR_OK)
			return rc;
		w->looks_ahead = true;
	}
	if (skip_next(&w->ahead, here, &next))
		return leap(w, next, key, e);
	if (w->ahead.at == w->ahead.count) {
		/* All that were seen are behind; were there more, they are looked for anew. */
		if (w->ahead.has_all)
			return ERR_NOT_FOUND;
		w->looks_ahead = false;
		w->passed = 0;
		skip_clear(&w->ahead);
	}
	return walk_on(w, key, e);
}

/* ---- walking */

/* Where the group of a position stands, or would stand. */
static void
find_group(struct walker *w, const struct position *p)
{
	const struct selection *s = w->selection;
	uint32_t target = p->key.size >= 5 ? be32(p->key.data + 1) : 0;

	for (w->group = 0; w->group + 1 < s->group_count && s->groups[w->group] != target; )
		w->group++;
}

static enum err_code
walk_to(struct walker *w, const struct position *from, bool past, struct span *key, struct err *e)
{
	const struct selection *s = w->selection;
	struct buf at;
	bool is_there;
	enum err_code rc;

	if (from == NULL) {
		w->group = w->goes_up || s->group_count == 0 ? 0 : s->group_count - 1;
		enter_group(w);
		return settle(w, walk_from_edge(w, key, e), key, e);
	}
	if (s->is_grouped)
		find_group(w, from);
	enter_group(w);
	buf_init(&at);
	index_prefix(&at, s->type->number, first_order(s)->field->number);
	buf_add(&at, from->key.data, from->key.size);
	buf_be32(&at, from->number);
	rc = cursor_seek(w->cursor, buf_span(&at), key, NULL, e);
	is_there = rc == ERR_OK && key->size == at.size && memcmp(key->data, at.data, at.size) == 0;
	if (is_there && past)
		rc = w->goes_up ? cursor_next(w->cursor, key, NULL, e) :
		                  cursor_prev(w->cursor, key, NULL, e);
	else if (!is_there && !w->goes_up)
		rc = cursor_before(w->cursor, buf_span(&at), key, NULL, e);
	buf_clear(&at);
	return settle(w, rc, key, e);
}

enum err_code
walk(struct selection *s, const struct position *from, bool past, bool backwards, size_t count,
     struct record **out, size_t *got, struct err *e)
{
	struct walker w = { .selection = s, .goes_up = backwards == is_descending(s) };
	struct span key;
	enum err_code rc;

	if (s->is_grouped && s->group_count == 0)
		return ERR_OK;
	rc = cursor_open(s->registry->txn, TABLE_INDEX, &w.cursor, e);
	if (rc != ERR_OK)
		return rc;
	rc = walk_to(&w, from, past, &key, e);
	while (rc == ERR_OK && *got < count) {
		uint32_t number = be32(key.data + key.size - 4);

		if (!selection_has(s, number)) {
			rc = pass(&w, count - *got, &key, e);
			continue;
		}
		rc = load_record(s->registry, number, &out[*got], NULL, e);
		if (rc != ERR_OK)
			break;
		if (++*got < count)
			rc = walk_on(&w, &key, e);
	}
	cursor_close(w.cursor);
	skip_clear(&w.ahead);
	buf_clear(&w.prefix);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}
