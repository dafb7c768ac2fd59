/* Settles the conflicts that a merge has left open. */
#include <config.h>

#include <string.h>

#include "record/merge.h"

static void
put_text(struct merge *m, struct value *v, const struct conflict *c, const char *text)
{
	struct arena *a = &m->record->arena;
	struct value out = { .kind = VALUE_LANGUAGES };
	uint32_t count = v->kind == VALUE_LANGUAGES ? v->count : 0;

	out.translations = arena_new(a, sizeof *out.translations * (count + 1));
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(v->translations[i].language, c->language) != 0)
			out.translations[out.count++] = v->translations[i];
	}
	if (text != NULL)
		out.translations[out.count++] = (struct translation){ c->language,
			                                              arena_text(a, text) };
	value_settle(&out, c->column != NULL ? c->column : c->field);
	*v = out;
}

void
merge_settle_value(struct merge *m, size_t conflict, const struct value *value)
{
	struct conflict *c = &m->list[conflict];
	struct value *v = record_value(m->record, c->field);
	struct row *row = c->column == NULL ? NULL : value_row(v, c->row);

	c->is_settled = true;
	if (row != NULL)
		v = row_value(row, c->column);
	if (c->language != NULL)
		put_text(m, v, c, value->kind == VALUE_TEXT ? value->text : NULL);
	else
		*v = value_copy(&m->record->arena, value, c->column != NULL ? c->column : c->field);
}

static void
settle_row(struct merge *m, const struct conflict *c, const struct row *row)
{
	struct value *v = record_value(m->record, c->field);
	struct row *there = value_row(v, c->row);
	uint32_t at;

	if (row != NULL && there != NULL) {
		*there = *row;
	} else if (there != NULL) {
		at = (uint32_t)(there - v->rows);
		v->count--;
		memmove(there, there + 1, sizeof *there * (v->count - at));
	} else if (row != NULL) {
		value_add_row(&m->record->arena, v, c->field->table);
		at = c->place < v->count ? c->place : v->count - 1;
		memmove(v->rows + at + 1, v->rows + at, sizeof *v->rows * (v->count - 1 - at));
		v->rows[at] = *row;
	}
}

void
merge_settle(struct merge *m, size_t conflict, enum side side)
{
	struct conflict *c = &m->list[conflict];
	struct value rows;

	c->is_settled = true;
	switch (c->kind) {
	case CONFLICT_VALUE:
		merge_settle_value(m, conflict, &c->values[side]);
		break;
	case CONFLICT_ROW:
		settle_row(m, c, c->rows[side]);
		break;
	case CONFLICT_ORDER:
		rows = *record_value(m->record, c->field);
		record_order_rows(m->record, c->field, &rows, c->orders[side], c->order_count);
		break;
	}
}
