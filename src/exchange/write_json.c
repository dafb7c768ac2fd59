/* Writes JSON: one array, or JSON Lines. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/writer.h"
#include "record/kind.h"

static json_t *
safe_string(const char *text)
{
	struct buf safe;
	json_t *j;

	buf_init(&safe);
	text_defuse(text, strlen(text), &safe);
	j = json_string(buf_string(&safe));
	buf_clear(&safe);
	return j;
}

static json_t *
json_text(const struct value *v, const struct field *f, const struct directory *d,
          const struct disclosure *disclosure)
{
	struct buf text;
	json_t *j;

	buf_init(&text);
	file_text(v, f, d, disclosure, &text);
	j = safe_string(buf_string(&text));
	buf_clear(&text);
	return j;
}

static json_t *
json_scalar(const struct value *v, const struct field *f, const struct directory *d,
            const struct disclosure *disclosure)
{
	if (v->kind == VALUE_TEXT)
		return safe_string(v->text);
	switch (field_kind(f)->json) {
	case JSON_AS_BOOLEAN:
		return json_boolean(v->number != 0);
	case JSON_AS_INTEGER:
		if (field_has_role(f, ROLE_SMALL_COUNT))
			break;
		return json_integer(v->number);
	case JSON_AS_REAL:
		return json_real((double)v->number / 1e6);
	default:
		break;
	}
	return json_text(v, f, d, disclosure);
}

/* A count is a number too, unless it is hidden. */
static json_t *
json_one(const struct value *v, const struct field *f, const struct directory *d,
         const struct disclosure *disclosure)
{
	json_t *j = json_scalar(v, f, d, disclosure);

	if (field_kind(f)->json == JSON_AS_INTEGER && json_is_string(j) && *json_string_value(j) != '<') {
		json_decref(j);
		j = json_integer(v->number);
	}
	return j;
}

/* Members of a set of references stand in the order of their codes, as in files: the texts that
 * value_format() joined are taken apart again. */
static json_t *
json_references(const struct value *v, const struct field *f, const struct directory *d)
{
	json_t *array = json_array();
	struct buf text;
	char *rest, *member;

	buf_init(&text);
	value_format(v, f, d, FORM_FILE, "en", &text);
	rest = buf_take(&text);
	for (char *next = rest; (member = strsep(&next, ";")) != NULL; )
		json_array_append_new(array, safe_string(member));
	free(rest);
	return array;
}

static void put_fields(json_t *object, const struct fields *fields, const struct value *values,
                       const struct directory *d, const struct disclosure *disclosure);

static json_t *
json_rows(const struct value *v, const struct field *f, const struct directory *d,
          const struct disclosure *disclosure)
{
	json_t *array = json_array();

	for (uint32_t i = 0; i < v->count; i++) {
		json_t *object = json_object();
		char id[ROWID_TEXT];

		rowid_format(v->rows[i].id, id);
		json_object_set_new(object, "id", json_string(id));
		put_fields(object, f->table, v->rows[i].values, d, disclosure);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
json_value(const struct value *v, const struct field *f, const struct directory *d,
           const struct disclosure *disclosure)
{
	json_t *j;

	switch (v->kind) {
	case VALUE_ROWS:
		return json_rows(v, f, d, disclosure);
	case VALUE_LANGUAGES:
		j = json_object();
		for (uint32_t i = 0; i < v->count; i++)
			json_object_set_new(j, v->translations[i].language,
			                    safe_string(v->translations[i].text));
		return j;
	case VALUE_LIST:
		if (f->type == FIELD_REFERENCE)
			return json_references(v, f, d);
		j = json_array();
		for (uint32_t i = 0; i < v->count; i++)
			json_array_append_new(j, json_one(&v->items[i], f, d, disclosure));
		return j;
	default:
		return json_one(v, f, d, disclosure);
	}
}

static void
put_field(json_t *object, const struct field *f, const struct value *v, const struct directory *d,
          const struct disclosure *disclosure)
{
	/* "type" is the record's type. */
	const char *name = strcmp(f->name, "type") == 0 && f->in == NULL ? "type_" : f->name;

	if (!value_is_empty(v) && is_disclosed(f, disclosure))
		json_object_set_new(object, name, json_value(v, f, d, disclosure));
}

static void
put_fields(json_t *object, const struct fields *fields, const struct value *values,
           const struct directory *d, const struct disclosure *disclosure)
{
	for (size_t i = 0; i < fields->count; i++)
		put_field(object, &fields->list[i], &values[i], d, disclosure);
}

static void
put_only(json_t *object, const struct writer *w, const struct record *r, const struct row *row)
{
	for (size_t i = 0; i < w->field_count; i++) {
		const struct field *f = w->fields[i];

		if (f->part_count == 0)
			put_field(object, f, f->in != NULL ? row_value(row, f) : record_value(r, f),
			          w->directory, &w->disclosure);
	}
}

/* Columns that are no fields, by their names: numbers as numbers. */
static void
put_paths(json_t *object, const struct writer *w, const struct record *r, const struct row *row)
{
	for (size_t i = 0; i < w->column_count; i++) {
		const struct writer_column *c = &w->columns[i];
		struct buf text;
		int64_t number;

		if (!c->is_path)
			continue;
		buf_init(&text);
		c->put(w, c, r, row, &text);
		if (!c->is_free_text && number_read(buf_string(&text), 0, INT64_MAX, &number))
			json_object_set_new(object, c->name, json_integer(number));
		else if (text.size > 0)
			json_object_set_new(object, c->name, safe_string(buf_string(&text)));
		buf_clear(&text);
	}
}

static void
put_code(json_t *object, const char *name, const struct record *r, const struct directory *d)
{
	struct buf code;

	buf_init(&code);
	record_code(r, d, &code);
	json_object_set_new(object, name, safe_string(buf_string(&code)));
	buf_clear(&code);
}

/* {"type","id","code",...}: what is not empty, in the order of the schema. */
static json_t *
json_record(const struct writer *w, const struct record *r)
{
	json_t *object = json_object();
	char id[UUID_TEXT];

	uuid_format(&r->uuid, id);
	json_object_set_new(object, "type", json_string(r->type->name));
	json_object_set_new(object, "id", json_string(id));
	put_code(object, type_code(r->type)->name, r, w->directory);
	if (w->disclosure.versions)
		json_object_set_new(object, "version", json_integer((json_int_t)r->version));
	if (w->fields != NULL)
		put_only(object, w, r, NULL);
	else
		put_fields(object, &r->type->fields, r->values, w->directory, &w->disclosure);
	put_paths(object, w, r, NULL);
	return object;
}

/* {"TYPE OF THE RECORD","id",...} */
static json_t *
json_row(const struct writer *w, const struct record *r, const struct row *row)
{
	json_t *object = json_object();
	char id[ROWID_TEXT];

	rowid_format(row->id, id);
	put_code(object, r->type->name, r, w->directory);
	json_object_set_new(object, "id", json_string(id));
	if (w->fields != NULL)
		put_only(object, w, r, row);
	else
		put_fields(object, w->table->table, row->values, w->directory, &w->disclosure);
	put_paths(object, w, r, row);
	return object;
}

static void
put_object(const struct writer *w, json_t *object)
{
	json_dumpf(object, w->out, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	json_decref(object);
}

/* ---- one array of objects */

static void
array_record(struct writer *w, const struct record *r)
{
	fputs(w->count > 0 ? ",\n" : "[\n", w->out);
	put_object(w, json_record(w, r));
}

static void
array_row(struct writer *w, const struct record *r, const struct row *row)
{
	fputs(w->count > 0 ? ",\n" : "[\n", w->out);
	put_object(w, json_row(w, r, row));
}

static void
array_end(struct writer *w)
{
	fputs(w->count > 0 ? "\n]\n" : "[]\n", w->out);
}

const struct writer_format writer_json = {
	.charset = CHARSET_FOR_JSON,
	.record = array_record,
	.row = array_row,
	.end = array_end,
};

/* ---- JSON Lines: an object on each line, and nothing around them */

static void
lines_record(struct writer *w, const struct record *r)
{
	put_object(w, json_record(w, r));
	fputc('\n', w->out);
}

static void
lines_row(struct writer *w, const struct record *r, const struct row *row)
{
	put_object(w, json_row(w, r, row));
	fputc('\n', w->out);
}

const struct writer_format writer_jsonl = {
	.charset = CHARSET_FOR_JSON,
	.record = lines_record,
	.row = lines_row,
};
