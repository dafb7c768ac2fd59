/* Encodes records and values as CBOR, and decodes them. */
#include <config.h>

#include "record/coding.h"

#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

#define ROW_ID 0        /* the key of a row's identity; columns start at 1 */

/* ---- writing */

static void
put_number(int64_t number, const struct field *f, const struct directory *uuids, struct buf *out)
{
	const struct kind *kind = field_kind(f);

	if (kind->encode != NULL)
		kind->encode(number, uuids, out);
	else
		cbor_put_int(out, number);
}

static void put_fields(const struct value *values, const struct fields *fields,
                       const struct unknowns *unknowns, uint64_t row_id,
                       const struct directory *uuids, struct buf *out);

void
value_encode(const struct value *v, const struct field *f, const struct directory *uuids,
             struct buf *out)
{
	switch (v->kind) {
	case VALUE_NONE:
		cbor_put_null(out);
		break;
	case VALUE_NUMBER:
		put_number(v->number, f, uuids, out);
		break;
	case VALUE_TEXT:
		cbor_put_text(out, v->text, strlen(v->text));
		break;
	case VALUE_LIST:
		cbor_put_array(out, v->count);
		for (uint32_t i = 0; i < v->count; i++)
			value_encode(&v->items[i], f, uuids, out);
		break;
	case VALUE_LANGUAGES:
		cbor_put_map(out, v->count);
		for (uint32_t i = 0; i < v->count; i++) {
			const struct translation *t = &v->translations[i];

			cbor_put_text(out, t->language, strlen(t->language));
			cbor_put_text(out, t->text, strlen(t->text));
		}
		break;
	case VALUE_ROWS:
		cbor_put_array(out, v->count);
		for (uint32_t i = 0; i < v->count; i++)
			put_fields(v->rows[i].values, f->table, &v->rows[i].unknowns, v->rows[i].id,
			           uuids, out);
		break;
	}
}

/* Writes a map of the values that are not empty, in the order of their numbers, with unknown ones
 * in their places. */
static void
put_fields(const struct value *values, const struct fields *fields,
           const struct unknowns *unknowns, uint64_t row_id, const struct directory *uuids,
           struct buf *out)
{
	size_t count = unknowns->count + (row_id != 0), u = 0;

	for (size_t i = 0; i < fields->count; i++)
		count += !value_is_empty(&values[i]);
	cbor_put_map(out, count);
	if (row_id != 0) {
		cbor_put_uint(out, ROW_ID);
		cbor_put_uint(out, row_id);
	}
	for (size_t i = 0; i <= fields->count; i++) {
		const struct field *f = i < fields->count ? fields->by_number[i] : NULL;

		for (; u < unknowns->count && (f == NULL || unknowns->list[u].number < f->number);
		     u++) {
			cbor_put_uint(out, unknowns->list[u].number);
			buf_add(out, unknowns->list[u].bytes.data, unknowns->list[u].bytes.size);
		}
		if (f != NULL && !value_is_empty(&values[f->place])) {
			cbor_put_uint(out, f->number);
			value_encode(&values[f->place], f, uuids, out);
		}
	}
}

void
record_encode(const struct record *r, struct buf *out)
{
	put_fields(r->values, &r->type->fields, &r->unknowns, 0, NULL, out);
}

/* ---- reading */

static bool
get_number(struct cbor *c, const struct field *f, const struct directory *uuids, struct value *out)
{
	const struct kind *kind = field_kind(f);

	out->kind = VALUE_NUMBER;
	if (kind->decode != NULL)
		return kind->decode(c, uuids, &out->number);
	return cbor_get_int(c, &out->number) &&
	       (kind->is_legal == NULL || kind->is_legal(out->number));
}

static bool
get_text(struct cbor *c, struct arena *a, const char **out)
{
	struct span text;

	if (!cbor_get_text(c, &text) || memchr(text.data, '\0', text.size) != NULL)
		return false;
	*out = arena_textn(a, (const char *)text.data, text.size);
	return true;
}

static bool
get_one(struct cbor *c, const struct field *f, const struct directory *uuids, struct arena *a,
        struct value *out)
{
	if (field_shape(f) == SHAPE_NUMBER)
		return get_number(c, f, uuids, out);
	out->kind = VALUE_TEXT;
	return get_text(c, a, &out->text);
}

static bool
get_list(struct cbor *c, const struct field *f, const struct directory *uuids, struct arena *a,
         struct value *out)
{
	size_t count;

	if (!cbor_get_array(c, &count))
		return false;
	out->kind = VALUE_LIST;
	out->items = arena_new(a, sizeof *out->items * count);
	for (; out->count < count; out->count++) {
		if (!get_one(c, f, uuids, a, &out->items[out->count]))
			return false;
	}
	return true;
}

static bool
get_languages(struct cbor *c, struct arena *a, struct value *out)
{
	size_t count;

	if (!cbor_get_map(c, &count))
		return false;
	out->kind = VALUE_LANGUAGES;
	out->translations = arena_new(a, sizeof *out->translations * count);
	for (; out->count < count; out->count++) {
		struct translation *t = &out->translations[out->count];

		if (!get_text(c, a, &t->language) || !get_text(c, a, &t->text))
			return false;
	}
	return true;
}

/* Keeps what the type does not know. */
static bool
get_unknown(struct cbor *c, uint64_t number, struct arena *a, struct unknowns *unknowns)
{
	size_t count = unknowns->count;
	struct span bytes;

	if (!cbor_take(c, &bytes))
		return false;
	/* The capacity is a power of two, so the list moves only when it is full. */
	if ((count & (count - 1)) == 0) {
		struct unknown *list = arena_new(a, sizeof *list * (count == 0 ? 1 : count * 2));

		if (count > 0)
			memcpy(list, unknowns->list, sizeof *list * count);
		unknowns->list = list;
	}
	bytes.data = (const unsigned char *)arena_textn(a, (const char *)bytes.data, bytes.size);
	unknowns->list[unknowns->count++] = (struct unknown){ number, bytes };
	return true;
}

/* One map of values; a row's identity goes to *row_id, which is NULL for a record. */
static bool
get_fields(struct cbor *c, const struct fields *fields, const struct directory *uuids,
           struct arena *a, struct value *values, struct unknowns *unknowns, uint64_t *row_id)
{
	uint64_t number, before = 0;
	size_t count;

	if (!cbor_get_map(c, &count))
		return false;
	for (size_t i = 0; i < count; i++, before = number) {
		const struct field *f;
		bool got;

		if (!cbor_get_uint(c, &number) || (i > 0 && number <= before))
			return false;
		f = number > UINT16_MAX ? NULL : fields_number(fields, (unsigned)number);
		if (row_id != NULL && number == ROW_ID)
			got = cbor_get_uint(c, row_id) && *row_id != 0 && *row_id <= INT64_MAX;
		else if (f != NULL)
			got = value_decode(c, f, uuids, a, &values[f->place]);
		else
			got = get_unknown(c, number, a, unknowns);
		if (!got)
			return false;
	}
	return row_id == NULL || *row_id != 0;
}

static bool
get_rows(struct cbor *c, const struct field *f, const struct directory *uuids, struct arena *a,
         struct value *out)
{
	size_t count;

	if (!cbor_get_array(c, &count))
		return false;
	out->kind = VALUE_ROWS;
	for (size_t i = 0; i < count; i++) {
		struct row *row = value_add_row(a, out, f->table);

		if (!get_fields(c, f->table, uuids, a, row->values, &row->unknowns, &row->id))
			return false;
	}
	return true;
}

bool
value_decode(struct cbor *c, const struct field *f, const struct directory *uuids,
             struct arena *a, struct value *out)
{
	*out = (struct value){ 0 };
	if (cbor_get_null(c))
		return true;
	if (f->type == FIELD_TABLE)
		return get_rows(c, f, uuids, a, out);
	switch (f->many) {
	case MANY_SET:
	case MANY_LIST:
		return get_list(c, f, uuids, a, out);
	case MANY_LANGUAGE:
		return get_languages(c, a, out);
	default:
		return get_one(c, f, uuids, a, out);
	}
}

enum err_code
record_decode(const struct type *type, struct span body, struct record **out, struct err *e)
{
	struct record *r = record_new(type);
	struct cbor c;

	*out = NULL;
	cbor_open(&c, body.data, body.size);
	if (!get_fields(&c, &type->fields, NULL, &r->arena, r->values, &r->unknowns, NULL) ||
	    !cbor_at_end(&c)) {
		record_free(r);
		return err_set(e, ERR_STORE, _("a record's content is damaged"));
	}
	*out = r;
	return ERR_OK;
}

bool
record_decode_value(const struct field *f, struct span body, struct arena *a, struct value *out)
{
	struct cbor c;
	size_t count;

	*out = (struct value){ 0 };
	cbor_open(&c, body.data, body.size);
	if (!cbor_get_map(&c, &count))
		return false;
	for (size_t i = 0; i < count; i++) {
		uint64_t number;

		if (!cbor_get_uint(&c, &number))
			return false;
		if (number == f->number)
			return value_decode(&c, f, NULL, a, out);
		if (number > f->number)         /* they ascend */
			return true;
		if (!cbor_skip(&c))
			return false;
	}
	return true;
}
