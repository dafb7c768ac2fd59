/* erase: a sensitive value is forgotten. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/bulk.h"

/* TABLE[ROW], as history prints it: the text is cut at the bracket. */
static enum err_code
take_row(char *table, uint64_t *row, struct err *e)
{
	char *open = strchr(table, '['), *close;

	*row = 0;
	if (open == NULL)
		return ERR_OK;
	*open++ = '\0';
	close = strchr(open, ']');
	if (close != NULL && close[1] == '\0') {
		*close = '\0';
		if (rowid_parse(open, row))
			return ERR_OK;
	}
	return err_set(e, ERR_USAGE, _("\"%s\" is no row: history shows them, as in"
	                               " attendance[0123456789abcdef].head"), open);
}

/* FIELD, TABLE.COLUMN or TABLE[ROW].COLUMN. */
static enum err_code
find_field(const char *text, struct what_to_erase *what, struct err *e)
{
	const struct type *type = what->type;
	char *name = mem_text(text), *column = strchr(name, '.');
	enum err_code rc;

	if (column != NULL)
		*column++ = '\0';
	rc = take_row(name, &what->row, e);
	if (rc == ERR_OK)
		rc = fields_get_named(&type->fields, type->name, name, &what->field, e);
	if (rc == ERR_OK && (what->field->table != NULL) != (column != NULL))
		rc = what->field->table != NULL ?
		             err_set(e, ERR_USAGE,
		                     _("%s is a table: name one of its columns, as in %s.COLUMN"),
		                     name, name) :
		             err_set(e, ERR_USAGE, _("%s of %s is no table"), name, type->name);
	if (rc == ERR_OK && column != NULL)
		rc = fields_get_named(what->field->table, what->field->name, column, &what->column, e);
	free(name);
	return rc;
}

static enum err_code
erase_run(struct invocation *in, struct err *e)
{
	struct what_to_erase what = { 0 };
	uint32_t number;
	size_t count;
	enum err_code rc = get_type(in, in->arguments[0], &what.type, e);

	if (rc == ERR_OK)
		rc = find_even_removed(in, what.type, in->arguments[1], &number, e);
	if (rc == ERR_OK)
		rc = find_field(in->arguments[2], &what, e);
	if (rc != ERR_OK)
		return rc;
	if (!is_confirmed(in, _("It cannot be brought back, not even by undo. Erase it? (y/n)")))
		return err_set(e, ERR_INTERRUPTED, _("nothing was erased"));
	rc = registry_erase(in->registry, number, &what, &count, e);
	if (rc == ERR_OK)
		print(ngettext("%zu value is forgotten\n", "%zu values are forgotten\n", count),
		       count);
	return rc;
}

const struct command erase_command = {
	.name = "erase",
	.arguments = "TYPE CODE FIELD|TABLE.COLUMN|TABLE[ROW].COLUMN",
	.help = N_("forget a sensitive value, in the record and in its history"),
	.details = N_("The log keeps that it was done, and the journal's chain stays whole. Copies that were\n"
	              "made before still have it."),
	.least = 3, .most = 3,
	.need = NEED_WRITE,
	.role = OPERATOR_ADMINISTRATOR,
	.options = {
		{ "yes", NULL, N_("do not ask"), 0 },
	},
	.run = erase_run,
};
