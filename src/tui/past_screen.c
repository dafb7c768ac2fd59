/* What was done, and putting it back: the versions of a record, one version to read, the acts of
 * the register, and the records that an act changed. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/face.h"
#include "tui/lines.h"
#include "view/deeds.h"
#include "view/past.h"

static void
reread(struct app *a)
{
	if (app_top(a)->ops->refresh != NULL)
		app_top(a)->ops->refresh(a, app_top(a));
}

/* The last that is known of a record, removed or not. NULL: why has been said. */
static struct record *
last_known(struct app *a, uint32_t number, bool *is_removed)
{
	struct record *record;
	struct err e;

	if (registry_last_known(a->registry, number, is_removed, &record, &e) == ERR_OK)
		return record;
	app_refuse(a, &e);
	return NULL;
}

/* ---- putting back */

static void
put_back(struct app *a, uint32_t number, const struct past_item *item, enum past_way way)
{
	bool unchanged;
	struct err e;

	if (past_restore(a->registry, number, item, way, &unchanged, &e) != ERR_OK)
		app_refuse(a, &e);
	else if (unchanged)
		app_say(a, _("Nothing was to be changed: it is so."));
	else
		app_say(a, way == PAST_BRING_BACK ? _("It is there again; the log can undo that.") :
		        way == PAST_TAKE_BACK ? _("Version %" PRIu64 " was taken back; the log can undo that.") :
		        way == PAST_WHOLE ? _("It is as it was in version %" PRIu64 "; u takes that back.") :
		        _("It was put back; u takes that back."), item->version);
	reread(a);
}

static void
ask_whole(struct app *a, uint32_t number, const struct past_item *item)
{
	char *question = mem_printf(_("Version %" PRIu64
	                              ": all as it was then (w), or take back what it"
	                              " changed (t)?"),
	                            item->version);
	char answer = app_ask_letter(a, question, " wt");

	free(question);
	if (answer == 'w' || answer == 't')
		put_back(a, number, item, answer == 'w' ? PAST_WHOLE : PAST_TAKE_BACK);
}

static void
ask_value(struct app *a, uint32_t number, const struct past_item *item)
{
	char *question =
		item->kind == PAST_ROW ?
			mem_printf(_("Row of %s: as before the change (b), or as after it (a)?"),
	                           item->field->label) :
			mem_printf(_("%s: the value before the change (b), or after it (a)?"),
	                           item->column != NULL ? item->column->label : item->field->label);
	char answer = app_ask_letter(a, question, " ba");

	free(question);
	if (answer == 'b' || answer == 'a')
		put_back(a, number, item, answer == 'b' ? PAST_BEFORE : PAST_AFTER);
}

static void
restore(struct app *a, uint32_t number, uint64_t key)
{
	struct past_item item;
	bool is_removed;
	struct record *last;
	struct err e;

	if (past_find(a->registry, number, key, &item, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	last = last_known(a, number, &is_removed);
	if (last == NULL)
		return;
	record_free(last);
	if (is_removed) {
		if (app_ask_letter(a, _("It was removed. Bring it back as it was last? (y/n)"),
		                   "ny") == 'y')
			put_back(a, number, &item, PAST_BRING_BACK);
	} else if (item.kind == PAST_VERSION) {
		ask_whole(a, number, &item);
	} else {
		ask_value(a, number, &item);
	}
}

/* ---- one version */

static enum err_code
build_version(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
              struct err *e)
{
	(void)e;
	sheet_of(a->registry, s->record, DATE_NONE, width + SHEET_LABEL, out);
	return ERR_OK;
}

static bool
act_on_version(struct app *a, const struct lines_source *s, enum action_id action, uint64_t key)
{
	const struct past_item item = { .kind = PAST_VERSION, .version = s->record->version };

	(void)key;
	if (action != ACTION_RESTORE)
		return false;
	ask_whole(a, s->number, &item);
	return true;
}

static void
open_version(struct app *a, uint32_t number, uint64_t version)
{
	struct lines_source source = { .build = build_version,
		                       .act = act_on_version,
		                       .number = number };
	bool is_removed;
	struct record *last = last_known(a, number, &is_removed);
	struct err e;

	if (last == NULL)
		return;
	if (registry_version(a->registry, last, version, &source.record, &e) == ERR_OK) {
		char *code = registry_code(a->registry, source.record);
		char *title = mem_printf(_("%s %s, version %" PRIu64 " of %" PRIu64),
		                         last->type->label, code, version,
		                         last->version + is_removed);
		app_push(a, lines_screen(a, title, &source));
		free(title);
		free(code);
	} else {
		app_refuse(a, &e);
	}
	record_free(last);
}

/* ---- all versions */

static enum err_code
build_history(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
              struct err *e)
{
	return past_report(a->registry, s->number, width, out, e);
}

static bool
act_on_history(struct app *a, const struct lines_source *s, enum action_id action, uint64_t key)
{
	if (key == 0 || (action != ACTION_OPEN && action != ACTION_RESTORE))
		return false;
	if (action == ACTION_OPEN)
		open_version(a, s->number, past_version(key));
	else
		restore(a, s->number, key);
	return true;
}

struct screen *
history_screen(struct app *a, uint32_t number)
{
	const struct lines_source source = { .build = build_history, .act = act_on_history,
	                                     .number = number };
	bool is_removed;
	struct record *last = last_known(a, number, &is_removed);
	char *code, *title;
	struct screen *s;

	if (last == NULL)
		return NULL;
	code = registry_code(a->registry, last);
	title = mem_printf(is_removed ? _("History of %s %s, which was removed") :
	                                _("History of %s %s"),
	                   last->type->label, code);
	s = lines_screen(a, title, &source);
	free(title);
	free(code);
	record_free(last);
	return s;
}

/* ---- the records of an act */

static enum err_code
build_act(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
          struct err *e)
{
	return report_act(a->registry, s->number, width, out, e);
}

static void
take_back(struct app *a, uint32_t act)
{
	struct tui_face f = tui_face(a);

	deed_take_back(&f.face, act);
	reread(a);
}

static bool
act_on_act(struct app *a, const struct lines_source *s, enum action_id action, uint64_t key)
{
	if (action == ACTION_OPEN && key != 0)
		app_push(a, history_screen(a, (uint32_t)key));
	else if (action == ACTION_RESTORE)
		take_back(a, s->number);
	else
		return false;
	return true;
}

static void
open_act(struct app *a, uint32_t act)
{
	const struct lines_source source = { .build = build_act, .act = act_on_act, .number = act };
	char *title = mem_printf(_("What act %u changed"), (unsigned)act);

	app_push(a, lines_screen(a, title, &source));
	free(title);
}

/* ---- all acts */

static enum err_code
build_log(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
          struct err *e)
{
	(void)s;
	return report_log(a->registry, width, out, e);
}

static bool
act_on_log(struct app *a, const struct lines_source *s, enum action_id action, uint64_t key)
{
	(void)s;
	if (key == 0 || (action != ACTION_OPEN && action != ACTION_RESTORE))
		return false;
	if (action == ACTION_OPEN)
		open_act(a, (uint32_t)key);
	else
		take_back(a, (uint32_t)key);
	return true;
}

struct screen *
log_screen(struct app *a)
{
	return lines_screen(a, _("What was done in the register"),
	                    &(struct lines_source){ .build = build_log, .act = act_on_log });
}
