/* browse: the full-screen interface. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "command/command.h"
#include "tui/tui.h"

static enum err_code
find_place(struct invocation *in, struct tui_place *place, struct err *e)
{
	const struct schema *schema = registry_schema(in->registry);
	const char *name = in->count > 0 ? in->arguments[0] : NULL;

	if (name == NULL)
		return ERR_OK;
	for (size_t i = 0; in->count == 1 && i < schema->count; i++) {
		const struct view *v = type_view(schema->types[i], name);

		if (v != NULL && strcmp(schema->types[i]->name, name) != 0) {
			*place = (struct tui_place){ schema->types[i], v, 0 };
			return ERR_OK;
		}
	}
	if (get_type(in, name, &place->type, e) != ERR_OK)
		return e->code;
	return in->count < 2 ? ERR_OK :
	       registry_find_code(in->registry, place->type, in->arguments[1], &place->number, e);
}

static enum err_code
browse_run(struct invocation *in, struct err *e)
{
	struct tui_place place = { 0 };
	enum err_code rc = tui_check(e);

	if (rc == ERR_OK)
		rc = open_register(in->settings, &in->registry, e);
	if (rc == ERR_OK)
		rc = find_place(in, &place, e);
	return rc == ERR_OK ? tui_run(in->registry, in->settings, &place, e) : rc;
}

const struct command browse_command = {
	.name = "browse",
	.arguments = "[TYPE|VIEW|TYPE CODE]",
	.help = N_("the full-screen interface"),
	.least = 0, .most = 2,
	.need = NEED_ITS_OWN_WAY,
	.run = browse_run,
};
