/* keys: the key table. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/intl.h"
#include "command/command.h"
#include "view/action.h"

static enum err_code
keys_run(struct invocation *in, struct err *e)
{
	(void)in;
	(void)e;
	printf("%s\t%s\t%s\t%s\n", _("action"), _("keys"), _("in forms"), _("does"));
	for (int id = 0; id < ACTION_COUNT; id++) {
		char *in_forms = action_keys_shown((enum action_id)id, ON_FORM);

		printf("%s\t%s\t%s\t%s\n", actions[id].name,
		       (actions[id].screens & ~(unsigned)ON_FORM) != 0 ? actions[id].keys : "",
		       in_forms, _(actions[id].help));
		free(in_forms);
	}
	return ERR_OK;
}

const struct command keys_command = {
	.name = "keys",
	.arguments = "",
	.help = N_("the table of keys"),
	.least = 0, .most = 0,
	.need = NEED_NOTHING,
	.run = keys_run,
};
