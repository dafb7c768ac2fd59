/* What every screen that is on a record can do with it. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/app.h"

static struct record *
read_record(struct app *a, uint32_t number)
{
	struct record *record;
	struct err e;

	if (registry_get_number(a->registry, number, &record, &e) == ERR_OK)
		return record;
	app_refuse(a, &e);
	return NULL;
}

void
app_open_record(struct app *a, uint32_t number)
{
	struct record *record = read_record(a, number);

	if (record != NULL)
		app_push(a, record_screen(a, record));
}

void
app_edit_record(struct app *a, uint32_t number)
{
	struct record *record = read_record(a, number);

	if (record != NULL)
		app_push(a, form_screen(a, record));
}

void
app_add_record(struct app *a, const struct type *type)
{
	struct record *record = record_new(type);

	record_preset(record, registry_directory(a->registry));
	app_push(a, form_screen(a, record));
}

/* The copy has no identity yet, nor have its rows, and its code is to be typed. */
void
app_copy_record(struct app *a, uint32_t number)
{
	struct record *record = read_record(a, number);
	const struct field *code, *last;

	if (record == NULL)
		return;
	code = type_code(record->type);
	record->number = 0;
	record->version = 0;
	record->uuid = (struct uuid){ 0 };
	*record_value(record, code) = (struct value){ 0 };
	last = code->part_count > 0 ? code->parts[code->part_count - 1] : NULL;
	if (last != NULL && field_is_numbered(last))
		*record_value(record, last) = (struct value){ 0 };
	for (size_t i = 0; i < record->type->fields.count; i++) {
		struct value *v = &record->values[i];

		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++)
			v->rows[j].id = 0;
	}
	app_push(a, form_screen(a, record));
}

bool
app_remove_record(struct app *a, uint32_t number)
{
	struct record *record = read_record(a, number);
	char *code, *question;
	struct err e;
	bool removed = false;

	if (record == NULL)
		return false;
	code = registry_code(a->registry, record);
	question = mem_printf(_("Remove %s %s? (y/n)"), record->type->label, code);
	if (app_ask_letter(a, question, "ny") == 'y') {
		removed = registry_remove(a->registry, record, &e) == ERR_OK;
		if (removed)
			app_say(a, _("%s %s was removed."), record->type->label, code);
		else
			app_refuse(a, &e);
	}
	free(question);
	free(code);
	record_free(record);
	return removed;
}
