/* Holds the conversations about series: the next meeting, postponing, carrying what is open, and what
 * was decided. */
#include <config.h>

#include "view/deed/deeds_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/derive.h"
#include "view/deed/begin.h"
#include "view/deed/deeds.h"

static void
carry(struct face *f, const struct record *from, const struct record *to)
{
	char *code = registry_code(f->registry, to);
	struct err e;
	size_t count;

	if (registry_carry(f->registry, from, to, &count, &e) == ERR_OK)
		face_say(f, ngettext("%zu open record was carried to %s.",
		         "%zu open records were carried to %s.", count), count, code);
	else
		f->ops->refuse(f, &e);
	free(code);
}

/* The code of the record that was made as the next of this one, where its follow-ups are likely to
 * be carried; "" if there is none. The caller frees it. */
static char *
next_code(struct registry *r, const struct record *record)
{
	struct referrer *list;
	size_t count;
	char *code = NULL;

	if (registry_referrers(r, record->number, &list, &count, NULL) != ERR_OK)
		return mem_text("");
	for (size_t i = 0; i < count; i++) {
		struct record *next;

		if (list[i].field->next != NEXT_SELF || list[i].type != record->type ||
		    registry_get_number(r, list[i].number, &next, NULL) != ERR_OK)
			continue;
		free(code);
		code = registry_code(r, next);
		record_free(next);
	}
	free(list);
	return code != NULL ? code : mem_text("");
}

/* The record of the type that the text names by its code, or that is chosen from those that it fits. */
static enum err_code
get_or_look_up(struct face *f, const struct type *type, const char *text, struct record **out,
               struct err *e)
{
	const struct field any = { .type = FIELD_REFERENCE, .label = type->label, .targets = &type,
	                           .target_count = 1 };
	enum err_code rc = registry_get(f->registry, type, text, out, e);
	struct buf code;

	if (rc != ERR_NOT_FOUND)
		return rc;
	buf_init(&code);
	if (f->ops->look_up(f, &any, text, &code))
		rc = registry_get(f->registry, type, buf_string(&code), out, e);
	buf_clear(&code);
	return rc;
}

void
deed_carry(struct face *f, const struct record *record)
{
	char *code = next_code(f->registry, record);
	struct record *to;
	struct err e;

	if (f->ops->ask_text(f, _("Carry its open follow-ups to:"), NULL, &code) && *code != '\0') {
		if (get_or_look_up(f, record->type, code, &to, &e) == ERR_OK) {
			carry(f, record, to);
			record_free(to);
		} else {
			f->ops->refuse(f, &e);
		}
	}
	free(code);
}

void
deed_offer_to_carry(struct face *f, const struct record *record)
{
	uint32_t number = begin_previous(record);
	struct record *from;
	size_t count;

	if (number == 0 || registry_get_number(f->registry, number, &from, NULL) != ERR_OK)
		return;
	if (registry_count_open(f->registry, from, &count, NULL) == ERR_OK && count > 0) {
		char *code = registry_code(f->registry, from);
		char *question = mem_printf(
			ngettext("Carry the %zu open follow-up of %s to it? (y/n)",
		                 "Carry the %zu open follow-ups of %s to it? (y/n)", count),
			count, code);

		if (f->ops->ask_letter(f, question, LETTERS_NO_YES) == 'y')
			carry(f, from, record);
		free(question);
		free(code);
	}
	record_free(from);
}

static void
postpone_to(struct face *f, const struct record *record, partial_date start)
{
	struct record *next;
	char *old, *code;
	uint32_t number;
	struct err e;

	if (registry_postpone(f->registry, record, start, &number, &e) != ERR_OK ||
	    registry_get_number(f->registry, number, &next, &e) != ERR_OK) {
		f->ops->refuse(f, &e);
		return;
	}
	old = registry_code(f->registry, record);
	code = registry_code(f->registry, next);
	face_say(f, _("%s is postponed to %s; %s undoes that."), old, code, face_undo_key(f));
	free(old);
	free(code);
	record_free(next);
}

void
deed_postpone(struct face *f, const struct record *record)
{
	char *text = mem_text("");
	partial_date start;

	if (face_ask_date(f, _("Postponed to which day?"), _("That is not a date (2015, 2015-01-01, +3w)."),
	             false, &text, &start))
		postpone_to(f, record, start);
	free(text);
}

void
deed_add_next(struct face *f, const struct record *record)
{
	struct record *next;
	struct err e;

	if (begin_next(f->registry, record, &next, &e) == ERR_OK)
		f->ops->edit(f, next);
	else
		f->ops->refuse(f, &e);
}

/* The list of what belongs to the record and can be carried (of a series, over all its members):
 * its type, and its limit, which the caller frees. NULL: the record has no follow-ups. */
static char *
follow_ups_query(struct registry *r, const struct record *record, const struct type **type)
{
	const struct schema *schema = registry_schema(r);
	char *code = registry_code(r, record), *query = NULL;

	for (size_t i = 0; i < schema->count && query == NULL; i++) {
		const struct field *series = schema->types[i]->fields.by_role[ROLE_SERIES], *above;

		if (schema->types[i]->fields.by_role[ROLE_CARRIED_TO] == NULL || series == NULL)
			continue;
		*type = schema->types[i];
		above = series->targets[0]->fields.by_role[ROLE_SERIES];
		if (type_is_target(series, record->type))
			query = mem_printf("%s:%s", series->name, code);
		else if (above != NULL && type_is_target(above, record->type))
			query = mem_printf("%s.%s:%s", series->name, above->name, code);
		else if (record->type == *type)
			query = mem_printf("%s:%s", (*type)->fields.by_role[ROLE_CARRIED_TO]->name,
			                   code);
	}
	free(code);
	return query;
}

void
deed_open_follow_ups(struct face *f, const struct record *record)
{
	const struct type *type;
	char *query = follow_ups_query(f->registry, record, &type);

	if (query != NULL)
		f->ops->show_list(f, type, query);
	else
		face_say(f, _("A %s has no follow-ups."), record->type->label);
	free(query);
}
