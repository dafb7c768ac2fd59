/* Every action that the table offers on a screen is done there, and nothing is done that it does not
 * offer. */
#include <config.h>

#include "tui/screens.h"

#include "test.h"

static const struct screen_row {
	const char *name;
	const struct screen_ops *ops;
} screens[] = {
#define ROW(name) { #name, &name##_ops },
	SCREEN_LIST(ROW)
#undef ROW
};

#define COUNT (sizeof screens / sizeof screens[0])

static void
test_every_action_is_done(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		for (int id = 0; id < ACTION_COUNT; id++) {
			if ((actions[id].screens & screens[i].ops->kind) != 0 &&
			    app_handler(screens[i].ops, (enum action_id)id) == NULL)
				fail_msg("nothing does \"%s\" on the screen \"%s\"",
				         actions[id].name, screens[i].name);
		}
	}
}

static void
test_every_handler_is_offered(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		for (const struct handler *h = screens[i].ops->handlers; h->action != ACTION_NONE; h++) {
			if ((actions[h->action].screens & screens[i].ops->kind) == 0)
				fail_msg("the screen \"%s\" does \"%s\", which the table does not"
				         " offer there",
				         screens[i].name, actions[h->action].name);
		}
	}
}

static void
test_every_kind_has_a_screen(void **state)
{
	unsigned kinds = 0;

	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		kinds |= screens[i].ops->kind;
	assert_int_equal(kinds, ON_ALL);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "every action that a screen offers is done there", test_every_action_is_done, NULL);
	suite_add(&s, "no screen does what it does not offer", test_every_handler_is_offered, NULL);
	suite_add(&s, "every kind of screen is among those looked at", test_every_kind_has_a_screen, NULL);
	return suite_run(&s, "dispatch");
}
