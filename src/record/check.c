/* Checks records and values against the schema. */
#include <config.h>

#include "record/check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/kind.h"

/* ---- problems */

void
problems_clear(struct problems *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->list[i].sentence);
	free(p->list);
	*p = (struct problems){ 0 };
}

void
problems_add(struct problems *p, const struct field *field, uint32_t row,
             const struct field *column, const char *format, ...)
{
	struct err e;
	va_list args;

	va_start(args, format);
	err_setv(&e, ERR_DATA, format, args);
	va_end(args);
	MEM_ROOM(p->list, p->count, p->room);
	p->list[p->count++] = (struct problem){ field, column, row, mem_text(e.text) };
}

char *
problem_text(const struct problem *p, bool with_labels)
{
	const char *field, *column;

	if (p->field == NULL)
		return mem_text(p->sentence);
	field = with_labels ? p->field->label : p->field->name;
	if (p->row == 0)
		return mem_printf("%s: %s", field, p->sentence);
	if (p->column == NULL)
		return mem_printf("%s %" PRIu32 ": %s", field, p->row, p->sentence);
	column = with_labels ? p->column->label : p->column->name;
	return mem_printf("%s %" PRIu32 ", %s: %s", field, p->row, column, p->sentence);
}

enum err_code
problems_err(const struct problems *p, struct err *e)
{
	char *first;

	if (p->count == 0)
		return ERR_OK;
	first = problem_text(&p->list[0], false);
	if (p->count == 1)
		err_set(e, ERR_DATA, "%s", first);
	else
		err_set(e, ERR_DATA,
		        ngettext("%s (and %zu more problem)", "%s (and %zu more problems)",
		                 p->count - 1),
		        first, p->count - 1);
	free(first);
	return ERR_DATA;
}

/* ---- values */

static size_t
length_of(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

static enum err_code
check_text(const struct field *f, const char *text, struct err *e)
{
	enum text_kind kind = field_kind(f)->has_lines ? TEXT_LONG : TEXT_LINE;
	size_t length = length_of(text);
	enum err_code rc = text_check(text, strlen(text), kind, e);

	if (rc != ERR_OK)
		return rc;
	if (*text == '\0')
		return err_set(e, ERR_DATA, _("holds an empty text"));
	if (length > f->max_length)
		return err_set(e, ERR_DATA, _("is too long: %zu characters, at most %zu"), length,
		               f->max_length);
	return ERR_OK;
}

static enum err_code
check_one(const struct field *f, const struct value *v, struct err *e)
{
	const struct kind *kind = field_kind(f);
	bool is_text = field_shape(f) == SHAPE_TEXT;
	enum err_code rc = ERR_OK;

	if (v->kind != (is_text ? VALUE_TEXT : VALUE_NUMBER))
		return err_set(e, ERR_DATA, _("is not a value of the type %s"), field_type_name(f->type));
	if (is_text)
		rc = check_text(f, v->text, e);
	if (rc == ERR_OK && kind->check != NULL)
		return kind->check(f, v, e);
	if (rc == ERR_OK && kind->is_legal != NULL && !kind->is_legal(v->number))
		return err_set(e, ERR_DATA, _("is not a value of the type %s"), field_type_name(f->type));
	return rc;
}

static enum err_code
check_translation(const struct field *f, const struct translation *t, struct err *e)
{
	const struct value tag = { .kind = VALUE_TEXT, .text = t->language };
	enum err_code rc = check_text(f, t->text, e);

	return rc == ERR_OK ? kind_language.check(f, &tag, e) : rc;
}

static enum value_kind
kind_of(const struct field *f)
{
	static const enum value_kind kinds[] = {
		[MANY_SET] = VALUE_LIST, [MANY_LIST] = VALUE_LIST, [MANY_LANGUAGE] = VALUE_LANGUAGES,
	};

	if (f->type == FIELD_TABLE)
		return VALUE_ROWS;
	if (f->many != MANY_ONE)
		return kinds[f->many];
	return field_shape(f) == SHAPE_TEXT ? VALUE_TEXT : VALUE_NUMBER;
}

enum err_code
value_check(const struct field *f, const struct value *v, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (value_is_empty(v))
		return ERR_OK;
	if (v->kind != kind_of(f))
		return err_set(e, ERR_DATA, _("is not a value of the type %s"), field_type_name(f->type));
	if (v->kind == VALUE_NUMBER || v->kind == VALUE_TEXT)
		return check_one(f, v, e);
	for (uint32_t i = 0; rc == ERR_OK && i < v->count; i++) {
		if (v->kind == VALUE_LIST)
			rc = check_one(f, &v->items[i], e);
		if (v->kind == VALUE_LANGUAGES)
			rc = check_translation(f, &v->translations[i], e);
	}
	return rc;
}

/* ---- records */

bool
dates_are_reversed(const struct value *from, const struct value *to)
{
	return from->kind == VALUE_NUMBER && to->kind == VALUE_NUMBER &&
	       date_earliest((partial_date)from->number) > date_latest((partial_date)to->number);
}

static void
check_dates(const struct fields *fields, const struct value *values, const struct field *table,
            uint32_t row, struct problems *p)
{
	const struct field *from = fields->by_role[ROLE_FROM], *to = fields->by_role[ROLE_TO];

	if (from == NULL || to == NULL ||
	    !dates_are_reversed(&values[from->place], &values[to->place]))
		return;
	problems_add(p, table == NULL ? to : table, row, table == NULL ? NULL : to,
	             _("lies before \"%s\""), from->name);
}

/* A retired choice may be kept, but not newly chosen. */
static bool
takes_retired(const struct field *f, const struct value *v, const struct value *before)
{
	const struct choice *c;

	if (f->type != FIELD_CHOICE || v->kind != VALUE_NUMBER)
		return false;
	c = field_choice(f, (unsigned)v->number);
	return c != NULL && c->is_retired && (before == NULL || !value_equal(v, before, f));
}

/* Whether the register fills the field if it is empty, or computes it. */
static bool
is_given(const struct field *f, bool is_new)
{
	return f->part_count > 0 || field_is_numbered(f) || (is_new && f->proposal_count > 0);
}

static void
check_fields(const struct fields *fields, const struct value *values, const struct value *before,
             const struct field *table, uint32_t row, struct problems *p)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct field *of = table == NULL ? f : table,
				   *column = table == NULL ? NULL : f;
		const struct value *v = &values[f->place];
		struct err e;

		if (f->is_required && value_is_empty(v) && !is_given(f, before == NULL))
			problems_add(p, of, row, column, _("is required"));
		else if (value_check(f, v, &e) != ERR_OK)
			problems_add(p, of, row, column, "%s", e.text);
		else if (takes_retired(f, v, before == NULL ? NULL : &before[f->place]))
			problems_add(p, of, row, column,
			             _("has a choice that is no longer in use"));
	}
	check_dates(fields, values, table, row, p);
}

/* ---- rows by their identities */

struct by_identity {
	const struct row **list;        /* of the same identity in the order of the table */
	size_t count;
};

static int
compare_identities(const void *a, const void *b)
{
	const struct row *const *x = a, *const *y = b;

	if ((*x)->id != (*y)->id)
		return (*x)->id < (*y)->id ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

/* v: rows, or anything else, which has none; NULL is allowed. */
static void
sort_rows(const struct value *v, struct by_identity *out)
{
	out->count = v == NULL || v->kind != VALUE_ROWS ? 0 : v->count;
	out->list = out->count == 0 ? NULL : mem_new(sizeof(const struct row *) * out->count);
	for (size_t i = 0; i < out->count; i++)
		out->list[i] = &v->rows[i];
	if (out->count > 1)
		qsort(out->list, out->count, sizeof(const struct row *), compare_identities);
}

static const struct row *
find_row(const struct by_identity *rows, uint64_t id)
{
	size_t low = 0, high = rows->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rows->list[middle]->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < rows->count && rows->list[low]->id == id ? rows->list[low] : NULL;
}

static void
check_rows(const struct field *f, const struct value *v, const struct value *before,
           struct problems *p)
{
	struct by_identity rows, old;

	sort_rows(v, &rows);
	sort_rows(before, &old);
	for (size_t i = 0; i < rows.count; i++) {
		const struct row *row = &v->rows[i], *was = find_row(&old, row->id),
				 *first = find_row(&rows, row->id);

		check_fields(f->table, row->values, was == NULL ? NULL : was->values, f,
		             (uint32_t)i + 1, p);
		if (row->id != 0 && first != row)
			problems_add(p, f, (uint32_t)i + 1, NULL,
			             _("has the identity of row %" PRIu32),
			             (uint32_t)(first - v->rows) + 1);
	}
	free(rows.list);
	free(old.list);
}

void
row_check(const struct field *table, const struct value *values, uint32_t index,
          struct problems *p)
{
	check_fields(table->table, values, NULL, table, index, p);
}

void
record_check(const struct record *r, const struct record *before, struct problems *p)
{
	const struct fields *fields = &r->type->fields;

	check_fields(fields, r->values, before == NULL ? NULL : before->values, NULL, 0, p);
	for (size_t i = 0; i < fields->count; i++) {
		if (fields->list[i].type == FIELD_TABLE)
			check_rows(&fields->list[i], &r->values[i],
			           before == NULL ? NULL : &before->values[i], p);
	}
}
