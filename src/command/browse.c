/* Implements "browse", which opens the screen or the numbered prompts. */
#include <config.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/intl.h"
#include "base/letters.h"
#include "base/print.h"
#include "command/command.h"
#include "linear/linear.h"
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
			*place = (struct tui_place){ .type = schema->types[i], .view = v };
			return ERR_OK;
		}
	}
	if (get_type(in, name, &place->type, e) != ERR_OK)
		return e->code;
	return in->count < 2 ? ERR_OK :
	       registry_find_code(in->registry, place->type, in->arguments[1], &place->number, e);
}

/* Where the cursor cannot be placed, prompts are offered. */
static bool
wants_prompts(struct invocation *in, const struct err *e)
{
	char answer[16];

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return false;
	print("chancery: %s\n%s ", e->text, _("Go on with numbered prompts? (y/n)"));
	fflush(stdout);
	in->is_silent = true;
	return fgets(answer, sizeof answer, stdin) != NULL &&
	       letters_answer(LETTERS_NO_YES, (unsigned char)*answer) == 'y';
}

static enum err_code
run_prompts(struct invocation *in, const struct tui_place *place, struct err *e)
{
	const struct linear_place at = { place->type, place->view, place->number };

	return linear_run(in->registry, in->settings, &at, e);
}

static enum err_code
browse_run(struct invocation *in, struct err *e)
{
	struct tui_place place = { 0 };
	bool is_linear = in->settings->linear;
	enum err_code rc = is_linear ? ERR_OK : tui_check(e);

	if (rc == ERR_OK)
		rc = open_register(in->settings, &in->registry, e);
	if (rc == ERR_OK)
		rc = find_place(in, &place, e);
	if (rc != ERR_OK || is_linear)
		return rc == ERR_OK ? run_prompts(in, &place, e) : rc;
	rc = tui_run(in->registry, in->settings, &place, e);
	if (rc != ERR_USAGE || !wants_prompts(in, e))
		return rc;
	return run_prompts(in, &place, e);
}

const struct command browse_command = {
	.arguments = "[TYPE|VIEW|TYPE CODE]",
	.help = N_("the full-screen interface"),
	.least = 0, .most = 2,
	.need = NEED_ITS_OWN_WAY,
	.run = browse_run,
};
