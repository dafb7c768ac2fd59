/* Reads a calendar: events and what is due. */
#include <config.h>

#include "figures/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "figures/clash.h"
#include "figures/parties.h"

struct reading {
	struct registry *registry;
	const struct calendar_question *question;
	struct parties *parties;
	struct bits clashing;
	struct calendar *out;
};

/* ---- what is said of an event */

static char *
code_of(struct registry *r, uint32_t number)
{
	const struct directory *d = registry_directory(r);
	struct buf code;

	buf_init(&code);
	if (number != 0)
		d->code(d->context, number, &code);
	return buf_take(&code);
}

static char *
city_of(struct registry *r, const struct record *record)
{
	const struct fields *fields = &record->type->fields;
	struct buf city;

	buf_init(&city);
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (!field_has_role(f, ROLE_PLACE) || f->type == FIELD_REFERENCE ||
		    f->is_sensitive || value_is_empty(&record->values[i]))
			continue;
		buf_text(&city, city.size > 0 ? ", " : "");
		value_format(&record->values[i], f, registry_directory(r), FORM_SCREEN,
		             registry_schema(r)->language, &city);
	}
	return buf_take(&city);
}

static void
take_status(const struct record *record, struct calendar_entry *entry)
{
	const struct field *f = record->type->fields.by_role[ROLE_STATUS];
	const struct value *v = f == NULL || f->is_sensitive ? NULL : record_value(record, f);
	const struct choice *c = v == NULL || v->kind != VALUE_NUMBER ? NULL :
	                         field_choice(f, (unsigned)v->number);

	entry->status = mem_text(c == NULL ? "" : c->label);
	entry->status_name = c == NULL ? "" : c->name;
}

static void
add_entry(struct calendar *c, const struct calendar_entry *entry)
{
	MEM_ROOM(c->list, c->count, c->room);
	c->list[c->count++] = *entry;
	c->events += !entry->is_due;
	c->due += entry->is_due;
	c->clashing += entry->clashes;
}

static enum err_code
add_event(struct reading *reading, const struct event *event, struct err *e)
{
	struct registry *r = reading->registry;
	struct calendar_entry entry = { .record = event->number, .type = event->type,
		                        .start = event->start, .end = event->end,
		                        .is_off = event->is_off,
		                        .clashes = bits_has(&reading->clashing, event->number) };
	struct record *record;
	enum err_code rc = registry_get_number(r, event->number, &record, e);

	if (rc != ERR_OK)
		return rc == ERR_NOT_FOUND ? ERR_OK : rc;       /* removed meanwhile */
	entry.code = registry_code(r, record);
	entry.series = code_of(r, event->series);
	entry.title = registry_title(r, record);
	entry.city = city_of(r, record);
	entry.country = code_of(r, event->place);
	take_status(record, &entry);
	record_free(record);
	add_entry(reading->out, &entry);
	return ERR_OK;
}

/* ---- which events */

static enum err_code
is_expected(struct reading *reading, struct event *event, bool *out, struct err *e)
{
	enum err_code rc;

	*out = reading->question->party == 0;
	if (*out)
		return ERR_OK;
	rc = parties_find(reading->parties, event, e);
	for (size_t i = 0; rc == ERR_OK && i < event->party_count; i++)
		*out |= event->parties[i] == reading->question->party;
	return rc;
}

static enum err_code
read_events(struct reading *reading, struct err *e)
{
	const struct calendar_question *q = reading->question;
	struct events events;
	enum err_code rc = events_read(reading->registry,
	                               &(struct events_question){ .only = q->type, .query = q->query,
	                                                          .from = q->from, .to = q->to },
	                               &events, e);

	for (size_t i = 0; rc == ERR_OK && i < events.count; i++) {
		bool takes_part;

		rc = is_expected(reading, &events.list[i], &takes_part, e);
		if (rc == ERR_OK && takes_part)
			rc = add_event(reading, &events.list[i], e);
	}
	events_clear(&events);
	return rc;
}

/* ---- what is due */

static void
add_due(struct reading *reading, struct due_item *item)
{
	const struct calendar_question *q = reading->question;
	struct calendar_entry entry = { .is_due = true, .record = item->record, .type = item->type,
		                        .start = item->day, .end = item->day };

	if (date_latest(item->day) < q->from || date_earliest(item->day) > q->to)
		return;
	entry.code = mem_text(item->code);
	entry.series = mem_text("");
	entry.title = mem_text(item->what);
	entry.city = mem_text("");
	entry.country = mem_text("");
	entry.status = mem_text("");
	entry.status_name = "";
	add_entry(reading->out, &entry);
}

static enum err_code
read_due(struct reading *reading, struct err *e)
{
	const struct calendar_question *q = reading->question;
	struct due_list list = { 0 };
	enum err_code rc;

	if (!q->with_due)
		return ERR_OK;
	rc = due_read(reading->registry,
	              &(struct due_question){ .query = q->query, .today = q->today, .until = date_latest(q->to / 10000 * 10000),
	                                      .owner = q->party },
	              &list, e);
	if (rc == ERR_USAGE)
		rc = ERR_OK;            /* what is owed has nothing of what is asked for */
	for (size_t i = 0; rc == ERR_OK && i < list.count; i++)
		add_due(reading, &list.list[i]);
	due_list_clear(&list);
	return rc;
}

/* ---- in order */

/* Whole dates first, then those of which the month is known, then the year. */
static int
vagueness(partial_date d)
{
	return date_is_whole(d) ? 0 : d % 10000 != 0 ? 1 : 2;
}

static int
in_order(const void *a, const void *b)
{
	const struct calendar_entry *x = a, *y = b;
	partial_date last_x = date_latest(x->start), last_y = date_latest(y->start);
	int order;

	if (last_x != last_y)
		return last_x < last_y ? -1 : 1;
	if (vagueness(x->start) != vagueness(y->start))
		return vagueness(x->start) - vagueness(y->start);
	if (x->is_due != y->is_due)
		return x->is_due ? 1 : -1;
	order = strcmp(x->code, y->code);
	return order != 0 ? order : strcmp(x->title, y->title);
}

enum err_code
calendar_read(struct registry *r, const struct calendar_question *q, struct calendar *out,
              struct err *e)
{
	struct reading reading = { .registry = r, .question = q, .out = out,
		                   .parties = parties_new(r, true) };
	enum err_code rc;

	*out = (struct calendar){ 0 };
	rc = clashes_ahead(r, q->today, &reading.clashing, e);
	if (rc == ERR_OK)
		rc = read_events(&reading, e);
	if (rc == ERR_OK)
		rc = read_due(&reading, e);
	if (out->count > 1)
		qsort(out->list, out->count, sizeof *out->list, in_order);
	parties_free(reading.parties);
	bits_clear(&reading.clashing);
	return rc;
}

void
calendar_clear(struct calendar *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->list[i].code);
		free(c->list[i].series);
		free(c->list[i].title);
		free(c->list[i].city);
		free(c->list[i].country);
		free(c->list[i].status);
	}
	free(c->list);
	*c = (struct calendar){ 0 };
}
