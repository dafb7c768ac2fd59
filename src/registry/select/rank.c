/* Sorts matches in memory, by keys made from the records themselves. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/coding.h"
#include "record/sort.h"
#include "registry/read/read_internal.h"
#include "registry/select/selection_internal.h"

/* A text in place of the value, unless it is empty. */
static void
rank_text(struct buf *text, const struct value *v, const struct field *f, struct buf *key)
{
	struct value shown = { .kind = VALUE_TEXT, .text = buf_string(text) };

	value_sort_key(text->size > 0 ? &shown : v, f, key);
}

/* The key of one value for sorting in memory: a reference's is its target's code. */
static void
rank_value(const struct selection *s, const struct value *v, const struct field *f, struct buf *key)
{
	const char *language = s->registry->schema->language;
	struct buf code;

	if (f->type != FIELD_REFERENCE) {
		value_shown_key(v, f, s->is_as_shown ? language : "en", key);
		return;
	}
	buf_init(&code);
	value_format(v, f, &s->registry->directory, FORM_SCREEN, language, &code);
	rank_text(&code, v, f, key);
	buf_clear(&code);
}

static void
rank_field(const struct selection *s, const struct record *r, const struct field *f,
           struct buf *key)
{
	struct buf code;

	if (f->part_count == 0) {
		rank_value(s, record_value(r, f), f, key);
		return;
	}
	buf_init(&code);
	record_code(r, &s->registry->directory, &code);
	rank_text(&code, record_value(r, f), f, key);
	buf_clear(&code);
}

/* ---- by a path */

/* The keys of the records that the first step of a path leads to, by their numbers: many records lead
 * to the same. */
struct target_keys {
	struct target_key {
		uint32_t number, order;         /* 0: free */
		struct span key;
	} *list;
	size_t count, room;                     /* room: a power of two */
	struct arena arena;
};

void
rank_keep_keys(struct selection *s)
{
	s->keys = mem_new(sizeof *s->keys);
	arena_init(&s->keys->arena);
}

void
rank_drop_keys(struct selection *s)
{
	if (s->keys == NULL)
		return;
	free(s->keys->list);
	arena_clear(&s->keys->arena);
	free(s->keys);
	s->keys = NULL;
}

static struct target_key *
find_key(const struct target_keys *k, uint32_t number, uint32_t order)
{
	size_t i = (number * 2654435761u + order) & (k->room - 1);

	while (k->list[i].number != 0 &&
	       (k->list[i].number != number || k->list[i].order != order))
		i = (i + 1) & (k->room - 1);
	return &k->list[i];
}

static void
make_room(struct target_keys *k)
{
	struct target_keys was = *k;

	if (k->count * 2 < k->room)
		return;
	k->room = k->room == 0 ? 256 : k->room * 2;
	k->list = mem_new(sizeof *k->list * k->room);
	for (size_t i = 0; i < was.room; i++) {
		if (was.list[i].number != 0)
			*find_key(k, was.list[i].number, was.list[i].order) = was.list[i];
	}
	free(was.list);
}

struct path_key {
	const struct selection *selection;
	struct buf *key;
	bool is_found;
};

/* Of several values the first decides. */
static void
add_path_key(void *context, const struct record *r, const struct field *f, const struct value *v)
{
	struct path_key *k = context;

	if (!k->is_found && f->in == NULL)
		rank_field(k->selection, r, f, k->key);
	else if (!k->is_found)
		rank_value(k->selection, v, f, k->key);
	k->is_found = true;
}

static void
make_path_key(const struct selection *s, const struct path *p, const struct field *last,
              const struct record *r, struct buf *key)
{
	struct path_key k = { s, key, false };
	const struct value none = { .kind = VALUE_NONE };

	if (p->is_count) {
		buf_be64(key, path_number(p, s->world, r, NULL));
		return;
	}
	path_values(p, s->world, r, NULL, add_path_key, &k);
	if (!k.is_found)
		value_sort_key(&none, last, key);
}

/* Behind a single reference the key is made once for each target. */
static void
rank_path(const struct selection *s, size_t order, const struct record *r, struct buf *key)
{
	const struct path *p = s->orders[order].path;
	const struct value *first = p->count > 1 ? record_value(r, p->steps[0]) : NULL;
	struct target_key *known;
	size_t start = key->size;

	if (s->keys == NULL || first == NULL || first->kind != VALUE_NUMBER) {
		make_path_key(s, p, s->orders[order].field, r, key);
		return;
	}
	make_room(s->keys);
	known = find_key(s->keys, (uint32_t)first->number, (uint32_t)order);
	if (known->number != 0) {
		buf_add(key, known->key.data, known->key.size);
		return;
	}
	make_path_key(s, p, s->orders[order].field, r, key);
	*known = (struct target_key){ (uint32_t)first->number, (uint32_t)order,
		{ (const unsigned char *)arena_textn(&s->keys->arena,
		                                     (const char *)key->data + start,
		                                     key->size - start),
		  key->size - start } };
	s->keys->count++;
}

static void
turn(struct buf *key, size_t start)
{
	for (size_t i = start; i < key->size; i++)
		key->data[i] = (unsigned char)~key->data[i];
}

/* Behind the fields' keys: what is alike stands by number, in the direction of the first order, as
 * in the index. */
static void
end_key(const struct selection *s, uint32_t number, struct buf *key)
{
	size_t start = key->size;

	buf_be32(key, number);
	if (is_descending(s))
		turn(key, start);
}

/* All orders in one key; a descending field's bytes are turned round. */
void
rank_key(const struct selection *s, const struct record *r, struct buf *key)
{
	for (size_t i = 0; i < s->order_count; i++) {
		size_t start = key->size;

		if (s->orders[i].path != NULL)
			rank_path(s, i, r, key);
		else
			rank_field(s, r, s->orders[i].field, key);
		if (s->orders[i].is_descending)
			turn(key, start);
	}
	end_key(s, r->number, key);
}

static int
compare_keys(const unsigned char *a, size_t na, uint32_t number_a, const unsigned char *b,
             size_t nb, uint32_t number_b)
{
	int order = memcmp(a, b, na < nb ? na : nb);

	if (order != 0 || na != nb)
		return order != 0 ? order : na < nb ? -1 : 1;
	return number_a < number_b ? -1 : number_a > number_b;
}

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return compare_keys(x->key, x->size, x->number, y->key, y->size, y->number);
}

void
rank_sort(struct selection *s)
{
	if (s->ranked != NULL && !s->has_prefixes)
		qsort(s->ranked, s->count, sizeof *s->ranked, compare_ranked);
}

/* ---- by the column of the field */

bool
rank_has_column(const struct selection *s)
{
	return s->order_count == 1 && first_order(s)->path == NULL && s->registry->has_words &&
	       field_has_column(first_order(s)->field);
}

uint64_t
rank_prefix(const struct selection *s, struct span sort_key)
{
	return is_descending(s) ? ~column_prefix(sort_key) : column_prefix(sort_key);
}

static int
compare_prefixes(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->prefix < y->prefix ? -1 : x->prefix > y->prefix;
}

enum err_code
rank_read(struct column_reader *c, uint32_t number, uint64_t *prefix, struct err *e)
{
	const struct field *f = first_order(c->selection)->field;
	uint32_t chunk = number / COLUMN_RECORDS;
	enum err_code rc;

	if (c->chunk.data == NULL || chunk != c->number) {
		rc = columns_get(c->selection->registry->txn, f->of->number, f->number, chunk,
		                 &c->chunk, e);
		if (rc == ERR_NOT_FOUND)
			return err_set(e, ERR_STORE, _("the sort column of %s has gaps"), f->name);
		if (rc != ERR_OK)
			return rc;
		c->number = chunk;
	}
	*prefix = be64(c->chunk.data + number % COLUMN_RECORDS * 8);
	return ERR_OK;
}

enum err_code
rank_by_column(struct selection *s, const struct bits *all, struct err *e)
{
	struct column_reader column = { .selection = s };
	enum err_code rc = ERR_OK;
	size_t count = 0;

	s->ranked = mem_new(sizeof *s->ranked * (bits_number(all) + 1));
	for (uint32_t n = bits_next(all, 0); rc == ERR_OK && n != BITS_END;
	     n = bits_next(all, n + 1)) {
		struct ranked *r = &s->ranked[count];
		uint64_t prefix;

		rc = rank_read(&column, n, &prefix, e);
		if (rc != ERR_OK)
			break;
		*r = (struct ranked){ .number = n, .prefix = is_descending(s) ? ~prefix : prefix };
		count++;
	}
	s->count = count;
	s->has_prefixes = true;
	qsort(s->ranked, count, sizeof *s->ranked, compare_prefixes);
	return rc;
}

/* The key of a record from its one value; of one that has gone by now, its beginning. */
static enum err_code
read_key(struct selection *s, struct ranked *k, struct err *e)
{
	const struct field *f = first_order(s)->field;
	struct arena values;
	struct stored stored;
	struct buf key;
	struct value v;
	enum err_code rc = records_get(s->registry->txn, k->number, &stored, e);

	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		return rc;
	arena_init(&values);
	buf_init(&key);
	if (rc == ERR_NOT_FOUND || stored.is_removed || stored.type != s->type->number)
		buf_be64(&key, is_descending(s) ? ~k->prefix : k->prefix);
	else if (record_decode_value(f, stored.body, &values, &v))
		value_sort_key(&v, f, &key);
	else
		rc = err_set(e, ERR_STORE, _("record %u is damaged"), (unsigned)k->number);
	if (is_descending(s))
		turn(&key, 0);
	end_key(s, k->number, &key);
	k->key = (const unsigned char *)arena_textn(&s->arena, (const char *)key.data, key.size);
	k->size = (uint32_t)key.size;
	buf_clear(&key);
	arena_clear(&values);
	return ERR_OK;
}

/* Sorts those that have the same beginning by their whole keys, if that has not been done. */
static enum err_code
settle_alike(struct selection *s, size_t first, size_t end, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (first == end || s->ranked[first].key != NULL)
		return ERR_OK;
	for (size_t i = first; rc == ERR_OK && i < end; i++)
		rc = read_key(s, &s->ranked[i], e);
	if (rc == ERR_OK)
		qsort(s->ranked + first, end - first, sizeof *s->ranked, compare_ranked);
	return rc;
}

/* Sees to it that the record of this place is the right one. */
static enum err_code
settle_place(struct selection *s, size_t place, struct err *e)
{
	size_t first = place, end = place + 1;

	if (!s->has_prefixes || s->ranked[place].key != NULL)
		return ERR_OK;
	while (first > 0 && s->ranked[first - 1].prefix == s->ranked[place].prefix)
		first--;
	while (end < s->count && s->ranked[end].prefix == s->ranked[place].prefix)
		end++;
	return end - first > 1 ? settle_alike(s, first, end, e) : ERR_OK;
}

/* The first that does not begin before the prefix. */
static size_t
first_of_prefix(const struct selection *s, uint64_t prefix)
{
	size_t low = 0, high = (size_t)s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->ranked[middle].prefix < prefix)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The index of the first ranked record that does not stand before the position. */
static enum err_code
ranked_place(struct selection *s, const struct position *p, size_t *place, bool *is_there,
             struct err *e)
{
	size_t low = 0, high = (size_t)s->count;
	enum err_code rc = ERR_OK;

	if (s->has_prefixes) {
		low = high = first_of_prefix(s, p->prefix);
		while (high < s->count && s->ranked[high].prefix == p->prefix)
			high++;
		rc = settle_alike(s, low, high, e);
	}
	while (rc == ERR_OK && low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ranked *m = &s->ranked[middle];

		if (compare_keys(m->key, m->size, m->number, p->key.data, p->key.size, p->number) <
		    0)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	*is_there = low < s->count && s->ranked[low].number == p->number;
	return rc;
}

/* Records that have gone since are passed over. */
enum err_code
fetch_ranked(struct selection *s, const struct position *from, bool past, bool backwards,
             size_t count, struct record **out, size_t *got, struct err *e)
{
	bool is_there = false;
	size_t i = backwards ? (size_t)s->count : 0;    /* one behind the next when backwards */
	enum err_code rc = from == NULL ? ERR_OK : ranked_place(s, from, &i, &is_there, e);

	if (is_there && past != backwards)
		i++;
	while (rc == ERR_OK && *got < count && (backwards ? i > 0 : i < s->count)) {
		size_t index = backwards ? --i : i++;

		rc = settle_place(s, index, e);
		if (rc == ERR_OK)
			rc = load_record(s->registry, s->ranked[index].number, &out[*got], NULL, e);
		if (rc == ERR_OK)
			++*got;
		else if (rc == ERR_NOT_FOUND)
			rc = ERR_OK;
	}
	return rc;
}
