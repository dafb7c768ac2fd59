#include <config.h>

#include "view/action.h"

#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"

#define HERE  NEED_RECORD_HERE
#define WRITE NEED_EDITOR

const struct action actions[ACTION_COUNT] = {
#define ACTION_ROW(id, name, keys, form_keys, screens, needs, menu, help) \
	[ACTION_##id] = { name, keys, form_keys, help, screens, needs, menu },
	ACTION_LIST(ACTION_ROW)
#undef ACTION_ROW
};

#undef HERE
#undef WRITE

const char *
action_keys(enum action_id id, unsigned screen)
{
	return is_form_screen(screen) ? actions[id].form_keys : actions[id].keys;
}

char *
action_keys_shown(enum action_id id, unsigned screen)
{
	const char *keys = action_keys(id, screen), *letter = actions[id].keys;

	if ((actions[id].screens & screen) == 0)
		return mem_text("");
	if (*keys == '\0' && *letter != '\0')
		return mem_printf("^G %.*s", (int)strcspn(letter, " "), letter);
	return mem_text(keys);
}

const char *
menu_name(enum menu_place menu)
{
	static const char *const names[MENU_COUNT] = {
		[MENU_REGISTER] = N_("Register"),
		[MENU_RECORD] = N_("Record"),
		[MENU_VIEW] = N_("View"),
		[MENU_TOOLS] = N_("Tools"),
		[MENU_HELP] = N_("Help"),
	};

	return names[menu] == NULL ? "" : _(names[menu]);
}
