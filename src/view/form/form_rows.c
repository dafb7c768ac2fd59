/* Changes the rows of a form's table: their status and their order, and takes changes back. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
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
	form_note_rows(f, table);
	for (uint32_t i = 0; i < n; i++) {
		is_changed = is_changed || rows[i].place != i;
		v->rows[i] = rows[i].row;
		buf_clear(&rows[i].key);
	}
	free(rows);
	f->before_count -= !is_changed;
	f->is_changed = f->is_changed || is_changed;
	return is_changed;
}

/* ---- taking back */

struct rows_before {
	const struct field *table;
	struct value rows;              /* in the arena of the record */
	bool was_changed;
};

void
form_note_rows(struct form *f, const struct field *table)
{
	MEM_ROOM(f->befores, f->before_count, f->before_room);
	f->befores[f->before_count++] = (struct rows_before){
		table, value_copy(&f->record->arena, record_value(f->record, table), table), f->is_changed
	};
}

bool
form_take_back_rows(struct form *f, const struct field *table)
{
	struct rows_before *last;

	if (f->before_count == 0 || f->befores[f->before_count - 1].table != table)
		return false;
	last = &f->befores[--f->before_count];
	*record_value(f->record, table) = last->rows;
	f->is_changed = last->was_changed;
	return true;
}

/* ---- the status of a row */

enum err_code
form_set_status(struct form *f, const struct field *table, uint64_t id, bool next, struct err *e)
{
	const struct field *status = table->table->by_role[ROLE_STATUS];
	struct row *row = value_row(record_value(f->record, table), id);
	struct value *v;
	size_t i = 0;

	if (row == NULL || status == NULL || status->type != FIELD_CHOICE || status->many != MANY_ONE)
		return err_set(e, ERR_USAGE, _("The rows of %s have no status."), table->label);
	form_note_rows(f, table);
	row = value_row(record_value(f->record, table), id);
	v = row_value(row, status);
	while (next && v->kind == VALUE_NUMBER && i < status->choice_count &&
	       status->choices[i].number != v->number)
		i++;
	i += next && v->kind == VALUE_NUMBER;
	while (i < status->choice_count && status->choices[i].is_retired)
		i++;
	*v = i < status->choice_count ?
	     (struct value){ .kind = VALUE_NUMBER, .number = status->choices[i].number } :
	     (struct value){ 0 };
	f->is_changed = true;
	return ERR_OK;
}

/* ---- columns */

/* 0: the first column, which says what a row is of; then what decides, then the others. */
static int
rank_of(const struct fields *columns, size_t i)
{
	const struct field *f = &columns->list[i];

	return i == 0 ? 0 : field_has_role(f, ROLE_STATUS) ? 1 : field_has_role(f, ROLE_RESPONSE) ? 2 : 3;
}

void
form_columns(const struct field *table, const struct field **out)
{
	const struct fields *columns = table->table;
	size_t n = 0;

	for (int rank = 0; rank < 4; rank++) {
		for (size_t i = 0; i < columns->count; i++) {
			if (rank_of(columns, i) == rank)
				out[n++] = &columns->list[i];
		}
	}
}
