/* What every screen that is on a record can do with it, and what needs no record. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/derive.h"
#include "tui/app.h"
#include "view/begin.h"

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
app_add_record(struct app *a, const struct type *type, const char *limit)
{
	app_push(a, form_screen(a, begin_record(a->registry, type, limit)));
}

/* What looks like a code goes into the code, all else into the title. */
static void
begin_with(struct app *a, struct record *record, const char *text)
{
	const struct field *title = record->type->fields.by_role[ROLE_TITLE];
	bool is_code = strpbrk(text, " ,") == NULL && strcspn(text, "abcdefghijklmnopqrstuvwxyz") ==
	               strlen(text);
	const struct field *f = is_code || title == NULL ? type_code(record->type) : title;

	if (*text != '\0')
		record_assign(record, f->name, ASSIGN_SET, text, registry_directory(a->registry), NULL);
}

bool
app_visit_new(struct app *a, const struct type *type, const char *text, uint32_t *number)
{
	struct record *record = begin_record(a->registry, type, NULL);
	uint32_t last = a->last_saved == NULL ? 0 : a->last_saved->number;

	begin_with(a, record, text);
	app_visit(a, form_screen(a, record));
	if (a->last_saved == NULL || a->last_saved->type != type || a->last_saved->number == last)
		return false;
	*number = a->last_saved->number;
	return true;
}

/* After something was written the screen shows it. */
static void
reread(struct app *a)
{
	if (app_top(a)->ops->refresh != NULL)
		app_top(a)->ops->refresh(a, app_top(a));
}

/* ---- removing */

static void
remove_record(struct app *a, const struct record *record)
{
	char *code = registry_code(a->registry, record);
	char *question = mem_printf(_("Remove %s %s? (y/n)"), record->type->label, code);
	struct err e;
	enum err_code rc;

	if (app_ask_letter(a, question, "ny") == 'y') {
		rc = registry_remove(a->registry, record, &e);
		if (rc == ERR_OK)
			app_say(a, _("%s %s was removed; u takes it back."), record->type->label, code);
		else
			app_refuse(a, &e);
		if (rc == ERR_REFERRED)
			app_push(a, report_screen(a, REPORT_USED_BY, record, 0));
		reread(a);
	}
	free(question);
	free(code);
}

/* ---- closing and reopening */

static void
set_status(struct app *a, struct record *record, const struct choice *choice)
{
	const struct field *status = record->type->fields.by_role[ROLE_LOCKS];
	struct saved saved;
	struct err e;
	char *code = registry_code(a->registry, record);

	*record_value(record, status) = (struct value){ .kind = VALUE_NUMBER,
	                                                .number = choice->number };
	if (registry_save(a->registry, record, NULL, &saved, &e) == ERR_OK)
		app_say(a, _("%s is %s now."), code, choice->label);
	else
		app_refuse(a, &e);
	free(code);
	reread(a);
}

/* Closed: reopened as held. Open: closed. */
static void
close_record(struct app *a, struct record *record)
{
	const struct field *status = record->type->fields.by_role[ROLE_LOCKS];
	const struct choice *lock, *held;
	bool is_closed;
	size_t owed;
	char *question;

	if (status == NULL) {
		app_say(a, _("A %s cannot be closed."), record->type->label);
		return;
	}
	lock = field_choice_with(status, CHOICE_ROLE_LOCKS);
	held = field_choice_with(status, CHOICE_ROLE_HELD);
	if (lock == NULL || held == NULL)
		return;
	is_closed = value_has_number(record_value(record, status), lock->number);
	owed = record_owed(record);
	question = is_closed ? mem_printf(_("It is closed. Reopen it as \"%s\"? (y/n)"), held->label) :
	           owed == 0 ? mem_text(_("Close it, so that nothing of it can be changed? (y/n)")) :
	           mem_printf(ngettext("%zu row of it is still owed. Close it, so that nothing can be"
	                               " changed? (y/n)", "%zu rows of it are still owed. Close it, so"
	                               " that nothing can be changed? (y/n)", owed), owed);
	if (app_ask_letter(a, question, "ny") == 'y')
		set_status(a, record, is_closed ? held : lock);
	free(question);
}

/* ---- codes */

static void
rename_record(struct app *a, const struct record *record)
{
	char *code = registry_code(a->registry, record);
	struct edit edit;
	struct err e;

	edit_init(&edit, code, false);
	if (app_ask_text(a, _("New code:"), &edit)) {
		if (registry_rename(a->registry, record->type, code, edit_text(&edit), &e) == ERR_OK)
			app_say(a, _("%s is %s now, everywhere."), code, edit_text(&edit));
		else
			app_refuse(a, &e);
		reread(a);
	}
	edit_clear(&edit);
	free(code);
}

static void
merge_into(struct app *a, const struct record *record, const char *code, const char *into)
{
	struct merged merged;
	struct err e;
	char *question;

	if (registry_merge(a->registry, record->type, code, into, true, &merged, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	question = mem_printf(_("Remove %s and move its %zu references to %s? (y/n)"), code,
	                      merged.references, into);
	if (app_ask_letter(a, question, "ny") == 'y') {
		if (registry_merge(a->registry, record->type, code, into, false, &merged, &e) == ERR_OK)
			app_say(a, _("%s was folded into %s; u takes it back."), code, into);
		else
			app_refuse(a, &e);
		reread(a);
	}
	free(question);
}

static void
merge_record(struct app *a, const struct record *record)
{
	const struct type *type = record->type;
	const struct field any = { .type = FIELD_REFERENCE, .label = _("Into"), .targets = &type,
	                           .target_count = 1 };
	char *code = registry_code(a->registry, record);
	struct buf into;

	buf_init(&into);
	if (lookup_choose(a, &any, "", &into))
		merge_into(a, record, code, buf_string(&into));
	buf_clear(&into);
	free(code);
}

/* ---- series and follow-ups */

/* Where follow-ups are likely to be carried: the record that was made as the next of this one. */
static char *
next_code(struct app *a, const struct record *record)
{
	struct referrer *list;
	size_t count;
	char *code = NULL;

	if (registry_referrers(a->registry, record->number, &list, &count, NULL) != ERR_OK)
		return mem_text("");
	for (size_t i = 0; i < count; i++) {
		struct record *next;

		if (list[i].field->next != NEXT_SELF || list[i].type != record->type ||
		    registry_get_number(a->registry, list[i].number, &next, NULL) != ERR_OK)
			continue;
		free(code);
		code = registry_code(a->registry, next);
		record_free(next);
	}
	free(list);
	return code != NULL ? code : mem_text("");
}

void
app_carry(struct app *a, const struct record *from, const struct record *to)
{
	char *code = registry_code(a->registry, to);
	struct err e;
	size_t count;

	if (registry_carry(a->registry, from, to, &count, &e) == ERR_OK)
		app_say(a, ngettext("%zu open record was carried to %s.",
		        "%zu open records were carried to %s.", count), count, code);
	else
		app_refuse(a, &e);
	free(code);
}

static void
carry(struct app *a, const struct record *record)
{
	char *next = next_code(a, record);
	struct record *to;
	struct edit edit;
	struct err e;

	edit_init(&edit, next, false);
	if (app_ask_text(a, _("Carry its open follow-ups to:"), &edit)) {
		if (registry_get(a->registry, record->type, edit_text(&edit), &to, &e) == ERR_OK) {
			app_carry(a, record, to);
			record_free(to);
		} else {
			app_refuse(a, &e);
		}
	}
	edit_clear(&edit);
	free(next);
}

static void
add_next(struct app *a, const struct record *record)
{
	struct record *next;
	struct err e;

	if (begin_next(a->registry, record, &next, &e) == ERR_OK)
		app_push(a, form_screen(a, next));
	else
		app_refuse(a, &e);
}

/* The list of what belongs to the record and can be carried; of a series, over all its members. */
static void
open_follow_ups(struct app *a, const struct record *record)
{
	const struct schema *schema = registry_schema(a->registry);
	char *code = registry_code(a->registry, record), *query = NULL;
	const struct type *type = NULL;

	for (size_t i = 0; i < schema->count && query == NULL; i++) {
		const struct field *series = schema->types[i]->fields.by_role[ROLE_SERIES], *above;

		if (schema->types[i]->fields.by_role[ROLE_CARRIED_TO] == NULL || series == NULL)
			continue;
		type = schema->types[i];
		above = series->targets[0]->fields.by_role[ROLE_SERIES];
		if (type_is_target(series, record->type))
			query = mem_printf("%s:%s", series->name, code);
		else if (above != NULL && type_is_target(above, record->type))
			query = mem_printf("%s.%s:%s", series->name, above->name, code);
		else if (record->type == type)
			query = mem_printf("%s:%s", type->fields.by_role[ROLE_CARRIED_TO]->name, code);
	}
	if (query != NULL)
		app_push(a, list_screen_limited(a, type, query));
	else
		app_say(a, _("A %s has no follow-ups."), record->type->label);
	free(query);
	free(code);
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

static void
undo(struct app *a)
{
	struct last_act last = { 0 };
	struct err e;
	char *question;

	if (registry_my_last_act(a->registry, &last.number, &e) != ERR_OK ||
	    registry_acts(a->registry, find_sentence, &last, &e) != ERR_OK || last.sentence == NULL) {
		app_refuse(a, &e);
		return;
	}
	question = mem_printf(_("Take back \"%s\"? (y/n)"), last.sentence);
	if (app_ask_letter(a, question, "ny") == 'y') {
		if (registry_undo_act(a->registry, last.number, &e) == ERR_OK)
			app_say(a, _("Taken back: %s."), last.sentence);
		else
			app_refuse(a, &e);
		reread(a);
	}
	free(question);
	free(last.sentence);
}

/* ---- dispatch */

bool
app_record_act(struct app *a, enum action_id action, uint32_t number)
{
	struct record *record;

	if (action == ACTION_UNDO) {
		undo(a);
		return true;
	}
	record = read_record(a, number);
	if (record == NULL)
		return false;
	switch (action) {
	case ACTION_EDIT:
		app_push(a, form_screen(a, record));
		return true;
	case ACTION_COPY:           app_push(a, form_screen(a, record_like(record))); break;
	case ACTION_REMOVE:         remove_record(a, record); break;
	case ACTION_NEXT_OF_SERIES: add_next(a, record); break;
	case ACTION_CARRY:          carry(a, record); break;
	case ACTION_CLOSE:          close_record(a, record); break;
	case ACTION_RENAME:         rename_record(a, record); break;
	case ACTION_MERGE:          merge_record(a, record); break;
	case ACTION_HISTORY:        app_push(a, report_screen(a, REPORT_HISTORY, record, 0)); break;
	case ACTION_USED_BY:        app_push(a, report_screen(a, REPORT_USED_BY, record, 0)); break;
	case ACTION_SERIES:         app_push(a, report_screen(a, REPORT_SERIES, record, 0)); break;
	case ACTION_COVER:          app_push(a, report_screen(a, REPORT_COVER, record, 0)); break;
	case ACTION_ROLL:           app_push(a, report_screen(a, REPORT_ROLL, record, 0)); break;
	case ACTION_FOLLOW_UPS:     open_follow_ups(a, record); break;
	default:
		record_free(record);
		return false;
	}
	record_free(record);
	return true;
}

/* ---- what needs no record */

/* "CODE" of any type, or "TYPE:CODE". */
static void
jump_to(struct app *a, const char *text)
{
	const struct schema *schema = registry_schema(a->registry);
	const struct field any = { .type = FIELD_REFERENCE,
	                           .targets = (const struct type **)schema->types,
	                           .target_count = schema->count };
	const struct directory *d = registry_directory(a->registry);
	uint32_t number;
	struct err e;

	if (d->resolve(d->context, &any, text, &number, &e) == ERR_OK)
		app_open_record(a, number);
	else
		app_refuse(a, &e);
}

static void
ask_jump(struct app *a)
{
	struct edit edit;

	edit_init(&edit, "", false);
	if (app_ask_text(a, _("Open (CODE or TYPE:CODE):"), &edit) && *edit_text(&edit) != '\0')
		jump_to(a, edit_text(&edit));
	edit_clear(&edit);
}

static void
ask_as_of(struct app *a)
{
	char text[DATE_TEXT] = "";
	partial_date date = DATE_NONE;
	struct edit edit;

	if (a->as_of != DATE_NONE)
		date_format(a->as_of, text);
	edit_init(&edit, text, false);
	while (app_ask_text(a, _("In force on (empty: whenever):"), &edit)) {
		if (*edit_text(&edit) == '\0' || date_read(edit_text(&edit), date_today(), &date)) {
			a->as_of = date;
			for (size_t i = 0; i < a->depth; i++) {
				if (a->screens[i]->ops->refresh != NULL)
					a->screens[i]->ops->refresh(a, a->screens[i]);
			}
			break;
		}
		app_ask_letter(a, _("That is no date (2015, 2015-01-01, today). Space goes on."), " ");
	}
	edit_clear(&edit);
}

bool
app_general_act(struct app *a, enum action_id action)
{
	switch (action) {
	case ACTION_JUMP:  ask_jump(a); return true;
	case ACTION_AS_OF: ask_as_of(a); return true;
	case ACTION_LOG:   app_push(a, report_screen(a, REPORT_LOG, NULL, 0)); return true;
	default:           return false;
	}
}
