/* Sorting in memory, by keys made from the records themselves. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "record/sort.h"
#include "registry/selection.h"

/* The key that the index of the field has for the record. */
void
index_key(const struct record *r, const struct field *f, struct buf *key)
{
	if (f == type_code(r->type))
		code_sort_key(r, key);
	else
		value_sort_key(record_value(r, f), f, key);
}

/* The key of one field for sorting in memory: a reference's is its target's code. */
static void
rank_field(const struct selection *s, const struct record *r, const struct field *f,
           struct buf *key)
{
	const struct value *v = record_value(r, f);
	struct value text = { .kind = VALUE_TEXT };
	struct buf code;

	if (f->type != FIELD_REFERENCE && f->part_count == 0) {
		value_sort_key(v, f, key);
		return;
	}
	buf_init(&code);
	if (f->part_count > 0)
		record_code(r, &s->registry->directory, &code);
	else
		value_format(v, f, &s->registry->directory, FORM_SCREEN, s->registry->schema->language,
		             &code);
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

/* All orders in one key; a descending field's bytes are turned round. What is alike stands by number,
 * in the direction of the first order, as in the index. */
void
rank_key(const struct selection *s, const struct record *r, struct buf *key)
{
	size_t start;

	for (size_t i = 0; i < s->order_count; i++) {
		start = key->size;
		rank_field(s, r, s->orders[i].field, key);
		if (s->orders[i].is_descending)
			turn(key, start);
	}
	start = key->size;
	buf_be32(key, r->number);
	if (is_descending(s))
		turn(key, start);
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
	if (s->ranked != NULL)
		qsort(s->ranked, s->count, sizeof *s->ranked, compare_ranked);
}

/* The index of the first ranked record that does not stand before the position. */
static size_t
ranked_place(const struct selection *s, const struct position *p, bool *is_there)
{
	size_t low = 0, high = (size_t)s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ranked *m = &s->ranked[middle];

		if (compare_keys(m->key, m->size, m->number, p->key.data, p->key.size, p->number) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*is_there = low < s->count && s->ranked[low].number == p->number;
	return low;
}

/* Records that have gone since are passed over. */
enum err_code
fetch_ranked(struct selection *s, const struct position *from, bool past, bool backwards,
             size_t count, struct record **out, size_t *got, struct err *e)
{
	bool is_there = false;
	size_t i = backwards ? (size_t)s->count : 0;    /* one behind the next when backwards */

	if (from != NULL) {
		i = ranked_place(s, from, &is_there);
		if (is_there && past != backwards)
			i++;
	}
	while (*got < count && (backwards ? i > 0 : i < s->count)) {
		size_t index = backwards ? --i : i++;
		enum err_code rc = load_record(s->registry, s->ranked[index].number, &out[*got], NULL, e);

		if (rc == ERR_OK)
			++*got;
		else if (rc != ERR_NOT_FOUND)
			return rc;
	}
	return ERR_OK;
}
