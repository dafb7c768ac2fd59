/* Decides what a record or row owes, whether it is overdue, and whether it is done. */
#include <config.h>

#include "record/overdue.h"

partial_date
record_start(const struct record *r)
{
	const struct value *from = record_role(r, ROLE_FROM);

	return from != NULL && from->kind == VALUE_NUMBER ? (partial_date)from->number : DATE_NONE;
}

bool
values_are_settled(const struct fields *fields, const struct value *values)
{
	const struct field *done = fields->by_role[ROLE_DONE];
	const struct field *status = fields->by_role[ROLE_STATUS];
	const struct choice *c = NULL;

	if (done != NULL && !value_is_empty(&values[done->place]))
		return true;
	if (status != NULL && values[status->place].kind == VALUE_NUMBER)
		c = field_choice(status, (unsigned)values[status->place].number);
	return c != NULL && (c->role == CHOICE_ROLE_FINAL || c->role == CHOICE_ROLE_DONE ||
	                     c->role == CHOICE_ROLE_CARRIED);
}

bool
record_is_open(const struct record *r)
{
	return !values_are_settled(&r->type->fields, r->values);
}

/* A record that is closed, cancelled or postponed owes nothing any more, since nothing can be
 * reported on it. */
bool
record_owes_nothing(const struct record *r)
{
	const struct field *status = r->type->fields.by_role[ROLE_STATUS];
	const struct value *v = record_role(r, ROLE_STATUS);
	const struct choice *c = v == NULL || v->kind != VALUE_NUMBER ? NULL :
	                         field_choice(status, (unsigned)v->number);

	return c != NULL && (c->role == CHOICE_ROLE_LOCKS || c->role == CHOICE_ROLE_CANCELLED ||
	                     c->role == CHOICE_ROLE_POSTPONED);
}

static bool
is_overdue(const struct fields *fields, const struct value *values, partial_date start,
           partial_date today)
{
	const struct field *due = fields->by_role[ROLE_DUE];
	partial_date date;

	if (due == NULL || values[due->place].kind != VALUE_NUMBER || values_are_settled(fields, values))
		return false;
	date = due_date((int32_t)values[due->place].number, start);
	return date != DATE_NONE && date_latest(date) < today;
}

bool
row_is_overdue(const struct record *r, const struct field *table, const struct row *row,
               partial_date today)
{
	return !record_owes_nothing(r) && is_overdue(table->table, row->values, record_start(r), today);
}

bool
record_is_overdue(const struct record *r, partial_date today)
{
	const struct fields *fields = &r->type->fields;

	if (is_overdue(fields, r->values, record_start(r), today))
		return true;
	for (size_t i = 0; i < fields->count; i++) {
		const struct value *v = &r->values[i];

		if (v->kind != VALUE_ROWS || fields->list[i].table->by_role[ROLE_DUE] == NULL)
			continue;
		for (uint32_t j = 0; j < v->count; j++) {
			if (row_is_overdue(r, &fields->list[i], &v->rows[j], today))
				return true;
		}
	}
	return false;
}

size_t
record_owed(const struct record *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		const struct value *v = &r->values[i];

		if (v->kind != VALUE_ROWS || f->table->by_role[ROLE_DUE] == NULL)
			continue;
		for (uint32_t j = 0; j < v->count; j++)
			count += !values_are_settled(f->table, v->rows[j].values);
	}
	return count;
}
