/* Sorts the rows of a form's table by a column. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "record/sort.h"
#include "view/form/form.h"
#include "figures/roll.h"
#include "view/report/sheet.h"

struct keyed {
	struct row row;
	struct buf key;
	uint32_t place;                 /* where it was: equals stay as they are */
};

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	size_t n = x->key.size < y->key.size ? x->key.size : y->key.size;
	int order = n == 0 ? 0 : memcmp(x->key.data, y->key.data, n);

	if ((x->key.size == 0) != (y->key.size == 0))
		return x->key.size == 0 ? 1 : -1;
	if (order == 0 && x->key.size != y->key.size)
		return x->key.size < y->key.size ? -1 : 1;
	return order != 0 ? order : x->place < y->place ? -1 : x->place > y->place;
}

/* Where the party of each row stands in protocol order, as keys. */
static void
protocol_keys(struct form *f, const struct field *table, struct keyed *rows)
{
	struct member *there;
	size_t count;

	members_there(f->registry, f->record, table, &there, &count);
	for (size_t i = 0; i < count; i++)
		buf_printf(&rows[there[i].row].key, "%08zu", i);
	members_free(there, count);
}

static void
add_key(struct form *f, const struct field *column, struct keyed *k)
{
	const struct value *v = row_value(&k->row, column);
	struct buf text;

	if (value_is_empty(v))
		return;
	if (field_shape(column) == SHAPE_NUMBER && column->type != FIELD_REFERENCE) {
		value_sort_key(v, column, &k->key);
		return;
	}
	buf_init(&text);
	cell_text(f->registry, f->record, column, v, &text);
	text_fold(buf_string(&text), text.size, &k->key);
	buf_clear(&text);
}

bool
form_sort_rows(struct form *f, const struct field *table, const struct field *column)
{
	struct value *v = record_value(f->record, table);
	uint32_t n = v->kind == VALUE_ROWS ? v->count : 0;
	struct keyed *rows = mem_new(sizeof *rows * (n + 1));
	bool is_changed = false;

	for (uint32_t i = 0; i < n; i++) {
		rows[i] = (struct keyed){ .row = v->rows[i], .place = i };
		buf_init(&rows[i].key);
		if (column != table->table->by_role[ROLE_PARTY])
			add_key(f, column, &rows[i]);
	}
	if (column == table->table->by_role[ROLE_PARTY])
		protocol_keys(f, table, rows);
	qsort(rows, n, sizeof *rows, by_key);
	for (uint32_t i = 0; i < n; i++) {
		is_changed = is_changed || rows[i].place != i;
		v->rows[i] = rows[i].row;
		buf_clear(&rows[i].key);
	}
	free(rows);
	f->is_changed = f->is_changed || is_changed;
	return is_changed;
}
