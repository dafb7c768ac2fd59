#include <config.h>

#include "view/action.h"

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
action_label(enum action_id id)
{
	return _(actions[id].name);
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
