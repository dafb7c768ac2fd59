/* Implements "keys" and "keytest". */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "tui/tui.h"
#include "view/input/bindings.h"

static enum err_code
keys_run(struct invocation *in, struct err *e)
{
	struct faults faults;
	struct bindings *b;

	(void)e;
	faults_init(&faults);
	b = bindings_new(in->settings, &faults);
	faults_clear(&faults);
	print("%s\t%s\t%s\t%s\n", _("action"), _("keys"), _("in forms"), _("does"));
	for (int id = 0; id < ACTION_COUNT; id++) {
		bool is_in_lists = (actions[id].screens & ~(unsigned)ON_FORM) != 0;
		char *in_forms = bindings_written(b, (enum action_id)id, ON_FORM);

		print("%s\t%s\t%s\t%s\n", actions[id].name,
		       is_in_lists ? bindings_keys(b, (enum action_id)id, ON_LIST) : "",
		       in_forms, _(actions[id].help));
		free(in_forms);
	}
	bindings_free(b);
	return ERR_OK;
}

const struct command keys_command = {
	.arguments = "",
	.help = N_("the table of keys"),
	.least = 0, .most = 0,
	.need = NEED_NOTHING,
	.run = keys_run,
};

static enum err_code
keytest_run(struct invocation *in, struct err *e)
{
	return tui_keytest(in->settings, e);
}

const struct command keytest_command = {
	.arguments = "",
	.help = N_("show what each key sends and does"),
	.least = 0, .most = 0,
	.need = NEED_NOTHING,
	.run = keytest_run,
};
