/* Implements "erase", which removes sensitive values of one record or of all older ones. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	return err_set(e, ERR_USAGE, _("\"%s\" is not a row: history shows them, as in"
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
		             err_set(e, ERR_USAGE, _("%s of %s is not a table"), name, type->name);
	if (rc == ERR_OK && column != NULL)
		rc = fields_get_named(what->field->table, what->field->name, column, &what->column, e);
	free(name);
	return rc;
}

static enum err_code
erase_one(struct invocation *in, struct err *e)
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

/* ---- all that are older than a day */

/* TYPE.FIELD or TYPE.TABLE.COLUMN. */
static enum err_code
find_typed_field(struct invocation *in, const char *text, struct what_to_erase *what,
                 struct err *e)
{
	char *type = mem_text(text), *field = strchr(type, '.');
	enum err_code rc;

	if (field != NULL)
		*field++ = '\0';
	rc = get_type(in, type, &what->type, e);
	if (rc == ERR_OK && (field == NULL || strchr(field, '[') != NULL))
		rc = err_set(e, ERR_USAGE,
		             _("\"%s\" is not a field of a type: name it as in office.head_name or"
		               " meeting.attendance.head"),
		             text);
	if (rc == ERR_OK)
		rc = find_field(field, what, e);
	free(type);
	return rc;
}

/* Each record, and how many values go; returns how many values those are. */
static size_t
print_erased(struct invocation *in, const struct what_to_erase *what, const struct erased *list,
             size_t count)
{
	const struct directory *d = registry_directory(in->registry);
	size_t values = 0;

	for (size_t i = 0; i < count; i++) {
		struct buf code;

		buf_init(&code);
		d->code(d->context, list[i].number, &code);
		print("%s %s%s\t%zu\n", what->type->name, buf_string(&code),
		       list[i].is_removed ? _(" (removed)") : "", list[i].count);
		buf_clear(&code);
		values += list[i].count;
	}
	return values;
}

/* It is not to be taken back, and of more than one record: nobody does it without being shown. */
static enum err_code
ask(struct invocation *in, struct err *e)
{
	if (option_value(in, "yes") == NULL && (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)))
		return err_set(e, ERR_USAGE,
		               _("nothing was erased: --yes does it where nobody can be asked"));
	if (!is_confirmed(in, _("They cannot be brought back, not even by undo. Erase them? (y/n)")))
		return err_set(e, ERR_INTERRUPTED, _("nothing was erased"));
	return ERR_OK;
}

static enum err_code
erase_shown(struct invocation *in, const struct erase_older *how, struct err *e)
{
	struct erased *list;
	size_t count, values = 0;
	enum err_code rc = registry_erase_older(in->registry, how, true, &list, &count, e);

	if (rc == ERR_OK && count == 0)
		rc = err_set(e, ERR_NOT_FOUND,
		             _("there is nothing to erase: no record that is older has a value"));
	if (rc == ERR_OK) {
		values = print_erased(in, how->what, list, count);
		print(_("values to forget: %zu, records: %zu\n"), values, count);
	}
	free(list);
	if (rc != ERR_OK || option_value(in, "dry-run") != NULL)
		return rc;
	rc = ask(in, e);
	if (rc != ERR_OK)
		return rc;
	rc = registry_erase_older(in->registry, how, false, &list, &count, e);
	values = 0;
	for (size_t i = 0; rc == ERR_OK && i < count; i++)
		values += list[i].count;
	if (rc == ERR_OK)
		print(_("values forgotten: %zu, records: %zu\n"), values, count);
	free(list);
	return rc;
}

static enum err_code
erase_older(struct invocation *in, struct err *e)
{
	const char *where = option_value(in, "where");
	struct what_to_erase what = { 0 };
	struct erase_older how = { .what = &what };
	struct query_scope scope = { registry_schema(in->registry), NULL, NULL };
	enum err_code rc = find_typed_field(in, in->arguments[0], &what, e);

	if (rc == ERR_OK)
		rc = get_date(in, "before", &how.before, e);
	scope.type = what.type;
	if (rc == ERR_OK && where != NULL)
		rc = query_parse(where, &scope, &how.where, e);
	if (rc == ERR_OK)
		rc = erase_shown(in, &how, e);
	query_free(how.where);
	return rc;
}

static enum err_code
erase_run(struct invocation *in, struct err *e)
{
	bool is_older = option_value(in, "before") != NULL;

	if (in->count == 1 && is_older)
		return erase_older(in, e);
	if (in->count == 3 && !is_older && option_value(in, "where") == NULL &&
	    option_value(in, "dry-run") == NULL)
		return erase_one(in, e);
	return err_set(e, ERR_USAGE,
	               _("the arguments do not fit; usage: chancery erase TYPE CODE FIELD, or chancery erase"
	                 " TYPE.FIELD --before DATE [--where QUERY] [--dry-run]"));
}

const struct command erase_command = {
	.arguments = "TYPE CODE FIELD|TABLE.COLUMN|TABLE[ROW].COLUMN | TYPE.FIELD|TYPE.TABLE.COLUMN"
	             " --before DATE",
	.help = N_("forget sensitive values, in records and in their history"),
	.details = N_("The log keeps that it was done, and the journal's chain stays whole. Copies that were\n"
	              "made before still have it."),
	.least = 1, .most = 3,
	.need = NEED_WRITE,
	.role = OPERATOR_ADMINISTRATOR,
	.options = {
		{ "before", "DATE", N_("of all records that ended before that day"), NULL },
		{ "where", "QUERY", N_("with --before: of those that match"), NULL },
		{ "dry-run", NULL, N_("with --before: show what would go, erase nothing"), NULL },
		{ "yes", NULL, N_("do not ask"), NULL },
	},
	.run = erase_run,
};
