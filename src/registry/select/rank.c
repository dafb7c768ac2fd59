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

/* The key of one field for sorting in memory: a reference's is its target's code. */
static void
rank_field(const struct selection *s, const struct record *r, const struct field *f,
           struct buf *key)
{
	const struct value *v = record_value(r, f);
	struct value text = { .kind = VALUE_TEXT };
	struct buf code;

	if (f->type != FIELD_REFERENCE && f->part_count == 0) {
		value_shown_key(v, f, s->is_as_shown ? s->registry->schema->language : "en", key);
		return;
	}
	buf_init(&code);
	if (f->part_count > 0)
		record_code(r, &s->registry->directory, &code);
	else
		value_format(v, f, &s->registry->directory, FORM_SCREEN,
		             s->registry->schema->language, &code);
	text.text = buf_string(&code);
	value_sort_key(code.size > 0 ? &text : v, f, key);
	buf_clear(&code);
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
	return s->order_count == 1 && s->registry->has_words &&
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
