/* Saves from a form, and shows problems, likely duplicates and warnings. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/app/autosave.h"
#include "tui/screen/face.h"
#include "tui/screen/form_screen_internal.h"
#include "tui/screen/screens.h"
#include "view/deed/deeds.h"
#include "view/form/draft.h"

#define MOST_WARNINGS 4         /* that are told at once */

static void
show_problems(struct app *a, struct form_view *v, const struct problems *problems)
{
	const char **texts = mem_new(sizeof *texts * (problems->count + 1));
	char **owned = mem_new(sizeof *owned * (problems->count + 1));
	size_t chosen, item;

	term_drop_keys();
	for (size_t i = 0; i < problems->count; i++)
		texts[i] = owned[i] = problem_text(&problems->list[i], true);
	chosen = app_ask_choice(a, _("Nothing was saved. Enter goes to the field."), texts,
	                        problems->count, 0);
	/* Whoever leaves the window is at the first of them. */
	if (chosen == problems->count)
		chosen = 0;
	item = form_item_of(v->form, &problems->list[chosen]);
	if (item < v->form->count) {
		v->current = item;
		form_view_load(v);
		app_say(a, "%s", texts[chosen]);
	}
	for (size_t i = 0; i < problems->count; i++)
		free(owned[i]);
	free(owned);
	free(texts);
}

static void
remember(struct app *a, const struct record *record)
{
	record_free(a->last_saved);
	a->last_saved = record_copy(record);
}

static bool
fits_behind(const char *sentence, const char *const *texts, size_t count)
{
	int width = text_width(sentence, strlen(sentence));

	for (size_t i = 0; i < count; i++)
		width += 1 + text_width(texts[i], strlen(texts[i]));
	return count == 0 || width < term_columns();
}

/* Behind the sentence if the line has room for them, else in a window. */
static void
say_with_warnings(struct app *a, const struct form_view *v, const char *code,
                  const struct saved *saved, char *warnings)
{
	const char *texts[MOST_WARNINGS];
	char *line, *rest = NULL;
	size_t count = 0;
	struct buf said;

	for (line = strtok_r(warnings, "\n", &rest); line != NULL && count < MOST_WARNINGS;
	     line = strtok_r(NULL, "\n", &rest))
		texts[count++] = line;
	buf_init(&said);
	buf_printf(&said, _("Saved %s, version %" PRIu64 ".%s"), code, saved->version,
	           v->form->note == NULL ? "" : v->form->note);
	if (!fits_behind(buf_string(&said), texts, count)) {
		term_drop_keys();
		app_ask_choice(a, _("Saved. But look at this; Enter goes on."), texts, count, 0);
		count = 0;
	}
	for (size_t i = 0; i < count; i++)
		buf_printf(&said, " %s", texts[i]);
	app_say(a, "%s", buf_string(&said));
	buf_clear(&said);
}

static void
say_saved(struct app *a, struct form_view *v, const struct saved *saved)
{
	char *code = registry_code(a->registry, v->form->record);
	char *warnings = form_warnings(v->form);

	if (saved->is_unchanged)
		app_say(a, _("Nothing had changed."));
	else
		say_with_warnings(a, v, code, saved, warnings);
	free(warnings);
	free(code);
}

/* Mine stays as a draft, and the form goes. */
static void
leave_draft(struct app *a, struct form_view *v, struct err *e)
{
	a->typed_at = 1;
	app_keep(a);
	if (a->keep_err.code != ERR_OK) {
		err_set(e, ERR_CONFLICT, _("Nothing was saved, and no draft is kept: %s"),
		        a->keep_err.text);
		return;
	}
	err_set(e, ERR_CONFLICT,
	        _("Nothing was saved; yours is kept as a draft. e takes it up again."));
	v->is_left = true;
}

/* Saves the record; where somebody else changed the same values meanwhile, the operator chooses. */
static enum err_code
save_record(struct app *a, struct form_view *v, struct problems *problems, struct saved *saved,
            struct err *e)
{
	const struct form_item *item = current_item_of(v);
	const struct field *field = item->field;
	char *language = item->language == NULL ? NULL : mem_text(item->language);
	bool is_settled = true;
	enum err_code rc;

	do {
		struct form_conflict conflict;

		rc = form_save(v->form, problems, saved, &conflict, e);
		if (conflict.merge == NULL)
			break;
		is_settled = conflict_visit(a, &conflict);
		if (is_settled) {
			form_adopt(v->form, conflict.merge, conflict.now);
			conflict.now = NULL;
		} else {
			leave_draft(a, v, e);
		}
		form_conflict_clear(&conflict);
	} while (is_settled);
	/* What was merged may have brought another language, which has an item of its own. */
	v->current = form_find(v->form, field, language);
	free(language);
	return rc;
}

/* False: it was not saved; why has been said. */
static bool
save(struct app *a, struct form_view *v)
{
	bool is_new = v->form->record->number == 0;
	struct problems problems = { 0 };
	struct saved saved = { 0 };
	struct tui_face f = tui_face(a);
	struct err e;
	enum err_code rc;

	form_view_leave(a, v);
	form_problems(v->form, &problems);
	if (problems.count == 0 && v->form->table == NULL &&
	    !deed_is_no_duplicate(&f.face, v->form->record))
		return false;
	problems_clear(&problems);
	rc = v->form->table != NULL ? form_finish_row(v->form, &problems, &e) :
	                              save_record(a, v, &problems, &saved, &e);
	if (problems.count > 0)
		show_problems(a, v, &problems);
	else if (rc != ERR_OK)
		app_refuse(a, &e);
	problems_clear(&problems);
	form_view_load(v);
	if (v->is_left)
		app_pop(a);
	if (rc != ERR_OK)
		return false;
	if (v->form->table != NULL) {
		app_say(a, v->form->is_added ?
		        _("The row is in the form; save the record to keep it. Esc: no more rows.") :
		        _("The row is in the form; save the record to keep it."));
		return true;
	}
	remember(a, v->form->record);
	watched_begin(a, &v->watched, v->form->record);
	say_saved(a, v, &saved);
	if (is_new)
		deed_offer_to_carry(&f.face, v->form->record);
	return true;
}

/* The next new row, in place of the one that was taken. */
static void
begin_row(struct form_view *v)
{
	struct form *next = form_new_row(v->form->parent, v->form->table, NULL, NULL);

	form_free(v->form);
	v->form = next;
	v->current = form_first(next);
	form_view_load(v);
}

/* Rows that are added follow each other, until Esc. */
void
form_view_save_now(struct app *a, struct form_view *v)
{
	if (!save(a, v) || v->form->table == NULL)
		return;
	if (v->form->is_added)
		begin_row(v);
	else
		app_pop(a);
}

/* Behind what was said of the saving. */
static void
offer_another(struct app *a)
{
	char *offer = mem_printf(_("%s: another like this."), app_key_of(a, ACTION_ADD));

	buf_printf(&a->message, " %s", offer);
	app_offer_another(a);
	free(offer);
}

/* Leaving a form that has changed is a question; the answer that loses nothing comes first. */
void
form_view_finish(struct app *a, struct form_view *v)
{
	bool is_new = v->form->table == NULL && v->form->record->number == 0;
	char answer = 'd';

	form_view_leave(a, v);
	if (v->form->is_changed) {
		buf_reset(&a->message);
		answer = app_ask_letter(a, _("Save (s), discard (d) or keep editing (k)?"),
		                        LETTERS_KEEP_SAVE_DISCARD);
	}
	if (a->must_end || answer == 'k')
		return;
	if (answer == 'd')
		form_forget(v->form);
	if (answer == 'd') {
		app_pop(a);
	} else if (save(a, v)) {
		app_pop(a);
		if (is_new && app_top(a)->ops->kind == ON_LIST)
			offer_another(a);
	}
}
