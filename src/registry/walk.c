/* Along the index, forwards and backwards, past what does not match. */
#include <config.h>

#include <string.h>

#include "registry/selection.h"

/* A cursor on the index, or on one group of it. Forwards and backwards are those of the list: where
 * that is descending, the cursor goes the other way. */
struct walker {
	struct selection *selection;
	struct cursor *cursor;
	struct buf prefix;
	size_t group;
	bool goes_up;                   /* towards greater keys */
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

/* The first key of the group in the direction of the walk. */
static enum err_code
walk_from_edge(struct walker *w, struct span *key, struct err *e)
{
	struct buf end;
	enum err_code rc;

	if (w->goes_up)
		return cursor_seek(w->cursor, buf_span(&w->prefix), key, NULL, e);
	buf_init(&end);
	buf_add(&end, w->prefix.data, w->prefix.size);
	/* The least key behind all with the prefix: its last byte that can grow, grown. */
	while (end.size > 0 && end.data[end.size - 1] == 0xFF)
		end.size--;
	if (end.size > 0)
		end.data[end.size - 1]++;
	rc = cursor_before(w->cursor, buf_span(&end), key, NULL, e);
	buf_clear(&end);
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
	while (rc == ERR_NOT_FOUND || (rc == ERR_OK && !span_starts_with(*key, buf_span(&w->prefix)))) {
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

		if (selection_has(s, number)) {
			rc = load_record(s->registry, number, &out[*got], NULL, e);
			if (rc != ERR_OK)
				break;
			if (++*got == count)
				break;
		}
		rc = walk_on(&w, &key, e);
	}
	cursor_close(w.cursor);
	buf_clear(&w.prefix);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}
