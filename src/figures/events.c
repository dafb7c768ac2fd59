/* Reads the records that take place on certain days. */
#include <config.h>

#include "figures/events.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "figures/asking.h"

bool
type_has_events(const struct type *t)
{
	return t->fields.by_role[ROLE_FROM] != NULL;
}

bool
type_has_attendance(const struct type *t)
{
	return type_has_events(t) && t->fields.by_role[ROLE_ATTENDANCE] != NULL;
}

const struct type *
type_of_events(const struct schema *schema)
{
	const struct type *found = NULL;

	for (size_t i = 0; i < schema->count; i++) {
		if (type_has_attendance(schema->types[i]))
			return schema->types[i];
		if (found == NULL && type_has_events(schema->types[i]))
			found = schema->types[i];
	}
	return found;
}

/* ---- one event */

static void
add_number(uint32_t **list, size_t *count, uint32_t number)
{
	*list = mem_grow(*list, *count + 1, sizeof **list);
	(*list)[(*count)++] = number;
}

static void
add_numbers(uint32_t **list, size_t *count, const struct value *v)
{
	if (v->kind == VALUE_NUMBER)
		add_number(list, count, (uint32_t)v->number);
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++)
		add_number(list, count, (uint32_t)v->items[i].number);
}

static enum choice_role
role_of(const struct field *f, const struct value *values)
{
	const struct choice *c = f == NULL || values[f->place].kind != VALUE_NUMBER ? NULL :
	                         field_choice(f, (unsigned)values[f->place].number);

	return c == NULL ? CHOICE_ROLE_NONE : c->role;
}

/* Who declined, sent apologies or was absent takes no part. */
static void
take_attendance(struct event *event, const struct record *r, const struct field *table)
{
	const struct fields *columns = table->table;
	const struct value *v = record_value(r, table);
	const struct field *party = columns->by_role[ROLE_PARTY];

	event->has_attendance = v->kind == VALUE_ROWS && v->count > 0;
	for (uint32_t i = 0; party != NULL && v->kind == VALUE_ROWS && i < v->count; i++) {
		const struct value *values = v->rows[i].values;
		enum choice_role came = role_of(columns->by_role[ROLE_STATUS], values);

		if (came != CHOICE_ROLE_ABSENT && came != CHOICE_ROLE_APOLOGY &&
		    role_of(columns->by_role[ROLE_RESPONSE], values) != CHOICE_ROLE_DECLINED)
			add_numbers(&event->named, &event->named_count, &values[party->place]);
	}
}

static void
take_references(struct event *event, const struct record *r)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		const struct value *v = &r->values[i];

		if (f->type != FIELD_REFERENCE || f->is_sensitive)
			continue;
		if (field_has_role(f, ROLE_HOST) || field_has_role(f, ROLE_CHAIR))
			add_numbers(&event->named, &event->named_count, v);
		else if (field_has_role(f, ROLE_SERIES) && v->kind == VALUE_NUMBER)
			event->series = (uint32_t)v->number;
		else if (field_has_role(f, ROLE_PLACE) && v->kind == VALUE_NUMBER)
			event->place = (uint32_t)v->number;
		else if (type_is_target(f, r->type))
			add_numbers(&event->related, &event->related_count, v);
	}
}

/* An end that is not said is that of the start, or there is none yet. */
static void
take_days(struct event *event, const struct record *r)
{
	const struct field *to = r->type->fields.by_role[ROLE_TO];
	const struct value *v = to == NULL ? NULL : record_value(r, to);

	event->end = event->start;
	if (v != NULL && v->kind == VALUE_NUMBER)
		event->end = (partial_date)v->number;
	else if (to != NULL && !to->absent_means_from)
		event->end = DATE_NONE;
	event->first = date_days(date_earliest(event->start));
	event->last = event->end == DATE_NONE ? INT32_MAX : date_days(date_latest(event->end));
	event->is_exact = date_is_whole(event->start) &&
	                  (event->end == DATE_NONE || date_is_whole(event->end));
}

bool
event_of(const struct record *r, struct event *out)
{
	const struct value *from = record_role(r, ROLE_FROM);
	const struct field *attendance = r->type->fields.by_role[ROLE_ATTENDANCE];
	enum choice_role status = role_of(r->type->fields.by_role[ROLE_STATUS], r->values);

	if (from == NULL || from->kind != VALUE_NUMBER)
		return false;
	*out = (struct event){ .number = r->number, .type = r->type,
		               .start = (partial_date)from->number };
	take_days(out, r);
	out->is_off = status == CHOICE_ROLE_CANCELLED || status == CHOICE_ROLE_POSTPONED;
	out->is_planned = status == CHOICE_ROLE_PLANNED;
	if (attendance != NULL)
		take_attendance(out, r, attendance);
	take_references(out, r);
	return true;
}

void
event_clear(struct event *event)
{
	free(event->related);
	free(event->named);
	free(event->parties);
}

/* ---- all that touch some days */

struct reading {
	const struct events_question *question;
	struct events *out;
};

static bool
take_event(void *context, const struct record *r)
{
	struct reading *reading = context;
	const struct events_question *q = reading->question;
	struct event event;

	if (!event_of(r, &event))
		return true;
	if ((q->to != DATE_NONE && event.first > date_days(q->to)) ||
	    (q->from != DATE_NONE && event.last < date_days(q->from))) {
		event_clear(&event);
		return true;
	}
	MEM_ROOM(reading->out->list, reading->out->count, reading->out->room);
	reading->out->list[reading->out->count++] = event;
	return true;
}

/* What the indexes can tell: dates are compared by their earliest day, so that only the years are
 * certain for what begins before the first day and lasts until then. */
static void
put_window(void *context, const struct type *type, struct buf *out)
{
	const struct events_question *q = ((struct reading *)context)->question;
	const struct field *from = type->fields.by_role[ROLE_FROM], *to = type->fields.by_role[ROLE_TO];
	char day[DATE_TEXT];

	if (q->to != DATE_NONE) {
		date_format(q->to, day);
		buf_printf(out, " %s<=%s", from->name, day);
	}
	if (q->from == DATE_NONE)
		return;
	date_format(date_make(q->from / 10000, 0, 0), day);
	buf_printf(out, " %s>=%s", from->name, day);
	if (to != NULL)
		buf_printf(out, "|%s>=%s", to->name, day);
	if (to != NULL && !to->absent_means_from)
		buf_printf(out, "|%s:", to->name);
}

static int
by_day(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

size_t
events_sort(struct events *events, uint32_t number)
{
	if (events->count > 1)
		qsort(events->list, events->count, sizeof *events->list, by_day);
	for (size_t i = 0; i < events->count; i++) {
		if (events->list[i].number == number)
			return i + 1;
	}
	return 0;
}

enum err_code
events_read(struct registry *r, const struct events_question *q, struct events *out, struct err *e)
{
	struct reading reading = { q, out };
	enum err_code rc;

	*out = (struct events){ 0 };
	rc = ask_types(r, &(struct asking){ .query = q->query, .only = q->only,
	                                    .wants = q->only == NULL ? type_has_attendance : type_has_events,
	                                    .narrow = put_window, .each = take_event,
	                                    .context = &reading },
	               e);
	events_sort(out, 0);
	return rc;
}

void
events_clear(struct events *events)
{
	for (size_t i = 0; i < events->count; i++)
		event_clear(&events->list[i]);
	free(events->list);
	*events = (struct events){ 0 };
}
