/* Lays out a record as lines to read: sections, labels with values, tables in columns. */
#include <config.h>

#include "view/report/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/kind.h"
#include "view/report/report.h"
#include "view/report/text_table.h"

struct drawing {
	struct registry *registry;
	const struct directory *directory;
	const char *language;
	const struct sheet_form *form;
	const struct record *record;
	int width;                      /* of values */
	struct sheet_lines *out;
};

/* ---- tables */

static bool
is_shown(const struct drawing *d, const struct field *table, const struct row *row)
{
	return d->form->as_of == DATE_NONE || is_in_force(table->table, row->values, d->form->as_of);
}

static uint32_t
rows_shown(const struct drawing *d, const struct field *table, const struct value *v)
{
	uint32_t shown = 0;

	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++)
		shown += is_shown(d, table, &v->rows[i]);
	return shown;
}

/* "Attendance (12)" */
static char *
table_label(const struct drawing *d, const struct field *table)
{
	const struct value *v = record_value(d->record, table);

	return mem_printf("%s (%u)", table->label, (unsigned)rows_shown(d, table, v));
}

static void
begin_column(struct text_column *c, const struct field *f)
{
	c->heading = mem_text(f->label);
	c->is_right = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
	c->is_whole = f->many == MANY_ONE && f->type != FIELD_REFERENCE &&
	              (field_shape(f) == SHAPE_NUMBER || f->type == FIELD_CODE);
	c->is_kept = field_has_role(f, ROLE_STATUS) || field_has_role(f, ROLE_RESPONSE) ||
	             field_has_role(f, ROLE_DUE);
}

/* A row; lists, such as its sources, would not fit on a line. */
static void
fill_row(const struct drawing *d, const struct field *table, const struct row *row,
         struct text_table *t)
{
	text_table_add_row(t);
	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);
		struct buf text, shown;

		if (value_is_empty(v) || f->many == MANY_LIST)
			continue;
		buf_init(&text);
		buf_init(&shown);
		cell_text(d->registry, d->record, f, v, &text);
		text_reveal(buf_string(&text), text.size, TEXT_LINE, &shown);
		text_table_put(t, i, buf_take(&shown));
		buf_clear(&text);
	}
}

static void
add_row_line(const struct drawing *d, const struct field *table, const struct row *row,
             const char *text, bool is_cut)
{
	struct sheet_line *l;

	sheet_table_line(d->out, LINE_ROW, text);
	l = &d->out->list[d->out->count - 1];
	l->target = row_target(table, row);
	l->row = row->id;
	l->is_cut = is_cut;
}

/* The rows in columns. */
static void
add_rows(const struct drawing *d, const struct field *table, const struct value *v)
{
	struct text_table t;
	struct buf line;
	size_t n = 0;

	text_table_init(&t, table->table->count);
	for (size_t i = 0; i < table->table->count; i++)
		begin_column(&t.columns[i], &table->table->list[i]);
	for (uint32_t i = 0; i < v->count; i++) {
		if (is_shown(d, table, &v->rows[i]))
			fill_row(d, table, &v->rows[i], &t);
	}
	text_table_fit(&t, d->form->width);
	buf_init(&line);
	text_table_headings(&t, &line);
	sheet_table_line(d->out, LINE_COLUMNS, buf_string(&line));
	for (uint32_t i = 0; i < v->count; i++) {
		bool is_cut;

		if (!is_shown(d, table, &v->rows[i]))
			continue;
		buf_reset(&line);
		is_cut = text_table_row(&t, n++, &line);
		add_row_line(d, table, &v->rows[i], buf_string(&line), is_cut);
	}
	buf_clear(&line);
	text_table_clear(&t);
}

/* The same for lines that are read aloud: what columns say to the eye, the order of the cells says to
 * the ear. */
static void
say_rows(const struct drawing *d, const struct field *table, const struct value *v)
{
	for (uint32_t i = 0; i < v->count; i++) {
		struct buf text;

		if (!is_shown(d, table, &v->rows[i]))
			continue;
		buf_init(&text);
		row_text(d->registry, d->record, table, &v->rows[i], true, &text);
		add_row_line(d, table, &v->rows[i], buf_string(&text), false);
		buf_clear(&text);
	}
}

static void
add_table(const struct drawing *d, const struct field *f, bool has_label)
{
	const struct value *v = record_value(d->record, f);
	char *label = table_label(d, f);

	if (has_label)
		sheet_entry(d->out, label, "", d->width);
	if (v->kind == VALUE_ROWS && rows_shown(d, f, v) > 0) {
		if (d->form->width >= SHEET_UNWRAPPED)
			say_rows(d, f, v);
		else
			add_rows(d, f, v);
	}
	free(label);
}

/* ---- other fields */

static void
add_reference(const struct drawing *d, const char *label, uint32_t number)
{
	size_t first = d->out->count;
	struct buf text;

	buf_init(&text);
	reference_text(d->registry, number, &text);
	sheet_entry(d->out, label, buf_string(&text), d->width);
	for (size_t i = first; i < d->out->count; i++)
		d->out->list[i].target = number;
	buf_clear(&text);
}

static void
add_languages(const struct drawing *d, const struct field *f, const struct value *v)
{
	struct translation *texts = mem_new(sizeof *texts * value_texts_most(v));
	uint32_t count = value_texts(v, f, d->language, texts);

	for (uint32_t i = 0; i < count; i++) {
		size_t first = d->out->count;
		char *label = !translation_is_foreign(&texts[i], d->language) ?
		              mem_text(f->label) :
		              mem_printf("%s (%s)", f->label, texts[i].language);

		sheet_entry(d->out, label, texts[i].text, d->width);
		for (size_t j = first; j < d->out->count; j++)
			d->out->list[j].language = mem_text(texts[i].language);
		free(label);
	}
	free(texts);
}

static void
add_text(const struct drawing *d, const struct field *f, const struct value *v)
{
	struct buf text;

	buf_init(&text);
	value_format(v, f, d->directory, FORM_SCREEN, d->language, &text);
	sheet_entry(d->out, f->label, buf_string(&text), d->width);
	buf_clear(&text);
}

static void
add_value(const struct drawing *d, const struct field *f, const struct value *v)
{
	if (value_is_empty(v)) {
		sheet_entry(d->out, f->label, "", d->width);
	} else if (value_is_hidden(v, f, d->directory)) {
		add_text(d, f, v);
	} else if (v->kind == VALUE_LANGUAGES) {
		add_languages(d, f, v);
	} else if (f->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER) {
		add_reference(d, f->label, (uint32_t)v->number);
	} else if (f->type == FIELD_REFERENCE) {
		for (uint32_t i = 0; i < v->count; i++)
			add_reference(d, i == 0 ? f->label : "", (uint32_t)v->items[i].number);
	} else {
		add_text(d, f, v);
	}
}

static void
add_field(const struct drawing *d, const struct field *f, bool has_label)
{
	if (f->part_count > 0) {
		char *code = registry_code(d->registry, d->record);

		sheet_entry(d->out, f->label, code, d->width);
		free(code);
	} else if (f->type == FIELD_TABLE) {
		add_table(d, f, has_label);
	} else {
		add_value(d, f, record_value(d->record, f));
	}
}

/* ---- sections */

static bool
has_line(const struct drawing *d, const struct field *f)
{
	return d->form->shows_empty || f->part_count > 0 ||
	       !value_is_empty(record_value(d->record, f));
}

static void
stamp(const struct drawing *d, size_t first, const struct field *f)
{
	for (size_t i = first; i < d->out->count; i++) {
		if (d->out->list[i].kind != LINE_BLANK)
			d->out->list[i].field = f;
	}
}

/* A section that begins with a table of its own name is not called so twice. */
static void
add_section(const struct drawing *d, const struct section *s)
{
	bool is_first = true;

	for (size_t i = 0; i < s->count; i++) {
		const struct field *f = s->fields[i];
		bool is_named = is_first && f->type == FIELD_TABLE && strcmp(f->label, s->label) == 0;
		size_t first = d->out->count;

		if (!has_line(d, f))
			continue;
		if (is_named) {
			char *label = table_label(d, f);

			sheet_heading(d->out, label);
			free(label);
		} else if (is_first) {
			sheet_heading(d->out, s->label);
		}
		is_first = false;
		add_field(d, f, !is_named);
		stamp(d, first, f);
	}
}

void
sheet_of(struct registry *r, const struct record *record, const struct sheet_form *form,
         struct sheet_lines *out)
{
	const struct drawing d = { r, registry_directory(r), registry_schema(r)->language, form,
	                           record, form->width - SHEET_LABEL, out };

	for (size_t i = 0; i < record->type->section_count; i++)
		add_section(&d, &record->type->sections[i]);
}

const char *
record_neighbour_refusal(bool has_list, bool down)
{
	if (!has_list)
		return _("The record was not opened from a list.");
	return down ? _("This is the last record of the list.") :
	       _("This is the first record of the list.");
}

void
sheet_row(struct registry *r, const struct record *record, const struct field *table,
          const struct row *row, int width, struct sheet_lines *out)
{
	const struct sheet_form form = { .width = width };
	const struct drawing d = { r, registry_directory(r), registry_schema(r)->language, &form,
	                           record, width - SHEET_LABEL, out };

	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);
		struct buf text;

		if (value_is_empty(v))
			continue;
		if (f->type == FIELD_DUE) {
			buf_init(&text);
			cell_text(r, record, f, v, &text);
			sheet_entry(out, f->label, buf_string(&text), d.width);
			buf_clear(&text);
		} else {
			add_value(&d, f, v);
		}
	}
}

enum err_code
report_row(struct registry *r, const struct record *record, const struct field *table, uint64_t row,
           int width, struct sheet_lines *out, struct err *e)
{
	const struct value *v = record_value(record, table);
	const struct row *found = v->kind == VALUE_ROWS ? value_row(v, row) : NULL;

	if (found == NULL)
		return err_set(e, ERR_NOT_FOUND, _("This row is not in the record any more."));
	sheet_row(r, record, table, found, width + SHEET_LABEL, out);
	return ERR_OK;
}
