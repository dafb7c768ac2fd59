/* Compiles a series as one text, and the offices that cover a State; types are recognized by their
 * roles alone. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/select.h"
#include "view/report/report.h"

struct compiling {
	struct registry *registry;
	struct sheet_lines *out;
	int width;
	const struct type *type;
	struct record **list;
	size_t count, room;
};

static bool
keep(void *context, const struct record *r)
{
	struct compiling *c = context;

	MEM_ROOM(c->list, c->count, c->room);
	c->list[c->count++] = record_copy(r);
	return true;
}

static void
forget(struct compiling *c)
{
	for (size_t i = 0; i < c->count; i++)
		record_free(c->list[i]);
	free(c->list);
	c->list = NULL;
	c->count = c->room = 0;
}

/* The records of the type that match, by their start (or code). */
static enum err_code
collect(struct compiling *c, const char *query, struct err *e)
{
	const struct query_scope scope = { registry_schema(c->registry), c->type, NULL };
	const struct field *from = c->type->fields.by_role[ROLE_FROM];
	const struct order order = { .field = from, .is_descending = false };
	struct select what = { .type = c->type, .orders = &order, .order_count = from != NULL };
	struct selection *s = NULL;
	enum err_code rc = query_parse(query, &scope, &what.query, e);

	if (rc == ERR_OK)
		rc = registry_select(c->registry, &what, &s, e);
	if (rc == ERR_OK)
		rc = selection_every(s, keep, c, e);
	selection_free(s);
	query_free(what.query);
	return rc;
}

static void
add_row(const struct compiling *c, const struct field *table, const struct row *row)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];

		if (value_is_empty(row_value(row, f)))
			continue;
		buf_text(&text, text.size > 0 ? "  " : "");
		value_format(row_value(row, f), f, registry_directory(c->registry), FORM_SCREEN,
		             registry_schema(c->registry)->language, &text);
	}
	sheet_entry(c->out, table->label, buf_string(&text), c->width);
	buf_clear(&text);
}

/* What a record of the series decided: its tables, but for who was there, what was to be prepared
 * and what is copied to the next. */
static void
add_decisions(const struct compiling *c, const struct record *r)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		const struct value *v = &r->values[i];

		if (v->kind != VALUE_ROWS || f->next == NEXT_COPY)
			continue;
		for (uint32_t j = 0; j < v->count; j++)
			add_row(c, f, &v->rows[j]);
	}
}

/* What is still open of it: records whose series it is, such as follow-up actions. */
static enum err_code
add_open(const struct compiling *c, const struct record *r, struct err *e)
{
	const struct schema *schema = registry_schema(c->registry);
	char *code = registry_code(c->registry, r);
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		const struct field *series = schema->types[i]->fields.by_role[ROLE_SERIES];
		struct compiling inner = { .registry = c->registry, .type = schema->types[i] };
		char *query;

		if (series == NULL || !type_is_target(series, r->type) ||
		    schema->types[i]->fields.by_role[ROLE_CARRIED_TO] == NULL)
			continue;
		query = mem_printf("%s:%s", series->name, code);
		rc = collect(&inner, query, e);
		for (size_t j = 0; j < inner.count; j++) {
			char *title = registry_title(c->registry, inner.list[j]);

			if (record_is_open(inner.list[j])) {
				sheet_entry(c->out, schema->types[i]->label, title, c->width);
				sheet_leads_to(c->out, inner.list[j]->number);
			}
			free(title);
		}
		forget(&inner);
		free(query);
	}
	free(code);
	return rc;
}

static enum err_code
add_member(const struct compiling *c, const struct record *r, struct err *e)
{
	const struct value *from = record_role(r, ROLE_FROM);
	char *code = registry_code(c->registry, r), *title = registry_title(c->registry, r),
	     *heading;
	struct buf when;

	buf_init(&when);
	if (from != NULL)
		value_format(from, r->type->fields.by_role[ROLE_FROM],
		             registry_directory(c->registry), FORM_SCREEN, "en", &when);
	heading = mem_printf("%s  %s  %s", buf_string(&when), code, title);
	sheet_heading(c->out, heading);
	sheet_leads_to(c->out, r->number);
	buf_clear(&when);
	free(heading);
	free(code);
	free(title);
	add_decisions(c, r);
	return add_open(c, r, e);
}

/* The record that the series is named by: the record itself, or what its series field refers to. */
static uint32_t
series_of(const struct registry *r, const struct record *record)
{
	const struct field *own = record->type->fields.by_role[ROLE_SERIES];

	(void)r;
	if (own != NULL && record_value(record, own)->kind == VALUE_NUMBER)
		return (uint32_t)record_value(record, own)->number;
	return record->number;
}

enum err_code
report_series(struct registry *r, const struct record *record, int width, struct sheet_lines *out,
              struct err *e)
{
	const struct schema *schema = registry_schema(r);
	const struct directory *d = registry_directory(r);
	uint32_t head = series_of(r, record);
	const struct type *type;
	struct buf code;
	size_t found = 0;
	enum err_code rc = ERR_OK;

	buf_init(&code);
	type = d->code(d->context, head, &code);
	for (size_t i = 0; rc == ERR_OK && type != NULL && i < schema->count; i++) {
		const struct field *series = schema->types[i]->fields.by_role[ROLE_SERIES];
		struct compiling c = { .registry = r, .out = out, .width = width,
		                       .type = schema->types[i] };
		char *query;

		if (series == NULL || !type_is_target(series, type) ||
		    c.type->fields.by_role[ROLE_CARRIED_TO] != NULL)
			continue;
		query = mem_printf("%s:%s", series->name, buf_string(&code));
		rc = collect(&c, query, e);
		for (size_t j = 0; rc == ERR_OK && j < c.count; j++)
			rc = add_member(&c, c.list[j], e);
		found += c.count;
		forget(&c);
		free(query);
	}
	if (rc == ERR_OK && found == 0)
		sheet_heading(out, _("It is not a series and does not belong to one."));
	buf_clear(&code);
	return rc;
}

/* ---- who covers it */

struct covering {
	struct registry *registry;
	struct sheet_lines *out;
	int width;
	uint32_t target;
	uint32_t *above;                /* parents of those found, to be named too */
	size_t above_count, above_room;
	size_t count;
};

static void
add_contact(const struct covering *c, const struct record *r, const char *why)
{
	char *code = registry_code(c->registry, r), *title = registry_title(c->registry, r), *text;

	text = mem_printf("%s  (%s)", title, why);
	sheet_entry(c->out, code, text, c->width);
	sheet_leads_to(c->out, r->number);
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		struct buf value;

		if ((f->type != FIELD_TELEPHONE && f->type != FIELD_EMAIL) ||
		    value_is_empty(&r->values[i]))
			continue;
		buf_init(&value);
		buf_printf(&value, "%s: ", f->label);
		value_format(&r->values[i], f, registry_directory(c->registry), FORM_SCREEN, "en",
		             &value);
		sheet_entry(c->out, "", buf_string(&value), c->width);
		sheet_leads_to(c->out, r->number);
		buf_clear(&value);
	}
	free(code);
	free(title);
	free(text);
}

/* Whether the record sits in the target: a plain reference to it, other than what it covers. */
static bool
sits_in(const struct record *r, uint32_t target)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];

		if (f->type == FIELD_REFERENCE && f->many == MANY_ONE &&
		    !field_has_role(f, ROLE_COVERS) && r->values[i].kind == VALUE_NUMBER &&
		    r->values[i].number == target)
			return true;
	}
	return false;
}

/* What is closed covers nothing any more. */
static bool
cover_one(void *context, const struct record *r)
{
	struct covering *c = context;
	const struct value *parent = record_role(r, ROLE_PARENT);
	bool sits = sits_in(r, c->target);

	if (!sits && !value_has_number(record_role(r, ROLE_COVERS), c->target))
		return true;
	if (!is_in_force(&r->type->fields, r->values, date_today()))
		return true;
	add_contact(c, r, sits ? _("its own") : _("covers it"));
	c->count++;
	if (parent != NULL && parent->kind == VALUE_NUMBER) {
		MEM_ROOM(c->above, c->above_count, c->above_room);
		c->above[c->above_count++] = (uint32_t)parent->number;
	}
	return true;
}

static enum err_code
add_above(struct covering *c, struct err *e)
{
	for (size_t i = 0; i < c->above_count; i++) {
		bool is_seen = false;
		struct record *r;
		enum err_code rc;

		for (size_t j = 0; j < i; j++)
			is_seen = is_seen || c->above[j] == c->above[i];
		if (is_seen)
			continue;
		rc = registry_get_number(c->registry, c->above[i], &r, e);
		if (rc != ERR_OK)
			return rc;
		if (!sits_in(r, c->target) &&
		    !value_has_number(record_role(r, ROLE_COVERS), c->target))
			add_contact(c, r, _("above"));
		record_free(r);
	}
	return ERR_OK;
}

enum err_code
report_cover(struct registry *r, const struct record *record, int width, struct sheet_lines *out,
             struct err *e)
{
	struct covering c = { .registry = r, .out = out, .width = width, .target = record->number };
	const struct schema *schema = registry_schema(r);
	enum err_code rc = ERR_OK;

	sheet_heading(out, _("Its own, those that cover it, and those above"));
	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		const struct field *covers = schema->types[i]->fields.by_role[ROLE_COVERS];

		if (covers != NULL && type_is_target(covers, record->type))
			rc = registry_every(r, schema->types[i], cover_one, &c, e);
	}
	if (rc == ERR_OK)
		rc = add_above(&c, e);
	if (rc == ERR_OK && c.count == 0)
		sheet_text(out, _("None covers it."), width);
	free(c.above);
	return rc;
}
