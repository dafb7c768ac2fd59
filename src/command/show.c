/* Implements "show", which prints one record. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/print.h"
#include "base/text.h"
#include "command/command.h"
#include "document/blocks.h"
#include "document/path.h"
#include "exchange/writer.h"

#define LABEL_WIDTH 18

static const char *const formats[] = { "text", "json", "markdown", NULL };

struct showing {
	struct invocation *in;
	const struct directory *directory;
	const char *language;
	partial_date as_of;
	struct disclosure disclosure;   /* of JSON and Markdown */
	bool is_markdown;
};

/* The lines of a long text stand below each other. */
static void
print_text_of(const char *text)
{
	const char *line = text;

	while (*line != '\0') {
		size_t n = strcspn(line, "\n");

		print("%.*s", (int)n, line);
		line += n;
		if (*line == '\n') {
			print("\n%*s", LABEL_WIDTH + 2, "");
			line++;
		}
	}
}

static void
print_label(const struct showing *s, const char *label)
{
	struct buf shown;

	if (s->is_markdown) {
		print("- **%s**: ", label);
		return;
	}
	buf_init(&shown);
	text_pad(label, strlen(label), LABEL_WIDTH, TEXT_UTF8, &shown);
	print("%s  ", buf_string(&shown));
	buf_clear(&shown);
}

/* A reference as "CODE Title". */
static void
print_reference(const struct showing *s, uint32_t number)
{
	const struct directory *d = s->directory;
	struct buf text;

	buf_init(&text);
	d->code(d->context, number, &text);
	buf_byte(&text, ' ');
	d->title(d->context, number, s->language, &text);
	print_text_of(buf_string(&text));
	buf_clear(&text);
}

static void
print_languages(const struct showing *s, const struct field *f, const struct value *v)
{
	struct translation *texts = mem_new(sizeof *texts * value_texts_most(v));
	uint32_t count = value_texts(v, f, s->language, texts);

	for (uint32_t i = 0; i < count; i++) {
		struct buf text;

		if (i > 0)
			print("\n%*s", s->is_markdown ? 2 : LABEL_WIDTH + 2, "");
		buf_init(&text);
		translation_put(&texts[i], s->language, &text);
		print_text_of(buf_string(&text));
		buf_clear(&text);
	}
	free(texts);
}

static void
print_value(const struct showing *s, const struct field *f, const struct value *v)
{
	bool is_hidden = value_is_hidden(v, f, s->directory);
	struct buf text;

	if (s->is_markdown && !s->disclosure.sensitive && value_is_small_count(v, f)) {
		print("<%d", SMALL_COUNT);
		return;
	}
	if (f->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER && !is_hidden) {
		print_reference(s, (uint32_t)v->number);
		return;
	}
	if (!is_hidden && v->kind == VALUE_LANGUAGES) {
		print_languages(s, f, v);
		return;
	}
	buf_init(&text);
	value_format(v, f, s->directory, FORM_SCREEN, s->language, &text);
	print_text_of(buf_string(&text));
	buf_clear(&text);
}

/* Markdown leaves the register as files do. */
static bool
is_shown(const struct showing *s, const struct field *f)
{
	return !s->is_markdown || is_disclosed(f, &s->disclosure);
}

static void
print_row(const struct showing *s, const struct field *table, const struct row *row)
{
	bool is_first = true;

	print("  ");
	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);

		if (value_is_empty(v) || !is_shown(s, f))
			continue;
		print("%s%s: ", is_first ? "" : ", ", f->label);
		print_value(s, f, v);
		is_first = false;
	}
	putchar('\n');
}

static bool
is_row_shown(const struct showing *s, const struct field *table, const struct row *row)
{
	return s->as_of == DATE_NONE || is_in_force(table->table, row->values, s->as_of);
}

/* Whether a row that is shown has something in the column. */
static bool
is_column_used(const struct showing *s, const struct field *column, const struct value *rows)
{
	for (uint32_t i = 0; i < rows->count; i++) {
		if (is_row_shown(s, column->in, &rows->rows[i]) &&
		    !value_is_empty(row_value(&rows->rows[i], column)))
			return true;
	}
	return false;
}

/* A table is a table: a column for each that is used and may be shown. */
static void
put_markdown_rows(const struct showing *s, const struct field *table, const struct value *v,
                  struct blocks *out)
{
	const struct reading reading = { .registry = s->in->registry, .language = s->language,
	                                 .disclosure = s->disclosure };
	const struct field **columns = mem_new(sizeof *columns * (table->table->count + 1));
	const char **head = mem_new(sizeof *head * (table->table->count + 1));
	size_t count = 0;
	struct block *block;

	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];

		if (!is_shown(s, f) || !is_column_used(s, f, v))
			continue;
		columns[count] = f;
		head[count++] = f->label;
	}
	block = count == 0 ? NULL : blocks_table(out, BLOCK_TABLE, head, count);
	for (uint32_t i = 0; block != NULL && i < v->count; i++) {
		for (size_t c = 0; c < count && is_row_shown(s, table, &v->rows[i]); c++) {
			struct buf cell;

			buf_init(&cell);
			document_value(&reading, columns[c], row_value(&v->rows[i], columns[c]), &cell);
			block_cell(block, buf_string(&cell));
			buf_clear(&cell);
		}
	}
	free(columns);
	free(head);
}

static void
print_markdown_table(const struct showing *s, const struct field *table, const struct value *v)
{
	struct blocks blocks = { 0 };
	struct buf text;

	put_markdown_rows(s, table, v, &blocks);
	buf_init(&text);
	write_markdown(&blocks, &text);
	print("\n### %s\n\n", table->label);
	for (const char *line = buf_string(&text); *line != '\0'; line += strcspn(line, "\n") + 1)
		print("%.*s\n", (int)strcspn(line, "\n"), line);
	buf_clear(&text);
	blocks_clear(&blocks);
}

static void
print_table(const struct showing *s, const struct field *table, const struct value *v)
{
	if (s->is_markdown) {
		print_markdown_table(s, table, v);
		return;
	}
	print("\n%s\n", table->label);
	for (uint32_t i = 0; i < v->count; i++) {
		if (is_row_shown(s, table, &v->rows[i]))
			print_row(s, table, &v->rows[i]);
	}
}

static void
print_field(const struct showing *s, const struct record *r, const struct field *f)
{
	const struct value *v = record_value(r, f);

	if (!is_shown(s, f))
		return;
	if (f->type == FIELD_TABLE) {
		if (!value_is_empty(v))
			print_table(s, f, v);
	} else if (f->part_count > 0) {
		char *code = registry_code(s->in->registry, r);

		print_label(s, f->label);
		print_text_of(code);
		putchar('\n');
		free(code);
	} else if (!value_is_empty(v)) {
		print_label(s, f->label);
		print_value(s, f, v);
		putchar('\n');
	}
}

static bool
has_values(const struct showing *s, const struct record *r, const struct section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		if (!is_shown(s, section->fields[i]))
			continue;
		if (!value_is_empty(record_value(r, section->fields[i])) ||
		    section->fields[i]->part_count > 0)
			return true;
	}
	return false;
}

static void
print_text(const struct showing *s, const struct record *r)
{
	char *code = registry_code(s->in->registry, r), *title = registry_title(s->in->registry, r);

	print(s->is_markdown ? "# %s %s: " : "%s %s  ", r->type->label, code);
	print_text_of(title);
	print(_("  (version %" PRIu64 ")\n"), r->version);
	for (size_t i = 0; i < r->type->section_count; i++) {
		const struct section *section = &r->type->sections[i];

		if (!has_values(s, r, section))
			continue;
		print(s->is_markdown ? "\n## %s\n\n" : "\n[%s]\n", section->label);
		for (size_t j = 0; j < section->count; j++)
			print_field(s, r, section->fields[j]);
	}
	free(code);
	free(title);
}

static void
print_json(const struct showing *s, const struct record *r)
{
	struct writer w = { .format = &writer_jsonl, .out = stdout, .directory = s->directory,
	                    .disclosure = s->disclosure };

	writer_begin(&w);
	writer_record(&w, r);
	writer_end(&w);
}

static enum err_code
get_version(struct invocation *in, struct record **record, struct err *e)
{
	struct record *then;
	int64_t version;
	enum err_code rc = get_number(in, "version", 1, INT64_MAX, -1, &version, e);

	if (rc != ERR_OK || version < 0)
		return rc;
	rc = registry_version(in->registry, *record, (uint64_t)version, &then, e);
	if (rc == ERR_OK) {
		record_free(*record);
		*record = then;
	}
	return rc;
}

static enum err_code
show_run(struct invocation *in, struct err *e)
{
	const char *format = option_choice(in, "format");
	struct showing s = { .in = in, .directory = registry_directory(in->registry),
	                     .language = registry_schema(in->registry)->language };
	const struct type *type;
	struct record *record = NULL;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc == ERR_OK)
		rc = get_disclosure(in, &s.disclosure, e);
	s.disclosure.versions = true;
	if (rc == ERR_OK)
		rc = get_date(in, "as-of", &s.as_of, e);
	if (rc == ERR_OK)
		rc = registry_get(in->registry, type, in->arguments[1], &record, e);
	if (rc == ERR_OK)
		rc = get_version(in, &record, e);
	s.is_markdown = strcmp(format, "markdown") == 0;
	if (rc == ERR_OK && strcmp(format, "json") == 0)
		print_json(&s, record);
	else if (rc == ERR_OK)
		print_text(&s, record);
	record_free(record);
	return rc;
}

const struct command show_command = {
	.arguments = "TYPE CODE",
	.help = N_("show one record"),
	.least = 2, .most = 2,
	.need = NEED_STORE,
	.options = {
		{ "format", NULL, N_("the format of what is written"), formats },
		{ "as-of", "DATE", N_("of its rows only those that were in force on that date"), NULL },
		{ "version", "N", N_("as it was in that version"), NULL },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), NULL },
	},
	.run = show_run,
};
