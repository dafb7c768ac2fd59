/* Shows documents as lines to read. */
#include <config.h>

#include "view/report/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"

void
paper_begin(struct registry *r, partial_date as_of, struct paper *out)
{
	const struct settings *settings = registry_settings(r);
	const char *language = registry_schema(r)->language;
	char *folder = documents_folder(settings->schema);
	struct faults faults;

	/* What does not fit is told by print --check, and not offered here. */
	faults_init(&faults);
	documents_load(folder, registry_schema(r), &out->documents, &faults);
	faults_clear(&faults);
	free(folder);
	out->printing = (struct printing){ .registry = r, .documents = &out->documents,
	                                   .language = language, .as_of = as_of,
	                                   .house = settings_house(settings, language) };
}

void
paper_end(struct paper *p)
{
	documents_clear(&p->documents);
}

/* A document of many records is of this one alone here. */
const struct document *
paper_next(const struct paper *p, const struct type *type, const char *name)
{
	const struct document *first = NULL;

	for (size_t i = 0; i < p->documents.count; i++) {
		const struct document *d = &p->documents.list[i];

		if (d->type != type)
			continue;
		if (name == NULL || strcmp(d->name, name) > 0)
			return d;
		first = first == NULL ? d : first;
	}
	return first;
}

/* ---- lines */

static void
add_lines(struct buf *text, struct sheet_lines *out)
{
	for (const char *line = buf_string(text); *line != '\0'; ) {
		size_t n = strcspn(line, "\n");
		char *copy = mem_textn(line, n);

		if (n == 0)
			sheet_blank(out);
		else
			sheet_table_line(out, LINE_ROW, copy);
		free(copy);
		line += n + (line[n] == '\n');
	}
}

/* A row that is read aloud says its columns with its cells. */
static void
say_row(const struct block *b, size_t row, struct sheet_lines *out)
{
	struct buf line;

	buf_init(&line);
	for (size_t c = 0; c < b->columns; c++) {
		const char *cell = b->cells[row * b->columns + c];

		if (*cell == '\0')
			continue;
		buf_text(&line, line.size == 0 ? "" : b->head == NULL ? ": " : "; ");
		if (b->head != NULL)
			buf_printf(&line, "%s: ", b->head[c]);
		buf_text(&line, cell);
	}
	sheet_text(out, buf_string(&line), SHEET_UNWRAPPED);
	buf_clear(&line);
}

static void
say_blocks(const struct blocks *blocks, struct sheet_lines *out)
{
	for (size_t i = 0; i < blocks->count; i++) {
		const struct block *b = &blocks->list[i];

		if (b->kind == BLOCK_TITLE || b->kind == BLOCK_HEADING)
			sheet_heading(out, b->text);
		else if (b->text != NULL)
			sheet_text(out, b->text, SHEET_UNWRAPPED);
		for (size_t row = 0; row < b->rows; row++)
			say_row(b, row, out);
	}
}

const struct document *
paper_shown(const struct paper *p, const struct report_subject *s)
{
	const struct document *d = NULL;

	if (s->text == NULL || documents_find(&p->documents, s->text, &d, NULL) != ERR_OK)
		d = paper_next(p, s->record->type, NULL);
	return d;
}

enum err_code
paper_print(const struct paper *p, const struct document *d, const struct record *record,
            struct blocks *out, struct err *e)
{
	char *code, *query;
	enum err_code rc;

	if (!d->is_set)
		return document_print(&p->printing, d, record, 0, out, e);
	code = registry_code(p->printing.registry, record);
	query = mem_printf("%s:\"%s\"", type_code(d->type)->name, code);
	rc = document_print_set(&p->printing, d, query, out, e);
	free(code);
	free(query);
	return rc;
}

enum err_code
report_paper(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
             struct err *e)
{
	struct blocks blocks = { 0 };
	const struct document *d;
	struct paper p;
	struct buf text;
	enum err_code rc;

	paper_begin(r, s->as_of, &p);
	d = paper_shown(&p, s);
	rc = d == NULL ? err_set(e, ERR_NOT_FOUND, _("No document is of a %s."), s->record->type->label) :
	                 paper_print(&p, d, s->record, &blocks, e);
	buf_init(&text);
	if (rc == ERR_OK && width >= SHEET_UNWRAPPED) {
		say_blocks(&blocks, out);
	} else if (rc == ERR_OK) {
		write_text(&blocks, width + SHEET_LABEL, &text);
		add_lines(&text, out);
	}
	buf_clear(&text);
	blocks_clear(&blocks);
	paper_end(&p);
	return rc;
}

char *
paper_title(struct registry *r, const struct report_subject *s)
{
	char *code = registry_code(r, s->record), *title;
	const struct document *d;
	struct paper p;
	struct buf label;

	paper_begin(r, s->as_of, &p);
	d = paper_shown(&p, s);
	buf_init(&label);
	if (d != NULL)
		text_inside(&label, document_label(d, p.printing.language));
	title = mem_printf("%s, %s", buf_string(&label), code);
	buf_clear(&label);
	paper_end(&p);
	free(code);
	return title;
}
