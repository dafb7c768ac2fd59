/* Defines the table of actions, and shortens their help to fit the screen. */
#include <config.h>

#include "view/input/action.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"

#define LABEL_WIDTH 14          /* at least, so that menus look alike */

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

int
action_label_width(unsigned screens)
{
	int width = LABEL_WIDTH;

	for (int id = 0; id < ACTION_COUNT; id++) {
		const char *label = action_label((enum action_id)id);
		int w = text_width(label, strlen(label));

		if ((actions[id].screens & screens) != 0 && w > width)
			width = w;
	}
	return width;
}

char *
action_help(enum action_id id, int width)
{
	char *text = mem_text(_(actions[id].help));
	size_t end = strlen(text);

	while (end > 0 && text_width(text, end) > width) {
		while (end > 0 && strchr(";,:", text[end]) == NULL)
			end--;
		if (end > 0)
			text[end--] = '\0';
	}
	return text;
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
