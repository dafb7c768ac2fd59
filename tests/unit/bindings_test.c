#include <config.h>

#include "view/input/bindings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "view/input/palette.h"

/* The bindings of some settings; the first mistake, without its file and line, is in said. */
static struct bindings *
bind(struct key_setting *keys, size_t count, char *said, size_t size)
{
	const struct settings s = { .keys = keys, .key_count = count };
	struct faults faults;
	struct bindings *b;

	faults_init(&faults);
	b = bindings_new(&s, &faults);
	snprintf(said, size, "%s", faults.count == 0 ? "" : faults.list[0].sentence);
	faults_clear(&faults);
	return b;
}

static void
test_own_table(void **state)
{
	char said[256];
	struct bindings *b = bind(NULL, 0, said, sizeof said);

	(void)state;
	assert_string_equal(said, "");
	for (int id = 0; id < ACTION_COUNT; id++) {
		for (int in_forms = 0; in_forms < 2; in_forms++) {
			struct key_setting own = { actions[id].name,
				                   in_forms ? actions[id].form_keys :
				                              actions[id].keys,
				                   in_forms, "own", 1 };

			if (in_forms && (actions[id].screens & ON_FORM) == 0)
				continue;
			bindings_free(bind(&own, 1, said, sizeof said));
			assert_string_equal(said, "");
		}
	}
	assert_int_equal(bindings_action(b, 'e', ON_LIST), ACTION_EDIT);
	assert_int_equal(bindings_action(b, 'e', ON_FORM), ACTION_NONE);
	assert_int_equal(bindings_action(b, '2', ON_LIST), ACTION_EDIT);
	assert_int_equal(bindings_action(b, '5', ON_START), ACTION_NONE);
	assert_int_equal(bindings_letter(b, 'd', ON_FORM), ACTION_REMOVE);
	bindings_free(b);
}

static const struct refusal_row {
	const char *action, *keys;
	bool is_in_forms;
	const char *sentence, *says;
} refusal_rows[] = {
	{ "edit", "z", false, "",
	  "another letter" },
	{ "edit", "", false, "",
	  "no key at all" },
	{ "edit", "z  F8", false, "",
	  "two keys, two blanks" },
	{ "edit", "e e", false, "",
	  "one key twice" },
	{ "edti", "z", false, "there is not an action \"edti\" (did you mean \"edit\"?)",
	  "no such action" },
	{ "edit", "z", true, "edit: it means nothing in forms",
	  "an action that forms have not" },
	{ "edit", "F13", false, "edit: there is no key \"F13\" (did you mean \"F1\"?)",
	  "no such key" },
	{ "edit", "tick", false, "edit: there is no key \"tick\"",
	  "an event is no key" },
	{ "edit", "^S", false,
	  "edit: ^S is never bound: terminals and multiplexers often intercept it",
	  "flow control" },
	{ "edit", "^s", false,
	  "edit: ^s is never bound: terminals and multiplexers often intercept it",
	  "whatever the case" },
	{ "edit", "~", false, "edit: ~ is never bound: terminals and multiplexers often intercept it",
	  "the escape of ssh" },
	{ "edit", "F11", false,
	  "edit: F11 is never bound: terminals and multiplexers often intercept it",
	  "the key of window managers" },
	{ "edit", "Alt-e", false, "edit: Alt-e is never bound: not every terminal can send it",
	  "Alt" },
	{ "edit", "Shift-F2", false, "edit: Shift-F2 is never bound: not every terminal can send it",
	  "Shift and a function key" },
	{ "edit", "^M", false, "edit: ^M is the same key as Enter; use that name",
	  "a control character that is a key of its own" },
	{ "save", "s", true, "save: s is text in forms",
	  "letters are text in forms" },
	{ "save", "Space", true, "save: Space is text in forms",
	  "the space bar too" },
	{ "save", "Home", true, "save: Home edits the text in forms",
	  "keys that edit" },
	{ "edit", "z a", false, "edit: a is the key of add",
	  "the key of another" },
	{ "save", "F4", true, "save: F4 is the key of look-up",
	  "the key of another, in forms" },
	{ "menu", "", true, "menu: it needs a key",
	  "the menus need a key" },
	{ "back", "", false, "back: it needs a key",
	  "the way back too" },
};

static void
test_refusal(void **state)
{
	const struct refusal_row *r = *state;
	struct key_setting own = { r->action, r->keys, r->is_in_forms, "own", 1 };
	char said[256];

	bindings_free(bind(&own, 1, said, sizeof said));
	assert_string_equal(said, r->sentence);
}

static void
test_rebinding(void **state)
{
	struct key_setting keys[] = {
		{ "add", "e", false, "system", 4 },
		{ "edit", "a F8", false, "system", 5 },
		{ "edit", "a 7", false, "own", 9 },
		{ "look-up", "F3", true, "own", 10 },
		{ "menu", "F9", true, "own", 11 },
		{ "ditto", "", true, "own", 12 },
	};
	char said[256], *text;
	struct bindings *b = bind(keys, sizeof keys / sizeof keys[0], said, sizeof said);

	(void)state;
	assert_string_equal(said, "");
	assert_int_equal(bindings_action(b, 'e', ON_LIST), ACTION_ADD);
	assert_int_equal(bindings_action(b, 'a', ON_LIST), ACTION_EDIT);
	assert_int_equal(bindings_action(b, '7', ON_LIST), ACTION_EDIT);
	assert_int_equal(bindings_action(b, K_F8, ON_LIST), ACTION_NONE);
	assert_int_equal(bindings_action(b, K_F3, ON_FORM), ACTION_LOOK_UP);
	assert_int_equal(bindings_action(b, K_F3, ON_LIST), ACTION_MAIN);
	assert_string_equal(bindings_keys(b, ACTION_EDIT, ON_LIST), "a 7");
	assert_string_equal(bindings_first(b, ACTION_EDIT, ON_LIST), "a");
	assert_string_equal(bindings_first(b, ACTION_DITTO, ON_FORM), "ditto");
	text = bindings_shown(b, ACTION_DITTO, ON_FORM);
	assert_string_equal(text, "F9 \"");
	free(text);
	text = bindings_shown_first(b, ACTION_EDIT, ON_LIST);
	assert_string_equal(text, "a");
	free(text);
	bindings_free(b);
}

static void
test_conflict(void **state)
{
	struct key_setting keys[] = {
		{ "edit", "F8", false, "system", 4 },
		{ "add", "F8", false, "own", 9 },
	};
	char said[256];

	(void)state;
	bindings_free(bind(keys, 2, said, sizeof said));
	assert_string_equal(said, "add: F8 is the key of edit (system:4)");
}

static void
test_palette(void **state)
{
	enum action_id found[ACTION_COUNT];

	(void)state;
	assert_int_equal(palette_find("his", ON_RECORD, found), 1);
	assert_int_equal(found[0], ACTION_HISTORY);
	/* The name goes before the help, its start before its middle. */
	assert_true(palette_find("RE", ON_RECORD, found) > 3);
	assert_int_equal(found[0], ACTION_REMOVE);
	assert_true(palette_find("colonne", ON_LIST, found) == 0);
	assert_int_equal(palette_find("another column", ON_LIST, found), 1);
	assert_int_equal(found[0], ACTION_SORT);
	assert_int_equal(palette_find("sort", ON_FORM, found), 0);
	assert_true(palette_find("", ON_LIST, found) > 20);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "no key of the action table has two meanings", test_own_table, NULL);
	SUITE_ROWS(&s, refusal_rows, test_refusal);
	suite_add(&s, "the last file has the last word", test_rebinding, NULL);
	suite_add(&s, "a conflict names both places", test_conflict, NULL);
	suite_add(&s, "the palette finds by name, then by help", test_palette, NULL);
	return suite_run(&s, "bindings");
}
