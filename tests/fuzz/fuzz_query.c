/* Any text as a query of meetings, or of their attendance: it is matched, or refused with the
 * column of the mistake. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "record/form.h"

static struct record *meeting;

static void
make_meeting(const struct type *t)
{
	static const char *const texts[][2] = {
		{ "code", "CP-2003" }, { "title", "Sixth Ministerial Consultation" },
		{ "start", "2011-04" }, { "kind", "ministerial" }, { "languages", "en;fr" },
	};
	struct value *rows;
	struct row *row;

	meeting = record_new(t);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		record_assign(meeting, texts[i][0], ASSIGN_SET, texts[i][1], &empty_directory,
		              NULL);
	rows = record_value(meeting, fields_find(&t->fields, "attendance"));
	row = value_add_row(&meeting->arena, rows, fields_find(&t->fields, "attendance")->table);
	row->id = 1;
	row->values[0] = (struct value){ .kind = VALUE_NUMBER, .number = 9 };
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query_scope scope = { .schema = shipped_schema() };
	const struct field *attendance;
	const struct row *row = NULL;
	struct query *q = NULL;
	struct err e = { 0 };
	char *text;

	if (size == 0)
		return 0;
	schema_find_type(scope.schema, "meeting", &scope.type, NULL);
	attendance = fields_find(&scope.type->fields, "attendance");
	if (meeting == NULL)
		make_meeting(scope.type);
	if (data[0] % 2 == 1) {
		scope.table = attendance;
		row = &record_value(meeting, attendance)->rows[0];
	}
	text = input_text(data + 1, size - 1);
	if (query_parse(text, &scope, &q, &e) != ERR_OK) {
		require(q == NULL && strstr(e.text, "the query") != NULL, "a refusal says where");
	} else {
		require(query_prepare(q, &empty_context, &e) == ERR_OK, "a query is prepared");
		query_match(q, &empty_context, meeting, row);
	}
	query_free(q);
	free(text);
	return 0;
}
