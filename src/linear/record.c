/* A record to read, and what can be done with one. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "linear/talk.h"
#include "record/derive.h"
#include "view/begin.h"
#include "view/deeds.h"

/* Lines are not wrapped: whoever reads them does that. */
#define WIDTH 4000

/* ---- deeds */

static void
remove_record(struct talk *t, const struct record *record)
{
	char *code = registry_code(t->registry, record);
	char *question = mem_printf(_("Remove %s %s? (y/n)"), record->type->label, code);
	struct err e;
	enum err_code rc;

	if (talk_ask_letter(t, question, "ny") == 'y') {
		rc = registry_remove(t->registry, record, &e);
		if (rc == ERR_OK)
			talk_say(t, _("%s %s was removed; u takes it back."), record->type->label,
			         code);
		else
			talk_refuse(t, &e);
		if (rc == ERR_REFERRED)
			visit_report(t, REPORT_USED_BY, record);
	}
	free(question);
	free(code);
}

static void
close_record(struct talk *t, struct record *record)
{
	struct closing closing;
	struct err e;
	char *question, *code;

	if (!deed_closing(record, &closing)) {
		talk_say(t, _("A %s cannot be closed."), record->type->label);
		return;
	}
	question = deed_ask_closing(&closing);
	if (talk_ask_letter(t, question, "ny") == 'y') {
		code = registry_code(t->registry, record);
		if (deed_close(t->registry, record, &closing, &e) == ERR_OK)
			talk_say(t, _("%s is %s now."), code, closing.to->label);
		else
			talk_refuse(t, &e);
		free(code);
	}
	free(question);
}

static void
rename_record(struct talk *t, const struct record *record)
{
	char *code = registry_code(t->registry, record);
	const char *answer = talk_ask(t, _("New code:"));
	char *to = mem_text(answer == NULL ? "" : answer);
	char *question = deed_ask_renaming(t->registry, record, to);
	struct err e;

	if (*to != '\0' && talk_ask_letter(t, question, "ny") == 'y') {
		if (registry_rename(t->registry, record->type, code, to, &e) == ERR_OK)
			talk_say(t, _("%s is %s now, everywhere."), code, to);
		else
			talk_refuse(t, &e);
	}
	free(question);
	free(to);
	free(code);
}

static void
merge_into(struct talk *t, const struct record *record, const char *code, const char *into)
{
	struct merged merged;
	struct err e;
	char *question;

	if (registry_merge(t->registry, record->type, code, into, true, &merged, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	question = mem_printf(_("Remove %s and move its %zu references to %s? (y/n)"), code,
	                      merged.references, into);
	if (talk_ask_letter(t, question, "ny") == 'y') {
		if (registry_merge(t->registry, record->type, code, into, false, &merged, &e) ==
		    ERR_OK)
			talk_say(t, _("%s was folded into %s; u takes it back."), code, into);
		else
			talk_refuse(t, &e);
	}
	free(question);
}

static void
merge_record(struct talk *t, const struct record *record)
{
	const struct type *type = record->type;
	const struct field any = { .type = FIELD_REFERENCE, .label = _("Into"), .targets = &type,
	                           .target_count = 1 };
	char *code = registry_code(t->registry, record);
	struct buf into;

	buf_init(&into);
	if (talk_ask_value(t, &any, any.label, "", &into))
		merge_into(t, record, code, buf_string(&into));
	buf_clear(&into);
	free(code);
}

static void
carry_to(struct talk *t, const struct record *from, const struct record *to)
{
	char *code = registry_code(t->registry, to);
	size_t count;
	struct err e;

	if (registry_carry(t->registry, from, to, &count, &e) == ERR_OK)
		talk_say(t, ngettext("%zu open record was carried to %s.",
		         "%zu open records were carried to %s.", count), count, code);
	else
		talk_refuse(t, &e);
	free(code);
}

static void
carry(struct talk *t, const struct record *record)
{
	char *next = deed_next_code(t->registry, record);
	char *question = *next == '\0' ? mem_text(_("Carry its open follow-ups to:")) :
	                 mem_printf(_("Carry its open follow-ups to, if not %s:"), next);
	const char *answer = talk_ask(t, question);
	char *code = mem_text(answer == NULL || *answer == '\0' ? next : answer);
	struct record *to;
	struct err e;

	if (answer != NULL && *code != '\0') {
		if (registry_get(t->registry, record->type, code, &to, &e) != ERR_OK) {
			talk_refuse(t, &e);
		} else {
			carry_to(t, record, to);
			record_free(to);
		}
	}
	free(code);
	free(question);
	free(next);
}

static void
follow_ups(struct talk *t, const struct record *record)
{
	const struct type *type;
	char *query = deed_follow_ups(t->registry, record, &type);

	if (query != NULL)
		visit_list(t, type, NULL, query);
	else
		talk_say(t, _("A %s has no follow-ups."), record->type->label);
	free(query);
}

static void
undo(struct talk *t)
{
	uint32_t number;
	struct err e;
	char *question, *sentence;

	if (deed_last(t->registry, &number, &sentence, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	question = mem_printf(_("Take back \"%s\"? (y/n)"), sentence);
	if (talk_ask_letter(t, question, "ny") == 'y') {
		if (registry_undo_act(t->registry, number, &e) == ERR_OK)
			talk_say(t, _("Taken back: %s."), sentence);
		else
			talk_refuse(t, &e);
	}
	free(question);
	free(sentence);
}

static void
jump(struct talk *t, const char *text)
{
	const char *code = *text != '\0' ? text : talk_ask(t, _("Open (CODE or TYPE:CODE):"));
	uint32_t number;
	struct err e;

	if (code == NULL || *code == '\0')
		return;
	if (deed_find(t->registry, code, &number, &e) == ERR_OK)
		visit_record(t, number);
	else
		talk_refuse(t, &e);
}

static void
set_as_of(struct talk *t, const char *text)
{
	const char *date = *text != '\0' ? text : talk_ask(t, _("In force on (empty: whenever):"));
	char shown[DATE_TEXT];

	if (date == NULL)
		return;
	if (*date == '\0') {
		t->as_of = DATE_NONE;
		talk_say(t, "%s", _("Everything is shown, whenever it was in force."));
	} else if (date_read(date, date_today(), &t->as_of)) {
		date_format(t->as_of, shown);
		talk_say(t, _("Shown is what was in force on %s."), shown);
	} else {
		talk_say(t, "%s", _("That is no date (2015, 2015-01-01, today)."));
	}
}

static void
postpone(struct talk *t, const struct record *record)
{
	const char *day = talk_ask(t, _("Postponed to which day?"));
	partial_date start;
	struct record *next;
	uint32_t number;
	char *code;
	struct err e;

	if (day == NULL || *day == '\0')
		return;
	if (!date_read(day, date_today(), &start)) {
		talk_say(t, "%s", _("That is no date (2015, 2015-01-01, +3w)."));
	} else if (registry_postpone(t->registry, record, start, &number, &e) != ERR_OK ||
	           registry_get_number(t->registry, number, &next, &e) != ERR_OK) {
		talk_refuse(t, &e);
	} else {
		code = registry_code(t->registry, next);
		talk_say(t, _("It is postponed to %s; u takes it back."), code);
		free(code);
		record_free(next);
	}
}

static void
edit(struct talk *t, const struct record *record)
{
	struct closing closing;

	if (deed_closing(record, &closing) && closing.is_closed)
		talk_say(t, _("It is closed, so that nothing of it can be changed; %s reopens it."),
		         action_label(ACTION_CLOSE));
	else
		visit_form(t, record_copy(record));
}

static void
add_next(struct talk *t, const struct record *record)
{
	struct record *next, *from;
	uint32_t number;
	char *question;
	struct err e;

	if (begin_next(t->registry, record, &next, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	number = visit_form(t, next);
	if (number == 0 || registry_get_number(t->registry, number, &next, &e) != ERR_OK)
		return;
	question = deed_ask_carrying(t->registry, next, &from);
	if (question != NULL && talk_ask_letter(t, question, "ny") == 'y')
		carry_to(t, from, next);
	free(question);
	record_free(from);
	record_free(next);
}

static bool
act_with(struct talk *t, enum action_id action, struct record *record)
{
	switch (action) {
	case ACTION_EDIT:           edit(t, record); return true;
	case ACTION_COPY:           visit_form(t, record_like(record)); return true;
	case ACTION_NEXT_OF_SERIES:
		add_next(t, record);
		return true;
	case ACTION_REMOVE:         remove_record(t, record); return true;
	case ACTION_CARRY:          carry(t, record); return true;
	case ACTION_POSTPONE:       postpone(t, record); return true;
	case ACTION_CLOSE:          close_record(t, record); return true;
	case ACTION_RENAME:         rename_record(t, record); return true;
	case ACTION_MERGE:          merge_record(t, record); return true;
	case ACTION_HISTORY:        visit_report(t, REPORT_HISTORY, record); return true;
	case ACTION_USED_BY:        visit_report(t, REPORT_USED_BY, record); return true;
	case ACTION_SERIES:         visit_report(t, REPORT_SERIES, record); return true;
	case ACTION_ROLL:           visit_report(t, REPORT_ROLL, record); return true;
	case ACTION_COVER:          visit_report(t, REPORT_COVER, record); return true;
	case ACTION_FOLLOW_UPS:     follow_ups(t, record); return true;
	default:                    return false;
	}
}

bool
talk_act(struct talk *t, const struct order_given *o, uint32_t number)
{
	struct record *record;
	struct err e;
	bool is_done;

	switch (o->action) {
	case ACTION_UNDO:  undo(t); return true;
	case ACTION_JUMP:  jump(t, o->rest); return true;
	case ACTION_AS_OF: set_as_of(t, o->rest); return true;
	case ACTION_LOG:   visit_report(t, REPORT_LOG, NULL); return true;
	case ACTION_MAIN:  t->goes_home = true; return true;
	default:           break;
	}
	if (number == 0)
		return false;
	if (registry_get_number(t->registry, number, &record, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return true;
	}
	is_done = act_with(t, o->action, record);
	record_free(record);
	return is_done;
}

/* ---- the place */

static void
show(struct talk *t, const struct record *record, struct sheet_lines *lines)
{
	char *code = registry_code(t->registry, record),
	     *title = registry_title(t->registry, record);
	char when[CLOCK_TEXT];
	const char *who;
	int64_t at;

	talk_say(t, "= %s %s  %s", record->type->label, code, title);
	sheet_lines_clear(lines);
	sheet_of(t->registry, record, t->as_of, WIDTH, lines);
	talk_sheet(t, lines);
	if (registry_last_change(t->registry, record, &at, &who)) {
		clock_format(at, when);
		talk_say(t, _("version %" PRIu64 ", %s by %s"), record->version, when, who);
	}
	free(code);
	free(title);
}

/* Reads and shows it. False: it is not there any more. */
static bool
reread(struct talk *t, uint32_t number, struct sheet_lines *lines)
{
	struct record *record;
	struct err e;

	if (registry_get_number(t->registry, number, &record, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return false;
	}
	show(t, record, lines);
	record_free(record);
	return true;
}

static void
follow(struct talk *t, const struct sheet_lines *lines, size_t number)
{
	const struct sheet_line *l = talk_lead(lines, number);

	if (l != NULL && l->target != 0)
		visit_record(t, l->target);
	else
		talk_say(t, _("No line leads anywhere by the number %zu."), number);
}

/* One order. False: there is nothing to stay for. */
static bool
act(struct talk *t, const struct order_given *o, uint32_t number, struct sheet_lines *lines)
{
	if (o->action == ACTION_BACK)
		return false;
	if (o->action == ACTION_OPEN && o->number > 0) {
		follow(t, lines, o->number);
		return true;
	}
	talk_act(t, o, number);
	return talk_is_leaving(t) || reread(t, number, lines);
}

void
visit_record(struct talk *t, uint32_t number)
{
	struct sheet_lines lines = { 0 };
	bool stays;

	if (!talk_enter(t))
		return;
	stays = reread(t, number, &lines);
	while (stays && !talk_is_leaving(t)) {
		const struct order_given o = talk_order(t, ON_RECORD,
		                                        _("Number of a line, edit, back or ?:"));

		stays = act(t, &o, number, &lines);
	}
	sheet_lines_clear(&lines);
	talk_leave(t);
}
