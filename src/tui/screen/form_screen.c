/* Shows a form. The text of the current field is edited by our own line editor, which keeps combining
 * marks with their letters and long values whole. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/kind.h"
#include "tui/screen/form_screen_internal.h"
#include "tui/screen/lookup.h"
#include "tui/screen/screens.h"
#include "view/deed/deeds.h"
#include "view/form/draft.h"
#include "view/list/lookup.h"

static void
form_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct form_view *v = (struct form_view *)s;
	const struct form *f = v->form;

	(void)a;
	form_name(f, out);
	if (f->table != NULL)
		buf_printf(out, "  %s  %s", f->table->label, f->row == 0 ? _("new row") : _("row"));
}

static void
form_status(struct app *a, struct screen *s, struct buf *out)
{
	struct form_view *v = (struct form_view *)s;

	buf_printf(out, _("section %zu of %zu"), current_item_of(v)->section + 1,
	           form_sections(v->form));
	if (v->form->is_changed)
		buf_printf(out, "   %s", _("changed"));
	if (v->watched.moved.size > 0)
		buf_printf(out, "   %s", buf_string(&v->watched.moved));
	else
		app_add_presence(a, v->watched.number, out);
	if (v->form->is_changed && a->keep_err.code != ERR_OK)
		buf_printf(out, _("   no draft is kept: %s"), a->keep_err.text);
}

/* ---- moving */

void
form_view_load(struct form_view *v)
{
	edit_clear(&v->edit);
	edit_init(&v->edit, current_item_of(v)->text,
	          field_kind(current_item_of(v)->field)->has_lines);
}

/* Takes the text of the field that is being left. */
void
form_view_leave(struct app *a, struct form_view *v)
{
	struct err e;
	bool is_new = strcmp(edit_text(&v->edit), current_item_of(v)->text) != 0;

	if (form_set(v->form, v->current, edit_text(&v->edit), &e) != ERR_OK ||
	    (is_new && !form_ends_in_order(v->form, v->current, &e)))
		app_say(a, "%s", e.text);
}

static bool look_up(struct app *a, struct form_view *v);

/* Whether typing chooses: what the field holds is one of those, and never a text. */
static bool
may_look_up(const struct form_item *item)
{
	return item->field->type == FIELD_REFERENCE || item->field->type == FIELD_CHOICE;
}

/* A text that names no record or choice, and was put there without the window (pasted), opens it before the
 * field is left. True: the window has seen to it; if it was left, the field still is. */
static bool
is_settled_elsewhere(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);
	bool is_new = strcmp(edit_text(&v->edit), item->text) != 0;
	size_t count;

	form_view_leave(a, v);
	if (!is_new || !may_look_up(item) || item->error == NULL)
		return false;
	count = lookup_settle(a, item->field, &v->edit);
	if (count == 1)
		form_view_leave(a, v);
	/* Which choices there are is told with the refusal. */
	if (count == 1 || (count == 0 && item->field->type == FIELD_CHOICE))
		return false;
	look_up(a, v);
	return true;
}

static void
go_to(struct app *a, struct form_view *v, size_t item)
{
	if (is_settled_elsewhere(a, v))
		return;
	form_view_leave(a, v);
	v->current = item;
	form_view_load(v);
}

static void
go_by(struct app *a, struct form_view *v, bool forwards)
{
	size_t n = v->form->count;

	go_to(a, v, (v->current + (forwards ? 1 : n - 1)) % n);
}

/* To the first item of the next section, or of the one before. */
static void
go_section(struct app *a, struct form_view *v, bool forwards)
{
	size_t section = current_item_of(v)->section, item = v->current;

	if (forwards) {
		while (item < v->form->count && v->form->items[item].section == section)
			item++;
		if (item == v->form->count)
			item = v->form->count - 1;
	} else {
		while (item > 0 && v->form->items[item].section == section)
			item--;
		section = v->form->items[item].section;
		while (item > 0 && v->form->items[item - 1].section == section)
			item--;
	}
	go_to(a, v, item);
}

/* ---- looking up */

/* The window beside the field, narrowed by what is typed. Enter takes and goes on to the next
 * field; of a set it takes, and the next member can be typed. False: it was left, and the form is
 * still there; else it may have been saved, and closed. */
static bool
look_up(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);
	enum lookup_end end = lookup_run(a, item->field, &v->edit, form_view_line(v), false);
	bool was_emptied = v->is_emptied;

	v->is_emptied = false;
	if (end == LOOKUP_LEFT) {
		if (was_emptied)
			form_view_load(v);
		return false;
	}
	form_set_changed(v->form, true);
	if (end == LOOKUP_SAVE)
		form_view_save_now(a, v);
	else if (end != LOOKUP_TAKEN || item->field->many != MANY_SET)
		go_by(a, v, true);
	return true;
}

/* Typing into a field that refers to something chooses another: what stands there already does
 * not narrow, and comes back if nothing is chosen. */
static void
type_to_look_up(struct app *a, struct form_view *v, int32_t character)
{
	const struct form_item *item = current_item_of(v);
	bool was_changed = v->form->is_changed;

	v->is_emptied = item->field->many == MANY_ONE && *item->text != '\0' &&
	                item->error == NULL && strcmp(edit_text(&v->edit), item->text) == 0 &&
	                v->edit.cursor == v->edit.text.size;
	if (v->is_emptied)
		edit_empty(&v->edit);
	else
		was_changed = true;
	form_set_changed(v->form, true);
	if (!edit_insert(&v->edit, character))
		app_say(a, _("That character cannot be stored."));
	else if (!look_up(a, v))
		form_set_changed(v->form, was_changed);
}

/* A set is ticked from the list of all that it may hold. */
static void
tick_set(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);
	struct buf text;

	form_view_leave(a, v);
	buf_init(&text);
	if (tick_members(a, item->field, item->text, &text)) {
		edit_set(&v->edit, buf_string(&text));
		form_set_changed(v->form, true);
		form_view_leave(a, v);
	}
	form_view_load(v);
	buf_clear(&text);
}

static void
ask_look_up(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);

	if (!lookup_has(item->field)) {
		app_say(a, _("%s refers to nothing that could be looked up."), item->label);
	} else if (item->field->many == MANY_SET && may_look_up(item)) {
		tick_set(a, v);
	} else {
		/* What stands there already does not narrow; what was typed does. */
		v->is_emptied = strcmp(edit_text(&v->edit), item->text) == 0;
		if (v->is_emptied)
			edit_empty(&v->edit);
		look_up(a, v);
	}
}

/* ---- ditto */

/* The field as the record saved before has it, or the row above. */
static void
ditto(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);
	const struct value *was = form_ditto(v->form, item->field, a->last_saved);

	if (item->is_fixed || was == NULL) {
		app_say(a, _("There is nothing before it to take the value from."));
		return;
	}
	form_take(v->form, v->current, was);
	form_view_load(v);
	go_by(a, v, true);
}

static void
edit_long(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);

	if (item->is_fixed || field_shape(item->field) != SHAPE_TEXT) {
		app_say(a, _("%s is not text."), item->label);
		return;
	}
	if (text_visit(a, item->label, &v->edit))
		form_set_changed(v->form, true);
}

static bool
open_table(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);

	if (item->field->type != FIELD_TABLE)
		return false;
	app_push(a, rows_screen(a, v->form, item->field));
	/* Who comes may be ticked; of all else the first row is what one comes for. */
	if (v->form->values[item->field->place].kind != VALUE_ROWS &&
	    item->field->table->by_role[ROLE_PARTY] == NULL)
		app_push(a, form_screen_of(a, form_new_row(v->form, item->field, NULL, NULL)));
	return true;
}

/* ---- acting */

/* What changes the record, or goes on from it as the register has it. */
static bool
wants_saved(enum action_id action)
{
	return action == ACTION_REMOVE || action == ACTION_UNDO || action == ACTION_CLOSE ||
	       action == ACTION_CARRY || action == ACTION_POSTPONE ||
	       action == ACTION_NEXT_OF_SERIES;
}

/* What is done with the record itself, by ^G and a letter. What changes it wants the form to be
 * saved or discarded first, and shows what came of it. */
static void
act_on_record(struct app *a, struct form_view *v, enum action_id action)
{
	uint32_t number = v->form->record->number;
	bool is_change = wants_saved(action);
	struct record *now;

	form_view_leave(a, v);
	if (v->form->table != NULL || number == 0) {
		app_say(a, _("That can be done once the record is saved."));
		return;
	}
	if (is_change && v->form->is_changed) {
		app_say(a, _("Save (%s) or discard (%s) what was changed here first."),
		        app_key_of(a, ACTION_SAVE), app_key_of(a, ACTION_FINISH));
		return;
	}
	if (!app_record_act(a, action, number) || !is_change || app_top(a) != &v->screen)
		return;
	if (registry_get_number(a->registry, number, &now, NULL) != ERR_OK) {
		app_pop(a);
		return;
	}
	form_forget(v->form);
	form_free(v->form);
	v->form = form_new(a->registry, now);
	watched_begin(a, &v->watched, now);
	v->current = 0;
	form_view_load(v);
}

static void
form_next(struct app *a, struct screen *s, enum action_id action)
{
	struct form_view *v = (struct form_view *)s;

	(void)action;
	if (a->key != K_ENTER || !open_table(a, v))
		go_by(a, v, true);
}

static void
form_previous(struct app *a, struct screen *s, enum action_id action)
{
	struct form_view *v = (struct form_view *)s;

	(void)action;
	go_by(a, v, false);
}

static void
form_section_by(struct app *a, struct screen *s, enum action_id action)
{
	struct form_view *v = (struct form_view *)s;

	go_section(a, v, action == ACTION_PAGE_DOWN);
	v->shown_section = current_item_of(v)->section + 1;
}

static void
form_save_now(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	form_view_save_now(a, (struct form_view *)s);
}

static void
form_end(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	form_view_finish(a, (struct form_view *)s);
}

static void
form_look_up(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_look_up(a, (struct form_view *)s);
}

static void
form_same_as_before(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ditto(a, (struct form_view *)s);
}

static void
form_edit_long(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	edit_long(a, (struct form_view *)s);
}

static void
form_clear(struct app *a, struct screen *s, enum action_id action)
{
	struct form_view *v = (struct form_view *)s;

	(void)a;
	(void)action;
	if (current_item_of(v)->is_fixed)
		return;
	edit_empty(&v->edit);
	form_set_changed(v->form, true);
}

static void
form_restore(struct app *a, struct screen *s, enum action_id action)
{
	struct form_view *v = (struct form_view *)s;

	(void)a;
	(void)action;
	form_put_back(v->form, v->current);
	form_view_load(v);
}

static void
form_deed(struct app *a, struct screen *s, enum action_id action)
{
	act_on_record(a, (struct form_view *)s, action);
}


static const struct handler form_handlers[] = {
	{ ACTION_NEXT, form_next },
	{ ACTION_PREVIOUS, form_previous },
	{ ACTION_PAGE_DOWN, form_section_by },
	{ ACTION_PAGE_UP, form_section_by },
	{ ACTION_SAVE, form_save_now },
	{ ACTION_FINISH, form_end },
	{ ACTION_BACK, form_end },
	{ ACTION_LOOK_UP, form_look_up },
	{ ACTION_DITTO, form_same_as_before },
	{ ACTION_LONG_TEXT, form_edit_long },
	{ ACTION_CLEAR, form_clear },
	{ ACTION_PUT_BACK, form_restore },
	{ ACTION_NONE, NULL },
};

static bool
may_type(struct app *a, const struct form_view *v)
{
	const struct form_item *item = current_item_of(v);

	if (item->field->type == FIELD_TABLE)
		app_say(a, _("Enter opens the rows of %s."), item->label);
	else if (item->is_fixed)
		app_say(a, _("%s is computed from other fields."), item->label);
	else
		return true;
	return false;
}

static bool
form_key(struct app *a, struct screen *s, struct key key)
{
	struct form_view *v = (struct form_view *)s;
	const struct form_item *item = current_item_of(v);

	switch (key.code) {
	case K_LEFT:  edit_left(&v->edit); return true;
	case K_RIGHT: edit_right(&v->edit); return true;
	case K_HOME:  edit_home(&v->edit); return true;
	case K_END:   edit_end(&v->edit); return true;
	case K_ENTER:           /* bound to something else, it still opens rows */
		if (!key.is_pasted && open_table(a, v))
			return true;
		break;
	default: break;
	}
	if (key.code != K_BACKSPACE && key.code != K_DELETE &&
	    (key.code < ' ' || key.code >= K_FIRST) && key.code != '\n')
		return false;
	if (!may_type(a, v))
		return true;
	if (key.code == '?' && edit_text(&v->edit)[0] == '\0' && !key.is_pasted &&
	    lookup_has(item->field)) {
		ask_look_up(a, v);
		return true;
	}
	if (key.code == '"' && edit_text(&v->edit)[0] == '\0' && !key.is_pasted &&
	    may_look_up(item)) {
		ditto(a, v);
		return true;
	}
	if (may_look_up(item) && !key.is_pasted && key.code >= ' ' && key.code < K_FIRST) {
		type_to_look_up(a, v, key.code);
		return true;
	}
	form_set_changed(v->form, true);
	if (key.code == K_BACKSPACE)
		edit_back(&v->edit);
	else if (key.code == K_DELETE)
		edit_delete(&v->edit);
	else if (!edit_insert(&v->edit, key.code))
		app_say(a, _("That character cannot be stored."));
	return true;
}

static void
form_keep(struct app *a, struct screen *s, struct keeping *k)
{
	struct form_view *v = (struct form_view *)s;
	const char *text = edit_text(&v->edit);
	struct err e;

	if (v->is_emptied && *text == '\0')
		text = v->form->items[v->current].text;
	if (v->form->table != NULL) {
		keep_row(k, v->form, v->current, text);
		return;
	}
	if (keep_end(k, &e) != ERR_OK)
		a->keep_err = e;
	keep_form(k, v->form, v->current, text);
}

static void
form_beat(struct app *a, struct screen *s)
{
	watched_beat(a, &((struct form_view *)s)->watched);
}

static void
form_moved(struct app *a, struct screen *s)
{
	watched_look(a, &((struct form_view *)s)->watched);
}

static void
form_close(struct app *a, struct screen *s)
{
	struct form_view *v = (struct form_view *)s;

	edit_clear(&v->edit);
	watched_end(a, &v->watched);
	form_free(v->form);
	free(v);
}

static const enum action_id form_keys[] = {
	ACTION_SAVE, ACTION_FINISH, ACTION_LOOK_UP, ACTION_CLEAR, ACTION_PUT_BACK, ACTION_NONE
};

const struct screen_ops form_ops = {
	.kind = ON_FORM,
	.place = form_place,
	.status = form_status,
	.draw = form_view_draw,
	.handlers = form_handlers,
	.keys = form_keys,
	.deed = form_deed,
	.key = form_key,
	.keep = form_keep,
	.beat = form_beat,
	.moved = form_moved,
	.close = form_close,
};

struct screen *
form_screen_at(struct app *a, struct form *form, size_t item)
{
	struct form_view *v = mem_new(sizeof *v);

	v->screen.ops = &form_ops;
	v->form = form;
	v->current = item;
	form_view_load(v);
	if (form->table == NULL) {
		app_mention_presence(a, form->record->number);
		watched_begin(a, &v->watched, form->record);
	}
	return &v->screen;
}

void
form_screen_go(struct app *a, struct screen *s, const struct form_spot *spot)
{
	struct form_view *v = (struct form_view *)s;
	size_t item = form_find(v->form, spot->field, spot->language);

	if (item == v->form->count)
		item = form_find(v->form, spot->field, NULL);
	/* A draft goes on where it was left. */
	if (item == v->form->count || v->form->draft != 0)
		return;
	v->current = item;
	form_view_load(v);
	if (spot->row != 0)
		app_push(a, rows_screen_at(a, v->form, spot->field, spot->row));
}

struct screen *
form_screen_of(struct app *a, struct form *form)
{
	return form_screen_at(a, form, form_first(form));
}

struct screen *
form_screen(struct app *a, struct record *record)
{
	return form_screen_of(a, form_new(a->registry, record));
}
