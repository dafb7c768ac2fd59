/* Opens the terminal, shows the first screens, and runs until the operator leaves. */
#include <config.h>

#include "tui/tui.h"

#include "base/intl.h"
#include "registry/drafts.h"
#include "tui/app/autosave.h"
#include "tui/screen/screens.h"

static struct screen *
first_screen(struct app *a, const struct tui_place *place)
{
	struct record *record;
	struct err e;

	if (place->number != 0 &&
	    registry_get_number(a->registry, place->number, &record, &e) == ERR_OK)
		return record_screen(a, record);
	return place->type != NULL ? list_screen(a, place->type, place->view) : NULL;
}

static bool
wait_for_writer(void *context, const char *holder, int seconds)
{
	struct app *a = context;

	app_keep(a);
	app_say(a, _("Waiting: %s is writing ..."), holder);
	frame_draw_message(a);
	term_show(app_message_line(), 0);
	return seconds < 10;
}

static void
run(struct app *a, const struct tui_place *place)
{
	registry_on_waiting(a->registry, wait_for_writer, a);
	/* Where drafts cannot be kept a form says so. */
	registry_open_session(a->registry, &a->keep_err);
	app_push(a, start_screen(a));
	app_mention_drafts(a);
	app_push(a, first_screen(a, place));
	app_run(a);
}

enum err_code
tui_check(struct err *e)
{
	return term_check(e);
}

enum err_code
tui_run(struct registry *r, struct settings *s, const struct tui_place *place,
        struct err *e)
{
	struct app a = { .registry = r, .settings = s, .commit = registry_commit(r),
	                 .is_tour = place->is_tour,
	                 .shared_handlers = shared_handlers };
	enum err_code rc = term_open(s, e);
	struct faults faults;

	if (rc != ERR_OK)
		return rc;
	faults_init(&faults);
	a.bindings = bindings_new(s, &faults);
	faults_clear(&faults);
	run(&a, place);
	term_close();
	bindings_free(a.bindings);
	record_free(a.last_saved);
	buf_clear(&a.message);
	buf_clear(&a.complaint);
	buf_clear(&a.news);
	return ERR_OK;
}
