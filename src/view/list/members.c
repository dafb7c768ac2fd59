/* Finds the members of a series on the day of a record, for its attendance. */
#include <config.h>

#include "view/list/members.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
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

static int
in_protocol_order(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	struct buf fx, fy;
	int order;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	buf_init(&fx);
	buf_init(&fy);
	text_fold(x->title, strlen(x->title), &fx);
	text_fold(y->title, strlen(y->title), &fy);
	order = strcmp(buf_string(&fx), buf_string(&fy));
	buf_clear(&fx);
	buf_clear(&fy);
	return order;
}

struct gathering {
	struct registry *registry;
	const struct field *members, *as, *party;
	const struct value *there;
	partial_date day;
	struct member *list;
	size_t count, room;
};

static void
add_member(struct gathering *g, uint32_t party, struct member m)
{
	const struct directory *d = registry_directory(g->registry);
	struct buf code, title;

	while (g->as != NULL && m.place < g->as->choice_count &&
	       g->as->choices[m.place].number != m.as)
		m.place++;
	m.is_usual = m.place == 0;
	m.role = g->as == NULL || m.place == g->as->choice_count ? NULL :
	         g->as->choices[m.place].label;
	m.party = party;
	buf_init(&code);
	buf_init(&title);
	d->code(d->context, party, &code);
	d->title(d->context, party, registry_schema(g->registry)->language, &title);
	m.code = buf_take(&code);
	m.title = buf_take(&title);
	MEM_ROOM(g->list, g->count, g->room);
	g->list[g->count++] = m;
}

/* One row of the memberships. Somebody who left, or was suspended, has a role that the attendance
 * does not know; they are not members on the day. */
static void
gather(struct gathering *g, const struct row *row)
{
	const struct fields *columns = g->members->table;
	const struct value *party = row_value(row, columns->by_role[ROLE_PARTY]);
	struct member m = { 0 };

	m.as = as_of_role(g->as, columns->by_role[ROLE_STATUS],
	                  row_value(row, columns->by_role[ROLE_STATUS]));
	if (party->kind != VALUE_NUMBER || (g->as != NULL && m.as == 0) ||
	    (g->day != DATE_NONE && !is_in_force(columns, row->values, g->day)))
		return;
	m.is_there = has_party(g->there, g->party, (uint32_t)party->number);
	add_member(g, (uint32_t)party->number, m);
}

static void
finish(const struct gathering *g, struct member **out, size_t *count)
{
	if (g->count > 1)
		qsort(g->list, g->count, sizeof *g->list, in_protocol_order);
	*out = g->list;
	*count = g->count;
}

enum err_code
members_on(struct registry *r, const struct record *record, const struct field *table,
           struct member **out, size_t *count, struct err *e)
{
	const struct value *series = record_role(record, ROLE_SERIES);
	const struct value *from = record_role(record, ROLE_FROM);
	struct gathering g = { .registry = r, .there = record_value(record, table),
	                       .party = table->table->by_role[ROLE_PARTY] };
	struct record *head;
	const struct value *rows;
	enum err_code rc;

	*out = NULL;
	*count = 0;
	if (g.party == NULL)
		return err_set(e, ERR_NOT_FOUND, _("%s has no parties"), table->label);
	if (series == NULL || series->kind != VALUE_NUMBER)
		return err_set(e, ERR_NOT_FOUND, _("whose members? Fill in %s first"),
		               record->type->fields.by_role[ROLE_SERIES] == NULL ? "?" :
		               record->type->fields.by_role[ROLE_SERIES]->label);
	rc = registry_get_number(r, (uint32_t)series->number, &head, e);
	if (rc != ERR_OK)
		return rc;
	g.members = membership_table(head->type, table, &g.as);
	if (from != NULL && from->kind == VALUE_NUMBER)
		g.day = (partial_date)from->number;
	rows = g.members == NULL ? NULL : record_value(head, g.members);
	for (uint32_t i = 0; rows != NULL && rows->kind == VALUE_ROWS && i < rows->count; i++)
		gather(&g, &rows->rows[i]);
	record_free(head);
	finish(&g, out, count);
	return ERR_OK;
}

void
members_there(struct registry *r, const struct record *record, const struct field *table,
              struct member **out, size_t *count)
{
	const struct type *head = record->type->fields.by_role[ROLE_SERIES] == NULL ? NULL :
	                          record->type->fields.by_role[ROLE_SERIES]->targets[0];
	struct gathering g = { .registry = r, .there = record_value(record, table),
	                       .party = table->table->by_role[ROLE_PARTY] };

	if (head != NULL)
		membership_table(head, table, &g.as);
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

void
members_free(struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(members[i].code);
		free(members[i].title);
	}
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
		(struct value){ .kind = VALUE_NUMBER, .number = m->party };
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
