/* Implements "undo", which takes back an act, or what one version of a record changed. */
#include <config.h>

#include <inttypes.h>
#include <unistd.h>

#include "base/intl.h"
#include "base/print.h"
#include "command/bulk.h"
#include "view/deed/undo.h"

#define MOST_LINES 20           /* of what is taken back that are printed */

static enum err_code
find_record(struct invocation *in, struct undo *what, struct err *e)
{
	const struct type *type;
	uint32_t number;
	int64_t version;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc == ERR_OK)
		rc = get_number(in, "version", 1, INT64_MAX, 0, &version, e);
	if (rc == ERR_OK)
		rc = find_even_removed(in, type, in->arguments[1], &number, e);
	return rc == ERR_OK ? registry_undo_of(in->registry, number, (uint64_t)version, what, e) :
	                      rc;
}

static enum err_code
find_what(struct invocation *in, struct undo *what, struct err *e)
{
	int64_t act;
	enum err_code rc = get_number(in, "act", 1, UINT32_MAX, 0, &act, e);

	*what = (struct undo){ 0 };
	if (rc != ERR_OK)
		return rc;
	if (in->count == 1 || (in->count == 2 && act > 0) ||
	    (in->count == 0 && option_value(in, "version") != NULL))
		return err_set(e, ERR_USAGE,
		               _("the arguments do not fit; usage: chancery undo [TYPE CODE [--version N]] or"
		                 " undo --act N"));
	if (in->count == 2)
		return find_record(in, what, e);
	what->act = (uint32_t)act;
	return act > 0 ? ERR_OK : registry_my_last_act(in->registry, &what->act, e);
}

static bool
print_line(void *context, const char *line)
{
	uint64_t *left = context;

	print("  %s\n", line);
	return --*left > 0;
}

/* What becomes of the records. */
static enum err_code
print_records(struct invocation *in, const struct undo_plan *plan, struct err *e)
{
	uint64_t left = MOST_LINES, more = undo_records(plan);
	enum err_code rc = undo_tell(in->registry, plan, print_line, &left, e);

	more = more > MOST_LINES ? more - MOST_LINES : 0;
	if (rc == ERR_OK && more > 0) {
		print(ngettext("... and %" PRIu64 " record more",
		               "... and %" PRIu64 " records more", more), more);
		print("\n");
	}
	return rc;
}

static enum err_code
print_plan(struct invocation *in, const char *format, const struct undo_plan *plan, struct err *e)
{
	print(format, plan->heading);
	print("\n");
	return print_records(in, plan, e);
}

/* What is grave is shown first, and done only if somebody says yes. */
static enum err_code
ask(struct invocation *in, const struct undo_plan *plan, struct err *e)
{
	enum err_code rc = print_plan(in, "%s", plan, e);

	if (rc != ERR_OK || option_value(in, "yes") != NULL)
		return rc;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return is_confirmed(in, _("Take all of this back? (y/n)")) ?
		               ERR_OK :
		               err_set(e, ERR_INTERRUPTED, _("nothing was taken back"));
	if (plan->is_of_many)
		return err_set(e, ERR_USAGE,
		               _("act %u changed more than one record: --yes takes it back;"
		                 " nothing was taken back now"),
		               (unsigned)plan->what.act);
	return err_set(e, ERR_USAGE,
	               _("act %u is older than a day: --yes takes it back; nothing was taken back"
	                 " now"),
	               (unsigned)plan->what.act);
}

static enum err_code
undo_run(struct invocation *in, struct err *e)
{
	struct undo_plan plan = { 0 };
	struct undo what;
	bool is_grave;
	enum err_code rc = find_what(in, &what, e);

	if (rc == ERR_OK)
		rc = undo_plan(in->registry, &what, &plan, e);
	/* An act without records is refused for what it is. */
	is_grave = rc == ERR_OK && undo_records(&plan) > 0 && undo_is_grave(&plan);
	if (is_grave)
		rc = ask(in, &plan, e);
	if (rc == ERR_OK)
		rc = registry_take_back(in->registry, &what, e);
	if (rc == ERR_OK && is_grave)
		print("%s\n", _("It was taken back."));
	else if (rc == ERR_OK)
		rc = print_plan(in, _("Taken back: %s."), &plan, e);
	undo_plan_clear(&plan);
	return rc;
}

const struct command undo_command = {
	.arguments = "[TYPE CODE]",
	.help = N_("take a change back, or a whole act"),
	.details = N_("Without a record your own last act; once more takes back the one before it. What was\n"
	              "taken back is printed. A field that somebody has changed since is not touched; nothing\n"
	              "is taken back then. An undo is an act, and is taken back by its number (--act)."),
	.least = 0, .most = 2,
	.need = NEED_WRITE,
	.options = {
		{ "version", "N", N_("what that version of the record changed"), NULL },
		{ "act", "N", N_("that act, as log numbers them"), NULL },
		{ "yes", NULL, N_("do not ask about several records, or about an act older than a day"), NULL },
	},
	.run = undo_run,
};
