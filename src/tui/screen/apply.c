/* Applies one value to a field of many records of a list. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/apply.h"
#include "tui/screen/form_parts.h"
#include "tui/screen/lookup.h"
#include "tui/screen/screens.h"
#include "view/list/apply.h"

/* The fields that can be typed. NULL: none was chosen. */
static const struct field *
ask_field(struct app *a, const struct type *type)
{
	const struct field **fields = mem_new(sizeof *fields * type->fields.count);
	const char **texts = mem_new(sizeof *texts * type->fields.count);
	const struct field *chosen = NULL;
	size_t count = 0, at;

	for (size_t i = 0; i < type->fields.count; i++) {
		const struct field *f = &type->fields.list[i];

		if (f == type_code(type) || f->type == FIELD_TABLE || f->many == MANY_LANGUAGE)
			continue;
		fields[count] = f;
		texts[count++] = f->label;
	}
	at = app_ask_choice(a, _("Which field?"), texts, count, 0);
	if (at < count)
		chosen = fields[at];
	free(texts);
	free(fields);
	return chosen;
}

static bool
ask_value(struct app *a, const struct field *f, struct buf *out)
{
	struct edit edit;
	char *question;
	bool answered;

	if ((f->type == FIELD_CHOICE || f->type == FIELD_REFERENCE) && f->many == MANY_ONE)
		return lookup_choose(a, f, "", out);
	question = mem_printf(f->many == MANY_ONE ? _("%s:") : _("%s (+ adds, - takes away):"),
	                      f->label);
	edit_init(&edit, "", false);
	answered = app_ask_text(a, question, &edit);
	buf_text(out, edit_text(&edit));
	edit_clear(&edit);
	free(question);
	return answered;
}

/* The changes are looked through as a list, and ticked off where one is not wanted. */
static bool
confirm(struct app *a, const struct list *list, const struct apply *apply)
{
	struct tick *ticks = mem_new(sizeof *ticks * apply->count);
	uint32_t *numbers = mem_new(sizeof *numbers * apply->count);
	char *title =
		mem_printf(_("Change %s? Enter does, %s ticks or unticks, Esc leaves all as it is"),
	                   apply->field->label, bindings_first(a->bindings, ACTION_TAG, ON_TICK));
	bool is_meant;
	size_t count = 0;
	struct err e;

	for (size_t i = 0; i < apply->count; i++)
		ticks[i] = (struct tick){ .code = apply->list[i].code,
			                  .title = apply->list[i].sentence,
			                  .number = apply->list[i].number,
			                  .is_on = true };
	is_meant = tick_visit(a, title, ticks, apply->count);
	for (size_t i = 0; is_meant && i < apply->count; i++) {
		if (ticks[i].is_on)
			numbers[count++] = ticks[i].number;
	}
	is_meant = count > 0;
	if (is_meant && apply_to(list->registry, list->type, apply, numbers, count, &e) != ERR_OK) {
		app_refuse(a, &e);
		is_meant = false;
	} else if (is_meant) {
		app_say(a, ngettext("%zu record was changed; u takes it back.",
		        "%zu records were changed; u takes them back.", count), count);
	} else {
		app_say(a, _("Nothing was changed."));
	}
	free(title);
	free(numbers);
	free(ticks);
	return is_meant;
}

bool
apply_visit(struct app *a, struct list *list)
{
	const struct field *field = ask_field(a, list->type);
	struct apply apply;
	struct buf text;
	bool was_done = false;
	struct err e;

	if (field == NULL)
		return false;
	buf_init(&text);
	if (ask_value(a, field, &text)) {
		if (apply_open(list, field, buf_string(&text), &apply, &e) != ERR_OK)
			app_refuse(a, &e);
		else if (apply.count == 0)
			app_say(a, _("All of them have that value already."));
		else
			was_done = confirm(a, list, &apply);
		apply_close(&apply);
	}
	buf_clear(&text);
	return was_done;
}
