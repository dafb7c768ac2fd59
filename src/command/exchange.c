/* Implements "import" and "export". */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/charset.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "exchange/export.h"
#include "exchange/format.h"
#include "exchange/import.h"

#define MOST_HEADER_ROWS 1000   /* more lines than that above a table are not meant */

static bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* ---- import */

static void
import_progress(void *context, enum import_phase phase, double part, uint64_t items)
{
	static const char *const phases[] = {
		[IMPORT_READS] = N_("reading"), [IMPORT_CHECKS] = N_("checking"), [IMPORT_WRITES] = N_("writing"),
	};
	enum import_phase *last = context;

	if (phase != *last)
		progress_phase();
	*last = phase;
	progress_show(_(phases[phase]), part, items);
}

/* One character, or the word "tab". NUL: to be found by looking at the file. */
static enum err_code
get_separator(const struct invocation *in, char *out, struct err *e)
{
	const char *text = option_value(in, "separator");

	*out = '\0';
	if (text == NULL)
		return ERR_OK;
	if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
		*out = '\t';
	else if (strlen(text) == 1 && strchr("\"\r\n", *text) == NULL)
		*out = *text;
	return *out != '\0' ? ERR_OK :
	       err_set(e, ERR_USAGE, _("--separator is one character, such as ; or the word tab"));
}

static enum err_code
fill_source(struct invocation *in, const char *path, const char *map_path, struct import_source *s,
            struct column_map *map, struct err *e)
{
	const char *format = option_value(in, "format");
	int64_t header_rows;
	enum err_code rc = get_table(in, in->arguments[0], &s->type, &s->table, e);

	/* The file's name says which format it has, unless the option does. */
	s->format = format == NULL ? import_format_of(path) : import_format_named(format);
	if (rc == ERR_OK)
		rc = get_separator(in, &s->separator, e);
	if (rc == ERR_OK)
		rc = get_number(in, "header-rows", 0, MOST_HEADER_ROWS, 1, &header_rows, e);
	if (rc == ERR_OK && header_rows == 0 && map_path == NULL)
		rc = err_set(e, ERR_USAGE,
		             _("a file without headings (--header-rows 0) needs a --map that names"
		               " its columns by number"));
	if (rc == ERR_OK && map_path != NULL)
		rc = column_map_read(map_path, map, e);
	if (rc == ERR_OK)
		rc = import_open(path, option_value(in, "encoding"), s->format, &s->in, e);
	if (rc != ERR_OK)
		return rc;
	s->map = map_path != NULL ? map : NULL;
	s->header_rows = (int)header_rows;
	return ERR_OK;
}

static enum err_code
open_one(struct invocation *in, struct import_options *options, struct column_map *map,
         struct err *e)
{
	const char *path = get_path(in, in->arguments[1], e), *map_path = option_value(in, "map");
	struct import_source *s;
	enum err_code rc;

	if (path != NULL && map_path != NULL)
		map_path = get_path(in, map_path, e);
	if (path == NULL || (map_path == NULL && option_value(in, "map") != NULL))
		return e->code;
	s = mem_new(sizeof *s);
	s->name = mem_text(path);
	rc = fill_source(in, path, map_path, s, map, e);
	if (rc != ERR_OK) {
		free((char *)(uintptr_t)s->name);
		free(s);
		return rc;
	}
	options->sources = s;
	options->count = 1;
	return ERR_OK;
}

static bool
is_folder(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static enum err_code
open_all(struct invocation *in, struct import_options *options, struct err *e)
{
	const struct import_format *format;
	const char *path;
	struct import_source *s;
	FILE *stream;
	enum err_code rc;

	if (in->count != 1)
		return err_set(e, ERR_USAGE, _("import --all takes one file or folder"));
	path = get_path(in, in->arguments[0], e);
	if (path == NULL)
		return e->code;
	if (is_folder(path))
		return import_sources_of(path, registry_schema(in->registry), &options->sources,
		                         &options->count, e);
	format = import_format_named("jsonl");
	rc = import_open(path, option_value(in, "encoding"), format, &stream, e);
	if (rc != ERR_OK)
		return rc;
	s = mem_new(sizeof *s);
	*s = (struct import_source){ .name = mem_text(path), .in = stream, .format = format };
	options->sources = s;
	options->count = 1;
	return ERR_OK;
}

static void
say_result(const struct import_result *r, bool is_trial)
{
	if (is_trial)
		print(_("would add %" PRIu64 ", change %" PRIu64 ", leave %" PRIu64
		         " as they are; nothing"
		         " was written\n"),
		       r->added, r->changed, r->unchanged);
	else
		print(_("added %" PRIu64 ", changed %" PRIu64 ", left %" PRIu64 " as they were\n"),
		       r->added, r->changed, r->unchanged);
}

static void
say_twins(const struct import_result *r, const struct faults *twins)
{
	if (r->twins == 0)
		return;
	say_faults(twins);
	say(ngettext("%" PRIu64 " record is likely to be there already (import --dry-run lists it,"
	             " --no-twins refuses it)",
	             "%" PRIu64 " records are likely to be there already (import --dry-run lists"
	             " them, --no-twins refuses them)",
	             r->twins),
	    r->twins);
}

static enum err_code
import_run_command(struct invocation *in, struct err *e)
{
	enum import_phase phase = IMPORT_READS;
	struct import_options options = {
		.is_trial = option_value(in, "dry-run") != NULL,
		.may_update = option_value(in, "update") != NULL,
		.replaces_rows = option_value(in, "replace") != NULL,
		.refuses_twins = option_value(in, "no-twins") != NULL,
		.act = ACT_IMPORT, .progress = import_progress, .context = &phase,
	};
	struct faults twins;
	struct column_map map = { 0 };
	struct import_result result;
	struct faults faults;
	bool all = option_value(in, "all") != NULL;
	char *sentence;
	enum err_code rc;

	if (options.replaces_rows && !options.may_update)
		return err_set(e, ERR_USAGE, _("--replace goes with --update"));
	if (!all && in->count != 2)
		return refuse_arguments(in->command, e);
	rc = all ? open_all(in, &options, e) : open_one(in, &options, &map, e);
	if (rc != ERR_OK)
		return rc;
	sentence = mem_printf("import %s", options.sources[0].name);
	options.sentence = sentence;
	faults_init(&faults);
	faults_init(&twins);
	options.twins = options.is_trial ? &twins : NULL;
	progress_begin();
	rc = import_run(in->registry, &options, &result, &faults, e);
	progress_end();
	if (faults.count > 0) {
		say_faults(&faults);
		in->is_silent = err_status(rc) != err_status(ERR_STORE);        /* which is no fault of the file */
	}
	if (rc == ERR_OK)
		say_result(&result, options.is_trial);
	if (rc == ERR_OK)
		say_twins(&result, &twins);
	if (rc == ERR_OK && result.unmarked > 0)
		say(ngettext("%" PRIu64 " value had marks of the writing direction at its ends, which"
		             " were dropped",
		             "%" PRIu64 " values had marks of the writing direction at their ends,"
		             " which were dropped",
		             result.unmarked),
		    result.unmarked);
	faults_clear(&twins);
	/* A whole register may be empty; one file that is empty is rather not the one that is
	 * meant. */
	if (rc == ERR_OK && !all && result.items == 0)
		rc = err_set(e, ERR_NOT_FOUND, _("%s holds no records"), options.sources[0].name);
	faults_clear(&faults);
	free(sentence);
	column_map_clear(&map);
	import_sources_free(options.sources, options.count);
	return rc;
}

const struct command import_command = {
	.arguments = "TYPE[.TABLE] FILE | --all FILE|DIR",
	.help = N_("take records in from a file, all or nothing"),
	.details = N_("- is standard input. Every row that is refused is named by file, line and field.\n"
	              "A map has lines COLUMN = FIELD; - as the field passes a column over."),
	.least = 1, .most = 2,
	.need = NEED_WRITE,
	.options = {
		{ "all", NULL, N_("a whole register, as export wrote it"), NULL },
		{ "format", NULL, N_("the format of the file, whatever its name"), import_format_names },
		{ "map", "FILE", N_("which column is which field"), NULL },
		{ "header-rows", "N", N_("lines before the records; the last names the columns, 0: none does"), NULL },
		{ "separator", "C", N_("what stands between cells, or the word tab"), NULL },
		{ "encoding", "NAME", N_("of the file, as iconv calls it"), NULL },
		{ "no-twins", NULL, N_("refuse what is likely to be there already"), NULL },
		{ "dry-run", NULL, N_("check everything, write nothing"), NULL },
		{ "update", NULL, N_("change records that are there already"), NULL },
		{ "replace", NULL, N_("rows that the file does not name go"), NULL },
	},
	.run = import_run_command,
};

/* ---- export */

static void
export_progress(void *context, uint64_t records)
{
	(void)context;
	progress_show(_("export"), -1, records);
}

static enum err_code
copy_out(FILE *from, struct err *e)
{
	char buffer[65536];
	size_t n;

	if (fflush(from) != 0 || ferror(from))
		return err_set(e, ERR_FULL, _("the temporary folder is full: %s"), strerror(errno));
	rewind(from);
	while ((n = fread(buffer, 1, sizeof buffer, from)) > 0) {
		if (fwrite(buffer, 1, n, stdout) != n)
			return charset_has_refused() ? finish_output(e) : err_set(e, ERR_FULL, _("the output cannot be written: %s"),
			               strerror(errno));
	}
	if (ferror(from))
		return err_set(e, ERR_STORE, _("a temporary file cannot be read: %s"), strerror(errno));
	return ERR_OK;
}

static enum err_code
export_into(struct invocation *in, const struct export_options *options, FILE *out,
            uint64_t *count, struct err *e)
{
	const struct type *type;
	const struct field *table;
	struct query *query = NULL;
	enum err_code rc;

	if (in->count == 0)
		return export_all(in->registry, options, out, count, e);
	rc = get_table(in, in->arguments[0], &type, &table, e);
	if (rc == ERR_OK)
		rc = get_query(in, 1, type, NULL, &query, e);
	if (rc == ERR_OK)
		rc = export_type(in->registry, type, table, query, options, out, count, e);
	query_free(query);
	if (rc == ERR_OK && *count == 0 && in->count > 1) {
		in->is_silent = true;
		rc = ERR_NOT_FOUND;
	}
	return rc;
}

struct exporting {
	struct invocation *in;
	const struct export_options *options;
	FILE *out;
	const char *folder;
};

/* Also called again, to begin anew: what it has written is taken back. */
static enum err_code
collect_file(void *context, struct err *e)
{
	struct exporting *x = context;
	uint64_t count = 0;

	rewind(x->out);
	if (ftruncate(fileno(x->out), 0) != 0)
		return err_set(e, ERR_FULL, _("the output cannot be written: %s"),
		               strerror(errno));
	return export_into(x->in, x->options, x->out, &count, e);
}

static enum err_code
collect_folder(void *context, struct err *e)
{
	struct exporting *x = context;
	uint64_t count = 0;

	return export_folder(x->in->registry, x->options, x->folder, &count, e);
}

/* All that leaves the register is of one moment; it is collected in a file first, so that no
 * transaction waits for whoever reads it. */
static enum err_code
export_to(struct invocation *in, const struct export_options *options, const char *path,
          struct err *e)
{
	struct exporting x = { .in = in, .options = options };
	struct safe_file *safe = NULL;
	enum err_code rc = path != NULL ? safe_file_open(path, &safe, e) : ERR_OK;

	if (rc != ERR_OK)
		return rc;
	x.out = safe != NULL ? safe_file_stream(safe) : tmpfile();
	if (x.out == NULL)
		return err_set(e, ERR_FULL, _("the temporary folder cannot be used: %s"),
		               strerror(errno));
	rc = registry_at_one_moment(in->registry, collect_file, &x, e);
	if (safe != NULL && rc == ERR_OK)
		return safe_file_commit(safe, e);
	safe_file_abort(safe);
	charset_choose(options->format->charset);
	if (safe == NULL && rc == ERR_OK)
		rc = copy_out(x.out, e);
	if (safe == NULL)
		fclose(x.out);
	return rc;
}

static enum err_code
export_to_folder(struct invocation *in, const struct export_options *options, const char *folder,
                 struct err *e)
{
	struct exporting x = { .in = in, .options = options, .folder = folder };

	return registry_at_one_moment(in->registry, collect_folder, &x, e);
}

static enum err_code
export_run(struct invocation *in, struct err *e)
{
	const char *path = option_value(in, "o");
	struct export_options options = {
		.format = writer_format_named(option_choice(in, "format")),
		.disclosure = { .sensitive = option_value(in, "sensitive") != NULL,
		                .versions = option_value(in, "versions") != NULL },
		.progress = export_progress,
	};

	if (path != NULL && (path = get_path(in, path, e)) == NULL)
		return e->code;
	progress_begin();
	if (in->count == 0 && path != NULL && (is_folder(path) ||
	    (!ends_with(path, ".jsonl") && !ends_with(path, ".json")))) {
		if (options.format != &writer_csv)
			return err_set(e, ERR_USAGE,
			               _("a folder is of csv files: name a file that ends in"
			                 " .jsonl for JSON Lines"));
		return export_to_folder(in, &options, path, e);
	}
	if (in->count == 0)
		options.format = &writer_jsonl;
	return export_to(in, &options, path, e);
}

const struct command export_command = {
	.arguments = "[TYPE[.TABLE] [QUERY...]]",
	.help = N_("write records out, in a form that import takes back"),
	.details = N_("Without a type the whole register: JSON Lines, or with -o DIR a folder of csv files.\n"
	              "A query is of records, also where the rows of a table are written: all rows of\n"
	              "the records that match.\n"
	              "Sensitive fields and counts under 5 are left out unless asked for."),
	.least = 0, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "format", NULL, N_("the format of what is written"), file_writer_names },
		{ "o", "FILE|DIR", N_("write there"), NULL },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), NULL },
		{ "versions", NULL, N_("with the version of each record"), NULL },
	},
	.run = export_run,
};
