/* Finds what falls due in the records and rows of all types that have due dates. */
#include <config.h>

#include "figures/due.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "figures/asking.h"

/* A record, or a row of it, that may be due. */
struct candidate {
	const struct record *record;
	const struct field *table;      /* NULL: the record itself */
	const struct row *row;
	const struct fields *fields;
	const struct value *values;
};

struct finding {
	struct registry *registry;
	const struct due_question *question;
	struct due_list *out;
};

static const struct value *
role_value(const struct candidate *c, enum role role)
{
	const struct field *f = c->fields->by_role[role];

	return f == NULL || f->is_sensitive ? NULL : &c->values[f->place];
}

static partial_date
start_of(const struct record *r)
{
	const struct value *from = record_role(r, ROLE_FROM);

	return from != NULL && from->kind == VALUE_NUMBER ? (partial_date)from->number : DATE_NONE;
}

/* ---- when */

static int
days_between(partial_date from, partial_date to)
{
	return (int)(date_days(to) - date_days(from));
}

/* Fills in when the item was done; false: it was not, or not lately. */
static bool
was_done(const struct finding *f, const struct candidate *c, struct due_item *item)
{
	const struct value *done = role_value(c, ROLE_DONE);
	const struct due_question *q = f->question;

	if (q->since == DATE_NONE || done == NULL || done->kind != VALUE_NUMBER)
		return false;
	item->when = DUE_DONE;
	item->day = (partial_date)done->number;
	item->days = days_between(date_latest(item->day), q->today);
	return date_latest(item->day) >= q->since && date_earliest(item->day) <= q->today;
}

static bool
is_owed(const struct finding *f, const struct candidate *c, struct due_item *item)
{
	const struct value *due = role_value(c, ROLE_DUE);
	const struct due_question *q = f->question;
	partial_date last;

	if (due == NULL || due->kind != VALUE_NUMBER ||
	    values_are_settled(c->fields, c->values) || record_owes_nothing(c->record))
		return false;
	item->written = (int32_t)due->number;
	item->day = due_date(item->written, start_of(c->record));
	if (item->day == DATE_NONE)
		return false;
	last = date_latest(item->day);
	item->when = last < q->today ? DUE_LATE : DUE_SOON;
	item->days = abs(days_between(q->today, last));
	return item->when == DUE_LATE || last <= q->until;
}

/* ---- what, whose */

static void
take_owners(const struct candidate *c, struct due_item *item)
{
	const struct value *v = role_value(c, ROLE_OWNER);
	size_t count = v == NULL || v->kind == VALUE_NONE ? 0 : v->kind == VALUE_LIST ? v->count : 1;

	item->owners = mem_new(sizeof *item->owners * (count + 1));
	item->owner_count = count;
	for (size_t i = 0; i < count; i++)
		item->owners[i] = (uint32_t)(v->kind == VALUE_LIST ? v->items[i].number : v->number);
}

bool
due_is_owned(const struct due_item *item, uint32_t owner)
{
	for (size_t i = 0; i < item->owner_count; i++) {
		if (item->owners[i] == owner)
			return true;
	}
	return false;
}

static void
put_part(const struct finding *f, const struct candidate *c, const struct field *part,
         struct buf *out)
{
	const struct value *v = &c->values[part->place];
	size_t before = out->size;

	if (part->is_sensitive || value_is_empty(v))
		return;
	if (before > 0)
		buf_text(out, ": ");
	value_format(v, part, registry_directory(f->registry), FORM_SCREEN,
	             registry_schema(f->registry)->language, out);
}

/* What tells the row from its fellows: its key, else its first column that is filled in. */
static char *
row_text(const struct finding *f, const struct candidate *c)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < c->table->key_count; i++)
		put_part(f, c, c->table->key[i], &out);
	for (size_t i = 0; out.size == 0 && i < c->fields->count; i++)
		put_part(f, c, &c->fields->list[i], &out);
	return buf_take(&out);
}

/* "Seventh SOM, 10 December"; the year is there where it is not this one. */
static char *
record_text(const struct finding *f, const struct record *r)
{
	char *title = registry_title(f->registry, r);
	partial_date start = start_of(r);
	struct buf out;

	buf_init(&out);
	buf_text(&out, title);
	free(title);
	if (start != DATE_NONE) {
		buf_text(&out, out.size > 0 ? ", " : "");
		if (start / 10000 == f->question->today / 10000)
			date_long_in_year(start, &out);
		else
			date_long(start, &out);
	}
	return buf_take(&out);
}

static void
consider(const struct finding *f, const struct candidate *c)
{
	struct due_item item = { .record = c->record->number, .type = c->record->type,
		                 .table = c->table, .row = c->row == NULL ? 0 : c->row->id };

	if (!was_done(f, c, &item) && !is_owed(f, c, &item))
		return;
	take_owners(c, &item);
	if (f->question->owner != 0 && !due_is_owned(&item, f->question->owner)) {
		free(item.owners);
		return;
	}
	item.code = registry_code(f->registry, c->record);
	item.what = c->row != NULL ? row_text(f, c) : registry_title(f->registry, c->record);
	item.of = c->row != NULL ? record_text(f, c->record) : mem_text("");
	MEM_ROOM(f->out->list, f->out->count, f->out->room);
	f->out->list[f->out->count++] = item;
}

/* ---- all of them */

static bool
consider_record(void *context, const struct record *r)
{
	const struct finding *f = context;
	const struct fields *fields = &r->type->fields;

	if (fields->by_role[ROLE_DUE] != NULL)
		consider(f, &(struct candidate){ r, NULL, NULL, fields, r->values });
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *table = &fields->list[i];
		const struct value *v = &r->values[i];

		if (v->kind != VALUE_ROWS || table->is_sensitive ||
		    table->table->by_role[ROLE_DUE] == NULL)
			continue;
		for (uint32_t j = 0; j < v->count; j++)
			consider(f, &(struct candidate){ r, table, &v->rows[j], table->table,
				                         v->rows[j].values });
	}
	return true;
}

static int
in_order(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;
	int order;

	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	if (date_latest(x->day) != date_latest(y->day))
		return date_latest(x->day) < date_latest(y->day) ? -1 : 1;
	order = strcmp(x->code, y->code);
	if (order == 0)
		order = strcmp(x->what, y->what);
	if (order == 0)
		order = x->row < y->row ? -1 : x->row > y->row;
	return order;
}

enum err_code
due_read(struct registry *r, const struct due_question *q, struct due_list *out, struct err *e)
{
	struct finding f = { r, q, out };
	const struct asking asking = { .query = q->query, .wants = type_has_due,
		                       .each = consider_record, .context = &f };
	enum err_code rc;

	*out = (struct due_list){ 0 };
	rc = ask_types(r, &asking, e);
	if (out->count > 1)
		qsort(out->list, out->count, sizeof *out->list, in_order);
	return rc;
}

void
due_list_clear(struct due_list *d)
{
	for (size_t i = 0; i < d->count; i++) {
		free(d->list[i].code);
		free(d->list[i].what);
		free(d->list[i].of);
		free(d->list[i].owners);
	}
	free(d->list);
	*d = (struct due_list){ 0 };
}

size_t
due_count(const struct due_list *d, enum due_when when)
{
	size_t count = 0;

	for (size_t i = 0; i < d->count; i++)
		count += d->list[i].when == when;
	return count;
}

char *
due_day_text(const struct due_item *item)
{
	struct buf out;

	buf_init(&out);
	date_short(item->day, &out);
	return buf_take(&out);
}

char *
due_end_text(const struct due_item *item)
{
	if (item->when == DUE_LATE)
		return mem_printf(ngettext("%d day", "%d days", item->days), item->days);
	if (item->when == DUE_DONE)
		return mem_text("");
	if (item->days == 0)
		return mem_text(_("today"));
	return mem_printf(ngettext("in %d day", "in %d days", item->days), item->days);
}
