/* Erases a sensitive field in all records older than a given day, since names may be kept only for
 * a limited time. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "registry/act/act_internal.h"
#include "registry/select/query_context.h"
#include "registry/write/erase_internal.h"

struct older {
	struct erasing erasing;
	struct registry *registry;
	const struct erase_older *how;
	struct what_to_erase what;      /* of it, perhaps one row */
	struct register_context world;
	struct erased *list;
	size_t count, room;
	struct err *e;
};

/* ---- what is older */

/* Whether all is over before the day; *is_dated: the fields have a period, or a day when it was
 * done. What is open, or has no end yet, is not over. */
static bool
is_over(const struct fields *fields, const struct value *values, int32_t day, bool *is_dated)
{
	const struct field *from = fields->by_role[ROLE_FROM], *to = fields->by_role[ROLE_TO];
	const struct field *done = fields->by_role[ROLE_DONE];
	const struct field *end = to != NULL ? to : from != NULL ? from : done;
	const struct value *v;

	*is_dated = end != NULL && end->type == FIELD_DATE;
	if (!*is_dated)
		return false;
	v = &values[end->place];
	if (end == to && to->absent_means_from && from != NULL && value_is_empty(v))
		v = &values[from->place];
	return v->kind == VALUE_NUMBER &&
	       date_days(date_latest((partial_date)v->number)) < day;
}

/* A record without dates of its own is as old as its last change. */
static bool
is_older(struct older *o, const struct record *r, int32_t day)
{
	bool is_dated, over = is_over(&r->type->fields, r->values, day, &is_dated);
	const char *who;
	int64_t when;

	if (is_dated)
		return over;
	return registry_last_change(o->registry, r, &when, &who) && clock_day(when) < day;
}

/* ---- one record */

static enum err_code
erase_what(struct older *o, uint32_t number, uint64_t row)
{
	o->what.row = row;
	return erase_record(&o->erasing, number);
}

/* Of a record that goes on, the rows whose own period is over. */
static enum err_code
erase_rows(struct older *o, const struct record *r, int32_t day)
{
	const struct value *rows = record_value(r, o->what.field);
	enum err_code rc = ERR_OK;

	if (o->what.column == NULL || rows->kind != VALUE_ROWS)
		return ERR_OK;
	for (uint32_t i = 0; rc == ERR_OK && i < rows->count; i++) {
		bool is_dated;

		if (is_over(o->what.field->table, rows->rows[i].values, day, &is_dated))
			rc = erase_what(o, r->number, rows->rows[i].id);
	}
	return rc;
}

static enum err_code
erase_known(struct older *o, const struct record *r, bool is_removed)
{
	int32_t day = date_days(date_earliest(o->how->before));
	size_t before = o->erasing.count;
	enum err_code rc;

	if (o->how->where != NULL && !query_match(o->how->where, &o->world.base, r, NULL))
		return ERR_OK;
	rc = is_older(o, r, day) ? erase_what(o, r->number, 0) : erase_rows(o, r, day);
	if (rc != ERR_OK || o->erasing.count == before)
		return rc;
	MEM_ROOM(o->list, o->count, o->room);
	o->list[o->count++] = (struct erased){ r->number, is_removed, o->erasing.count - before };
	return ERR_OK;
}

/* ---- all of them */

/* Numbers first: what is written must not disturb the walk. Removed records have a history too. */
static enum err_code
numbers_of(struct older *o, uint32_t **out, size_t *count)
{
	struct cursor *c;
	struct span key, value;
	struct stored s;
	size_t room = 0;
	enum err_code rc = cursor_open(o->registry->txn, TABLE_RECORD, &c, o->e);

	*out = NULL;
	*count = 0;
	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, o->e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, o->e)) {
		if (records_decode(value, be32(key.data), &s, NULL) != ERR_OK ||
		    s.type != o->what.type->number)
			continue;
		MEM_ROOM(*out, *count, room);
		(*out)[(*count)++] = be32(key.data);
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
erase_all(struct older *o)
{
	uint32_t *numbers;
	size_t count;
	enum err_code rc = numbers_of(o, &numbers, &count);

	if (rc == ERR_OK && o->how->where != NULL)
		rc = query_prepare(o->how->where, &o->world.base, o->e);
	for (size_t i = 0; rc == ERR_OK && i < count; i++) {
		struct record *r;
		bool is_removed;

		rc = registry_last_known(o->registry, numbers[i], &is_removed, &r, o->e);
		if (rc == ERR_OK)
			rc = erase_known(o, r, is_removed);
		record_free(r);
	}
	free(numbers);
	return rc;
}

static void
say(struct act *a, const struct older *o)
{
	const struct what_to_erase *w = o->how->what;
	char day[DATE_TEXT];
	char *sentence;

	date_format(o->how->before, day);
	sentence = mem_printf("erase %s.%s%s%s of %zu records older than %s", w->type->name,
	                      w->field->name, w->column != NULL ? "." : "",
	                      w->column != NULL ? w->column->name : "", o->count, day);
	act_say(a, sentence);
	free(sentence);
}

enum err_code
registry_erase_older(struct registry *r, const struct erase_older *how, bool is_trial,
                     struct erased **out, size_t *count, struct err *e)
{
	struct act a;
	struct older o = { .registry = r, .how = how, .what = *how->what, .e = e };
	enum err_code rc = erase_may(how->what, e);

	*out = NULL;
	*count = 0;
	if (rc == ERR_OK)
		rc = act_begin(&a, r, ACT_ERASE, "erase", e);
	if (rc != ERR_OK)
		return rc;
	a.is_recorded = true;
	o.erasing = (struct erasing){ .act = &a, .what = &o.what, .e = e };
	register_context_init(&o.world, r);
	rc = erase_all(&o);
	erasing_clear(&o.erasing);
	say(&a, &o);
	/* Where nothing was found nothing is told either. */
	if (rc == ERR_OK)
		rc = act_end(&a, is_trial || o.count == 0, NULL, e);
	else
		act_abort(&a);
	if (rc != ERR_OK) {
		free(o.list);
		return rc;
	}
	*out = o.list;
	*count = o.count;
	return ERR_OK;
}
