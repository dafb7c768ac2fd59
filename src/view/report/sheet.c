/* Makes the lines of records and reports, and the texts of rows in them. */
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
		free(s->list[i].language);
		free(s->list[i].note);
	}
	s->count = count;
}

void
sheet_lines_clear(struct sheet_lines *s)
{
	sheet_cut(s, 0);
	free(s->list);
	free(s->summary);
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

void
sheet_table_line(struct sheet_lines *out, enum line_kind kind, const char *text)
{
	add_line(out, kind, "", text, strlen(text), 0);
}

int
sheet_label_room(const char *label)
{
	int width = text_width(label, strlen(label)) + 2;

	return width > SHEET_LABEL ? width : SHEET_LABEL;
}

/* Whether the text stands below its label instead of beside it. */
static bool
stands_below(const char *label, const char *text, int width)
{
	return *label != '\0' && *text != '\0' && width < SHEET_NARROW &&
	       (text_width(text, strlen(text)) > width || strchr(text, '\n') != NULL ||
	        sheet_label_room(label) > SHEET_LABEL);
}

/* A label with a text that may take several lines. */
static void
add_wrapped(struct sheet_lines *s, const char *label, const char *text, int width)
{
	bool is_below = width < SHEET_UNWRAPPED - SHEET_LABEL && stands_below(label, text, width),
	     is_first = true;
	int room = width + SHEET_LABEL - sheet_label_room(label);
	size_t at = 0, end;
	struct buf shown;

	buf_init(&shown);
	text_reveal(text, strlen(text), TEXT_LONG, &shown);
	text = buf_string(&shown);
	if (is_below) {
		add_line(s, LINE_VALUE, label, "", 0, 0);
		width += SHEET_LABEL - SHEET_BELOW;
		room = width;
	}
	do {
		size_t start = at;
		enum line_kind kind = is_below ? LINE_BELOW : is_first ? LINE_VALUE : LINE_MORE;

		at = text_wrap(text, shown.size, at, room > 10 ? room : 10, &end);
		room = width;
		add_line(s, kind, kind == LINE_VALUE ? label : "", text + start, end - start, 0);
		is_first = false;
	} while (at < shown.size);
	buf_clear(&shown);
}

void
sheet_text(struct sheet_lines *out, const char *text, int width)
{
	add_wrapped(out, "", text, width);
}

void
sheet_entry(struct sheet_lines *out, const char *label, const char *text, int width)
{
	add_wrapped(out, label, text, width);
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

void
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

uint32_t
row_target(const struct field *table, const struct row *row)
{
	const struct field *party = table->table->by_role[ROLE_PARTY];
	uint32_t found = 0;

	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);

		if (f->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER &&
		    (found == 0 || f == party))
			found = (uint32_t)v->number;
	}
	return found;
}

void
row_text(struct registry *r, const struct record *record, const struct field *table,
         const struct row *row, bool is_brief, struct buf *out)
{
	size_t start = out->size;

	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		const struct value *v = row_value(row, f);

		if (value_is_empty(v) || (is_brief && f->many == MANY_LIST))
			continue;
		if (out->size > start)
			buf_text(out, "  ");
		cell_text(r, record, f, v, out);
	}
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
