/* Finds which parties take part in an event. */
#include <config.h>

#include "figures/parties.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bits.h"
#include "figures/members.h"

/* Full members of one series. The record is kept, since its rows are read again for every day. */
struct series {
	uint32_t number;
	struct record *record;          /* NULL: there is no such record */
	const struct field *members;    /* the table; NULL: its type has none */
	const struct choice *full;
	bool has_members;               /* a row says who is a member, whenever */
};

struct parties {
	struct registry *registry;
	bool with_all;
	struct series *list;            /* by number */
	size_t count, room;
	struct bits asked, counted;     /* parties whose kind was looked at; those whose kind counts */
};

struct parties *
parties_new(struct registry *r, bool with_all)
{
	struct parties *p = mem_new(sizeof *p);

	p->registry = r;
	p->with_all = with_all;
	return p;
}

void
parties_free(struct parties *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->count; i++)
		record_free(p->list[i].record);
	free(p->list);
	bits_clear(&p->asked);
	bits_clear(&p->counted);
	free(p);
}

/* ---- series */

/* Where the series with that number stands, or would stand. */
static size_t
series_index(const struct parties *p, uint32_t number)
{
	size_t low = 0, high = p->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (p->list[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_full(const struct series *s, const struct row *row)
{
	const struct value *status = row_value(row, s->members->table->by_role[ROLE_STATUS]);

	return s->full != NULL && value_has_number(status, s->full->number);
}

static enum err_code
read_series(struct parties *p, uint32_t number, const struct field *attendance, struct series *out,
            struct err *e)
{
	const struct field *as;
	const struct value *v;
	enum err_code rc = registry_get_number(p->registry, number, &out->record, e);

	out->number = number;
	if (rc != ERR_OK)
		return rc == ERR_NOT_FOUND ? ERR_OK : rc;
	out->members = membership_table(out->record->type, attendance, &as);
	if (out->members == NULL)
		return ERR_OK;
	out->full = membership_full(out->members, as);
	v = record_value(out->record, out->members);
	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++)
		out->has_members |= is_full(out, &v->rows[i]);
	return ERR_OK;
}

/* The series of the event, read once. */
static enum err_code
series_of(struct parties *p, const struct event *event, const struct series **out, struct err *e)
{
	size_t at = series_index(p, event->series);
	struct series series = { 0 };
	enum err_code rc;

	if (at == p->count || p->list[at].number != event->series) {
		rc = read_series(p, event->series, event->type->fields.by_role[ROLE_ATTENDANCE],
		                 &series, e);
		if (rc != ERR_OK)
			return rc;
		MEM_ROOM(p->list, p->count, p->room);
		memmove(p->list + at + 1, p->list + at, sizeof *p->list * (p->count - at));
		p->list[at] = series;
		p->count++;
	}
	*out = &p->list[at];
	return ERR_OK;
}

enum err_code
parties_are_known(struct parties *p, const struct event *event, bool *known, struct err *e)
{
	const struct series *series;
	enum err_code rc;

	*known = true;
	if (event->has_attendance || event->series == 0)
		return ERR_OK;
	rc = series_of(p, event, &series, e);
	if (rc == ERR_OK)
		*known = series->has_members;
	return rc;
}

/* ---- parties */

/* The kind of party that cannot be in two places: the first that the attendance's party refers to. */
static const struct type *
counted_kind(const struct type *type)
{
	const struct field *attendance = type->fields.by_role[ROLE_ATTENDANCE];
	const struct field *party = attendance == NULL ? NULL :
	                            attendance->table->by_role[ROLE_PARTY];

	return party == NULL || party->target_count == 0 ? NULL : party->targets[0];
}

static bool
counts(struct parties *p, const struct event *event, uint32_t party)
{
	const struct directory *d = registry_directory(p->registry);
	const struct type *kind = p->with_all ? NULL : counted_kind(event->type);

	if (kind == NULL)
		return true;
	if (!bits_has(&p->asked, party)) {
		bits_set(&p->asked, party);
		if (d->code(d->context, party, NULL) == kind)
			bits_set(&p->counted, party);
	}
	return bits_has(&p->counted, party);
}

static void
add_party(struct parties *p, struct event *event, size_t *room, uint32_t party)
{
	if (!counts(p, event, party))
		return;
	MEM_ROOM(event->parties, event->party_count, *room);
	event->parties[event->party_count++] = party;
}

static enum err_code
add_members(struct parties *p, struct event *event, size_t *room, struct err *e)
{
	const struct series *series;
	const struct value *v;
	enum err_code rc = series_of(p, event, &series, e);

	if (rc != ERR_OK || series->members == NULL)
		return rc;
	v = record_value(series->record, series->members);
	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		const struct fields *columns = series->members->table;
		const struct value *party = row_value(&v->rows[i], columns->by_role[ROLE_PARTY]);

		if (party->kind == VALUE_NUMBER && is_full(series, &v->rows[i]) &&
		    is_in_force(columns, v->rows[i].values, event->start))
			add_party(p, event, room, (uint32_t)party->number);
	}
	return ERR_OK;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

enum err_code
parties_find(struct parties *p, struct event *event, struct err *e)
{
	size_t room = 0, kept = 0;
	enum err_code rc = ERR_OK;

	if (event->parties != NULL)
		return ERR_OK;
	for (size_t i = 0; i < event->named_count; i++)
		add_party(p, event, &room, event->named[i]);
	if (!event->has_attendance && event->series != 0)
		rc = add_members(p, event, &room, e);
	if (event->party_count > 1)
		qsort(event->parties, event->party_count, sizeof *event->parties, by_number);
	for (size_t i = 0; i < event->party_count; i++) {
		if (kept == 0 || event->parties[kept - 1] != event->parties[i])
			event->parties[kept++] = event->parties[i];
	}
	event->party_count = kept;
	if (event->parties == NULL)
		event->parties = mem_new(sizeof *event->parties);
	return rc;
}
