/* Begins new records with what is known of them. */
#include <config.h>

#include "view/deed/begin.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/ordinal.h"
#include "record/derive.h"
#include "registry/select.h"

struct record *
begin_record(struct registry *r, const struct type *type, const char *limit)
{
	const struct query_scope scope = { registry_schema(r), type, NULL };
	struct record *record = record_new(type);
	struct query *query = NULL;

	if (limit != NULL && query_parse(limit, &scope, &query, NULL) == ERR_OK)
		query_prefill(query, record, registry_directory(r));
	query_free(query);
	record_preset(record, registry_directory(r));
	return record;
}

/* ---- the next of a series */

/* Whether one such record follows another: its schema says what becomes of its fields. */
static bool
goes_on(const struct type *type)
{
	for (size_t i = 0; i < type->fields.count; i++) {
		if (type->fields.list[i].next != NEXT_EMPTY)
			return true;
	}
	return false;
}

/* A title that was copied says which of the series the record is: "Sixth" becomes "Seventh". */
static void
advance_title(struct record *record, const char *language)
{
	const struct field *title = record->type->fields.by_role[ROLE_TITLE],
	                   *ordinal = record->type->fields.by_role[ROLE_ORDINAL];
	struct value *v = title == NULL ? NULL : record_value(record, title);

	if (v == NULL || ordinal == NULL || ordinal->next != NEXT_COUNT)
		return;
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		struct buf text;

		buf_init(&text);
		if (ordinal_advance(v->translations[i].text, v->translations[i].language, &text))
			v->translations[i].text = arena_text(&record->arena, buf_string(&text));
		buf_clear(&text);
	}
	if (v->kind == VALUE_TEXT) {
		struct buf text;

		buf_init(&text);
		if (ordinal_advance(v->text, language, &text))
			v->text = arena_text(&record->arena, buf_string(&text));
		buf_clear(&text);
	}
}

static struct record *
next_of(struct registry *r, const struct record *record)
{
	struct record *next = record_next(record, registry_directory(r));

	advance_title(next, registry_schema(r)->language);
	return next;
}

/* The type of which the record names series: meetings, of a process. */
static const struct type *
member_type(const struct schema *schema, const struct record *record)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct field *series = schema->types[i]->fields.by_role[ROLE_SERIES];

		if (series != NULL && type_is_target(series, record->type) &&
		    goes_on(schema->types[i]))
			return schema->types[i];
	}
	return NULL;
}

static bool
keep_first(void *context, const struct record *r)
{
	*(struct record **)context = record_copy(r);
	return false;
}

/* The last that began; *out NULL: there is none yet. */
static enum err_code
find_last(struct registry *r, const struct type *type, const char *limit, struct record **out,
          struct err *e)
{
	const struct query_scope scope = { registry_schema(r), type, NULL };
	const struct order order = { .field = type->fields.by_role[ROLE_FROM], .is_descending = true };
	struct select what = { .type = type, .orders = &order, .order_count = order.field != NULL };
	struct selection *s = NULL;
	enum err_code rc = query_parse(limit, &scope, &what.query, e);

	if (rc == ERR_OK)
		rc = registry_select(r, &what, &s, e);
	if (rc == ERR_OK)
		rc = selection_every(s, keep_first, out, e);
	selection_free(s);
	query_free(what.query);
	return rc;
}

struct record *
begin_another(struct registry *r, const struct record *last)
{
	return goes_on(last->type) ? next_of(r, last) : record_like(last);
}

enum err_code
begin_next(struct registry *r, const struct record *record, struct record **out, struct err *e)
{
	const struct type *type = member_type(registry_schema(r), record);
	struct record *last = NULL;
	char *code, *limit;
	enum err_code rc;

	*out = NULL;
	if (goes_on(record->type)) {
		*out = next_of(r, record);
		return ERR_OK;
	}
	if (type == NULL)
		return err_set(e, ERR_USAGE, _("Nothing comes next after a %s."),
		               record->type->label);
	code = registry_code(r, record);
	limit = mem_printf("%s:%s", type->fields.by_role[ROLE_SERIES]->name, code);
	rc = find_last(r, type, limit, &last, e);
	if (rc == ERR_OK)
		*out = last != NULL ? next_of(r, last) :
		                      begin_record(r, type, limit);
	record_free(last);
	free(limit);
	free(code);
	return rc;
}

uint32_t
begin_previous(const struct record *r)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		if (r->type->fields.list[i].next == NEXT_SELF && r->values[i].kind == VALUE_NUMBER)
			return (uint32_t)r->values[i].number;
	}
	return 0;
}
