/* Compiles who attended: parties by their attendance, then members that are not listed. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "figures/roll.h"
#include "view/report/report.h"

struct roll {
	struct registry *registry;
	const struct value *rows;
	const struct field *status, *response;
	const struct member *there;
	size_t count;
	struct sheet_lines *out;
	int width;
};

static void
add_heading(const struct roll *roll, const char *label, size_t count)
{
	char *text = mem_printf("%s (%zu)", label, count);

	sheet_heading(roll->out, text);
	free(text);
}

/* "LK  Sri Lanka, Member, Accepted" */
static void
add_party(const struct roll *roll, const struct member *m)
{
	const struct value *v = roll->response == NULL || !m->is_there ? NULL :
	                        row_value(&roll->rows->rows[m->row], roll->response);
	struct buf text;

	buf_init(&text);
	buf_text(&text, m->party.name);
	if (m->role != NULL)
		buf_printf(&text, ", %s", m->role);
	if (v != NULL && !value_is_empty(v)) {
		buf_text(&text, ", ");
		value_format(v, roll->response, registry_directory(roll->registry), FORM_SCREEN,
		             registry_schema(roll->registry)->language, &text);
	}
	sheet_entry(roll->out, m->party.code, buf_string(&text), roll->width);
	sheet_leads_to(roll->out, m->party.number);
	buf_clear(&text);
}

/* The parties of which that is said; number 0: nothing is. */
static void
add_group(const struct roll *roll, const char *label, int64_t number)
{
	size_t count = 0;

	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1 && count > 0)
			add_heading(roll, label, count);
		for (size_t i = 0; i < roll->count; i++) {
			const struct value *v = row_value(&roll->rows->rows[roll->there[i].row],
			                                  roll->status);

			if ((v->kind == VALUE_NUMBER ? v->number : 0) != number)
				continue;
			if (pass == 1)
				add_party(roll, &roll->there[i]);
			else
				count++;
		}
	}
}

static void
add_missing(const struct roll *roll, const struct member *members, size_t count)
{
	size_t missing = 0;

	for (size_t i = 0; i < count; i++)
		missing += !members[i].is_there;
	if (missing > 0)
		add_heading(roll, _("Of the day's members, not on the list"), missing);
	for (size_t i = 0; i < count; i++) {
		if (!members[i].is_there)
			add_party(roll, &members[i]);
	}
}

enum err_code
report_attendance(struct registry *r, const struct record *record, int width,
                  struct sheet_lines *out, struct err *e)
{
	const struct field *table = record->type->fields.by_role[ROLE_ATTENDANCE];
	struct member *there = NULL, *members = NULL;
	size_t count, member_count;
	struct roll roll = { .registry = r, .out = out, .width = width };

	if (table == NULL || table->table->by_role[ROLE_PARTY] == NULL ||
	    table->table->by_role[ROLE_STATUS] == NULL)
		return err_set(e, ERR_USAGE, _("Nobody attends a %s."), record->type->label);
	roll.status = table->table->by_role[ROLE_STATUS];
	roll.response = table->table->by_role[ROLE_RESPONSE];
	roll.rows = record_value(record, table);
	members_there(r, record, table, &there, &count);
	roll.there = there;
	roll.count = count;
	for (size_t i = 0; i < roll.status->choice_count; i++)
		add_group(&roll, roll.status->choices[i].label, roll.status->choices[i].number);
	add_group(&roll, _("Nothing is said of them"), 0);
	if (members_on(r, record, table, &members, &member_count, NULL) == ERR_OK)
		add_missing(&roll, members, member_count);
	members_free(there, count);
	members_free(members, member_count);
	if (out->count == 0)
		sheet_heading(out, _("Nobody is on the list."));
	return ERR_OK;
}
