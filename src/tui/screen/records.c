/* Opens records from any screen, and holds the conversations about them. */
#include <config.h>

#include "tui/screen/face.h"
#include "tui/screen/screens.h"
#include "view/deed/begin.h"
#include "view/deed/deeds.h"

void
app_open_record(struct app *a, uint32_t number)
{
	struct record *record;
	struct err e;

	if (registry_get_number(a->registry, number, &record, &e) == ERR_OK)
		app_push(a, record_screen(a, record));
	else
		app_refuse(a, &e);
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

/* The screen shows at once what was written. */
static void
show_what_was_written(struct app *a, uint64_t commit)
{
	if (registry_commit(a->registry) != commit && app_top(a)->ops->refresh != NULL)
		app_top(a)->ops->refresh(a, app_top(a));
}

bool
app_record_act(struct app *a, enum action_id action, uint32_t number)
{
	struct tui_face f = tui_face(a);
	uint64_t commit = registry_commit(a->registry);
	bool is_known = deed_do(&f.face, action, number);

	show_what_was_written(a, commit);
	return is_known;
}


void
app_ask_as_of(struct app *a, struct screen *s, enum action_id action)
{
	struct tui_face f = tui_face(a);
	partial_date date = a->as_of;

	(void)s;
	(void)action;
	if (deed_ask_as_of(&f.face, "", &date))
		app_set_date(a, date);
}

void
app_jump(struct app *a, struct screen *s, enum action_id action)
{
	struct tui_face f = tui_face(a);

	(void)s;
	(void)action;
	deed_jump(&f.face, "");
}
