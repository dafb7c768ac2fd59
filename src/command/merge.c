/* Implements "merge", "undo", "carry" and "postpone". */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/bulk.h"

/* ---- merge */

static enum err_code
merge_run(struct invocation *in, struct err *e)
{
	const char *code = in->arguments[1], *into = in->arguments[2];
	const struct type *type;
	struct merged merged;
	char *question;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	/* What it would do is tried first, so that it can be shown. */
	if (rc == ERR_OK)
		rc = registry_merge(in->registry, type, code, into, true, &merged, e);
	if (rc != ERR_OK)
		return rc;
	print(ngettext("%zu reference to %s moves to %s\n", "%zu references to %s move to %s\n",
	       merged.references), merged.references, code, into);
	if (option_value(in, "dry-run") != NULL)
		return ERR_OK;
	question = mem_printf(_("Remove %s and move what refers to it to %s? (y/n)"), code, into);
	if (!is_confirmed(in, question))
		rc = err_set(e, ERR_INTERRUPTED, _("nothing was changed"));
	else
		rc = registry_merge(in->registry, type, code, into, false, &merged, e);
	free(question);
	if (rc == ERR_OK)
		print(_("merged; `chancery undo --act %u` takes it back\n"), (unsigned)merged.act);
	return rc;
}

const struct command merge_command = {
	.arguments = "TYPE CODE INTO",
	.help = N_("fold a duplicate into another record; references follow"),
	.details = N_("What INTO has not is taken from CODE, which is removed. All of it is one act."),
	.least = 3, .most = 3,
	.need = NEED_WRITE,
	.role = OPERATOR_ADMINISTRATOR,
	.options = {
		{ "yes", NULL, N_("do not ask"), NULL },
		{ "dry-run", NULL, N_("say what would be done"), NULL },
	},
	.run = merge_run,
};

/* ---- carry */

static enum err_code
carry_run(struct invocation *in, struct err *e)
{
	struct record *from = NULL, *to = NULL;
	const struct type *type;
	size_t count;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc == ERR_OK)
		rc = registry_get(in->registry, type, in->arguments[1], &from, e);
	if (rc == ERR_OK)
		rc = registry_get(in->registry, type, in->arguments[2], &to, e);
	if (rc == ERR_OK)
		rc = registry_carry(in->registry, from, to, &count, e);
	if (rc == ERR_OK)
		print(ngettext("carried %zu open record\n", "carried %zu open records\n", count),
		       count);
	record_free(from);
	record_free(to);
	return rc;
}

const struct command carry_command = {
	.arguments = "TYPE CODE TO",
	.help = N_("carry what is still open of one meeting to another"),
	.details = N_("Each open follow-up gets a new one at TO; the old one says where it was carried."),
	.least = 3, .most = 3,
	.need = NEED_WRITE,
	.run = carry_run,
};

/* ---- postpone */

static enum err_code
postpone_run(struct invocation *in, struct err *e)
{
	struct record *record = NULL, *next = NULL;
	const struct type *type;
	partial_date start;
	uint32_t number;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc == ERR_OK && !date_read(in->arguments[2], date_today(), &start))
		rc = err_set(e, ERR_DATA, _("\"%s\" is not a date (2011, 2011-04, 2011-04-19)"),
		             in->arguments[2]);
	if (rc == ERR_OK)
		rc = registry_get(in->registry, type, in->arguments[1], &record, e);
	if (rc == ERR_OK)
		rc = registry_postpone(in->registry, record, start, &number, e);
	if (rc == ERR_OK)
		rc = registry_get_number(in->registry, number, &next, e);
	if (rc == ERR_OK) {
		char *code = registry_code(in->registry, next);

		print("%s\n", code);
		free(code);
	}
	record_free(record);
	record_free(next);
	return rc;
}

const struct command postpone_command = {
	.arguments = "TYPE CODE START",
	.help = N_("move a planned meeting to another day, as a new record"),
	.details = N_("The new one is like it, with nothing done, and takes over its open follow-ups; the old\n"
	              "one says that it was postponed, and to which. Its code is printed."),
	.least = 3, .most = 3,
	.need = NEED_WRITE,
	.run = postpone_run,
};
