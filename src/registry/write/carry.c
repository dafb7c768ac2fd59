/* Carries what is still open forward, for example from one meeting to the next. Roles tell which
 * types have such records: a reference to their own type that says where they were carried, and a
 * code whose series is the record that they belong to. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/derive.h"
#include "registry/batch.h"
#include "registry/registry_internal.h"

struct carrying {
	struct registry *registry;
	const struct type *type;        /* of what is carried */
	const struct field *series;     /* the part of its code that refers to where it belongs */
	uint32_t from, to;
	struct record **open;           /* copies of what is still open */
	size_t count, room;
};

/* The part of the type's code that may refer to a record of `owner`, if it can be carried at
 * all. */
static const struct field *
series_field(const struct type *type, const struct type *owner)
{
	const struct field *code = type_code(type);

	if (type->fields.by_role[ROLE_CARRIED_TO] == NULL || code->part_count < 2 ||
	    code->parts[0]->type != FIELD_REFERENCE || !type_is_target(code->parts[0], owner))
		return NULL;
	return code->parts[0];
}

static bool
collect_open(void *context, const struct record *r)
{
	struct carrying *c = context;

	if (!value_has_number(record_value(r, c->series), c->from) || !record_is_open(r))
		return true;
	MEM_ROOM(c->open, c->count, c->room);
	c->open[c->count++] = record_copy(r);
	return true;
}

static void
set_status(struct record *r, enum choice_role role)
{
	const struct field *status = r->type->fields.by_role[ROLE_STATUS];
	const struct choice *c = status == NULL ? NULL : field_choice_with(status, role);

	if (c != NULL)
		*record_value(r, status) = (struct value){ .kind = VALUE_NUMBER, .number = c->number };
}

static void
set_reference(struct record *r, const struct field *f, uint32_t number)
{
	*record_value(r, f) = (struct value){ .kind = VALUE_NUMBER, .number = number };
}

/* What goes on is the task itself; what was reported on it stays where it was reported. */
static struct record *
next_of(const struct carrying *c, const struct record *old, uint32_t number)
{
	struct record *next = record_like(old);

	next->number = number;
	set_reference(next, c->series, c->to);
	set_status(next, CHOICE_ROLE_OPEN);
	for (size_t i = 0; i < next->type->fields.count; i++) {
		if (next->type->fields.list[i].type == FIELD_TABLE)
			next->values[i] = (struct value){ 0 };
	}
	return next;
}

static enum err_code
carry_one(const struct carrying *c, struct batch *b, struct record *old, struct err *e)
{
	const struct uuid none = { 0 };
	uint32_t number = batch_announce_nameless(b, c->type, &none);
	struct record *next = next_of(c, old, number);
	struct problems problems = { 0 };
	enum err_code rc = batch_put(b, next, &problems, e);

	set_status(old, CHOICE_ROLE_CARRIED);
	set_reference(old, c->type->fields.by_role[ROLE_CARRIED_TO], number);
	if (rc == ERR_OK)
		rc = batch_put(b, old, &problems, e);
	problems_clear(&problems);
	record_free(next);
	return rc;
}

static enum err_code
carry_type(struct carrying *c, struct batch *b, size_t *count, struct err *e)
{
	enum err_code rc = registry_every(c->registry, c->type, collect_open, c, e);

	for (size_t i = 0; i < c->count; i++) {
		if (rc == ERR_OK)
			rc = carry_one(c, b, c->open[i], e);
		record_free(c->open[i]);
	}
	*count += c->count;
	free(c->open);
	return rc;
}

/* All that is open of the one goes to the other, which is of the type `to_type`. */
static enum err_code
carry_all(struct registry *r, struct batch *b, const struct record *from, uint32_t to,
          const struct type *to_type, size_t *count, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < r->schema->count; i++) {
		struct carrying c = { .registry = r, .type = r->schema->types[i],
		                      .from = from->number, .to = to };

		c.series = series_field(c.type, from->type);
		if (c.series != NULL && type_is_target(c.series, to_type))
			rc = carry_type(&c, b, count, e);
	}
	return rc;
}

enum err_code
registry_carry(struct registry *r, const struct record *from, const struct record *to,
               size_t *count, struct err *e)
{
	char *old = registry_code(r, from), *new = registry_code(r, to);
	char *sentence = mem_printf("carry open records of %s to %s", old, new);
	struct batch *b = batch_new(r, ACT_CARRY, sentence);
	struct batch_result result;
	enum err_code rc = ERR_OK;

	*count = 0;
	if (from->number == to->number)
		rc = err_set(e, ERR_DATA, _("%s cannot be carried to itself"), old);
	if (rc == ERR_OK)
		rc = carry_all(r, b, from, to->number, to->type, count, e);
	if (rc == ERR_OK && *count > 0)
		rc = batch_apply(b, false, &result, e);
	batch_free(b);
	free(sentence);
	free(old);
	free(new);
	return rc;
}

/* ---- postponing */

/* Whether the record may be planned anew: only what is planned, or was put off before. */
static enum err_code
check_planned(const struct record *record, const char *code, struct err *e)
{
	const struct fields *fields = &record->type->fields;
	const struct field *status = fields->by_role[ROLE_STATUS];
	const struct value *v = record_role(record, ROLE_STATUS);
	const struct choice *c;

	if (status == NULL || fields->by_role[ROLE_FROM] == NULL ||
	    field_choice_with(status, CHOICE_ROLE_POSTPONED) == NULL ||
	    field_choice_with(status, CHOICE_ROLE_PLANNED) == NULL)
		return err_set(e, ERR_USAGE, _("A %s is never postponed."), record->type->label);
	c = v->kind == VALUE_NUMBER ? field_choice(status, (unsigned)v->number) : NULL;
	if (c != NULL && c->role != CHOICE_ROLE_PLANNED && c->role != CHOICE_ROLE_POSTPONED)
		return err_set(e, ERR_DATA, _("%s is %s: only what is planned can be postponed"),
		               code, c->label);
	if (record_role(record, ROLE_SUCCESSOR) != NULL &&
	    !value_is_empty(record_role(record, ROLE_SUCCESSOR)))
		return err_set(e, ERR_DATA, _("%s was postponed to another already"), code);
	return ERR_OK;
}

static enum err_code
put_postponed(struct batch *b, const struct record *record, partial_date start, uint32_t number,
              struct err *e)
{
	struct record *next = record_postponed(record, start, batch_directory(b));
	struct record *old = record_copy(record);
	const struct field *successor = record->type->fields.by_role[ROLE_SUCCESSOR];
	struct problems problems = { 0 };
	enum err_code rc;

	next->number = number;
	set_status(old, CHOICE_ROLE_POSTPONED);
	if (successor != NULL)
		set_reference(old, successor, number);
	rc = batch_put(b, next, &problems, e);
	if (rc == ERR_OK)
		rc = batch_put(b, old, &problems, e);
	problems_clear(&problems);
	record_free(next);
	record_free(old);
	return rc;
}

enum err_code
registry_postpone(struct registry *r, const struct record *record, partial_date start,
                  uint32_t *number, struct err *e)
{
	const struct uuid none = { 0 };
	char *code = registry_code(r, record), day[DATE_TEXT], *sentence;
	enum err_code rc = check_planned(record, code, e);
	struct batch_result result;
	struct batch *b;
	size_t carried = 0;

	*number = 0;
	date_format(start, day);
	sentence = mem_printf("postpone %s to %s", code, day);
	b = batch_new(r, ACT_POSTPONE, sentence);
	if (rc == ERR_OK) {
		*number = batch_announce_nameless(b, record->type, &none);
		rc = put_postponed(b, record, start, *number, e);
	}
	if (rc == ERR_OK)
		rc = carry_all(r, b, record, *number, record->type, &carried, e);
	if (rc == ERR_OK)
		rc = batch_apply(b, false, &result, e);
	batch_free(b);
	free(sentence);
	free(code);
	return rc;
}

enum err_code
registry_count_open(struct registry *r, const struct record *record, size_t *count,
                    struct err *e)
{
	enum err_code rc = ERR_OK;

	*count = 0;
	for (size_t i = 0; rc == ERR_OK && i < r->schema->count; i++) {
		struct carrying c = { .registry = r, .type = r->schema->types[i],
		                      .from = record->number };

		c.series = series_field(c.type, record->type);
		if (c.series != NULL)
			rc = registry_every(r, c.type, collect_open, &c, e);
		for (size_t j = 0; j < c.count; j++)
			record_free(c.open[j]);
		free(c.open);
		*count += c.count;
	}
	return rc;
}
