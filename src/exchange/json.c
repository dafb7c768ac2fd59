/* Reads JSON (RFC 8259) with jansson: lines, one array of objects, or one object. */
#include <config.h>

#include <stdbool.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "exchange/input.h"
#include "exchange/reader.h"
#include "record/form.h"

struct json_reading {
	struct reader base;
	json_t *whole;          /* all of the file, if it is no JSON Lines; else NULL */
	size_t next;            /* in that */
	bool is_started, is_lines;
	int line;
	char *buffer;
	size_t buffer_size;
	struct item item;
};

/* ---- from JSON to texts */

static void
put_real(double d, struct buf *out)
{
	size_t end;

	buf_printf(out, "%.6f", d);
	for (end = out->size; out->data[end - 1] == '0'; end--)
		continue;
	out->size = out->data[end - 1] == '.' ? end - 1 : end;
}

static bool
put_scalar(const json_t *value, bool is_member, struct buf *out)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		if (is_member)
			member_escape(json_string_value(value), out);
		else
			buf_text(out, json_string_value(value));
		return strlen(json_string_value(value)) == json_string_length(value);
	case JSON_INTEGER:
		buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		return true;
	case JSON_REAL:
		put_real(json_real_value(value), out);
		return true;
	case JSON_TRUE:
		buf_text(out, "yes");
		return true;
	case JSON_FALSE:
		buf_text(out, "no");
		return true;
	case JSON_NULL:
		return true;
	default:
		return false;
	}
}

static bool
put_array(const json_t *array, struct buf *out)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (i > 0)
			buf_byte(out, ';');
		if (!put_scalar(json_array_get(array, i), true, out))
			return false;
	}
	return true;
}

static void
add_cell(struct arena *a, struct item *item, const char *name, struct buf *text)
{
	item->cells[item->count++] = (struct cell){
		.name = arena_text(a, name),
		.text = arena_textn(a, (const char *)text->data, text->size),
	};
	buf_clear(text);
}

static bool read_object(struct arena *a, const json_t *object, bool with_tables,
                        struct item *item);

static bool
read_table(struct arena *a, const char *name, const json_t *array, struct item *item)
{
	struct item_table *t = &item->tables[item->table_count++];

	*t = (struct item_table){ .name = arena_text(a, name) };
	t->rows = arena_new(a, sizeof *t->rows * (json_array_size(array) + 1));
	for (; t->count < json_array_size(array); t->count++) {
		t->rows[t->count].line = item->line;
		if (!read_object(a, json_array_get(array, t->count), false, &t->rows[t->count]))
			return false;
	}
	return true;
}

static bool
read_languages(struct arena *a, const char *name, json_t *object, struct item *item)
{
	const char *language;
	json_t *text;

	json_object_foreach(object, language, text) {
		struct buf value;
		char *cell = mem_printf("%s.%s", name, language);
		bool read;

		buf_init(&value);
		read = put_scalar(text, false, &value);
		add_cell(a, item, cell, &value);
		free(cell);
		if (!read)
			return false;
	}
	return true;
}

static bool
read_member(struct arena *a, const char *name, json_t *value, bool with_tables, struct item *item)
{
	struct buf text;
	bool read;

	if (json_is_array(value) && json_is_object(json_array_get(value, 0)))
		return with_tables && read_table(a, name, value, item);
	if (json_is_object(value))
		return read_languages(a, name, value, item);
	buf_init(&text);
	read = json_is_array(value) ? put_array(value, &text) : put_scalar(value, false, &text);
	add_cell(a, item, name, &text);
	return read;
}

static bool
read_object(struct arena *a, const json_t *object, bool with_tables, struct item *item)
{
	size_t cells = 0;
	const char *name;
	json_t *value;

	if (!json_is_object(object))
		return false;
	json_object_foreach((json_t *)(uintptr_t)object, name, value)
		cells += json_is_object(value) ? json_object_size(value) : 1;
	item->cells = arena_new(a, sizeof *item->cells * (cells + 1));
	item->tables = arena_new(a, sizeof *item->tables * (json_object_size(object) + 1));
	json_object_foreach((json_t *)(uintptr_t)object, name, value) {
		if (!read_member(a, name, value, with_tables, item))
			return false;
	}
	return true;
}

/* ---- reading the file */

static enum err_code
take_object(struct json_reading *j, const json_t *object, const struct item **out, struct err *e)
{
	arena_clear(&j->base.arena);
	j->item = (struct item){ .line = j->line };
	if (!read_object(&j->base.arena, object, true, &j->item))
		return err_set(e, ERR_DATA, _("is no object of texts, numbers, arrays and rows"));
	*out = &j->item;
	return ERR_OK;
}

static enum err_code
parse_err(const json_error_t *error, struct err *e)
{
	return err_set(e, ERR_DATA, _("is no JSON: %s"), error->text);
}

/* For jansson, which reads by parts; it takes what is no part for a fault of the JSON. */
static size_t
read_part(void *buffer, size_t size, void *context)
{
	struct json_reading *j = context;
	size_t n = fread(buffer, 1, size, j->base.in);

	return n == 0 && input_end(j->base.in, &j->base.lost) != ERR_OK ? (size_t)-1 : n;
}

/* The first character decides: "[" is one array; an object that its line does not end is a file of
 * one object. */
static enum err_code
start(struct json_reading *j, struct err *e)
{
	json_error_t error;
	json_t *first;
	ssize_t n;

	j->is_started = true;
	do {
		n = getline(&j->buffer, &j->buffer_size, j->base.in);
	} while (n > 0 && strspn(j->buffer, " \t\r\n") == (size_t)n);
	if (n < 0 && input_end(j->base.in, e) != ERR_OK)
		return ERR_STORE;
	first = n < 0 ? NULL : json_loadb(j->buffer, (size_t)n, JSON_REJECT_DUPLICATES, &error);
	j->is_lines = n < 0 || (first != NULL && json_is_object(first)) ||
	              strchr("[{", j->buffer[strspn(j->buffer, " \t")]) == NULL;
	json_decref(first);
	reader_init(&j->base, j->base.ops, j->base.in);
	j->line = 0;
	if (j->base.lost.code != ERR_OK)
		return err_set(e, j->base.lost.code, "%s", j->base.lost.text);
	if (j->is_lines)
		return ERR_OK;
	j->whole = json_load_callback(read_part, j, JSON_REJECT_DUPLICATES, &error);
	if (j->base.lost.code != ERR_OK)
		return err_set(e, j->base.lost.code, "%s", j->base.lost.text);
	if (j->whole == NULL) {
		/* Perhaps Lines after all, the first of which is at fault. */
		reader_init(&j->base, j->base.ops, j->base.in);
		j->is_lines = true;
		j->line = 0;
		return ERR_OK;
	}
	j->line = 1;
	return ERR_OK;
}

static enum err_code
next_line(struct json_reading *j, const struct item **out, struct err *e)
{
	json_error_t error;
	json_t *object;
	ssize_t n;
	enum err_code rc;

	do {
		n = getline(&j->buffer, &j->buffer_size, j->base.in);
		j->line++;
	} while (n > 0 && strspn(j->buffer, " \t\r\n") == (size_t)n);
	if (n < 0)
		return input_end(j->base.in, e) == ERR_OK ? ERR_NOT_FOUND : ERR_STORE;
	object = json_loadb(j->buffer, (size_t)n, JSON_REJECT_DUPLICATES, &error);
	if (object == NULL)
		return parse_err(&error, e);
	rc = take_object(j, object, out, e);
	json_decref(object);
	return rc;
}

static enum err_code
json_next(struct reader *r, const struct item **out, int *line, struct err *e)
{
	struct json_reading *j = (struct json_reading *)r;
	const json_t *object = NULL;
	enum err_code rc = ERR_OK;

	*out = NULL;
	if (!j->is_started)
		rc = start(j, e);
	if (rc == ERR_OK && j->is_lines)
		rc = next_line(j, out, e);
	else if (rc == ERR_OK && json_is_array(j->whole))
		object = json_array_get(j->whole, j->next++);
	else if (rc == ERR_OK)
		object = j->next++ == 0 ? j->whole : NULL;
	if (rc == ERR_OK && !j->is_lines)
		rc = object == NULL ? ERR_NOT_FOUND : take_object(j, object, out, e);
	*line = j->line;
	return rc;
}

static void
json_rewind(struct reader *r)
{
	struct json_reading *j = (struct json_reading *)r;

	j->next = 0;
	j->line = j->is_lines ? 0 : 1;
}

static void
json_reader_free(struct reader *r)
{
	struct json_reading *j = (struct json_reading *)r;

	json_decref(j->whole);
	free(j->buffer);
	free(j);
}

static void *
memory(size_t size)
{
	return mem_grow(NULL, size, 1);
}

void
json_begin(void)
{
	json_set_alloc_funcs(memory, free);
}

struct reader *
json_reader(FILE *in)
{
	static const struct reader_ops ops = {
		.next = json_next,
		.rewind = json_rewind,
		.free = json_reader_free,
	};
	struct json_reading *j = mem_new(sizeof *j);

	reader_init(&j->base, &ops, in);
	return &j->base;
}
