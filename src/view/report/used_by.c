/* Compiles what refers to a record, group by group. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "query/query.h"
#include "view/report/report.h"

#define MOST_LISTED 30          /* referrers of a field that are named one by one */

struct users {
	struct registry *registry;
	uint32_t target;
	partial_date as_of;
	int width;
	struct sheet_lines *out;
};

char *
report_referring_query(struct registry *r, const struct referrer *ref, uint32_t target)
{
	const struct directory *d = registry_directory(r);
	const struct field *f = ref->column != NULL ? ref->column : ref->field;
	const struct type *type;
	struct buf code;
	char *query;

	buf_init(&code);
	type = d->code(d->context, target, &code);
	query = mem_printf("%s%s%s:%s%s\"%s\"", ref->field->name, ref->column != NULL ? "." : "",
	                   ref->column != NULL ? ref->column->name : "",
	                   f->target_count > 1 && type != NULL ? type->name : "",
	                   f->target_count > 1 ? ":" : "", buf_string(&code));
	/* Quotes are needed only where a code has what ends a value. */
	if (strpbrk(buf_string(&code), " ,|\"}") == NULL) {
		size_t n = 0;

		for (char *p = query; *p != '\0'; p++) {
			if (*p != '"')
				query[n++] = *p;
		}
		query[n] = '\0';
	}
	buf_clear(&code);
	return query;
}

/* What a row says of its party: roles, answers and dates. Prose and names would fill the line. */
static void
row_facts(const struct users *u, const struct field *table, const struct row *row, struct buf *out)
{
	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);

		if ((f->type != FIELD_CHOICE && f->type != FIELD_DATE) || value_is_empty(v))
			continue;
		buf_text(out, "  ");
		if (field_has_role(f, ROLE_TO))
			buf_text(out, "- ");
		value_format(v, f, registry_directory(u->registry), FORM_SCREEN,
		             registry_schema(u->registry)->language, out);
	}
}

/* A line for each row that refers to the target and was in force. */
static size_t
add_rows(const struct users *u, const struct record *r, const struct referrer *ref, bool is_named)
{
	const struct value *rows = record_value(r, ref->field);
	size_t count = 0;

	for (uint32_t i = 0; rows->kind == VALUE_ROWS && i < rows->count; i++) {
		const struct row *row = &rows->rows[i];
		struct buf text;

		if (!value_has_number(row_value(row, ref->column), u->target) ||
		    (u->as_of != DATE_NONE &&
		     !is_in_force(ref->field->table, row->values, u->as_of)))
			continue;
		count++;
		if (!is_named)
			continue;
		buf_init(&text);
		registry_directory(u->registry)
			->code(registry_directory(u->registry)->context, r->number, &text);
		row_facts(u, ref->field, row, &text);
		buf_text(&text, "  ");
		registry_directory(u->registry)
			->title(registry_directory(u->registry)->context, r->number,
		                registry_schema(u->registry)->language, &text);
		sheet_entry(u->out, "", buf_string(&text), u->width);
		sheet_leads_to(u->out, r->number);
		buf_clear(&text);
	}
	return count;
}

static size_t
add_record(const struct users *u, const struct record *r, bool is_named)
{
	char *code, *title, *text;

	if (u->as_of != DATE_NONE && !is_in_force(&r->type->fields, r->values, u->as_of))
		return 0;
	if (!is_named)
		return 1;
	code = registry_code(u->registry, r);
	title = registry_title(u->registry, r);
	text = mem_printf("%s  %s", code, title);
	sheet_entry(u->out, "", text, u->width);
	sheet_leads_to(u->out, r->number);
	free(text);
	free(title);
	free(code);
	return 1;
}

/* All that refer to it by one field, below a line that leads to the list of them. */
static enum err_code
add_referrers(const struct users *u, const struct referrer *list, size_t count, struct err *e)
{
	char *query = report_referring_query(u->registry, list, u->target), *text;
	size_t heading = u->out->count, found = 0;
	enum err_code rc = ERR_OK;

	sheet_entry(u->out, list->type->plural, "", u->width);
	sheet_leads_to_list(u->out, list->type, query);
	free(query);
	for (size_t i = 0; rc == ERR_OK && i < count; i++) {
		bool is_named = found < MOST_LISTED;
		struct record *r;

		if (!is_named && u->as_of == DATE_NONE) {
			found += count - i;     /* they need not be read to be counted */
			break;
		}
		rc = registry_get_number(u->registry, list[i].number, &r, e);
		if (rc != ERR_OK)
			break;
		found += list->column != NULL ? add_rows(u, r, list, is_named) :
		                                add_record(u, r, is_named);
		record_free(r);
	}
	text = mem_printf("%s%s%s (%zu)", list->field->label, list->column != NULL ? ", " : "",
	                  list->column != NULL ? list->column->label : "", found);
	free(u->out->list[heading].text);
	u->out->list[heading].text = text;
	return rc;
}

enum err_code
report_used_by(struct registry *r, uint32_t number, partial_date as_of, int width,
               struct sheet_lines *out, struct err *e)
{
	const struct users u = { r, number, as_of, width, out };
	struct referrer *list;
	size_t count;
	enum err_code rc = registry_referrers(r, number, &list, &count, e);

	if (rc != ERR_OK)
		return rc;
	if (count == 0)
		sheet_heading(out, _("Nothing refers to it; it could be removed."));
	for (size_t i = 0, n; rc == ERR_OK && i < count; i += n) {
		for (n = 1; i + n < count && list[i + n].field == list[i].field &&
		     list[i + n].column == list[i].column; n++)
			continue;
		if (i == 0 || list[i].type != list[i - 1].type)
			sheet_heading(out, list[i].type->plural);
		rc = add_referrers(&u, list + i, n, e);
	}
	free(list);
	return rc;
}
