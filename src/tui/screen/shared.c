/* Does the actions that all screens share, such as help, menus and the log. */
#include <config.h>

#include "tui/screen/screens.h"
#include "tui/widget/palette.h"

static void
redraw(struct app *a, struct screen *s, enum action_id action)
{
	(void)a;
	(void)s;
	(void)action;
	term_redraw();
}

static void
help(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	app_push(a, help_screen(a, s));
}

static void
go_home(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	(void)action;
	app_pop_all(a);
}

static void
choose_action(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	app_act(a, action == ACTION_MENU ? menu_choose(a) : palette_choose(a));
}

static void
open_log(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	(void)action;
	app_push(a, report_screen(a, REPORT_LOG, &(struct report_subject){ 0 }));
}

static void
open_drafts(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	(void)action;
	app_push(a, drafts_screen(a));
}

const struct handler shared_handlers[] = {
	{ ACTION_REDRAW, redraw },
	{ ACTION_HELP, help },
	{ ACTION_MAIN, go_home },
	{ ACTION_MENU, choose_action },
	{ ACTION_PALETTE, choose_action },
	{ ACTION_JUMP, app_jump },
	{ ACTION_AS_OF, app_ask_as_of },
	{ ACTION_LOG, open_log },
	{ ACTION_DRAFTS, open_drafts },
	{ ACTION_NONE, NULL },
};
