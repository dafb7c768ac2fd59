/* Appends to the lines of a record what belongs to it, found by the roles of what refers to it. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/kind.h"
#include "view/list/list.h"
#include "view/report/report.h"
#include "view/report/text_table.h"

#define MOST_SHOWN 30           /* of one kind; a line below them leads to all */

struct belonging {
	struct registry *registry;
	const struct sheet_form *form;
	struct sheet_lines *out;
	const struct field *by;         /* by which they belong: the same in all of them */
};

/* What the field says of a record that refers to another by it, after the name of its type; NULL: such
 * records do not belong to the other. */
static const char *
kinship(const struct field *f)
{
	if (field_has_role(f, ROLE_SERIES))
		return "";
	if (field_has_role(f, ROLE_PARENT))
		return _("below it");
	if (field_has_role(f, ROLE_COVERS))
		return _("in charge of it");
	if (field_has_role(f, ROLE_CARRIED_TO))
		return _("carried from");
	if (field_has_role(f, ROLE_SUCCESSOR))
		return _("in whose place it stands");
	return NULL;
}

/* "Meetings (27)", "Offices, below it (5)" */
static char *
heading_of(const struct field *f, const struct type *type, uint64_t count)
{
	const char *kin = kinship(f);

	return mem_printf("%s%s%s (%zu)", type->plural, *kin == '\0' ? "" : ", ", kin, (size_t)count);
}

/* ---- where a follow-up came from, and went to */

static char *
carried_to(const struct belonging *b, const struct record *r)
{
	const struct value *v = record_role(r, ROLE_CARRIED_TO);
	struct buf text;

	if (v == NULL || value_is_empty(v))
		return NULL;
	buf_init(&text);
	value_format(v, r->type->fields.by_role[ROLE_CARRIED_TO], registry_directory(b->registry),
	             FORM_SCREEN, registry_schema(b->registry)->language, &text);
	return buf_take(&text);
}

static char *
carried_from(const struct belonging *b, const struct record *r)
{
	const struct directory *d = registry_directory(b->registry);
	struct referrer *list;
	size_t count;
	struct buf text;

	if (registry_referrers(b->registry, r->number, &list, &count, NULL) != ERR_OK)
		return NULL;
	buf_init(&text);
	for (size_t i = 0; i < count; i++) {
		if (list[i].column != NULL || !field_has_role(list[i].field, ROLE_CARRIED_TO))
			continue;
		if (text.size > 0)
			buf_text(&text, ", ");
		d->code(d->context, list[i].number, &text);
	}
	free(list);
	return buf_take(&text);
}

/* ---- the records */

static void
begin_columns(const struct list *l, struct text_table *t)
{
	size_t n = l->view->count;

	text_table_init(t, n + 2);
	for (size_t i = 0; i < n; i++) {
		const struct column *c = &l->view->columns[i];

		t->columns[i].heading = mem_text(c->label);
		t->columns[i].is_whole = !c->is_flexible && c->count == 1 &&
		                         c->fields[0]->type != FIELD_REFERENCE &&
		                         (field_shape(c->fields[0]) == SHAPE_NUMBER ||
		                          c->fields[0]->type == FIELD_CODE);
		t->columns[i].is_kept = field_has_role(c->fields[0], ROLE_STATUS) ||
		                        field_has_role(c->fields[0], ROLE_DUE);
	}
	t->columns[n].heading = mem_text(_("Carried from"));
	t->columns[n + 1].heading = mem_text(_("Carried to"));
}

static void
fill_row(const struct belonging *b, const struct list *l, const struct record *r,
         struct text_table *t)
{
	text_table_add_row(t);
	for (size_t i = 0; i < l->view->count; i++) {
		const struct column *c = &l->view->columns[i];
		struct buf cell, shown;

		if (c->count == 1 && c->fields[0] == b->by)
			continue;
		buf_init(&cell);
		buf_init(&shown);
		list_cell(l, r, i, &cell);
		text_reveal(buf_string(&cell), cell.size, TEXT_LINE, &shown);
		text_table_put(t, i, buf_take(&shown));
		buf_clear(&cell);
	}
	if (r->type->fields.by_role[ROLE_CARRIED_TO] == NULL)
		return;
	text_table_put(t, l->view->count, carried_from(b, r));
	text_table_put(t, l->view->count + 1, carried_to(b, r));
}

static void
add_records(const struct belonging *b, const struct list *l)
{
	struct text_table t;
	struct buf line;

	begin_columns(l, &t);
	for (size_t i = 0; i < l->count; i++)
		fill_row(b, l, l->page[i], &t);
	text_table_fit(&t, b->form->width);
	buf_init(&line);
	text_table_headings(&t, &line);
	sheet_table_line(b->out, LINE_COLUMNS, buf_string(&line));
	for (size_t i = 0; i < l->count; i++) {
		buf_reset(&line);
		text_table_row(&t, i, &line);
		sheet_table_line(b->out, LINE_ROW, buf_string(&line));
		sheet_leads_to(b->out, l->page[i]->number);
	}
	buf_clear(&line);
	text_table_clear(&t);
}

/* All that refer to the record by one field, in the columns and the order of their first view. */
static enum err_code
add_group(const struct belonging *b, const struct referrer *like, uint32_t number, struct err *e)
{
	char *query = report_referring_query(b->registry, like, number), *text;
	struct list *l;
	enum err_code rc = list_open(b->registry, like->type, NULL, query, b->form->as_of,
	                             MOST_SHOWN, &l, e);

	if (rc == ERR_OK && l->count > 0) {
		text = heading_of(like->field, like->type, list_count(l));
		sheet_heading(b->out, text);
		sheet_leads_to_list(b->out, like->type, query);
		free(text);
		add_records(b, l);
		if (list_count(l) > l->count) {
			text = mem_printf(_("... and %zu more"), (size_t)list_count(l) - l->count);
			sheet_table_line(b->out, LINE_ROW, text);
			sheet_leads_to_list(b->out, like->type, query);
			free(text);
		}
	}
	if (rc == ERR_OK)
		list_close(l);
	free(query);
	return rc;
}

enum err_code
sheet_belongings(struct registry *r, const struct record *record, const struct sheet_form *form,
                 struct sheet_lines *out, struct err *e)
{
	struct belonging b = { .registry = r, .form = form, .out = out };
	struct referrer *list;
	size_t count;
	enum err_code rc = registry_referrers(r, record->number, &list, &count, e);

	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0, n; rc == ERR_OK && i < count; i += n) {
		for (n = 1; i + n < count && list[i + n].field == list[i].field &&
		     list[i + n].column == list[i].column; n++)
			continue;
		b.by = list[i].field;
		if (list[i].column == NULL && kinship(list[i].field) != NULL)
			rc = add_group(&b, &list[i], record->number, e);
	}
	free(list);
	return rc;
}
