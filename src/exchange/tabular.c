/* Writes tables of texts that are no records. */
#include <config.h>

#include "exchange/tabular.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/charset.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/csv_cell.h"
#include "exchange/writer.h"

#define GAP 2

const char *const tabular_names[] = { "table", "csv", "json", NULL };

struct tabular {
	FILE *out;
	enum tabular_format format;
	const struct tabular_column *columns;
	size_t count;
	size_t at;                      /* the column of the next cell */
	json_t *object;                 /* of JSON: the row */
	size_t rows;
	char **cells;                   /* of a table: all that were put, row by row */
	size_t cell_count, cell_room;
};

enum tabular_format
tabular_named(const char *name)
{
	enum tabular_format format = TABULAR_TABLE;

	while (tabular_names[format + 1] != NULL && strcmp(tabular_names[format], name) != 0)
		format++;
	return format;
}

static bool
is_written(const struct tabular *t, const struct tabular_column *c)
{
	return t->format == TABULAR_TABLE ? c->label != NULL : !c->is_people_only;
}

static void
csv_headings(struct tabular *t)
{
	bool is_first = true;

	for (size_t i = 0; i < t->count; i++) {
		if (!is_written(t, &t->columns[i]))
			continue;
		csv_put(t->out, t->columns[i].name, false, is_first);
		is_first = false;
	}
	fputc('\n', t->out);
}

struct tabular *
tabular_begin(FILE *out, enum tabular_format format, const struct tabular_column *columns,
              size_t count)
{
	static const enum charset_for charsets[] = { CHARSET_FOR_PEOPLE, CHARSET_FOR_CSV,
		                                     CHARSET_FOR_JSON };
	struct tabular *t = mem_new(sizeof *t);

	*t = (struct tabular){ .out = out, .format = format, .columns = columns, .count = count };
	if (out == stdout)
		charset_choose(charsets[format]);
	if (format == TABULAR_CSV)
		csv_headings(t);
	return t;
}

/* ---- JSON */

static json_t *
safe_string(const char *text, size_t size)
{
	struct buf safe;
	json_t *j;

	buf_init(&safe);
	text_defuse(text, size, &safe);
	j = json_string(buf_string(&safe));
	buf_clear(&safe);
	return j;
}

static json_t *
json_members(const char *text)
{
	json_t *array = json_array();

	while (*text != '\0') {
		size_t n = strcspn(text, ";");

		json_array_append_new(array, safe_string(text, n));
		text += n + (text[n] == ';');
	}
	return array;
}

static void
json_cell(struct tabular *t, const struct tabular_column *c, const char *text)
{
	int64_t number;
	json_t *j;

	if (c->kind == TABULAR_LIST)
		j = json_members(text);
	else if (c->kind == TABULAR_NUMBER && number_read(text, INT64_MIN, INT64_MAX, &number))
		j = json_integer(number);
	else if (c->kind == TABULAR_NUMBER && *text == '\0')
		j = json_null();
	else
		j = safe_string(text, strlen(text));
	if (t->object == NULL)
		t->object = json_object();
	json_object_set_new(t->object, c->name, j);
}

/* ---- a table for people */

static void
keep_cell(struct tabular *t, const char *text)
{
	struct buf shown;

	buf_init(&shown);
	text_reveal(text, strlen(text), TEXT_LINE, &shown);
	MEM_ROOM(t->cells, t->cell_count, t->cell_room);
	t->cells[t->cell_count++] = buf_take(&shown);
}

/* How many columns a table has, and how wide each is. */
static size_t
measure(const struct tabular *t, int *widths, const struct tabular_column **shown)
{
	size_t columns = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (!is_written(t, &t->columns[i]))
			continue;
		shown[columns] = &t->columns[i];
		widths[columns++] = text_width(t->columns[i].label, strlen(t->columns[i].label));
	}
	for (size_t i = 0; i < t->cell_count; i++) {
		int width = text_width(t->cells[i], strlen(t->cells[i]));

		if (width > widths[i % columns])
			widths[i % columns] = width;
	}
	return columns;
}

static void
aligned_cell(const struct tabular_column *c, const char *text, int width, bool is_last,
             struct buf *line)
{
	int used = text_width(text, strlen(text));

	if (c->kind == TABULAR_NUMBER)
		buf_printf(line, "%*s", width - used, "");
	buf_text(line, text);
	if (c->kind != TABULAR_NUMBER && !is_last)
		buf_printf(line, "%*s", width - used, "");
}

static void
put_line(const struct tabular *t, char *const *cells, const int *widths,
         const struct tabular_column *const *shown, size_t columns, int terminal)
{
	struct buf line, cut;

	buf_init(&line);
	buf_init(&cut);
	for (size_t i = 0; i < columns; i++) {
		const char *text = cells == NULL ? shown[i]->label : cells[i];

		if (i > 0)
			buf_printf(&line, terminal > 0 ? "%*s" : "\t", terminal > 0 ? GAP : 0, "");
		if (terminal > 0)
			aligned_cell(shown[i], text, widths[i], i + 1 == columns, &line);
		else
			buf_text(&line, text);
	}
	if (terminal > 0)
		text_show(buf_string(&line), line.size, terminal, TEXT_UTF8, &cut);
	else
		buf_text(&cut, buf_string(&line));
	buf_byte(&cut, '\n');
	fwrite(cut.data, 1, cut.size, t->out);
	buf_clear(&cut);
	buf_clear(&line);
}

static void
put_table(const struct tabular *t)
{
	const struct tabular_column **shown = mem_new(sizeof *shown * (t->count + 1));
	int *widths = mem_new(sizeof *widths * (t->count + 1)), terminal = writer_terminal_width(t->out);
	size_t columns = measure(t, widths, shown);

	if (t->cell_count > 0)
		put_line(t, NULL, widths, shown, columns, terminal);
	for (size_t i = 0; i + columns <= t->cell_count; i += columns)
		put_line(t, t->cells + i, widths, shown, columns, terminal);
	free(widths);
	free(shown);
}

/* ---- */

static bool
is_first_written(const struct tabular *t)
{
	for (size_t i = 0; i < t->at; i++) {
		if (is_written(t, &t->columns[i]))
			return false;
	}
	return true;
}

static void
end_row(struct tabular *t)
{
	t->at = 0;
	if (t->format == TABULAR_CSV)
		fputc('\n', t->out);
	if (t->format == TABULAR_JSON) {
		fputs(t->rows > 0 ? ",\n" : "[\n", t->out);
		json_dumpf(t->object, t->out, JSON_COMPACT);
		json_decref(t->object);
		t->object = NULL;
	}
	t->rows++;
}

void
tabular_put(struct tabular *t, const char *text)
{
	const struct tabular_column *c = &t->columns[t->at];

	if (is_written(t, c)) {
		switch (t->format) {
		case TABULAR_TABLE:
			keep_cell(t, text);
			break;
		case TABULAR_CSV:
			csv_put(t->out, text, c->kind == TABULAR_TEXT || c->kind == TABULAR_LIST,
			        is_first_written(t));
			break;
		case TABULAR_JSON:
			json_cell(t, c, text);
			break;
		}
	}
	if (++t->at == t->count)
		end_row(t);
}

void
tabular_end(struct tabular *t)
{
	if (t->format == TABULAR_TABLE)
		put_table(t);
	if (t->format == TABULAR_JSON)
		fputs(t->rows > 0 ? "\n]\n" : "[]\n", t->out);
	for (size_t i = 0; i < t->cell_count; i++)
		free(t->cells[i]);
	free(t->cells);
	free(t);
}
