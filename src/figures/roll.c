/* Finds who is in the attendance of a record, and the members of its series on the day. */
#include <config.h>

#include "figures/roll.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "figures/members.h"
#include "query/query.h"

static bool
has_party(const struct value *table, const struct field *party, uint32_t number)
{
	for (uint32_t i = 0; table->kind == VALUE_ROWS && i < table->count; i++) {
		if (value_has_number(row_value(&table->rows[i], party), number))
			return true;
	}
	return false;
}

/* The choice of the attendance that has the membership's name. */
static int64_t
as_of_role(const struct field *as, const struct field *status, const struct value *v)
{
	const struct choice *role = v->kind == VALUE_NUMBER ?
	                            field_choice(status, (unsigned)v->number) : NULL;
	const struct choice *same = as == NULL || role == NULL ? NULL :
	                            field_choice_named(as, role->name);

	return same == NULL ? 0 : same->number;
}

struct gathering {
	struct registry *registry;
	const struct field *members, *as, *party;       /* NULL where the schema has no such */
	struct record *head;            /* of the series; NULL: it is not known */
	const struct value *there;
	partial_date day;
	struct member *list;
	size_t count, room;
};

static const struct value *
memberships(const struct gathering *g)
{
	return g->head == NULL || g->members == NULL ? NULL : record_value(g->head, g->members);
}

static bool
is_held(const struct gathering *g, const struct row *row)
{
	return g->day == DATE_NONE || is_in_force(g->members->table, row->values, g->day);
}

/* The choice of the attendance that means what the membership says. */
static int64_t
role_in(const struct gathering *g, const struct row *row)
{
	const struct field *status = g->members->table->by_role[ROLE_STATUS];

	return as_of_role(g->as, status, row_value(row, status));
}

/* Whether the party is a full member of the series on the day, whatever the attendance says. */
static bool
is_full_member(const struct gathering *g, uint32_t party)
{
	const struct value *rows = memberships(g);

	for (uint32_t i = 0; rows != NULL && rows->kind == VALUE_ROWS && i < rows->count; i++) {
		const struct row *row = &rows->rows[i];

		if (value_has_number(row_value(row, g->members->table->by_role[ROLE_PARTY]), party) &&
		    is_held(g, row) &&
		    capacity_of(g->as, role_in(g, row), false) == CAPACITY_MEMBER)
			return true;
	}
	return false;
}

static bool
is_first_choice(const struct field *as, int64_t choice)
{
	return as == NULL || (as->choice_count > 0 && as->choices[0].number == choice);
}

static void
add_member(struct gathering *g, uint32_t party, struct member m)
{
	const struct choice *role = g->as == NULL ? NULL : field_choice(g->as, (unsigned)m.as);
	bool is_host = role != NULL && role->role == CHOICE_ROLE_HOST;

	m.is_usual = is_first_choice(g->as, m.as);
	m.role = role == NULL ? NULL : role->label;
	m.party.number = party;
	m.party.capacity = capacity_of(g->as, m.as, is_host && is_full_member(g, party));
	party_read(g->registry, g->party, registry_schema(g->registry)->language, &m.party);
	MEM_ROOM(g->list, g->count, g->room);
	g->list[g->count++] = m;
}

/* One row of the memberships. Somebody who left, or was suspended, has a role that the attendance
 * does not know; they are not members on the day. */
static void
gather(struct gathering *g, const struct row *row)
{
	const struct value *party = row_value(row, g->members->table->by_role[ROLE_PARTY]);
	struct member m = { .as = role_in(g, row) };

	if (party->kind != VALUE_NUMBER || (g->as != NULL && m.as == 0) || !is_held(g, row))
		return;
	m.is_there = has_party(g->there, g->party, (uint32_t)party->number);
	add_member(g, (uint32_t)party->number, m);
}

/* The columns and the series of a record. Without a series that can be read, only the columns. */
static enum err_code
begin(struct gathering *g, const struct record *record, const struct field *table, struct err *e)
{
	const struct field *series = record->type->fields.by_role[ROLE_SERIES];
	const struct value *v = record_role(record, ROLE_SERIES);
	const struct value *from = record_role(record, ROLE_FROM);
	enum err_code rc = ERR_OK;

	g->there = record_value(record, table);
	g->party = table->table->by_role[ROLE_PARTY];
	if (from != NULL && from->kind == VALUE_NUMBER)
		g->day = (partial_date)from->number;
	if (v != NULL && v->kind == VALUE_NUMBER)
		rc = registry_get_number(g->registry, (uint32_t)v->number, &g->head, e);
	if (series != NULL)
		g->members = membership_table(g->head == NULL ? series->targets[0] : g->head->type,
		                              table, &g->as);
	return rc;
}

/* A member begins with its party, by which it is compared. */
static void
finish(const struct gathering *g, struct member **out, size_t *count)
{
	record_free(g->head);
	if (g->count > 1)
		qsort(g->list, g->count, sizeof *g->list, party_compare);
	*out = g->list;
	*count = g->count;
}

enum err_code
members_on(struct registry *r, const struct record *record, const struct field *table,
           struct member **out, size_t *count, struct err *e)
{
	const struct field *series = record->type->fields.by_role[ROLE_SERIES];
	const struct value *v = record_role(record, ROLE_SERIES), *rows;
	struct gathering g = { .registry = r };
	enum err_code rc;

	*out = NULL;
	*count = 0;
	if (table->table->by_role[ROLE_PARTY] == NULL)
		return err_set(e, ERR_NOT_FOUND, _("%s has no parties"), table->label);
	if (v == NULL || v->kind != VALUE_NUMBER)
		return err_set(e, ERR_NOT_FOUND, _("whose members? Fill in %s first"),
		               series == NULL ? "?" : series->label);
	rc = begin(&g, record, table, e);
	rows = memberships(&g);
	for (uint32_t i = 0; rows != NULL && rows->kind == VALUE_ROWS && i < rows->count; i++)
		gather(&g, &rows->rows[i]);
	finish(&g, out, count);
	return rc;
}

void
members_there(struct registry *r, const struct record *record, const struct field *table,
              struct member **out, size_t *count)
{
	struct gathering g = { .registry = r };

	begin(&g, record, table, NULL);
	for (uint32_t i = 0; g.there->kind == VALUE_ROWS && i < g.there->count; i++) {
		const struct row *row = &g.there->rows[i];
		const struct value *party = row_value(row, g.party);
		struct member m = { .row = i, .is_there = true };

		if (g.as != NULL && row_value(row, g.as)->kind == VALUE_NUMBER)
			m.as = row_value(row, g.as)->number;
		if (party->kind == VALUE_NUMBER)
			add_member(&g, (uint32_t)party->number, m);
	}
	finish(&g, out, count);
}

const struct field *
roll_capacity(const struct record *record, const struct field *table)
{
	const struct field *series = record->type->fields.by_role[ROLE_SERIES];
	const struct field *as = NULL;

	if (series != NULL && series->target_count > 0)
		membership_table(series->targets[0], table, &as);
	return as;
}

void
members_free(struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++)
		party_clear(&members[i].party);
	free(members);
}

void
member_add(struct registry *r, struct record *record, const struct field *table,
           const struct member *m)
{
	struct row *row = value_add_row(&record->arena, record_value(record, table), table->table);

	row_preset(row, table->table, registry_directory(r), &record->arena);
	row->id = rowid_new();
	*row_value(row, table->table->by_role[ROLE_PARTY]) =
		(struct value){ .kind = VALUE_NUMBER, .number = m->party.number };
	for (size_t i = 0; m->as != 0 && i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];

		/* The column whose choices have that number by that name: the one that `as` came
		 * from. */
		if (f->type == FIELD_CHOICE && !field_has_role(f, ROLE_RESPONSE) &&
		    !field_has_role(f, ROLE_STATUS) && field_choice(f, (unsigned)m->as) != NULL) {
			*row_value(row, f) = (struct value){ .kind = VALUE_NUMBER, .number = m->as };
			break;
		}
	}
}
