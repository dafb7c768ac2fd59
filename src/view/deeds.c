#include <config.h>

#include "view/deeds.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "query/query.h"
#include "view/begin.h"

void
deed_begin_with(struct record *record, const char *text, const struct directory *d)
{
	const struct field *title = record->type->fields.by_role[ROLE_TITLE];
	bool is_code = strpbrk(text, " ,") == NULL && strcspn(text, "abcdefghijklmnopqrstuvwxyz") ==
	               strlen(text);
	const struct field *f = is_code || title == NULL ? type_code(record->type) : title;

	if (*text != '\0')
		record_assign(record, f->name, ASSIGN_SET, text, d, NULL);
}

char *
deed_ask_renaming(struct registry *r, const struct record *record, const char *to)
{
	char *code = registry_code(r, record), *question;
	struct referrer *list;
	size_t count = 0;

	if (registry_referrers(r, record->number, &list, &count, NULL) == ERR_OK)
		free(list);
	question = mem_printf(ngettext("Call %s %s, also in the %zu place that refers to it? (y/n)",
	                      "Call %s %s, also in the %zu places that refer to it? (y/n)", count),
	                      code, to, count);
	free(code);
	return question;
}

/* ---- closing */

bool
deed_closing(const struct record *record, struct closing *out)
{
	const struct field *status = record->type->fields.by_role[ROLE_LOCKS];
	const struct choice *lock, *held;

	if (status == NULL)
		return false;
	lock = field_choice_with(status, CHOICE_ROLE_LOCKS);
	held = field_choice_with(status, CHOICE_ROLE_HELD);
	if (lock == NULL || held == NULL)
		return false;
	out->status = status;
	out->is_closed = value_has_number(record_value(record, status), lock->number);
	out->to = out->is_closed ? held : lock;
	out->owed = record_owed(record);
	return true;
}

char *
deed_ask_closing(const struct closing *c)
{
	if (c->is_closed)
		return mem_printf(_("It is closed. Reopen it as \"%s\"? (y/n)"), c->to->label);
	if (c->owed == 0)
		return mem_text(_("Close it, so that nothing of it can be changed? (y/n)"));
	return mem_printf(ngettext("%zu row of it is still owed. Close it, so that nothing can be"
	                           " changed? (y/n)", "%zu rows of it are still owed. Close it, so"
	                           " that nothing can be changed? (y/n)", c->owed), c->owed);
}

enum err_code
deed_close(struct registry *r, struct record *record, const struct closing *c, struct err *e)
{
	struct saved saved;

	*record_value(record, c->status) = (struct value){ .kind = VALUE_NUMBER,
	                                                   .number = c->to->number };
	return registry_save(r, record, NULL, &saved, e);
}

/* ---- series and follow-ups */

char *
deed_next_code(struct registry *r, const struct record *record)
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

char *
deed_ask_carrying(struct registry *r, const struct record *record, struct record **from)
{
	uint32_t number = begin_previous(record);
	char *question = NULL, *code;
	size_t count;

	*from = NULL;
	if (number == 0 || registry_get_number(r, number, from, NULL) != ERR_OK)
		return NULL;
	if (registry_count_open(r, *from, &count, NULL) == ERR_OK && count > 0) {
		code = registry_code(r, *from);
		question = mem_printf(ngettext("Carry the %zu open follow-up of %s to it? (y/n)",
		                      "Carry the %zu open follow-ups of %s to it? (y/n)", count),
		                      count, code);
		free(code);
	}
	if (question == NULL) {
		record_free(*from);
		*from = NULL;
	}
	return question;
}

char *
deed_follow_ups(struct registry *r, const struct record *record, const struct type **type)
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

/* ---- undo */

struct last_act {
	uint32_t number;
	char *sentence;
};

static bool
find_sentence(void *context, const struct act_entry *act)
{
	struct last_act *l = context;

	if (act->number != l->number)
		return true;
	l->sentence = mem_text(act->sentence);
	return false;
}

enum err_code
deed_last(struct registry *r, uint32_t *number, char **sentence, struct err *e)
{
	struct last_act last = { 0 };
	enum err_code rc = registry_my_last_act(r, &last.number, e);

	*sentence = NULL;
	if (rc == ERR_OK)
		rc = registry_acts(r, find_sentence, &last, e);
	if (rc == ERR_OK && last.sentence == NULL)
		rc = err_set(e, ERR_NOT_FOUND, _("there is nothing to take back"));
	*number = last.number;
	*sentence = last.sentence;
	return rc;
}

enum err_code
deed_find(struct registry *r, const char *text, uint32_t *number, struct err *e)
{
	const struct schema *schema = registry_schema(r);
	const struct field any = { .type = FIELD_REFERENCE,
	                           .targets = (const struct type **)schema->types,
	                           .target_count = schema->count };
	const struct directory *d = registry_directory(r);

	return d->resolve(d->context, &any, text, number, e);
}
