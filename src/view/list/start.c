/* Reads what the start menu shows: types with their counts, and what needs attention. */
#include <config.h>

#include "view/list/start.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "registry/drafts.h"

static int
by_menu(const void *a, const void *b)
{
	const struct start_item *x = a, *y = b;

	return x->type->menu < y->type->menu ? -1 : x->type->menu > y->type->menu;
}

struct counting {
	struct start *start;
	struct registry *registry;
	uint32_t office;
	partial_date today, first;      /* first: the earliest start that was found */
};

static bool
owns_overdue(const struct counting *c, const struct record *r)
{
	const struct fields *fields = &r->type->fields;
	const struct field *owner = fields->by_role[ROLE_OWNER];

	if (c->office == 0)
		return false;
	if (owner != NULL && value_has_number(record_value(r, owner), c->office))
		return true;
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct value *v = &r->values[i];

		owner = f->table == NULL ? NULL : f->table->by_role[ROLE_OWNER];
		for (uint32_t j = 0; owner != NULL && v->kind == VALUE_ROWS && j < v->count; j++) {
			if (value_has_number(row_value(&v->rows[j], owner), c->office) &&
			    row_is_overdue(r, f, &v->rows[j], c->today))
				return true;
		}
	}
	return false;
}

/* What is planned and has not begun. */
static void
note_coming(struct counting *c, const struct record *r)
{
	const struct value *from = record_role(r, ROLE_FROM), *status = record_role(r, ROLE_STATUS);
	const struct choice *choice = NULL;
	char *code, *title, when[DATE_TEXT];

	if (from == NULL || from->kind != VALUE_NUMBER || status == NULL ||
	    status->kind != VALUE_NUMBER)
		return;
	choice = field_choice(r->type->fields.by_role[ROLE_STATUS], (unsigned)status->number);
	if (choice == NULL || choice->role != CHOICE_ROLE_PLANNED ||
	    date_latest((partial_date)from->number) < c->today ||
	    (c->first != DATE_NONE && (partial_date)from->number >= c->first))
		return;
	c->first = (partial_date)from->number;
	code = registry_code(c->registry, r);
	title = registry_title(c->registry, r);
	date_format(c->first, when);
	free(c->start->coming);
	c->start->coming = mem_printf("%s  %s  %s", when, code, title);
	free(code);
	free(title);
}

static bool
look_at(void *context, const struct record *r)
{
	struct counting *c = context;

	if (record_is_overdue(r, c->today)) {
		c->start->overdue++;
		c->start->mine += owns_overdue(c, r);
	}
	note_coming(c, r);
	return true;
}

static bool
count_draft(void *context, struct draft *d)
{
	*(size_t *)context += !d->is_open;
	return true;
}

enum err_code
start_read(struct registry *r, struct start *out, struct err *e)
{
	const struct schema *schema = registry_schema(r);
	struct counting c = { .start = out, .registry = r, .office = registry_my_office(r),
	                      .today = date_today() };
	enum err_code rc = ERR_OK;

	*out = (struct start){ .items = mem_new(sizeof *out->items * (schema->count + 1)) };
	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		const struct type *t = schema->types[i];

		if (type_has_due(t))
			rc = registry_every(r, t, look_at, &c, e);
		if (rc != ERR_OK || t->menu == 0)
			continue;
		out->items[out->count].type = t;
		rc = registry_count(r, t, &out->items[out->count++].count, e);
	}
	if (rc == ERR_OK)
		rc = registry_drafts(r, count_draft, &out->drafts, e);
	qsort(out->items, out->count, sizeof *out->items, by_menu);
	if (rc != ERR_OK)
		start_clear(out);
	return rc;
}

void
start_clear(struct start *s)
{
	free(s->items);
	free(s->coming);
	*s = (struct start){ 0 };
}
