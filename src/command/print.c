/* Implements "print", which makes documents. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "document/document.h"

#define WIDTH 80

struct job {
	struct invocation *in;
	struct documents documents;
	struct printing printing;
	const struct document *document;
	enum document_format format;
	const char *path;               /* NULL: standard output */
};

/* ---- which documents */

static enum err_code
list_documents(const struct job *j)
{
	for (size_t i = 0; i < j->documents.count; i++) {
		const struct document *d = &j->documents.list[i];

		if (d->type != NULL)
			print("%s\t%s\t%s\n", d->name, d->type->name,
			      document_label(d, j->printing.language));
	}
	return ERR_OK;
}

static enum err_code
check_file(struct invocation *in, const char *name, struct err *e)
{
	const char *path = get_path(in, name, e);
	struct faults faults;
	enum err_code rc;

	if (path == NULL)
		return e->code;
	faults_init(&faults);
	rc = documents_check(path, registry_schema(in->registry), &faults, e);
	if (rc == ERR_OK && faults.count > 0) {
		say_faults(&faults);
		in->is_silent = true;
		rc = faults_err(&faults, ERR_USAGE, e);
	}
	faults_clear(&faults);
	return rc;
}

/* ---- where it goes */

static const char *
ending(enum document_format format)
{
	return format == DOCUMENT_MARKDOWN ? "md" : "txt";
}

static bool
has_ending(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && strcmp(path + n - m, end) == 0;
}

/* By the option, else by the end of the file's name. */
static enum err_code
choose_format(struct job *j, struct err *e)
{
	const char *name = option_value(j->in, "format");
	const char *dot = j->path == NULL ? NULL : strrchr(j->path, '.');

	j->format = DOCUMENT_TEXT;
	if (name != NULL)
		j->format = strcmp(name, "markdown") == 0 ? DOCUMENT_MARKDOWN : DOCUMENT_TEXT;
	else if (j->path != NULL && (has_ending(j->path, ".md") || has_ending(j->path, ".markdown")))
		j->format = DOCUMENT_MARKDOWN;
	else if (dot != NULL && strchr(dot, '/') == NULL && strcmp(dot, ".txt") != 0 &&
	         option_value(j->in, "each") == NULL)
		return err_set(e, ERR_USAGE,
		               _("a document is text (.txt) or Markdown (.md), not \"%s\"; --format"
		                 " says which, whatever the name"), dot);
	return ERR_OK;
}

static void
write_blocks(const struct blocks *b, enum document_format format, struct buf *out)
{
	if (format == DOCUMENT_MARKDOWN)
		write_markdown(b, out);
	else
		write_text(b, WIDTH, out);
}

/* Whole or not at all; what is there already is not lost by a slip. */
static enum err_code
write_file(const struct job *j, const char *path, const struct buf *text, struct err *e)
{
	bool may_replace = option_value(j->in, "force") != NULL;
	struct safe_file *f;
	enum err_code rc;

	if (!may_replace && file_exists(path))
		return err_set(e, ERR_USAGE, _("%s is there already; --force replaces it"), path);
	rc = safe_file_open(path, &f, e);
	if (rc != ERR_OK)
		return rc;
	if (fwrite(text->data, 1, text->size, safe_file_stream(f)) < text->size) {
		safe_file_abort(f);
		return err_set(e, ERR_FULL, _("%s cannot be written: %s"), path, strerror(errno));
	}
	return may_replace ? safe_file_commit(f, e) : safe_file_commit_new(f, e);
}

/* To standard output line by line, in the locale's characters. */
static void
print_lines(struct buf *text)
{
	for (const char *line = buf_string(text); *line != '\0'; ) {
		size_t n = strcspn(line, "\n");

		print("%.*s\n", (int)n, line);
		line += n + (line[n] == '\n');
	}
}

static enum err_code
put_out(const struct job *j, const struct blocks *b, const char *path, struct err *e)
{
	struct buf text;
	enum err_code rc = ERR_OK;

	buf_init(&text);
	write_blocks(b, j->format, &text);
	if (path == NULL)
		print_lines(&text);
	else
		rc = write_file(j, path, &text, e);
	buf_clear(&text);
	return rc;
}

/* ---- what is printed */

/* A file a row: CODE-PARTY.txt. A code may hold what a name of a file may not. */
static char *
letter_path(const struct job *j, const char *code, const char *row)
{
	char *name = mem_printf("%s-%s.%s", code, row, ending(j->format)), *path;

	for (char *p = name; *p != '\0'; p++)
		*p = *p == '/' ? '-' : *p;
	path = path_join(j->path, name);
	free(name);
	return path;
}

static enum err_code
print_each(const struct job *j, const struct record *record, struct err *e)
{
	const struct field *table = fields_find(&record->type->fields, j->document->each);
	const struct value *rows = record_value(record, table);
	char *code = registry_code(j->in->registry, record);
	enum err_code rc = ERR_OK;

	for (uint32_t i = 0; rc == ERR_OK && rows->kind == VALUE_ROWS && i < rows->count; i++) {
		char *row = document_row_name(j->in->registry, table, &rows->rows[i], i + 1);
		char *path = letter_path(j, code, row);
		struct blocks b = { 0 };

		rc = document_print(&j->printing, j->document, record, rows->rows[i].id, &b, e);
		if (rc == ERR_OK)
			rc = put_out(j, &b, path, e);
		blocks_clear(&b);
		free(path);
		free(row);
	}
	free(code);
	return rc;
}

static enum err_code
check_each(const struct job *j, struct err *e)
{
	const char *each = option_value(j->in, "each");
	struct stat s;

	if (each == NULL)
		return ERR_OK;
	if (j->document->each == NULL || strcmp(j->document->each, each) != 0)
		return err_set(e, ERR_USAGE, _("%s is no letter to each row of \"%s\""),
		               j->document->name, each);
	if (j->path == NULL || stat(j->path, &s) != 0 || !S_ISDIR(s.st_mode))
		return err_set(e, ERR_USAGE, _("--each writes a file a row: -o names their folder"));
	return ERR_OK;
}

static enum err_code
print_record(const struct job *j, const char *code, struct err *e)
{
	struct record *record = NULL;
	struct blocks b = { 0 };
	enum err_code rc = check_each(j, e);

	if (rc == ERR_OK)
		rc = registry_get(j->in->registry, j->document->type, code, &record, e);
	if (rc == ERR_OK && option_value(j->in, "each") != NULL) {
		rc = print_each(j, record, e);
	} else if (rc == ERR_OK) {
		rc = document_print(&j->printing, j->document, record, 0, &b, e);
		if (rc == ERR_OK)
			rc = put_out(j, &b, j->path, e);
	}
	blocks_clear(&b);
	record_free(record);
	return rc;
}

static enum err_code
print_set(const struct job *j, const char *query, struct err *e)
{
	struct blocks b = { 0 };
	enum err_code rc;

	if (option_value(j->in, "each") != NULL)
		return err_set(e, ERR_USAGE, _("--each is of one record, by its code"));
	rc = document_print_set(&j->printing, j->document, query, &b, e);
	if (rc == ERR_OK)
		rc = put_out(j, &b, j->path, e);
	blocks_clear(&b);
	return rc;
}

/* The record of a code, what a query finds, or all of the type. */
static enum err_code
print_document(const struct job *j, struct err *e)
{
	const char *where = option_value(j->in, "where");
	char *query;
	enum err_code rc;

	if (j->in->count == 2 && where != NULL)
		return err_set(e, ERR_USAGE, _("a document is of one CODE, or of all --where a query finds"));
	if (where == NULL && j->in->count == 1 && !j->document->is_set)
		return err_set(e, ERR_USAGE, _("of which %s? Give its code, or --where and a query"),
		               j->document->type->name);
	if (where != NULL || j->in->count == 1)
		return print_set(j, where == NULL ? "" : where, e);
	if (!j->document->is_set)
		return print_record(j, j->in->arguments[1], e);
	query = mem_printf("%s:\"%s\"", type_code(j->document->type)->name, j->in->arguments[1]);
	rc = print_set(j, query, e);
	free(query);
	return rc;
}

static enum err_code
print_with(struct job *j, struct err *e)
{
	enum err_code rc = documents_find(&j->documents, j->in->arguments[0], &j->document, e);

	j->path = option_value(j->in, "o");
	if (rc == ERR_OK && j->path != NULL && (j->path = get_path(j->in, j->path, e)) == NULL)
		rc = e->code;
	if (rc == ERR_OK)
		rc = choose_format(j, e);
	if (rc == ERR_OK)
		rc = get_disclosure(j->in, &j->printing.disclosure, e);
	if (rc == ERR_OK)
		rc = get_date(j->in, "as-of", &j->printing.as_of, e);
	return rc == ERR_OK ? print_document(j, e) : rc;
}

static enum err_code
print_run(struct invocation *in, struct err *e)
{
	const struct schema *schema = registry_schema(in->registry);
	char *folder = documents_folder(in->settings->schema);
	struct job j = { .in = in };
	struct faults faults;
	enum err_code rc;

	if (option_value(in, "check") != NULL) {
		free(folder);
		return check_file(in, option_value(in, "check"), e);
	}
	faults_init(&faults);
	documents_load(folder, schema, &j.documents, &faults);
	j.printing = (struct printing){ .registry = in->registry, .documents = &j.documents,
	                                .language = schema->language,
	                                .house = settings_house(in->settings, schema->language) };
	rc = in->count == 0 ? list_documents(&j) : print_with(&j, e);
	documents_clear(&j.documents);
	faults_clear(&faults);
	free(folder);
	return rc;
}

const struct command print_command = {
	.arguments = "[DOCUMENT [CODE]]",
	.help = N_("print a document"),
	.details = N_("Without arguments the documents that there are: name, type and label.\n"
	              "A document is of the record with the CODE, or of all that --where finds.\n"
	              "Sensitive fields and counts under 5 are left out unless asked for.\n"
	              "chancery-documents(5) describes how documents are defined."),
	.least = 0, .most = 2,
	.need = NEED_STORE,
	.options = {
		{ "where", "QUERY", N_("of all records that the query finds"), NULL },
		{ "format", NULL, N_("the format, whatever the name of the file"), document_formats },
		{ "o", "FILE|DIR", N_("write there"), NULL },
		{ "force", NULL, N_("replace a file that is there already"), NULL },
		{ "each", "TABLE", N_("of a letter: a file for each row of the table, in the folder of -o"),
		  NULL },
		{ "as-of", "DATE", N_("of its rows only those that were in force on that date"), NULL },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), NULL },
		{ "check", "FILE", N_("tell every mistake of a file that defines a document"), NULL },
	},
	.run = print_run,
};
