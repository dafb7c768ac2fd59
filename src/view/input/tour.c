/* Leads through the ten steps of the tour. */
#include <config.h>

#include "view/input/tour.h"

#include <stdlib.h>

#include "base/intl.h"

/* Each begins where the one before it ends. */
static const struct tour_step {
	enum action_id action;
	const char *sentence;           /* with the key */
} steps[] = {
	{ ACTION_OPEN, N_("1 of 10: %s opens what the mark is on. Open the meetings.") },
	{ ACTION_NEXT, N_("2 of 10: %s goes to the next line.") },
	{ ACTION_PAGE_DOWN, N_("3 of 10: %s turns the page.") },
	{ ACTION_FIND, N_("4 of 10: %s finds while you type. Try: colombo, then Enter.") },
	{ ACTION_EDIT, N_("5 of 10: %s edits. It is a copy: nothing can go wrong.") },
	{ ACTION_SAVE, N_("6 of 10: Tab to the title, say, and change it; %s saves.") },
	{ ACTION_BACK, N_("7 of 10: %s goes back. Nothing is ever lost by it.") },
	{ ACTION_UNDO, N_("8 of 10: %s takes your last save back, after asking.") },
	{ ACTION_MENU, N_("9 of 10: %s opens the menus, with all there is to do here.") },
	{ ACTION_HELP, N_("10 of 10: %s says what the keys do, wherever you are.") },
};

#define STEPS (sizeof steps / sizeof steps[0])

void
tour_say(const struct bindings *b, size_t step, unsigned screen, struct buf *out)
{
	const char *key;

	if (step >= STEPS) {
		buf_text(out,
		         _("That was all. q goes back and at last out; the copy goes with it."));
		return;
	}
	key = bindings_first(b, steps[step].action, screen);
	if (*key == '\0')
		key = bindings_first(b, steps[step].action,
		                     steps[step].action == ACTION_SAVE ? ON_FORM : ON_LIST);
	buf_printf(out, _(steps[step].sentence), key);
}

size_t
tour_next(size_t step, enum action_id done)
{
	return step < STEPS && steps[step].action == done ? step + 1 : step;
}
