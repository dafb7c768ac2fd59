/* Implements "add", "set", "remove" and "rename" for one record. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/bulk.h"
#include "exchange/import.h"
#include "exchange/input.h"

/* ---- what is to be set */

/* What the arguments say, read before any record is: nothing is waited for while the record can be
 * written. Each argument that is refused is told, not only the first; *refused has them until
 * then. */
struct setting {
	struct invocation *in;
	int first;                      /* of the arguments */
	FILE *stream;                   /* that the item is read from; NULL: there are arguments */
	struct reader *reader;
	const struct item *item;
	struct faults refused;
};

/* One JSON object from standard input. */
static enum err_code
read_input(struct setting *s, struct err *e)
{
	int line;
	enum err_code rc = input_open("-", NULL, &s->stream, e);

	if (rc != ERR_OK)
		return rc;
	s->reader = json_reader(s->stream);
	rc = reader_next(s->reader, &s->item, &line, e);
	if (rc == ERR_STORE)
		err_prefix(e, "%s", input_name("-"));
	return rc == ERR_NOT_FOUND ? err_set(e, ERR_DATA, _("standard input holds no JSON")) : rc;
}

static enum err_code
setting_begin(struct setting *s, struct invocation *in, int first, struct err *e)
{
	*s = (struct setting){ .in = in, .first = first };
	faults_init(&s->refused);
	if (in->count == first + 1 && strcmp(in->arguments[first], "-") == 0)
		return read_input(s, e);
	return ERR_OK;
}

static void
setting_end(struct setting *s)
{
	say_faults(&s->refused);
	s->in->is_silent = s->in->is_silent || s->refused.count > 0;
	faults_clear(&s->refused);
	if (s->reader != NULL)
		reader_free(s->reader);
	if (s->stream != NULL && s->stream != stdin)
		fclose(s->stream);
}

static enum err_code
apply_argument(struct invocation *in, struct record *record, const char *text, struct err *e)
{
	const char *name, *value;
	enum assign how;
	enum err_code rc = assignment_split(text, &record->arena, &name, &how, &value, e);

	if (rc != ERR_OK)
		return rc;
	return record_assign(record, name, how, value, registry_directory(in->registry), e);
}

static enum err_code
setting_apply(struct setting *s, struct record *record, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (s->item != NULL)
		return item_apply(s->item, record, registry_directory(s->in->registry), false, e);
	for (int i = s->first; i < s->in->count; i++) {
		enum err_code one = apply_argument(s->in, record, s->in->arguments[i], e);

		if (one == ERR_OK)
			continue;
		faults_add(&s->refused, NULL, 0, "%s", e->text);
		if (rc == ERR_OK)
			rc = one;
	}
	return rc;
}

static void
tell_problems(struct invocation *in, struct problems *problems)
{
	if (problems->count > 0) {
		say_problems(problems);
		in->is_silent = true;
	}
	problems_clear(problems);
}

/* ---- add */

/* Tells that the record is likely to have been there before it was added. */
static void
say_twins(struct invocation *in, const struct record *record)
{
	const struct directory *d = registry_directory(in->registry);
	uint32_t *twins;
	size_t count;
	struct buf code;

	buf_init(&code);
	if (registry_duplicates(in->registry, record, &twins, &count, NULL) == ERR_OK && count > 0) {
		d->code(d->context, twins[0], &code);
		say(_("this is likely to be the same as %s %s, which was there before"), record->type->name,
		    buf_string(&code));
	}
	free(twins);
	buf_clear(&code);
}

static enum err_code
add_run(struct invocation *in, struct err *e)
{
	const struct type *type;
	struct problems problems = { 0 };
	struct record *record;
	struct setting s;
	struct saved saved;
	char *code;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc != ERR_OK)
		return rc;
	record = record_new(type);
	record_preset(record, registry_directory(in->registry));
	rc = setting_begin(&s, in, 1, e);
	if (rc == ERR_OK)
		rc = setting_apply(&s, record, e);
	if (rc == ERR_OK)
		rc = registry_save(in->registry, record, &problems, &saved, e);
	setting_end(&s);
	tell_problems(in, &problems);
	if (rc == ERR_OK) {
		code = registry_code(in->registry, record);
		print("%s\n", code);
		free(code);
		say_twins(in, record);
	}
	record_free(record);
	return rc;
}

const struct command add_command = {
	.arguments = "TYPE FIELD=VALUE...",
	.help = N_("add a record and print its code"),
	.details = N_("With - in place of the fields a JSON object is read from standard input."),
	.least = 2, .most = -1,
	.need = NEED_WRITE,
	.run = add_run,
};

/* ---- set */

static enum err_code
check_version(const struct invocation *in, const struct record *record, struct err *e)
{
	int64_t version;
	enum err_code rc = get_number(in, "if-version", 0, INT64_MAX, -1, &version, e);

	if (rc != ERR_OK || version < 0 || (uint64_t)version == record->version)
		return rc;
	return err_set(e, ERR_CONFLICT,
	               _("%s %s is at version %" PRIu64 ", not %" PRId64 "; nothing was saved"),
	               record->type->name, in->arguments[1], record->version, version);
}

static enum err_code
change_record(void *context, struct record *record, struct err *e)
{
	struct setting *s = context;
	enum err_code rc = check_version(s->in, record, e);

	return rc == ERR_OK ? setting_apply(s, record, e) : rc;
}

/* The assignments are of the record as it is by then, whatever others wrote meanwhile. */
static enum err_code
set_one(struct invocation *in, const struct type *type, struct err *e)
{
	struct problems problems = { 0 };
	struct saved saved;
	struct setting s;
	const struct amending by = { change_record, &s };
	enum err_code rc = setting_begin(&s, in, 2, e);

	if (rc == ERR_OK)
		rc = registry_change(in->registry, type, in->arguments[1], &by, &problems, &saved,
		                     e);
	setting_end(&s);
	tell_problems(in, &problems);
	return rc;
}

static enum err_code
set_run(struct invocation *in, struct err *e)
{
	const char *where = option_value(in, "where");
	const struct type *type;
	enum err_code rc;

	if (where != NULL)
		return bulk_set(in, where, e);
	if (in->count < 3)
		return refuse_arguments(in->command, e);
	rc = get_type(in, in->arguments[0], &type, e);
	return rc == ERR_OK ? set_one(in, type, e) : rc;
}

const struct command set_command = {
	.arguments = "TYPE CODE FIELD=VALUE... | TYPE --where QUERY FIELD=VALUE...",
	.help = N_("change fields of a record, or of all that match"),
	.details = N_("FIELD=VALUE sets, FIELD+=VALUE and FIELD-=VALUE add to and take from a set or\n"
	              "list, FIELD= clears. With - in place of the fields a JSON object is read from\n"
	              "standard input."),
	.least = 2, .most = -1,
	.need = NEED_WRITE,
	.options = {
		{ "if-version", "N", N_("only if the record is at this version"), NULL },
		{ "where", "QUERY", N_("every record that matches, in one act"), NULL },
		{ "dry-run", NULL, N_("with --where: show the changes, make none"), NULL },
		{ "yes", NULL, N_("with --where: do not ask"), NULL },
	},
	.run = set_run,
};

/* ---- remove, rename */

static enum err_code
remove_run(struct invocation *in, struct err *e)
{
	const struct type *type;
	struct record *record = NULL;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc == ERR_OK && option_value(in, "if-version") == NULL)
		return registry_remove_code(in->registry, type, in->arguments[1], e);
	if (rc == ERR_OK)
		rc = registry_get(in->registry, type, in->arguments[1], &record, e);
	if (rc == ERR_OK)
		rc = check_version(in, record, e);
	if (rc == ERR_OK)
		rc = registry_remove(in->registry, record, e);
	record_free(record);
	return rc;
}

const struct command remove_command = {
	.arguments = "TYPE CODE",
	.help = N_("remove a record that no other refers to"),
	.least = 2, .most = 2,
	.need = NEED_WRITE,
	.options = {
		{ "if-version", "N", N_("only if the record is at this version"), NULL },
	},
	.run = remove_run,
};

static enum err_code
rename_run(struct invocation *in, struct err *e)
{
	const struct type *type;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	return rc == ERR_OK ?
	               registry_rename(in->registry, type, in->arguments[1], in->arguments[2], e) :
	               rc;
}

const struct command rename_command = {
	.arguments = "TYPE CODE NEW",
	.help = N_("give a record another code; references follow"),
	.least = 3, .most = 3,
	.need = NEED_WRITE,
	.run = rename_run,
};
