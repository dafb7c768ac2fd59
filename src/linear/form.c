/* Asks for the fields of a record: the required ones at once, the others by number. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "view/deed/deeds.h"
#include "view/form/draft.h"

static void
show_item(struct talk *t, const struct form *f, size_t index)
{
	const struct form_item *item = &f->items[index];
	bool is_missing = form_must_fill(f, index);
	size_t first = strcspn(item->text, "\n");
	struct buf hint;

	buf_init(&hint);
	form_hint(f, index, NULL, &hint);
	talk_say(t, "%zu. %s: %.*s%s%s%s", index + 1, item->label, (int)first, item->text,
	         hint.size > 0 && *item->text != '\0' ? "  " : "", buf_string(&hint),
	         is_missing ? _("(required)") : "");
	if (item->text[first] != '\0')
		talk_more(t, item->text + first + 1);
	if (item->error != NULL)
		talk_say(t, "! %s", item->error);
	buf_clear(&hint);
}

static void
show_form(struct talk *t, const struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (i == 0 || f->items[i].section != f->items[i - 1].section)
			talk_say(t, "= %s", form_section(f, f->items[i].section));
		show_item(t, f, i);
	}
}

/* ---- one field */

static void
change_item(struct talk *t, struct form *f, size_t index)
{
	const struct form_item *item = &f->items[index];
	struct err e;
	bool is_given = true;
	struct buf text;

	if (item->field->type == FIELD_TABLE) {
		visit_rows(t, f, item->field);
		return;
	}
	if (item->is_fixed) {
		talk_say(t, _("%s is computed from other fields."), item->label);
		return;
	}
	buf_init(&text);
	while (is_given) {
		char *old = mem_text(item->text);

		buf_reset(&text);
		is_given = talk_ask_value(t, item->field, item->label, old, &text);
		if (is_given && form_set(f, index, buf_string(&text), &e) == ERR_OK) {
			is_given = false;
		} else if (is_given) {
			talk_refuse(t, &e);
			/* What could not be read is not meant any more. */
			form_set(f, index, old, NULL);
		}
		free(old);
	}
	buf_clear(&text);
}

/* The fields that a new record or row cannot be without. */
static void
ask_required(struct talk *t, struct form *f)
{
	for (size_t i = 0; i < f->count && !talk_is_leaving(t); i++) {
		const struct form_item *item = &f->items[i];

		if (form_must_fill(f, i) &&
		    (item->language == NULL || strcmp(item->language, "en") == 0))
			change_item(t, f, i);
	}
}

/* The field that an order names by its number; the count, and a sentence, if there is none. */
static size_t
item_of(struct talk *t, const struct form *f, const struct order_given *o)
{
	if (o->number >= 1 && o->number <= f->count)
		return o->number - 1;
	talk_say(t, _("Behind \"%s\" belongs the number of a field, 1 to %zu."),
	         action_label(o->action), f->count);
	return f->count;
}

static void
change_by_order(struct talk *t, struct form *f, const struct order_given *o)
{
	size_t index = item_of(t, f, o);
	const struct value *was;
	struct err e;

	if (index == f->count)
		return;
	switch (o->action) {
	case ACTION_CLEAR:
		if (form_set(f, index, "", &e) != ERR_OK)
			talk_refuse(t, &e);
		break;
	case ACTION_PUT_BACK:
		form_put_back(f, index);
		break;
	case ACTION_DITTO:
		was = form_ditto(f, f->items[index].field, t->last_saved);
		if (was == NULL || f->items[index].is_fixed)
			talk_say(t, "%s", _("There is nothing before it to take the value from."));
		else
			form_take(f, index, was);
		break;
	default:
		change_item(t, f, index);
		break;
	}
	show_item(t, f, index);
}

/* ---- saving */

static void
tell_problems(struct talk *t, const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		char *text = problem_text(&problems->list[i], true);

		talk_say(t, "! %s", text);
		free(text);
	}
}

static void
say_saved(struct talk *t, const struct form *f, const struct saved *saved)
{
	char *code = registry_code(t->registry, f->record), *warnings = form_warnings(f);
	char *line, *rest = NULL;

	if (saved->is_unchanged)
		talk_say(t, "%s", _("Nothing had changed."));
	else
		talk_say(t, _("Saved %s, version %" PRIu64 ".%s"), code, saved->version,
		         f->note == NULL ? "" : f->note);
	for (line = strtok_r(warnings, "\n", &rest); line != NULL && !saved->is_unchanged;
	     line = strtok_r(NULL, "\n", &rest))
		talk_say(t, "%s", line);
	free(warnings);
	free(code);
	record_free(t->last_saved);
	t->last_saved = record_copy(f->record);
}

/* What somebody else changed to another end meanwhile is chosen from, and saved once all is. */
static enum err_code
save_record(struct talk *t, struct form *f, struct problems *problems, struct saved *saved,
            struct err *e)
{
	bool is_settled = true;
	enum err_code rc;

	do {
		struct form_conflict conflict;

		rc = form_save(f, problems, saved, &conflict, e);
		if (conflict.merge == NULL)
			break;
		is_settled = talk_settle(t, &conflict);
		if (is_settled) {
			form_adopt(f, conflict.merge, conflict.now);
			conflict.now = NULL;
		} else {
			err_set(e, ERR_CONFLICT, _("Nothing was saved."));
		}
		form_conflict_clear(&conflict);
	} while (is_settled);
	return rc;
}

/* False: it was not saved; why has been said. */
static bool
save(struct talk *t, struct form *f)
{
	bool is_new = f->record->number == 0;
	struct problems problems = { 0 };
	struct saved saved = { 0 };
	struct linear_face face = linear_face(t);
	struct err e;
	enum err_code rc;

	form_problems(f, &problems);
	if (problems.count == 0 && f->table == NULL && !deed_is_no_duplicate(&face.face, f->record))
		return false;
	problems_clear(&problems);
	rc = f->table != NULL ? form_finish_row(f, &problems, &e) :
	                        save_record(t, f, &problems, &saved, &e);
	if (problems.count > 0)
		tell_problems(t, &problems);
	else if (rc != ERR_OK)
		talk_refuse(t, &e);
	problems_clear(&problems);
	if (rc != ERR_OK)
		return false;
	if (f->table != NULL) {
		talk_say(t, "%s", _("The row is in the form; save the record to keep it."));
		return true;
	}
	say_saved(t, f, &saved);
	if (is_new)
		deed_offer_to_carry(&face.face, f->record);
	return true;
}

/* Whether the form may be left: it has not changed, or what becomes of it was said. */
static bool
may_leave(struct talk *t, struct form *f)
{
	char answer = 'd';

	if (f->is_changed)
		answer = talk_ask_letter(t, _("Save (s), discard (d) or keep editing (k)?"),
		                         LETTERS_KEEP_SAVE_DISCARD);
	if (answer == 'd' && f->table == NULL)
		form_forget(f);
	return answer == 'd' || (answer == 's' && save(t, f));
}

/* What was typed is kept as a draft where the input ends, or the operator goes home. A row is kept
 * with the form that it is of. */
static void
keep(struct talk *t, struct form *f)
{
	struct form *whole = f->table != NULL ? f->parent : f;
	struct keeping k;
	struct err e;

	if (t->kept == f || !(f->is_changed || whole->is_changed))
		return;
	keep_form(&k, whole, 0, whole->items[0].text);
	if (f != whole)
		keep_row(&k, f, 0, f->items[0].text);
	if (keep_end(&k, &e) != ERR_OK)
		talk_refuse(t, &e);
	else if (whole->draft != 0)
		talk_say(t, "%s", _("What was not saved is kept as a draft."));
	t->kept = whole;
}

/* ---- the place */

struct form_view {
	struct place place;
	struct form *form;
};

static struct form *
form_of(struct place *p)
{
	return ((struct form_view *)p)->form;
}

static void
show(struct place *p)
{
	show_form(p->talk, form_of(p));
}

static void
change(struct place *p, const struct order_given *o)
{
	change_by_order(p->talk, form_of(p), o);
}

static void
save_now(struct place *p, const struct order_given *o)
{
	(void)o;
	p->is_left = save(p->talk, form_of(p)) && form_of(p)->table != NULL;
}

static void
finish(struct place *p, const struct order_given *o)
{
	(void)o;
	p->is_left = may_leave(p->talk, form_of(p));
}

/* What is done with the record itself; what changes it ends the form. */
static void
deed(struct place *p, const struct order_given *o)
{
	bool is_change = o->action == ACTION_REMOVE || o->action == ACTION_UNDO;
	const struct form *f = form_of(p);
	struct linear_face face = linear_face(p->talk);

	if (f->table != NULL || f->record->number == 0) {
		talk_say(p->talk, "%s", _("That can be done once the record is saved."));
		return;
	}
	if (is_change && f->is_changed) {
		talk_say(p->talk, "%s", _("Save or discard what was changed here first."));
		return;
	}
	deed_do(&face.face, o->action, f->record->number);
	p->is_left = is_change;
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, change },
	{ ACTION_CLEAR, change },
	{ ACTION_PUT_BACK, change },
	{ ACTION_DITTO, change },
	{ ACTION_SAVE, save_now },
	{ ACTION_FINISH, finish },
	{ ACTION_BACK, finish },
	{ ACTION_NONE, NULL },
};

const struct place_ops form_place = {
	.kind = ON_FORM,
	.prompt = N_("Number of a field, save, finish, back or ?:"),
	.orders = orders,
	.show = show,
	.deed = deed,
};

static void
run_form(struct talk *t, struct form *f)
{
	struct form_view v = { .place = { &form_place, t, false }, .form = f };
	bool is_new = f->table != NULL ? f->row == 0 : f->record->number == 0;

	if (is_new && !f->is_changed)
		ask_required(t, f);
	show_form(t, f);
	place_run(&v.place);
	if (!v.place.is_left && talk_is_leaving(t))
		keep(t, f);
}

/* The row that was open comes first. */
void
visit_draft(struct talk *t, struct draft *d)
{
	bool is_removed = d->is_removed;
	size_t item, row_item;
	struct form *f = form_resume(t->registry, d, &item), *row = form_resume_row(f, d, &row_item);

	if (talk_enter(t)) {
		if (is_removed)
			talk_say(t, "%s", _("The record has been removed since; saving creates it again."));
		if (row != NULL)
			run_form(t, row);
		run_form(t, f);
		talk_leave(t);
	}
	form_free(row);
	form_free(f);
}

uint32_t
visit_form(struct talk *t, struct record *record)
{
	struct form *f = form_new(t->registry, record);
	uint32_t number;

	if (talk_enter(t)) {
		talk_say(t, record->number == 0 ? _("New %s") : "%s", record->type->label);
		run_form(t, f);
		talk_leave(t);
	}
	number = f->record->number;
	form_free(f);
	return number;
}

bool
visit_row(struct talk *t, struct form *parent, const struct field *table, const struct row *row,
          const struct row *like)
{
	struct form *f = form_new_row(parent, table, row, like);
	bool is_new = f->row == 0, is_done;

	if (talk_enter(t)) {
		run_form(t, f);
		talk_leave(t);
	}
	is_done = !is_new || f->row != 0;
	form_free(f);
	return is_done;
}
