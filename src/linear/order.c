/* Turns a typed line into an action, by its key, its number or the beginning of its name. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/number.h"
#include "linear/place.h"
#include "view/input/palette.h"

/* What needs a screen, or is done by numbers here. */
static bool
needs_screen(enum action_id id)
{
	static const enum action_id left_out[] = {
		ACTION_NEXT, ACTION_PREVIOUS, ACTION_MENU,    ACTION_REDRAW,
		ACTION_FOLD, ACTION_UNFOLD,   ACTION_LOOK_UP, ACTION_LONG_TEXT,
	};

	for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++) {
		if (left_out[i] == id)
			return true;
	}
	return false;
}

bool
is_order(enum action_id id, unsigned kind)
{
	return (actions[id].screens & kind) != 0 && !needs_screen(id);
}

/* The key that is one character, as a line can have it; "" if there is none. */
static const char *
letter_of(const struct talk *t, enum action_id id, char letter[8])
{
	const char *keys = bindings_keys(t->bindings, id, ON_LIST);

	letter[0] = '\0';
	while (*keys != '\0') {
		size_t n = strcspn(keys, " ");
		int32_t code = key_named(keys, n);

		if (code > ' ' && code < K_FIRST && !(code >= '0' && code <= '9') && n < 8) {
			memcpy(letter, keys, n);
			letter[n] = '\0';
			break;
		}
		keys += n + (keys[n] == ' ');
	}
	return letter;
}

const char *
talk_key_of(struct talk *t, enum action_id action)
{
	letter_of(t, action, t->letter);
	return *t->letter != '\0' ? t->letter : action_label(action);
}

void
talk_help(struct talk *t, unsigned place)
{
	for (int id = 0; id < ACTION_COUNT; id++) {
		const char *label = action_label((enum action_id)id);
		char letter[8];

		if (!is_order((enum action_id)id, place))
			continue;
		letter_of(t, (enum action_id)id, letter);
		if (*letter != '\0')
			talk_say(t, _("%s (%s): %s"), label, letter, _(actions[id].help));
		else
			talk_say(t, "%s: %s", label, _(actions[id].help));
	}
	talk_say(t, "%s",
	         _("A number takes that line; behind an action it says which line is meant."));
	talk_say(t, "%s", _("An empty line goes on. The beginning of an action's name will do."));
}

static enum action_id
by_letter(const struct talk *t, unsigned place, const char *word, size_t n)
{
	for (int id = 0; id < ACTION_COUNT; id++) {
		char letter[8];

		if (is_order((enum action_id)id, place) &&
		    strlen(letter_of(t, (enum action_id)id, letter)) == n &&
		    strncmp(letter, word, n) == 0 && n > 0)
			return (enum action_id)id;
	}
	return ACTION_NONE;
}

static bool
begins(const char *text, const char *word, size_t n)
{
	return strncasecmp(text, word, n) == 0;
}

/* The action whose label or name is the word, or the first that begins with it. */
static enum action_id
by_name(unsigned place, const char *word, size_t n)
{
	enum action_id found = ACTION_NONE;

	for (int id = 0; id < ACTION_COUNT; id++) {
		const char *label = action_label((enum action_id)id), *name = actions[id].name;

		if (!is_order((enum action_id)id, place))
			continue;
		if ((strlen(label) == n && begins(label, word, n)) ||
		    (strlen(name) == n && begins(name, word, n)))
			return (enum action_id)id;
		if (found == ACTION_NONE && (begins(label, word, n) || begins(name, word, n)))
			found = (enum action_id)id;
	}
	return found;
}

/* Actions that fit a part of a name, to choose from by number. */
static enum action_id
find_action(struct talk *t, unsigned place, const char *text)
{
	enum action_id found[ACTION_COUNT];
	size_t all = palette_find(text, place, found), count = 0, number;
	const char *answer;

	for (size_t i = 0; i < all; i++) {
		char *line;

		if (!is_order(found[i], place))
			continue;
		found[count++] = found[i];
		line = mem_printf("%s: %s", action_label(found[i]), _(actions[found[i]].help));
		talk_item(t, count, line);
		free(line);
	}
	if (count == 0)
		talk_say(t, _("No action here has \"%s\"."), text);
	answer = count == 0 ? NULL : talk_ask(t, _("Which number?"));
	number = answer == NULL ? 0 : talk_number(answer, count);
	return number >= 1 ? found[number - 1] : ACTION_NONE;
}

/* The action of a line; *rest is what stands behind it. */
static enum action_id
parse(const struct talk *t, unsigned place, const char *line, const char **rest)
{
	size_t n = strcspn(line, " ");
	enum action_id id = by_letter(t, place, line, n);

	/* A sign needs no blank behind it: "/kathmandu". */
	if (id == ACTION_NONE && *line > ' ' && *line < '0') {
		id = by_letter(t, place, line, 1);
		n = id == ACTION_NONE ? n : 1;
	}
	if (id == ACTION_NONE && strchr("=@;:?", *line) != NULL) {
		id = by_letter(t, place, line, 1);
		n = id == ACTION_NONE ? n : 1;
	}
	if (id == ACTION_NONE)
		id = by_name(place, line, n);
	*rest = line + n + strspn(line + n, " ");
	return id;
}

/* Whether the action can be done; says why not. */
static bool
may_do(struct talk *t, enum action_id id)
{
	if ((actions[id].needs & NEED_EDITOR) == 0 || !registry_is_read_only(t->registry))
		return true;
	talk_say(t, "%s", _("the register is open for reading only"));
	return false;
}

static size_t
leading_number(const char *text)
{
	const char *rest;
	int64_t number;

	return number_take(text, 1, INT64_MAX, &number, &rest) ? (size_t)number : 0;
}

struct order_given
talk_order(struct talk *t, unsigned place, const char *prompt)
{
	while (!t->is_over) {
		const char *line = talk_ask(t, prompt), *rest;
		enum action_id id;
		int64_t number;

		if (line == NULL)
			break;
		if (*line == '\0')
			return (struct order_given){ ACTION_PAGE_DOWN, 0, "" };
		if (number_read(line, 0, INT64_MAX, &number))
			return (struct order_given){ ACTION_OPEN, (size_t)number, "" };
		id = parse(t, place, line, &rest);
		if (id == ACTION_PALETTE) {
			id = find_action(t, place, rest);
			rest = "";
			if (id == ACTION_NONE)
				continue;
		}
		if (id == ACTION_HELP)
			talk_help(t, place);
		else if (id == ACTION_NONE)
			talk_say(t, _("\"%s\" is not an action here; ? lists the actions."), line);
		else if (may_do(t, id))
			return (struct order_given){ id, leading_number(rest), rest };
	}
	return (struct order_given){ ACTION_BACK, 0, "" };
}
