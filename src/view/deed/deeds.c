/* Holds the conversations about records: asks, acts through the registry, and reports the
 * result. */
#include <config.h>

#include "view/deed/deeds.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/derive.h"
#include "view/deed/deeds_internal.h"
#include "view/deed/print_deeds.h"

static void
show_report_of(struct face *f, enum report report, const struct record *record)
{
	f->ops->show_report(f, report, &(struct report_subject){ .record = record });
}

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

/* ---- removing */

static void
remove_record(struct face *f, const struct record *record)
{
	char *code = registry_code(f->registry, record);
	char *question = mem_printf(_("Remove %s %s? (y/n)"), record->type->label, code);
	struct err e;
	enum err_code rc;

	if (f->ops->ask_letter(f, question, LETTERS_NO_YES) == 'y') {
		rc = registry_remove(f->registry, record, &e);
		if (rc == ERR_OK)
			face_say(f, _("%s %s was removed; %s undoes that."), record->type->label,
			         code, face_undo_key(f));
		else
			f->ops->refuse(f, &e);
		if (rc == ERR_REFERRED)
			show_report_of(f, REPORT_USED_BY, record);
	}
	free(question);
	free(code);
}

/* ---- closing, which locks a record, and reopening */

struct closing {
	const struct field *status;
	const struct choice *to;        /* what the status becomes */
	bool is_closed;                 /* it is now: this reopens it */
	size_t owed;                    /* rows of it that are not done */
};

/* False: records of the type cannot be closed. */
static bool
closing_of(const struct record *record, struct closing *out)
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

static char *
closing_question(const struct closing *c)
{
	if (c->is_closed)
		return mem_printf(_("It is closed. Reopen it as \"%s\"? (y/n)"), c->to->label);
	if (c->owed == 0)
		return mem_text(_("Close it? A closed record cannot be changed. (y/n)"));
	return mem_printf(ngettext("%zu row of it is still owed. Close it, so that nothing can be"
	                           " changed? (y/n)", "%zu rows of it are still owed. Close it, so"
	                           " that nothing can be changed? (y/n)", c->owed), c->owed);
}

static void
close_now(struct face *f, struct record *record, const struct closing *closing)
{
	char *code = registry_code(f->registry, record);
	struct saved saved;
	struct err e;

	*record_value(record, closing->status) = (struct value){ .kind = VALUE_NUMBER,
	                                                         .number = closing->to->number };
	if (registry_save(f->registry, record, NULL, &saved, &e) == ERR_OK)
		face_say(f, _("%s is %s now."), code, closing->to->label);
	else
		f->ops->refuse(f, &e);
	free(code);
}

static void
close_record(struct face *f, const struct record *record)
{
	struct closing closing;
	char *question;

	if (!closing_of(record, &closing)) {
		face_say(f, _("A %s cannot be closed."), record->type->label);
		return;
	}
	question = closing_question(&closing);
	if (f->ops->ask_letter(f, question, LETTERS_NO_YES) == 'y') {
		struct record *changed = record_copy(record);

		close_now(f, changed, &closing);
		record_free(changed);
	}
	free(question);
}

/* ---- codes */

static char *
renaming_question(struct registry *r, const struct record *record, const char *code, const char *to)
{
	struct referrer *list;
	size_t count = 0;

	if (registry_referrers(r, record->number, &list, &count, NULL) == ERR_OK)
		free(list);
	return mem_printf(ngettext("Call %s %s, also in the %zu place that refers to it? (y/n)",
	                  "Call %s %s, also in the %zu places that refer to it? (y/n)", count),
	                  code, to, count);
}

/* Asks with what refers to the record before the operator's eyes. Frees the question. */
static bool
is_meant(struct face *f, const struct record *record, char *question)
{
	char answer = f->ops->ask_over(f, REPORT_USED_BY, record, question, LETTERS_NO_YES);

	free(question);
	return answer == 'y';
}

static void
rename_record(struct face *f, const struct record *record)
{
	char *code = registry_code(f->registry, record), *to = mem_text(code);
	struct err e;

	if (f->ops->ask_text(f, _("New code:"), NULL, &to) && *to != '\0' &&
	    strcmp(to, code) != 0 &&
	    is_meant(f, record, renaming_question(f->registry, record, code, to))) {
		if (registry_rename(f->registry, record->type, code, to, &e) == ERR_OK)
			face_say(f, _("%s is %s now, everywhere."), code, to);
		else
			f->ops->refuse(f, &e);
	}
	free(to);
	free(code);
}

static void
merge_into(struct face *f, const struct record *record, const char *code, const char *into)
{
	struct merged merged;
	struct err e;

	if (registry_merge(f->registry, record->type, code, into, true, &merged, &e) != ERR_OK) {
		f->ops->refuse(f, &e);
		return;
	}
	if (!is_meant(f, record,
	              mem_printf(_("Remove %s and move its %zu references to %s? (y/n)"), code,
	                         merged.references, into)))
		return;
	if (registry_merge(f->registry, record->type, code, into, false, &merged, &e) == ERR_OK)
		face_say(f, _("%s was merged into %s; %s undoes that."), code, into, face_undo_key(f));
	else
		f->ops->refuse(f, &e);
}

static void
merge_record(struct face *f, const struct record *record)
{
	const struct type *type = record->type;
	const struct field any = { .type = FIELD_REFERENCE, .label = _("Into"), .targets = &type,
	                           .target_count = 1 };
	char *code = registry_code(f->registry, record);
	struct buf into;

	buf_init(&into);
	if (f->ops->look_up(f, &any, "", &into))
		merge_into(f, record, code, buf_string(&into));
	buf_clear(&into);
	free(code);
}

/* ---- editing */

static void
edit_record(struct face *f, const struct record *record)
{
	struct closing closing;

	if (closing_of(record, &closing) && closing.is_closed)
		face_say(f, _("It is closed and cannot be changed; %s reopens it."),
		         f->ops->key_of(f, ACTION_CLOSE));
	else
		f->ops->edit(f, record_copy(record));
}

static void
copy_record(struct face *f, const struct record *record)
{
	f->ops->edit(f, record_like(record));
}

bool
deed_is_no_duplicate(struct face *f, const struct record *record)
{
	uint32_t *twins = NULL;
	size_t count = 0;
	bool go_on = true;

	if (record->number != 0)
		return true;
	if (registry_duplicates(f->registry, record, &twins, &count, NULL) == ERR_OK && count > 0) {
		f->ops->review(f, REPORT_BESIDE, &(struct report_subject){ .record = record, .number = twins[0] });
		go_on = f->ops->ask_letter(f, _("A similar record exists already. Save anyway (s) or keep editing (k)?"), LETTERS_KEEP_SAVE) == 's';
	}
	free(twins);
	return go_on;
}

/* ---- undo */

static void
take_back(struct face *f, const struct undo_plan *plan)
{
	char *line = undo_line(f->registry, plan);
	struct err e;

	if (f->ops->confirm_undo(f, plan)) {
		if (registry_take_back(f->registry, &plan->what, &e) != ERR_OK)
			f->ops->refuse(f, &e);
		else if (undo_records(plan) == 1)
			face_say(f, _("Taken back: %s."), line);
		else
			face_say(f, _("Taken back: %s."), plan->heading);
	}
	free(line);
}

void
deed_take_back(struct face *f, uint32_t act)
{
	const struct undo what = { .act = act };
	struct undo_plan plan;
	struct err e;

	if (undo_plan(f->registry, &what, &plan, &e) != ERR_OK)
		f->ops->refuse(f, &e);
	else if (undo_records(&plan) == 0)
		face_say(f, _("Act %u changed no record that could be put back."), (unsigned)act);
	else
		take_back(f, &plan);
	undo_plan_clear(&plan);
}

void
deed_undo(struct face *f)
{
	uint32_t act;
	struct err e;

	if (registry_my_last_act(f->registry, &act, &e) == ERR_OK)
		deed_take_back(f, act);
	else
		f->ops->refuse(f, &e);
}

/* ---- what needs no record */

bool
deed_ask_as_of(struct face *f, const char *given, partial_date *date)
{
	char shown[DATE_TEXT] = "", *text;
	partial_date asked = DATE_NONE;
	bool is_given = *given != '\0' && date_read(given, date_today(), &asked);

	if (*date != DATE_NONE)
		date_format(*date, shown);
	text = mem_text(*given != '\0' ? given : shown);
	if (!is_given)
		is_given = face_ask_date(f, _("In force on (empty: whenever):"),
		                    _("That is not a date (2015, 2015-01-01, today)."), true, &text,
		                    &asked);
	free(text);
	if (is_given)
		*date = asked;
	return is_given;
}

bool
deed_follow(struct face *f, const struct record *record, const struct sheet_line *line)
{
	bool is_row = line->row != 0 && line->field != NULL;

	if (line->target != 0 && !(is_row && line->is_cut))
		f->ops->show_record(f, line->target);
	else if (is_row)
		f->ops->show_report(f, REPORT_ROW,
		                    &(struct report_subject){ .record = record, .table = line->field,
		                                              .row = line->row });
	else if (line->type != NULL)
		f->ops->show_list(f, line->type, line->query);
	else
		return false;
	return true;
}

/* ---- what lies ahead of a record, or around it */

static void
open_days(struct face *f, enum report report, const struct record *record)
{
	const struct value *from = record_role(record, ROLE_FROM);
	struct report_subject subject = { 0 };

	if (from != NULL && from->kind == VALUE_NUMBER)
		subject.day = date_earliest((partial_date)from->number);
	f->ops->show_report(f, report, &subject);
}

static void
open_calendar(struct face *f, const struct record *record)
{
	open_days(f, REPORT_CALENDAR, record);
}

static void
open_clashes(struct face *f, const struct record *record)
{
	open_days(f, REPORT_CLASHES, record);
}

/* ---- dispatch */

/* What is done with a record: a conversation, or a report of it. */
static const struct deed {
	enum action_id action;
	void (*hold)(struct face *f, const struct record *record);
	enum report report;             /* where hold is NULL */
} deeds[] = {
	{ ACTION_EDIT, edit_record, 0 },
	{ ACTION_COPY, copy_record, 0 },
	{ ACTION_REMOVE, remove_record, 0 },
	{ ACTION_NEXT_OF_SERIES, deed_add_next, 0 },
	{ ACTION_CARRY, deed_carry, 0 },
	{ ACTION_POSTPONE, deed_postpone, 0 },
	{ ACTION_CLOSE, close_record, 0 },
	{ ACTION_RENAME, rename_record, 0 },
	{ ACTION_MERGE, merge_record, 0 },
	{ ACTION_FOLLOW_UPS, deed_open_follow_ups, 0 },
	{ ACTION_CALENDAR, open_calendar, 0 },
	{ ACTION_CLASHES, open_clashes, 0 },
	{ ACTION_PRINT, deed_print, 0 },
	{ ACTION_USED_BY, NULL, REPORT_USED_BY },
	{ ACTION_SERIES, NULL, REPORT_SERIES },
	{ ACTION_COVER, NULL, REPORT_COVER },
	{ ACTION_ROLL, NULL, REPORT_ATTENDANCE },
};

static const struct deed *
find_deed(enum action_id action)
{
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
		if (deeds[i].action == action)
			return &deeds[i];
	}
	return NULL;
}

bool
deed_is(enum action_id action)
{
	return action == ACTION_UNDO || action == ACTION_HISTORY || find_deed(action) != NULL;
}

bool
deed_do(struct face *f, enum action_id action, uint32_t number)
{
	const struct deed *deed = find_deed(action);
	struct record *record;
	struct err e;

	if (!deed_is(action))
		return false;
	if (action == ACTION_UNDO) {
		deed_undo(f);
		return true;
	}
	/* What was removed has a history as well. */
	if (action == ACTION_HISTORY) {
		f->ops->show_report(f, REPORT_HISTORY, &(struct report_subject){ .number = number });
		return true;
	}
	if (registry_get_number(f->registry, number, &record, &e) != ERR_OK) {
		f->ops->refuse(f, &e);
		return true;
	}
	if (deed->hold != NULL)
		deed->hold(f, record);
	else
		show_report_of(f, deed->report, record);
	record_free(record);
	return true;
}
