/* Every action that the table offers is done on each of its screens, and at each of its prompts, and
 * nothing is done that it does not offer. */
#include <config.h>

#include "tui/screen/screens.h"

#include "linear/place.h"
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
			    app_handler(screens[i].ops, shared_handlers, (enum action_id)id) == NULL)
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
test_every_named_key_is_offered(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		const enum action_id *key = screens[i].ops->keys;

		if (key == NULL)
			fail_msg("the screen \"%s\" names no keys", screens[i].name);
		for (; key != NULL && *key != ACTION_NONE; key++) {
			if ((actions[*key].screens & screens[i].ops->kind) == 0 ||
			    *key == ACTION_HELP || *key == ACTION_BACK)
				fail_msg("the screen \"%s\" names \"%s\", which it does not offer or"
				         " which is always named",
				         screens[i].name, actions[*key].name);
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

/* ---- at the prompts */

static const struct place_row {
	const char *name;
	const struct place_ops *ops;
} places[] = {
#define ROW(name) { #name, &name##_place },
	PLACE_LIST(ROW)
#undef ROW
};

#define PLACE_COUNT (sizeof places / sizeof places[0])

/* What talk_order() does itself. */
static bool
is_of_the_prompt(int id)
{
	return id == ACTION_HELP || id == ACTION_PALETTE;
}

static void
test_every_order_is_done(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACE_COUNT; i++) {
		for (int id = 0; id < ACTION_COUNT; id++) {
			if (is_order((enum action_id)id, places[i].ops->kind) && !is_of_the_prompt(id) &&
			    place_handler(places[i].ops, (enum action_id)id) == NULL)
				fail_msg("nothing does \"%s\" in the place \"%s\"",
				         actions[id].name, places[i].name);
		}
	}
}

/* A number alone opens, whatever the place. */
static void
test_every_order_is_offered(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACE_COUNT; i++) {
		for (const struct place_order *o = places[i].ops->orders; o->action != ACTION_NONE; o++) {
			if (o->action != ACTION_OPEN && !is_order(o->action, places[i].ops->kind))
				fail_msg("the place \"%s\" does \"%s\", which it does not offer",
				         places[i].name, actions[o->action].name);
		}
	}
}

/* Ticking, settling what two people changed and long texts are prompts of their own there. */
static void
test_every_screen_has_its_place(void **state)
{
	unsigned kinds = ON_TICK | ON_CONFLICT | ON_TEXT;

	(void)state;
	for (size_t i = 0; i < PLACE_COUNT; i++)
		kinds |= places[i].ops->kind;
	assert_int_equal(kinds, ON_ALL);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "every action that a screen offers is done there", test_every_action_is_done, NULL);
	suite_add(&s, "no screen does what it does not offer", test_every_handler_is_offered, NULL);
	suite_add(&s, "every key that a screen names is offered there", test_every_named_key_is_offered, NULL);
	suite_add(&s, "every kind of screen is among those looked at", test_every_kind_has_a_screen, NULL);
	suite_add(&s, "every order that a place offers is done there", test_every_order_is_done, NULL);
	suite_add(&s, "no place does what it does not offer", test_every_order_is_offered, NULL);
	suite_add(&s, "every screen has its place at the prompts", test_every_screen_has_its_place, NULL);
	return suite_run(&s, "dispatch");
}
