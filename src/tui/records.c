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
#include "view/deeds.h"

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
	if (!app_offer_draft(a, type, 0))
		app_push(a, form_screen(a, begin_record(a->registry, type, limit)));
}

bool
app_visit_new(struct app *a, const struct type *type, const char *text, uint32_t *number)
{
	struct record *record = begin_record(a->registry, type, NULL);
	uint32_t last = a->last_saved == NULL ? 0 : a->last_saved->number;

	deed_begin_with(record, text, registry_directory(a->registry));
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
			app_say(a, _("%s %s was removed; u takes it back."), record->type->label,
			        code);
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

/* Closed: reopened as held. Open: closed. */
static void
close_record(struct app *a, struct record *record)
{
	struct closing closing;
	struct err e;
	char *question, *code;

	if (!deed_closing(record, &closing)) {
		app_say(a, _("A %s cannot be closed."), record->type->label);
		return;
	}
	question = deed_ask_closing(&closing);
	if (app_ask_letter(a, question, "ny") == 'y') {
		code = registry_code(a->registry, record);
		if (deed_close(a->registry, record, &closing, &e) == ERR_OK)
			app_say(a, _("%s is %s now."), code, closing.to->label);
		else
			app_refuse(a, &e);
		free(code);
		reread(a);
	}
	free(question);
}

/* ---- codes */

/* Asks, with what refers to the record before one's eyes. Frees the question. */
static bool
is_meant(struct app *a, const struct record *record, char *question)
{
	char answer;

	app_push(a, report_screen(a, REPORT_USED_BY, record, 0));
	answer = app_ask_letter(a, question, "ny");
	app_pop(a);
	free(question);
	return answer == 'y';
}

static void
rename_record(struct app *a, const struct record *record)
{
	char *code = registry_code(a->registry, record);
	struct edit edit;
	struct err e;

	edit_init(&edit, code, false);
	if (app_ask_text(a, _("New code:"), &edit) && strcmp(edit_text(&edit), code) != 0 &&
	    is_meant(a, record, deed_ask_renaming(a->registry, record, edit_text(&edit)))) {
		if (registry_rename(a->registry, record->type, code, edit_text(&edit), &e) ==
		    ERR_OK)
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

	if (registry_merge(a->registry, record->type, code, into, true, &merged, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	if (is_meant(a, record,
	             mem_printf(_("Remove %s and move its %zu references to %s? (y/n)"), code,
	                        merged.references, into))) {
		if (registry_merge(a->registry, record->type, code, into, false, &merged, &e) ==
		    ERR_OK)
			app_say(a, _("%s was folded into %s; u takes it back."), code, into);
		else
			app_refuse(a, &e);
		reread(a);
	}
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
	char *next = deed_next_code(a->registry, record);
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
postpone_to(struct app *a, const struct record *record, partial_date start)
{
	struct record *next;
	uint32_t number;
	struct err e;

	if (registry_postpone(a->registry, record, start, &number, &e) != ERR_OK ||
	    registry_get_number(a->registry, number, &next, &e) != ERR_OK) {
		app_refuse(a, &e);
	} else {
		char *old = registry_code(a->registry, record),
		     *code = registry_code(a->registry, next);

		app_say(a, _("%s is postponed to %s; u takes it back."), old, code);
		free(old);
		free(code);
		record_free(next);
	}
	reread(a);
}

static void
postpone(struct app *a, const struct record *record)
{
	partial_date start;
	struct edit edit;

	edit_init(&edit, "", false);
	while (app_ask_text(a, _("Postponed to which day?"), &edit)) {
		if (date_read(edit_text(&edit), date_today(), &start)) {
			postpone_to(a, record, start);
			break;
		}
		app_ask_letter(a, _("That is no date (2015, 2015-01-01, +3w). Space goes on."),
		               " ");
	}
	edit_clear(&edit);
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

static void
open_follow_ups(struct app *a, const struct record *record)
{
	const struct type *type;
	char *query = deed_follow_ups(a->registry, record, &type);

	if (query != NULL)
		app_push(a, list_screen_limited(a, type, query));
	else
		app_say(a, _("A %s has no follow-ups."), record->type->label);
	free(query);
}

/* ---- undo */

void
app_undo(struct app *a)
{
	uint32_t number;
	struct err e;
	char *question, *sentence;

	if (deed_last(a->registry, &number, &sentence, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	question = mem_printf(_("Take back \"%s\"? (y/n)"), sentence);
	if (app_ask_letter(a, question, "ny") == 'y') {
		if (registry_undo_act(a->registry, number, &e) == ERR_OK)
			app_say(a, _("Taken back: %s."), sentence);
		else
			app_refuse(a, &e);
		reread(a);
	}
	free(question);
	free(sentence);
}

/* ---- editing: an unfinished edit is offered first */

static void
edit_record(struct app *a, struct record *record)
{
	struct closing closing;

	if (deed_closing(record, &closing) && closing.is_closed) {
		app_say(a, _("It is closed, so that nothing of it can be changed; %s reopens it."),
		        app_key_of(a, ACTION_CLOSE));
		record_free(record);
	} else if (app_offer_draft(a, record->type, record->number))
		record_free(record);
	else
		app_push(a, form_screen(a, record));
}

/* ---- dispatch */

bool
app_record_act(struct app *a, enum action_id action, uint32_t number)
{
	struct record *record;

	if (action == ACTION_UNDO) {
		app_undo(a);
		return true;
	}
	if (action == ACTION_HISTORY) {         /* also of what was removed */
		app_push(a, history_screen(a, number));
		return true;
	}
	record = read_record(a, number);
	if (record == NULL)
		return false;
	switch (action) {
	case ACTION_EDIT:
		edit_record(a, record);
		return true;
	case ACTION_COPY:           app_push(a, form_screen(a, record_like(record))); break;
	case ACTION_REMOVE:         remove_record(a, record); break;
	case ACTION_NEXT_OF_SERIES: add_next(a, record); break;
	case ACTION_CARRY:          carry(a, record); break;
	case ACTION_POSTPONE:       postpone(a, record); break;
	case ACTION_CLOSE:          close_record(a, record); break;
	case ACTION_RENAME:         rename_record(a, record); break;
	case ACTION_MERGE:          merge_record(a, record); break;
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
	uint32_t number;
	struct err e;

	if (deed_find(a->registry, text, &number, &e) == ERR_OK)
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
		app_ask_letter(a, _("That is no date (2015, 2015-01-01, today). Space goes on."),
		               " ");
	}
	edit_clear(&edit);
}

bool
app_general_act(struct app *a, enum action_id action)
{
	switch (action) {
	case ACTION_JUMP:  ask_jump(a); return true;
	case ACTION_AS_OF: ask_as_of(a); return true;
	case ACTION_LOG:   app_push(a, log_screen(a)); return true;
	case ACTION_DRAFTS: app_push(a, drafts_screen(a)); return true;
	default:           return false;
	}
}
