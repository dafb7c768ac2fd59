/* Implements "info", "check" and "schema". */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/print.h"
#include "base/privilege.h"
#include "command/child.h"
#include "command/command.h"

/* ---- info */

static enum err_code
print_counts(struct invocation *in, struct err *e)
{
	const struct schema *schema = registry_schema(in->registry);
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		uint64_t count;

		rc = registry_count(in->registry, schema->types[i], &count, e);
		if (rc == ERR_OK)
			print("%s\t%" PRIu64 "\n", schema->types[i]->name, count);
	}
	return rc;
}

static void
print_times(struct registry *r)
{
	struct registry_times times;
	char text[CLOCK_TEXT];

	if (!registry_last_times(r, &times))
		return;
	clock_format(times.when, text);
	print("last\t%s\n", text);
	if (times.by_clock != times.when) {
		clock_format(times.by_clock, text);
		print("last-by-clock\t%s\n", text);
	}
	if (times.ahead > 0)
		print("ahead\t%" PRId64 "\n", (times.ahead + 999) / 1000);
}

static void
print_oldest_reader(struct registry *r)
{
	struct registry_reader reader;
	struct buf age;

	if (!registry_oldest_reader(r, &reader))
		return;
	buf_init(&age);
	age_text(reader.since, &age);
	print("reader\t%s\t%ld%s\t%s\t%" PRIu64 "\n", reader.who, reader.process,
	       reader.is_stopped ? _(" (stopped)") : "", buf_string(&age), reader.cost);
	buf_clear(&age);
}

static enum err_code
info_run(struct invocation *in, struct err *e)
{
	struct registry_info info;
	char origin[UUID_TEXT];
	enum err_code rc = registry_info(in->registry, &info, e);

	if (rc != ERR_OK)
		return rc;
	uuid_format(&info.origin, origin);
	print("store\t%s\n", info.path);
	print("format\t%" PRIu64 "\n", info.format);
	print("origin\t%s\n", origin);
	print("bytes\t%" PRIu64 "\n", info.file_size);
	print("used\t%" PRIu64 "\n", info.used_size);
	print("records\t%" PRIu64 "\n", info.records);
	print("acts\t%" PRIu64 "\n", info.acts);
	print("entries\t%" PRIu64 "\n", info.entries);
	print("head\t%" PRIu64 " %s\n", info.head_sequence, info.head);
	print_times(in->registry);
	print_oldest_reader(in->registry);
	return print_counts(in, e);
}

const struct command info_command = {
	.arguments = "",
	.help = N_("the store's figures and the head of its journal"),
	.least = 0, .most = 0,
	.need = NEED_STORE,
	.run = info_run,
};

/* ---- check */

static void
check_progress(void *context, uint64_t done, uint64_t all)
{
	(void)context;
	progress_show(_("check"), all > 0 ? (double)done / (double)all : -1, done);
}

/* Tells every fault; *count is how many there were. */
static enum err_code
find_faults(struct registry *r, bool after_repair, size_t *count, struct err *e)
{
	struct faults faults;
	enum err_code rc;

	faults_init(&faults);
	progress_begin();
	rc = registry_check(r, &faults, check_progress, NULL, e);
	progress_end();
	for (size_t i = 0; i < faults.count; i++)
		say(after_repair ? _("not mended: %s") : "%s", faults.list[i].sentence);
	*count = faults.count;
	faults_clear(&faults);
	/* All of them have been told. */
	if (rc == ERR_FAULTY)
		*e->text = '\0';
	return rc;
}

static enum err_code
repair(struct registry *r, struct err *e)
{
	struct faults mended, lost;
	enum err_code rc;

	faults_init(&mended);
	faults_init(&lost);
	rc = registry_repair(r, &mended, &lost, e);
	if (rc == ERR_OK) {
		say_faults(&mended);
		say_faults(&lost);
	}
	faults_clear(&mended);
	faults_clear(&lost);
	return rc;
}

/* What is faulty still after the repair, a restore from a backup may mend, or people. */
static enum err_code
repair_faults(struct registry *r, size_t found, struct err *e)
{
	size_t left;
	enum err_code rc = repair(r, e);

	if (rc != ERR_OK)
		return rc;
	rc = find_faults(r, true, &left, e);
	if (rc == ERR_OK)
		print(ngettext("%zu fault was found and mended\n",
		                "%zu faults were found and mended\n", found),
		       found);
	else if (rc == ERR_FAULTY)
		err_set(e, rc, ngettext("%zu fault could not be mended: restore a backup, or see to it by"
		        " hand", "%zu faults could not be mended: restore a backup, or see to them by hand",
		        left), left);
	return rc;
}

static enum err_code
check_here(void *context, struct err *e)
{
	struct invocation *in = context;
	bool repairs = option_value(in, "repair") != NULL;
	struct registry *r;
	size_t found;
	enum err_code rc;

	in->settings->read_only = !repairs;
	rc = open_register(in->settings, &r, e);
	if (rc != ERR_OK)
		return rc;
	wait_with_patience(r);
	rc = find_faults(r, false, &found, e);
	if (rc == ERR_FAULTY && repairs)
		rc = repair_faults(r, found, e);
	else if (rc == ERR_OK)
		print("%s\n", _("no faults were found"));
	if (rc == ERR_OK)
		rc = finish_output(e);
	registry_close(r);
	return rc;
}

static enum err_code
check_run(struct invocation *in, struct err *e)
{
	const struct child_work apart = { .work = check_here,
		                     .context = in,
		                     .name = in->settings->store };
	enum err_code rc = child_run(&apart, e);

	in->is_silent = rc != ERR_OK && *e->text == '\0';
	return rc;
}

const struct command check_command = {
	.arguments = "",
	.help = N_("verify every record, index, link and the journal"),
	.details = N_("The status is 1 if faults were found, or are left after a repair."),
	.least = 0, .most = 0,
	.need = NEED_ITS_OWN_WAY,
	.options = {
		{ "repair", NULL, N_("rebuild what can be derived from records and journal"), NULL },
	},
	.run = check_run,
};

/* ---- schema */

static void
print_field(const struct field *f, int depth)
{
	print("%*s%u\t%s\t%s%s%s", depth * 2, "", f->number, f->name, field_type_name(f->type),
	       f->many == MANY_SET ? " set" : f->many == MANY_LIST ? " list" :
	       f->many == MANY_LANGUAGE ? " by language" : "", f->is_required ? " required" : "");
	for (size_t i = 0; i < f->target_count; i++)
		print("%s%s", i > 0 ? "|" : " -> ", f->targets[i]->name);
	for (size_t i = 0; i < f->choice_count; i++)
		print("%s%s", i > 0 ? ", " : ": ", f->choices[i].name);
	putchar('\n');
	for (size_t i = 0; f->table != NULL && i < f->table->count; i++)
		print_field(&f->table->list[i], depth + 1);
}

static void
print_schema(const struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct type *t = schema->types[i];

		if (i > 0)
			print_own("\n");
		print("%u\t%s\t%s\n", t->number, t->name, t->plural);
		for (size_t j = 0; j < t->fields.count; j++)
			print_field(&t->fields.list[j], 1);
	}
}

/* The file in place of the shipped one of its name, together with all others. */
static enum err_code
check_file(struct invocation *in, const char *path, struct err *e)
{
	struct schema_sources sources;
	struct schema *schema = NULL;
	struct faults faults;
	struct buf text;
	enum err_code rc;

	privilege_drop();
	path = get_path(in, path, e);
	if (path == NULL)
		return e->code;
	rc = schema_sources_load(in->settings->schema, &sources, e);
	if (rc != ERR_OK)
		return rc;
	buf_init(&text);
	faults_init(&faults);
	rc = file_read(path, &text, e);
	if (rc == ERR_OK)
		schema_sources_add(&sources, path, buf_string(&text));
	if (rc == ERR_OK)
		rc = query_load_schema(&sources, in->settings->language, &schema, &faults, e);
	if (rc == ERR_OK)
		print(_("%s: no mistakes were found\n"), path);
	if (faults.count > 0) {
		say_faults(&faults);
		in->is_silent = true;
	}
	schema_free(schema);
	faults_clear(&faults);
	buf_clear(&text);
	schema_sources_clear(&sources);
	return rc;
}

static void
print_applied(const struct schema_applied *applied)
{
	print("%s\n", applied->is_changed ? _("the schema of the files is in force") :
	               _("the schema of the files was in force already"));
	if (!applied->begins_chain)
		return;
	print(ngettext("%" PRIu64 " value of the history was sealed; the journal has a new chain\n",
	                "%" PRIu64 " values of the history were sealed; the journal has a new chain\n",
	                applied->sealed),
	       applied->sealed);
}

static enum err_code
apply(struct invocation *in, struct registry *r, struct err *e)
{
	struct schema_sources sources;
	struct faults faults;
	struct schema_applied applied;
	bool begins_chain = option_value(in, "new-chain") != NULL;
	enum err_code rc = schema_sources_load(in->settings->schema, &sources, e);

	if (rc != ERR_OK)
		return rc;
	faults_init(&faults);
	rc = registry_apply_schema(r, &sources, begins_chain, &applied, &faults, e);
	if (faults.count > 0) {
		say_faults(&faults);
		in->is_silent = true;
	}
	if (rc == ERR_OK)
		print_applied(&applied);
	faults_clear(&faults);
	schema_sources_clear(&sources);
	return rc;
}

static enum err_code
schema_run(struct invocation *in, struct err *e)
{
	const char *file = option_value(in, "check");
	bool applies = option_value(in, "apply") != NULL;
	struct registry *r;
	enum err_code rc;

	if (file != NULL)
		return check_file(in, file, e);
	if (option_value(in, "new-chain") != NULL && !applies)
		return err_set(e, ERR_USAGE, _("--new-chain goes with --apply"));
	in->settings->read_only = !applies;
	rc = open_register(in->settings, &r, e);
	if (rc != ERR_OK)
		return rc;
	if (applies)
		rc = apply(in, r, e);
	else
		print_schema(registry_schema(r));
	registry_close(r);
	return rc;
}

const struct command schema_command = {
	.arguments = "",
	.help = N_("the record types in force; check or apply schema files"),
	.details = N_("chancery-schema(5) describes the files."),
	.least = 0, .most = 0,
	.need = NEED_ITS_OWN_WAY,
	.options = {
		{ "check", "FILE", N_("tell every mistake of a schema file"), NULL },
		{ "apply", NULL, N_("put the schema of the files in force in the store"), NULL },
		{ "new-chain", NULL, N_("with --apply: seal what is sensitive now and was not; the journal gets a new chain"), NULL },
	},
	.run = schema_run,
};
