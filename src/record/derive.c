/* Makes records from other records: the next of a series, a copy, a merged duplicate. */
#include <config.h>

#include "record/derive.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "record/form.h"

#define MOST_LAST 999999999     /* the number at the end of a text is incremented */

/* ---- the next of a series */

/* Copies only the columns that the schema carries over, without a date that was fixed for the last
 * time. */
static void
next_row(struct record *next, struct value *table, const struct field *f, const struct row *row,
         const struct directory *d)
{
	struct row *copy = value_add_row(&next->arena, table, f->table);

	for (size_t i = 0; i < f->table->count; i++) {
		const struct field *column = &f->table->list[i];
		const struct value *v = &row->values[i];
		bool is_fixed = column->type == FIELD_DUE && v->kind == VALUE_NUMBER &&
		                !due_is_offset((int32_t)v->number);

		if (column->next == NEXT_COPY && !is_fixed)
			copy->values[i] = value_copy(&next->arena, v, column);
	}
	row_preset(copy, f->table, d, &next->arena);
}

static void
next_value(struct record *next, const struct record *from, const struct field *f,
           const struct directory *d)
{
	const struct value *v = record_value(from, f);
	struct value *out = record_value(next, f);

	switch (f->next) {
	case NEXT_EMPTY:
		break;
	case NEXT_COUNT:
		if (v->kind == VALUE_NUMBER)
			*out = (struct value){ .kind = VALUE_NUMBER, .number = v->number + 1 };
		break;
	case NEXT_SELF:
		*out = (struct value){ .kind = VALUE_NUMBER, .number = from->number };
		break;
	case NEXT_COPY:
		if (f->type != FIELD_TABLE)
			*out = value_copy(&next->arena, v, f);
		for (uint32_t i = 0;
		     f->type == FIELD_TABLE && v->kind == VALUE_ROWS && i < v->count; i++)
			next_row(next, out, f, &v->rows[i], d);
		break;
	}
}

struct record *
record_next(const struct record *from, const struct directory *d)
{
	struct record *next = record_new(from->type);

	for (size_t i = 0; i < from->type->fields.count; i++)
		next_value(next, from, &from->type->fields.list[i], d);
	record_preset(next, d);
	return next;
}

struct record *
record_like(const struct record *from)
{
	struct record *r = record_copy(from);
	const struct field *code = type_code(r->type);
	const struct field *last = code->part_count > 0 ? code->parts[code->part_count - 1] : NULL;

	r->number = 0;
	r->version = 0;
	r->uuid = (struct uuid){ 0 };
	*record_value(r, code) = (struct value){ 0 };
	if (last != NULL && field_is_numbered(last))
		*record_value(r, last) = (struct value){ 0 };
	for (size_t i = 0; i < r->type->fields.count; i++) {
		struct value *v = &r->values[i];

		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++)
			v->rows[j].id = 0;
	}
	return r;
}

/* ---- in place of one that is postponed */

static void
set_number(struct record *r, const struct field *f, int64_t number)
{
	*record_value(r, f) = (struct value){ .kind = VALUE_NUMBER, .number = number };
}

static void
move_dates(struct record *r, partial_date start)
{
	const struct field *from = r->type->fields.by_role[ROLE_FROM];
	const struct field *to = r->type->fields.by_role[ROLE_TO];
	partial_date was = (partial_date)record_value(r, from)->number;
	struct value *end = to == NULL ? NULL : record_value(r, to);

	if (end != NULL && end->kind == VALUE_NUMBER) {
		partial_date last = (partial_date)end->number;

		if (date_is_whole(start) && date_is_whole(was) && date_is_whole(last))
			end->number = date_from_days(date_days(start) + date_days(last) -
			                             date_days(was));
		else
			*end = (struct value){ 0 };
	}
	set_number(r, from, start);
}

struct record *
record_postponed(const struct record *from, partial_date start, const struct directory *d)
{
	struct record *next = record_like(from);
	const struct fields *fields = &from->type->fields;
	const struct field *status = fields->by_role[ROLE_STATUS];
	const struct choice *planned = field_choice_with(status, CHOICE_ROLE_PLANNED);

	move_dates(next, start);
	*record_value(next, status) = (struct value){ 0 };
	if (planned != NULL)
		set_number(next, status, planned->number);
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (f->type == FIELD_TABLE)
			next->values[i] = (struct value){ 0 };
		if (f->type == FIELD_TABLE && f->next == NEXT_COPY)
			next_value(next, from, f, d);
	}
	record_preset(next, d);
	return next;
}

/* ---- the next row */

/* Increments the digits at the end of a text: "2.1" is followed by "2.2". A text without digits has
 * no successor. */
static struct value
count_text(const char *text, struct arena *a)
{
	size_t end = strlen(text), digits = end;
	int64_t number;

	while (digits > 0 && text[digits - 1] >= '0' && text[digits - 1] <= '9')
		digits--;
	if (!number_read(text + digits, 0, MOST_LAST, &number))
		return (struct value){ 0 };
	return (struct value){ .kind = VALUE_TEXT,
	                       .text = arena_printf(a, "%.*s%0*" PRId64, (int)digits, text,
	                                            (int)(end - digits), number + 1) };
}

static struct value
count_on(const struct field *f, const struct value *v, struct arena *a)
{
	if (f->type == FIELD_TEXT)
		return v == NULL ? (struct value){ .kind = VALUE_TEXT, .text = "1" } :
		       v->kind == VALUE_TEXT ? count_text(v->text, a) : (struct value){ 0 };
	if (v == NULL)
		return (struct value){ .kind = VALUE_NUMBER, .number = f->min > 1 ? f->min : 1 };
	return v->kind == VALUE_NUMBER && v->number < f->max ?
	               (struct value){ .kind = VALUE_NUMBER, .number = v->number + 1 } :
	               (struct value){ 0 };
}

void
row_follow(struct row *row, const struct fields *columns, const struct row *above,
           bool counts_only, struct arena *a)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct field *f = &columns->list[i];

		if (f->again == NEXT_COUNT)
			row->values[i] = count_on(f, above == NULL ? NULL : &above->values[i], a);
		else if (f->again == NEXT_COPY && above != NULL && !counts_only)
			row->values[i] = value_copy(a, &above->values[i], f);
	}
}

/* ---- references */

static size_t
replace_in(struct value *v, const struct field *f, uint32_t from, uint32_t to)
{
	size_t count = 0;

	if (v->kind == VALUE_NUMBER && v->number == from) {
		v->number = to;
		return 1;
	}
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (v->items[i].number != from)
			continue;
		v->items[i].number = to;
		count++;
	}
	if (count > 0)
		value_settle(v, f);
	return count;
}

size_t
record_replace_reference(struct record *r, uint32_t from, uint32_t to)
{
	const struct fields *fields = &r->type->fields;
	size_t count = 0;

	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		struct value *v = &r->values[i];

		if (f->type == FIELD_REFERENCE)
			count += replace_in(v, f, from, to);
		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			for (size_t k = 0; k < f->table->count; k++) {
				if (f->table->list[k].type == FIELD_REFERENCE)
					count += replace_in(&v->rows[j].values[k],
					                    &f->table->list[k], from, to);
			}
		}
	}
	return count;
}

/* Whether the reference leads to a record above, before or after its own, which may not be the
 * record itself. */
static bool
leads_on(const struct field *f)
{
	return field_has_role(f, ROLE_PARENT) || field_has_role(f, ROLE_SUCCESSOR) ||
	       field_has_role(f, ROLE_CARRIED_TO) || f->next == NEXT_SELF;
}

void
record_forget_self(struct record *r)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];

		if (leads_on(f) && r->values[i].kind == VALUE_NUMBER &&
		    r->values[i].number == r->number)
			r->values[i] = (struct value){ 0 };
	}
}

/* ---- folding in */

static bool
has_item(const struct value *v, const struct value *item, const struct field *f)
{
	for (uint32_t i = 0; i < v->count; i++) {
		if (value_equal(&v->items[i], item, f))
			return true;
	}
	return false;
}

static void
fill_list(struct record *r, struct value *v, const struct value *other, const struct field *f)
{
	struct value both = { .kind = VALUE_LIST };

	both.items = arena_new(&r->arena, sizeof *both.items * (v->count + other->count));
	memcpy(both.items, v->items, sizeof *both.items * v->count);
	both.count = v->count;
	for (uint32_t i = 0; i < other->count; i++) {
		if (!has_item(v, &other->items[i], f))
			both.items[both.count++] = value_copy(&r->arena, &other->items[i], f);
	}
	value_settle(&both, f);
	*v = both;
}

static void
fill_languages(struct record *r, struct value *v, const struct value *other, const struct field *f)
{
	for (uint32_t i = 0; i < other->count; i++) {
		const struct translation *t = &other->translations[i];
		bool has = false;

		for (uint32_t j = 0; j < v->count; j++)
			has = has || strcmp(v->translations[j].language, t->language) == 0;
		if (!has)
			value_set_language(v, f, t->language, t->text, &r->arena, NULL);
	}
}

static bool
has_row(const struct value *table, const struct row *row, const struct fields *columns)
{
	for (uint32_t i = 0; i < table->count; i++) {
		bool same = true;

		for (size_t j = 0; j < columns->count; j++)
			same = same && value_equal(&table->rows[i].values[j], &row->values[j],
			                           &columns->list[j]);
		if (same)
			return true;
	}
	return false;
}

static void
fill_rows(struct record *r, struct value *v, const struct value *other, const struct field *f)
{
	for (uint32_t i = 0; i < other->count; i++) {
		struct row *row;

		if (v->kind == VALUE_ROWS && has_row(v, &other->rows[i], f->table))
			continue;
		row = value_add_row(&r->arena, v, f->table);
		for (size_t j = 0; j < f->table->count; j++)
			row->values[j] = value_copy(&r->arena, &other->rows[i].values[j],
			                            &f->table->list[j]);
	}
}

void
record_complete(struct record *r, const struct record *other)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		struct value *v = &r->values[i];
		const struct value *o = &other->values[i];

		if (f == type_code(r->type) || value_is_empty(o))
			continue;
		if (o->kind == VALUE_ROWS)
			fill_rows(r, v, o, f);
		else if (value_is_empty(v))
			*v = value_copy(&r->arena, o, f);
		else if (v->kind == VALUE_LIST)
			fill_list(r, v, o, f);
		else if (v->kind == VALUE_LANGUAGES)
			fill_languages(r, v, o, f);
	}
}
