/* Holds the conversations about the history of records and of the register, and about drafts. */
#include <config.h>

#include "view/deed/past_deeds.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/drafts.h"
#include "view/deed/deeds.h"
#include "view/report/past.h"

/* ---- opening */

bool
deed_line_leads(enum report report, const struct sheet_line *line)
{
	if (line->target != 0 || line->type != NULL || line->is_cut)
		return true;
	return line->key != 0 && report_is_past(report) && report != REPORT_VERSION;
}

/* The last that is known of a record, removed or not. NULL: why has been said. */
static struct record *
last_known(struct face *f, uint32_t number, bool *is_removed)
{
	struct record *record;
	struct err e;

	if (registry_last_known(f->registry, number, is_removed, &record, &e) == ERR_OK)
		return record;
	f->ops->refuse(f, &e);
	return NULL;
}

static void
open_version(struct face *f, uint32_t number, uint64_t version)
{
	bool is_removed;
	struct record *last = last_known(f, number, &is_removed), *then;
	struct err e;

	if (last == NULL)
		return;
	if (registry_version(f->registry, last, version, &then, &e) == ERR_OK) {
		f->ops->show_report(f, REPORT_VERSION,
		                    &(struct report_subject){ .record = then, .number = number });
		record_free(then);
	} else {
		f->ops->refuse(f, &e);
	}
	record_free(last);
}

bool
deed_open_line(struct face *f, enum report report, const struct report_subject *subject,
               const struct sheet_line *line)
{
	if (!deed_line_leads(report, line))
		return false;
	if (line->key != 0 && report == REPORT_HISTORY)
		open_version(f, subject->number, past_version(line->key));
	else if (line->key != 0 && report == REPORT_ACT)
		f->ops->show_report(f, REPORT_HISTORY,
		                    &(struct report_subject){ .number = (uint32_t)line->key });
	else if (line->key != 0 && report == REPORT_LOG)
		f->ops->show_report(f, REPORT_ACT,
		                    &(struct report_subject){ .number = (uint32_t)line->key });
	else
		return deed_follow(f, subject->record, line);
	return true;
}

/* ---- putting back */

static void
put_back(struct face *f, uint32_t number, const struct past_item *item, enum past_way way)
{
	const char *undo = f->ops->key_of(f, ACTION_UNDO);
	bool unchanged;
	struct err e;

	if (past_restore(f->registry, number, item, way, &unchanged, &e) != ERR_OK)
		f->ops->refuse(f, &e);
	else if (unchanged)
		face_say(f, "%s", _("Nothing had to be changed: the records have this value already."));
	else if (way == PAST_BRING_BACK)
		face_say(f, "%s", _("It is there again; the log can undo that."));
	else if (way == PAST_TAKE_BACK)
		face_say(f, _("Version %" PRIu64 " was taken back; the log can undo that."),
		         item->version);
	else if (way == PAST_WHOLE)
		face_say(f, _("It is as it was in version %" PRIu64 "; %s takes that back."),
		         item->version, undo);
	else
		face_say(f, _("It was put back; %s takes that back."), undo);
}

static void
ask_whole(struct face *f, uint32_t number, uint64_t version)
{
	const struct past_item item = { .kind = PAST_VERSION, .version = version };
	char *question = mem_printf(_("Version %" PRIu64
	                              ": all as it was then (w), or take back what it"
	                              " changed (t)?"),
	                            version);
	char answer = f->ops->ask_letter(f, question, LETTERS_WHOLE_TAKE_BACK);

	free(question);
	if (answer == 'w' || answer == 't')
		put_back(f, number, &item, answer == 'w' ? PAST_WHOLE : PAST_TAKE_BACK);
}

static void
ask_value(struct face *f, uint32_t number, const struct past_item *item)
{
	const struct field *field = item->column != NULL ? item->column : item->field;
	char *question =
		item->kind == PAST_ROW ?
			mem_printf(_("Row of %s: as before the change (b), or as after it (a)?"),
	                           item->field->label) :
			mem_printf(_("%s: the value before the change (b), or after it (a)?"),
	                           field->label);
	char answer = f->ops->ask_letter(f, question, LETTERS_BEFORE_AFTER);

	free(question);
	if (answer == 'b' || answer == 'a')
		put_back(f, number, item, answer == 'b' ? PAST_BEFORE : PAST_AFTER);
}

static void
restore_item(struct face *f, uint32_t number, uint64_t key)
{
	struct past_item item;
	bool is_removed;
	struct record *last;
	struct err e;

	if (past_find(f->registry, number, key, &item, &e) != ERR_OK) {
		f->ops->refuse(f, &e);
		return;
	}
	last = last_known(f, number, &is_removed);
	if (last == NULL)
		return;
	record_free(last);
	if (is_removed) {
		if (f->ops->ask_letter(f, _("It was removed. Bring it back as it was last? (y/n)"),
		                       LETTERS_NO_YES) == 'y')
			put_back(f, number, &item, PAST_BRING_BACK);
	} else if (item.kind == PAST_VERSION) {
		ask_whole(f, number, item.version);
	} else {
		ask_value(f, number, &item);
	}
}

void
deed_restore(struct face *f, enum report report, const struct report_subject *subject, uint64_t key)
{
	if (report == REPORT_VERSION)
		ask_whole(f, subject->number, subject->record->version);
	else if (report == REPORT_ACT)
		deed_take_back(f, subject->number);
	else if (key == 0)
		face_say(f, "%s", _("There is nothing on this line to put back."));
	else if (report == REPORT_LOG)
		deed_take_back(f, (uint32_t)key);
	else
		restore_item(f, subject->number, key);
}

/* ---- drafts */

void
deed_open_draft(struct face *f, uint32_t id)
{
	struct draft d;
	struct err e;

	if (registry_get_draft(f->registry, id, &d, &e) != ERR_OK) {
		f->ops->refuse(f, &e);
		return;
	}
	if (d.is_open)
		face_say(f, "%s", _("Another session of yours has it open."));
	else
		f->ops->resume(f, &d);
	draft_clear(&d);
}

void
deed_discard_draft(struct face *f, uint32_t id)
{
	struct err e;

	if (f->ops->ask_letter(f, _("Discard this draft? (y/n)"), LETTERS_NO_YES) == 'y' &&
	    registry_drop_draft(f->registry, id, &e) != ERR_OK)
		f->ops->refuse(f, &e);
}
