/* A form, section by section. libform lays the fields out, orders them and moves between them; the
 * text of the current one is our own line editor's, since libform takes combining marks apart and
 * cuts long values short: the fields only show. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <form.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/form_parts.h"
#include "tui/lookup.h"
#include "view/deeds.h"
#include "view/draft.h"

#define LABEL_COLUMN 2
#define LABEL_WIDTH 19
#define VALUE_COLUMN (LABEL_COLUMN + LABEL_WIDTH)
#define MOST_WARNINGS 4         /* that are told at once */
#define HINTED_WIDTH 16         /* of a value that has a hint beside it */

struct form_view {
	struct screen screen;
	struct form *form;
	size_t current;                 /* item */
	struct edit edit;               /* its text */
	/* The page that libform has: items first to first + shown - 1. */
	FORM *page;
	FIELD **fields;                 /* three an item: label, value, hint */
	WINDOW *window;
	size_t first, shown;
	bool is_left;                   /* what was typed is a draft now; the form is to go */
	struct watched watched;
	bool is_emptied;                /* for looking up only: the field's text still holds */
};

static struct form_item *
current_item_of(const struct form_view *v)
{
	return &v->form->items[v->current];
}

/* ---- pages: as many items of one section as have room */

static size_t
page_height(void)
{
	return app_body_height() > 2 ? (size_t)app_body_height() - 1 : 1;
}

static void
find_page(struct form_view *v)
{
	size_t section = current_item_of(v)->section, start = v->current, end;

	while (start > 0 && v->form->items[start - 1].section == section)
		start--;
	v->first = start + (v->current - start) / page_height() * page_height();
	for (end = v->first; end < v->form->count && v->form->items[end].section == section &&
	     end - v->first < page_height(); end++)
		continue;
	v->shown = end - v->first;
}

static bool
has_hint(const struct form_item *item)
{
	const struct field *f = item->field;

	return (f->type == FIELD_REFERENCE && f->many == MANY_ONE) || f->type == FIELD_TABLE ||
	       f->type == FIELD_DATE || f->type == FIELD_DUE || f->unit != NULL;
}

static int
value_width(const struct form_item *item)
{
	int width = term_columns() - VALUE_COLUMN - 1;

	if (item->field->type == FIELD_TABLE)
		return 1;
	return has_hint(item) && width > HINTED_WIDTH * 2 ? HINTED_WIDTH : width;
}

/* Where the hint stands; 0: there is none, or no room. */
static int
hint_column(const struct form_item *item)
{
	int column = VALUE_COLUMN + value_width(item) + 1;

	return has_hint(item) && column < term_columns() - 2 ? column : 0;
}

static FIELD *
make_field(int y, int x, int width, bool is_active)
{
	FIELD *f = new_field(1, width > 0 ? width : 1, y, x, 0, 0);

	field_opts_off(f, O_AUTOSKIP | O_BLANK);
	if (!is_active)
		field_opts_off(f, O_ACTIVE | O_EDIT);
	return f;
}

static void
close_page(struct form_view *v)
{
	if (v->page == NULL)
		return;
	unpost_form(v->page);
	free_form(v->page);
	for (size_t i = 0; v->fields[i] != NULL; i++)
		free_field(v->fields[i]);
	free(v->fields);
	delwin(v->window);
	v->page = NULL;
}

static void
open_page(struct form_view *v)
{
	size_t n = 0;

	close_page(v);
	find_page(v);
	v->fields = mem_new(sizeof *v->fields * (3 * v->shown + 1));
	for (size_t i = 0; i < v->shown; i++) {
		const struct form_item *item = &v->form->items[v->first + i];
		int width = value_width(item), hint = hint_column(item);

		v->fields[n++] = make_field((int)i, 0, VALUE_COLUMN - 1, false);
		v->fields[n++] = make_field((int)i, VALUE_COLUMN, width, true);
		if (hint > 0)
			v->fields[n++] = make_field((int)i, hint, term_columns() - hint - 1, false);
	}
	v->window = subwin(stdscr, (int)page_height(), term_columns(), app_body_top() + 1, 0);
	v->page = new_form(v->fields);
	set_form_win(v->page, v->window);
	set_form_sub(v->page, v->window);
}

/* ---- drawing */

static void
set_field(FIELD *f, int width, const char *text)
{
	struct buf shown;

	buf_init(&shown);
	text_pad(text, strlen(text), width, term_charset(), &shown);
	set_field_buffer(f, 0, buf_string(&shown));
	buf_clear(&shown);
}

static void
field_width(FIELD *f, int *width)
{
	int rows, y, x, off, buffers;

	field_info(f, &rows, width, &y, &x, &off, &buffers);
}

/* The label with the item's marks: ">" for the current one, "!" for a text that was not taken. */
static void
fill_label(const struct form_view *v, size_t index, FIELD *f)
{
	const struct form_item *item = &v->form->items[index];
	char *text = mem_printf("%c%c%s", index == v->current ? '>' : ' ',
	                        item->error != NULL ? '!' : ' ', item->label);

	set_field(f, VALUE_COLUMN - 1, text);
	free(text);
}

static void
fill_value(struct form_view *v, size_t index, FIELD *f, int *column)
{
	const struct form_item *item = &v->form->items[index];
	struct buf shown;
	int width;

	field_width(f, &width);
	if (item->field->type == FIELD_TABLE) { /* its rows are counted beside it */
		set_field(f, width, "");
		return;
	}
	if (index != v->current || item->is_fixed) {
		set_field(f, width, item->text);
		return;
	}
	buf_init(&shown);
	*column = edit_show(&v->edit, width, term_charset(), &shown);
	set_field_buffer(f, 0, buf_string(&shown));
	buf_clear(&shown);
}

static void
fill_hint(struct form_view *v, size_t index, FIELD *f)
{
	struct buf text;
	int width;

	buf_init(&text);
	field_width(f, &width);
	form_hint(v->form, index, index == v->current ? edit_text(&v->edit) : NULL, &text);
	set_field(f, width, buf_string(&text));
	buf_clear(&text);
}

static FIELD *
fill_page(struct form_view *v, int *column)
{
	FIELD *current = NULL;
	size_t n = 0;

	for (size_t i = 0; i < v->shown; i++) {
		size_t index = v->first + i;

		fill_label(v, index, v->fields[n++]);
		if (index == v->current)
			current = v->fields[n];
		fill_value(v, index, v->fields[n++], column);
		if (hint_column(&v->form->items[index]) > 0)
			fill_hint(v, index, v->fields[n++]);
	}
	return current;
}

static void
form_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct form_view *v = (struct form_view *)s;
	int column = 0;
	FIELD *current;

	if (v->page == NULL || v->current < v->first || v->current >= v->first + v->shown)
		open_page(v);
	unpost_form(v->page);
	current = fill_page(v, &column);
	set_current_field(v->page, current);
	post_form(v->page);
	term_put(app_body_top(), 1, term_columns() - 1, form_section(v->form, current_item_of(v)->section),
	         LOOK_STRONG);
	if (a->message.size == 0)
		app_say(a, "%s", current_item_of(v)->error != NULL ? current_item_of(v)->error :
		        current_item_of(v)->field->help != NULL ? current_item_of(v)->field->help : "");
	*y = app_body_top() + 1 + (int)(v->current - v->first);
	*x = VALUE_COLUMN + column;
}

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

static void
load_edit(struct form_view *v)
{
	edit_clear(&v->edit);
	edit_init(&v->edit, current_item_of(v)->text, current_item_of(v)->field->type == FIELD_LONG_TEXT);
}

/* Takes the text of the field that is being left. */
static void
leave(struct app *a, struct form_view *v)
{
	struct err e;

	if (form_set(v->form, v->current, edit_text(&v->edit), &e) != ERR_OK)
		app_say(a, "%s", e.text);
}

static void
go_to(struct app *a, struct form_view *v, size_t item)
{
	leave(a, v);
	v->current = item;
	load_edit(v);
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

/* ---- saving */

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
	if (chosen < problems->count) {
		item = form_item_of(v->form, &problems->list[chosen]);
		if (item < v->form->count) {
			v->current = item;
			load_edit(v);
			app_say(a, "%s", texts[chosen]);
		}
	}
	for (size_t i = 0; i < problems->count; i++)
		free(owned[i]);
	free(owned);
	free(texts);
}

/* A new record that may be there already is shown beside it first. False: not to be saved yet. */
static bool
is_no_twin(struct app *a, const struct form_view *v)
{
	const struct record *record = v->form->record;
	uint32_t *twins = NULL;
	size_t count = 0;
	bool go_on = true;

	if (v->form->table != NULL || record->number != 0)
		return true;
	if (registry_twins(a->registry, record, &twins, &count, NULL) == ERR_OK && count > 0) {
		app_visit(a, report_screen(a, REPORT_BESIDE, record, twins[0]));
		go_on = app_ask_letter(a, _("One like it is there already. Save all the same (s) or keep"
		                            " editing (k)?"), "ks") == 's';
	}
	free(twins);
	return go_on;
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
		err_set(e, ERR_CONFLICT, _("Nothing was saved, and no draft is kept: %s"), a->keep_err.text);
		return;
	}
	err_set(e, ERR_CONFLICT, _("Nothing was saved; yours is kept as a draft. e takes it up again."));
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
		struct clash clash;

		rc = form_save(v->form, problems, saved, &clash, e);
		if (clash.merge == NULL)
			break;
		is_settled = conflict_visit(a, &clash);
		if (is_settled) {
			form_adopt(v->form, clash.merge, clash.now);
			clash.now = NULL;
		} else {
			leave_draft(a, v, e);
		}
		clash_clear(&clash);
	} while (is_settled);
	/* What was merged may have brought another language, which has an item of its own. */
	v->current = form_find(v->form, field, language);
	close_page(v);
	free(language);
	return rc;
}

/* What is still open of the record before one that is new can come along. */
static void
offer_to_carry(struct app *a, const struct record *record)
{
	struct record *from;
	char *question = deed_ask_carrying(a->registry, record, &from);

	if (question != NULL && app_ask_letter(a, question, "ny") == 'y')
		app_carry(a, from, record);
	record_free(from);
	free(question);
}

/* False: it was not saved; why has been said. */
static bool
save(struct app *a, struct form_view *v)
{
	bool is_new = v->form->record->number == 0;
	struct problems problems = { 0 };
	struct saved saved = { 0 };
	struct err e;
	enum err_code rc;

	leave(a, v);
	form_problems(v->form, &problems);
	if (problems.count == 0 && !is_no_twin(a, v))
		return false;
	problems_clear(&problems);
	rc = v->form->table != NULL ? form_finish_row(v->form, &problems, &e) :
	                              save_record(a, v, &problems, &saved, &e);
	if (problems.count > 0)
		show_problems(a, v, &problems);
	else if (rc != ERR_OK)
		app_refuse(a, &e);
	problems_clear(&problems);
	load_edit(v);
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
		offer_to_carry(a, v->form->record);
	return true;
}

/* The next new row, in place of the one that was taken. */
static void
begin_row(struct form_view *v)
{
	struct form *next = form_new_row(v->form->parent, v->form->table, NULL, NULL);

	close_page(v);
	form_free(v->form);
	v->form = next;
	v->current = form_first(next);
	load_edit(v);
}

/* Rows that are added follow each other, until Esc. */
static void
save_now(struct app *a, struct form_view *v)
{
	if (!save(a, v) || v->form->table == NULL)
		return;
	if (v->form->is_added)
		begin_row(v);
	else
		app_pop(a);
}

/* Leaving a form that has changed is a question; the answer that loses nothing comes first. */
static void
finish(struct app *a, struct form_view *v)
{
	char answer = 'd';

	leave(a, v);
	if (v->form->is_changed) {
		buf_reset(&a->message);
		answer = app_ask_letter(a, _("Save (s), discard (d) or keep editing (k)?"), "ksd");
	}
	if (a->must_end || answer == 'k')
		return;
	if (answer == 'd')
		form_forget(v->form);
	if (answer == 'd' || save(a, v))
		app_pop(a);
}

/* ---- looking up */

static bool
may_look_up(const struct form_item *item)
{
	return item->field->type == FIELD_REFERENCE || item->field->type == FIELD_CHOICE;
}

/* The window beside the field, narrowed by what is typed. Enter takes and goes on to the next
 * field; of a set it takes, and the next member can be typed. False: it was left, and the form is
 * still there; else it may have been saved, and closed. */
static bool
look_up(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);
	int line = app_body_top() + 1 + (int)(v->current - v->first);
	enum lookup_end end = lookup_run(a, item->field, &v->edit, line, false);
	bool was_emptied = v->is_emptied;

	v->is_emptied = false;
	if (end == LOOKUP_LEFT) {
		if (was_emptied)
			load_edit(v);
		return false;
	}
	v->form->is_changed = true;
	if (end == LOOKUP_SAVE)
		save_now(a, v);
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

	v->is_emptied = item->field->many == MANY_ONE && *item->text != '\0' && item->error == NULL &&
	                strcmp(edit_text(&v->edit), item->text) == 0 &&
	                v->edit.cursor == v->edit.text.size;
	if (v->is_emptied)
		edit_empty(&v->edit);
	else
		was_changed = true;
	v->form->is_changed = true;
	if (!edit_insert(&v->edit, character))
		app_say(a, _("That character cannot be stored."));
	else if (!look_up(a, v))
		v->form->is_changed = was_changed;
}

/* A set is ticked from the list of all that it may hold. */
static void
tick_set(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);
	struct buf text;

	leave(a, v);
	buf_init(&text);
	if (tick_members(a, item->field, item->text, &text)) {
		edit_set(&v->edit, buf_string(&text));
		v->form->is_changed = true;
		leave(a, v);
	}
	load_edit(v);
	buf_clear(&text);
}

static void
ask_look_up(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);

	if (!may_look_up(item)) {
		app_say(a, _("%s refers to nothing that could be looked up."), item->label);
	} else if (item->field->many == MANY_SET) {
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
	load_edit(v);
	go_by(a, v, true);
}

static void
edit_long(struct app *a, struct form_view *v)
{
	const struct form_item *item = current_item_of(v);

	if (item->is_fixed || field_shape(item->field) != SHAPE_TEXT) {
		app_say(a, _("%s is no text."), item->label);
		return;
	}
	if (text_visit(a, item->label, &v->edit))
		v->form->is_changed = true;
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
	       action == ACTION_CARRY || action == ACTION_POSTPONE || action == ACTION_NEXT_OF_SERIES;
}

/* What is done with the record itself, by ^G and a letter. What changes it wants the form to be
 * saved or discarded first, and shows what came of it. */
static void
act_on_record(struct app *a, struct form_view *v, enum action_id action)
{
	uint32_t number = v->form->record->number;
	bool is_change = wants_saved(action);
	struct record *now;

	leave(a, v);
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
	close_page(v);
	form_forget(v->form);
	form_free(v->form);
	v->form = form_new(a->registry, now);
	watched_begin(a, &v->watched, now);
	v->current = 0;
	load_edit(v);
}

static void
form_act(struct app *a, struct screen *s, enum action_id action)
{
	struct form_view *v = (struct form_view *)s;

	switch (action) {
	case ACTION_NEXT:
		if (a->key != K_ENTER || !open_table(a, v))
			go_by(a, v, true);
		break;
	case ACTION_PREVIOUS:  go_by(a, v, false); break;
	case ACTION_PAGE_DOWN: go_section(a, v, true); break;
	case ACTION_PAGE_UP:   go_section(a, v, false); break;
	case ACTION_SAVE:      save_now(a, v); break;
	case ACTION_FINISH:
	case ACTION_BACK:      finish(a, v); break;
	case ACTION_LOOK_UP:   ask_look_up(a, v); break;
	case ACTION_DITTO:     ditto(a, v); break;
	case ACTION_LONG_TEXT: edit_long(a, v); break;
	case ACTION_CLEAR:
		if (!current_item_of(v)->is_fixed) {
			edit_empty(&v->edit);
			v->form->is_changed = true;
		}
		break;
	case ACTION_PUT_BACK:
		form_put_back(v->form, v->current);
		load_edit(v);
		break;
	default: act_on_record(a, v, action); break;
	}
}

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
	if (key.code != K_BACKSPACE && key.code != K_DELETE && (key.code < ' ' || key.code >= K_FIRST) &&
	    key.code != '\n')
		return false;
	if (!may_type(a, v))
		return true;
	if (key.code == '?' && edit_text(&v->edit)[0] == '\0' && !key.is_pasted && may_look_up(item)) {
		ask_look_up(a, v);
		return true;
	}
	if (key.code == '"' && edit_text(&v->edit)[0] == '\0' && !key.is_pasted && may_look_up(item)) {
		ditto(a, v);
		return true;
	}
	if (may_look_up(item) && !key.is_pasted && key.code >= ' ' && key.code < K_FIRST) {
		type_to_look_up(a, v, key.code);
		return true;
	}
	v->form->is_changed = true;
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
form_resize(struct app *a, struct screen *s)
{
	(void)a;
	close_page((struct form_view *)s);
}

static void
form_close(struct app *a, struct screen *s)
{
	struct form_view *v = (struct form_view *)s;

	close_page(v);
	edit_clear(&v->edit);
	watched_end(a, &v->watched);
	form_free(v->form);
	free(v);
}

struct screen *
form_screen_at(struct app *a, struct form *form, size_t item)
{
	static const struct screen_ops ops = {
		.kind = ON_FORM,
		.place = form_place,
		.status = form_status,
		.draw = form_draw,
		.act = form_act,
		.key = form_key,
		.resize = form_resize,
		.keep = form_keep,
		.beat = form_beat,
		.moved = form_moved,
		.close = form_close,
	};
	struct form_view *v = mem_new(sizeof *v);

	v->screen.ops = &ops;
	v->form = form;
	v->current = item;
	load_edit(v);
	if (form->table == NULL) {
		app_mention_presence(a, form->record->number);
		watched_begin(a, &v->watched, form->record);
	}
	return &v->screen;
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
