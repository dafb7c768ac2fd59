/* Lays out a record or report as lines to read. */
#include <config.h>

#include "view/report/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"

void
sheet_cut(struct sheet_lines *s, size_t count)
{
	for (size_t i = count; i < s->count; i++) {
		free(s->list[i].label);
		free(s->list[i].text);
		free(s->list[i].query);
	}
	s->count = count;
}

void
sheet_lines_clear(struct sheet_lines *s)
{
	sheet_cut(s, 0);
	free(s->list);
	*s = (struct sheet_lines){ 0 };
}

static char *
on_one_line(const char *text, size_t size)
{
	struct buf shown;

	buf_init(&shown);
	text_reveal(text, size, TEXT_LINE, &shown);
	return buf_take(&shown);
}

static void
add_line(struct sheet_lines *s, enum line_kind kind, const char *label, const char *text, size_t n,
         uint32_t target)
{
	MEM_ROOM(s->list, s->count, s->room);
	s->list[s->count++] = (struct sheet_line){
		.kind = kind, .label = on_one_line(label, strlen(label)),
		.text = on_one_line(text, n), .target = target,
	};
}

void
sheet_blank(struct sheet_lines *out)
{
	add_line(out, LINE_BLANK, "", "", 0, 0);
}

void
sheet_leads_to(struct sheet_lines *out, uint32_t target)
{
	out->list[out->count - 1].target = target;
}

void
sheet_leads_to_list(struct sheet_lines *out, const struct type *type, const char *query)
{
	struct sheet_line *l = &out->list[out->count - 1];

	free(l->query);
	l->type = type;
	l->query = mem_text(query);
}

void
sheet_heading(struct sheet_lines *out, const char *text)
{
	if (out->count > 0)
		sheet_blank(out);
	add_line(out, LINE_HEADING, "", text, strlen(text), 0);
}

/* A label with a text that may take several lines. */
static void
add_wrapped(struct sheet_lines *s, const char *label, const char *text, int width, uint32_t target)
{
	size_t at = 0, end;
	bool is_first = true;
	struct buf shown;

	buf_init(&shown);
	text_reveal(text, strlen(text), TEXT_LONG, &shown);
	text = buf_string(&shown);
	do {
		size_t start = at;

		at = text_wrap(text, shown.size, at, width > 10 ? width : 10, &end);
		add_line(s, is_first ? LINE_VALUE : LINE_MORE, is_first ? label : "", text + start,
		         end - start, target);
		is_first = false;
	} while (at < shown.size);
	buf_clear(&shown);
}

void
sheet_text(struct sheet_lines *out, const char *text, int width)
{
	add_wrapped(out, "", text, width, 0);
}

void
sheet_entry(struct sheet_lines *out, const char *label, const char *text, int width)
{
	add_wrapped(out, label, text, width, 0);
}

void
sheet_keys(struct sheet_lines *out, size_t first, uint64_t key)
{
	for (size_t i = first; i < out->count; i++) {
		if (out->list[i].kind != LINE_BLANK)
			out->list[i].key = key;
	}
}

/* ---- rows */

/* "LK  Sri Lanka" */
static void
reference_text(struct registry *r, uint32_t number, struct buf *out)
{
	const struct directory *d = registry_directory(r);

	d->code(d->context, number, out);
	buf_text(out, "  ");
	d->title(d->context, number, registry_schema(r)->language, out);
}

void
cell_text(struct registry *r, const struct record *record, const struct field *column,
          const struct value *v, struct buf *out)
{
	const struct value *from = record == NULL ? NULL : record_role(record, ROLE_FROM);
	char day[DATE_TEXT];

	if (column->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER &&
	    !value_is_hidden(v, column, registry_directory(r))) {
		reference_text(r, (uint32_t)v->number, out);
		return;
	}
	value_format(v, column, registry_directory(r), FORM_SCREEN, registry_schema(r)->language,
	             out);
	if (column->type != FIELD_DUE || v->kind != VALUE_NUMBER || from == NULL ||
	    from->kind != VALUE_NUMBER || !due_is_offset((int32_t)v->number))
		return;
	date_format(due_date((int32_t)v->number, (partial_date)from->number), day);
	buf_printf(out, " = %s", day);
}

/* The row on one line; is_brief: without lists, such as its sources. */
static uint32_t
add_cells(struct registry *r, const struct record *record, const struct field *table,
          const struct row *row, bool is_brief, struct buf *out)
{
	const struct field *party = table->table->by_role[ROLE_PARTY];
	size_t start = out->size;
	uint32_t found = 0;

	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);

		if (value_is_empty(v) || (is_brief && f->many == MANY_LIST))
			continue;
		if (out->size > start)
			buf_text(out, "  ");
		cell_text(r, record, f, v, out);
		if (f->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER &&
		    (found == 0 || f == party))
			found = (uint32_t)v->number;
	}
	return found;
}

void
row_text(struct registry *r, const struct record *record, const struct field *table,
         const struct row *row, struct buf *out)
{
	add_cells(r, record, table, row, false, out);
}

void
row_name(struct registry *r, const struct field *table, const struct row *row, struct buf *out)
{
	size_t start = out->size;

	for (size_t i = 0; i < table->key_count; i++) {
		if (value_is_empty(row_value(row, table->key[i])))
			continue;
		if (out->size > start)
			buf_byte(out, ' ');
		value_format(row_value(row, table->key[i]), table->key[i], registry_directory(r),
		             FORM_SCREEN, registry_schema(r)->language, out);
	}
	for (size_t i = 0; out->size == start && i < table->table->count; i++)
		value_format(row_value(row, &table->table->list[i]), &table->table->list[i],
		             registry_directory(r), FORM_SCREEN, registry_schema(r)->language, out);
}

/* ---- a record */

struct drawing {
	struct registry *registry;
	const struct directory *directory;
	const char *language;
	partial_date as_of;
	int width;                      /* of values */
	struct sheet_lines *out;
};

static void
add_reference(const struct drawing *d, const char *label, uint32_t number)
{
	struct buf text;

	buf_init(&text);
	reference_text(d->registry, number, &text);
	add_wrapped(d->out, label, buf_string(&text), d->width, number);
	buf_clear(&text);
}

static void
add_languages(const struct drawing *d, const struct field *f, const struct value *v)
{
	struct translation *texts = mem_new(sizeof *texts * value_texts_most(v));
	uint32_t count = value_texts(v, f, d->language, texts);

	for (uint32_t i = 0; i < count; i++) {
		char *label = !translation_is_foreign(&texts[i], d->language) ?
		              mem_text(f->label) :
		              mem_printf("%s (%s)", f->label, texts[i].language);

		add_wrapped(d->out, label, texts[i].text, d->width, 0);
		free(label);
	}
	free(texts);
}

static void
add_row(const struct drawing *d, const struct record *r, const struct field *table,
        const struct row *row)
{
	uint32_t target;
	struct buf text;

	buf_init(&text);
	target = add_cells(d->registry, r, table, row, true, &text);
	add_wrapped(d->out, "", buf_string(&text), d->width, target);
	buf_clear(&text);
}

static bool
is_shown(const struct drawing *d, const struct field *table, const struct row *row)
{
	return d->as_of == DATE_NONE || is_in_force(table->table, row->values, d->as_of);
}

static void
add_table(const struct drawing *d, const struct record *r, const struct field *f,
          const struct value *v)
{
	uint32_t shown = 0;
	char *heading;

	for (uint32_t i = 0; i < v->count; i++)
		shown += is_shown(d, f, &v->rows[i]);
	heading = mem_printf("%s (%u)", f->label, (unsigned)shown);
	add_wrapped(d->out, heading, "", d->width, 0);
	for (uint32_t i = 0; i < v->count; i++) {
		if (is_shown(d, f, &v->rows[i]))
			add_row(d, r, f, &v->rows[i]);
	}
	free(heading);
}

static void
add_field(const struct drawing *d, const struct record *r, const struct field *f)
{
	const struct value *v = record_value(r, f);
	struct buf text;

	if (f->part_count > 0) {
		char *code = registry_code(d->registry, r);

		add_wrapped(d->out, f->label, code, d->width, 0);
		free(code);
		return;
	}
	if (value_is_empty(v))
		return;
	if (v->kind == VALUE_ROWS) {
		add_table(d, r, f, v);
	} else if (value_is_hidden(v, f, d->directory)) {
		buf_init(&text);
		value_format(v, f, d->directory, FORM_SCREEN, d->language, &text);
		add_wrapped(d->out, f->label, buf_string(&text), d->width, 0);
		buf_clear(&text);
	} else if (v->kind == VALUE_LANGUAGES) {
		add_languages(d, f, v);
	} else if (f->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER) {
		add_reference(d, f->label, (uint32_t)v->number);
	} else if (f->type == FIELD_REFERENCE) {
		for (uint32_t i = 0; i < v->count; i++)
			add_reference(d, i == 0 ? f->label : "", (uint32_t)v->items[i].number);
	} else {
		buf_init(&text);
		value_format(v, f, d->directory, FORM_SCREEN, d->language, &text);
		add_wrapped(d->out, f->label, buf_string(&text), d->width, 0);
		buf_clear(&text);
	}
}

static bool
has_values(const struct record *r, const struct section *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (!value_is_empty(record_value(r, s->fields[i])) || s->fields[i]->part_count > 0)
			return true;
	}
	return false;
}

void
sheet_of(struct registry *r, const struct record *record, partial_date as_of, int width,
         struct sheet_lines *out)
{
	const struct drawing d = { r, registry_directory(r), registry_schema(r)->language, as_of,
	                           width - SHEET_LABEL, out };

	for (size_t i = 0; i < record->type->section_count; i++) {
		const struct section *s = &record->type->sections[i];

		if (!has_values(record, s))
			continue;
		sheet_heading(out, s->label);
		for (size_t j = 0; j < s->count; j++)
			add_field(&d, record, s->fields[j]);
	}
}
