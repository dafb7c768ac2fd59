/* Implements records, rows and values in memory. */
#include <config.h>

#include "record/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"

struct record *
record_new(const struct type *type)
{
	struct record *r = mem_new(sizeof *r);

	arena_init(&r->arena);
	r->type = type;
	r->values = arena_new(&r->arena, sizeof *r->values * (type->fields.count + 1));
	return r;
}

void
record_free(struct record *r)
{
	if (r == NULL)
		return;
	arena_clear(&r->arena);
	free(r);
}

static struct unknowns
copy_unknowns(struct arena *a, const struct unknowns *u)
{
	struct unknowns copy = { arena_new(a, sizeof *copy.list * (u->count + 1)), u->count };

	for (size_t i = 0; i < u->count; i++) {
		copy.list[i].number = u->list[i].number;
		copy.list[i].bytes.size = u->list[i].bytes.size;
		copy.list[i].bytes.data = (const unsigned char *)arena_textn(a,
			(const char *)u->list[i].bytes.data, u->list[i].bytes.size);
	}
	return copy;
}

struct record *
record_copy(const struct record *r)
{
	struct record *copy = record_new(r->type);

	copy->number = r->number;
	copy->uuid = r->uuid;
	copy->version = r->version;
	for (size_t i = 0; i < r->type->fields.count; i++)
		copy->values[i] = value_copy(&copy->arena, &r->values[i], &r->type->fields.list[i]);
	copy->unknowns = copy_unknowns(&copy->arena, &r->unknowns);
	return copy;
}

struct value *
record_value(const struct record *r, const struct field *f)
{
	return &r->values[f->place];
}

struct value *
row_value(const struct row *row, const struct field *column)
{
	return &row->values[column->place];
}

const struct value *
record_role(const struct record *r, enum role role)
{
	const struct field *f = r->type->fields.by_role[role];

	return f == NULL ? NULL : record_value(r, f);
}

void
record_give_row_ids(struct record *r)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		struct value *v = &r->values[i];

		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			if (v->rows[j].id == 0)
				v->rows[j].id = rowid_new();
		}
	}
}

struct row *
value_row(const struct value *table, uint64_t id)
{
	for (uint32_t i = 0; table->kind == VALUE_ROWS && i < table->count; i++) {
		if (table->rows[i].id == id)
			return &table->rows[i];
	}
	return NULL;
}

struct row *
value_add_row(struct arena *a, struct value *table, const struct fields *columns)
{
	uint32_t count = table->kind == VALUE_ROWS ? table->count : 0;
	struct row *row;

	/* The capacity is a power of two, so the array moves only when it is full. */
	if ((count & (count - 1)) == 0) {
		struct row *rows = arena_new(a, sizeof *rows * (count == 0 ? 1 : count * 2));

		if (count > 0)
			memcpy(rows, table->rows, sizeof *rows * count);
		table->rows = rows;
	}
	table->kind = VALUE_ROWS;
	table->count = count + 1;
	row = &table->rows[count];
	*row = (struct row){ .values = arena_new(a, sizeof *row->values * (columns->count + 1)) };
	return row;
}

void
record_order_rows(struct record *r, const struct field *table, const struct value *rows,
                  const uint64_t *ids, uint32_t count)
{
	struct value *v = record_value(r, table);

	*v = (struct value){ 0 };
	for (uint32_t i = 0; i < count; i++) {
		const struct row *row = value_row(rows, ids[i]);

		if (row != NULL)
			*value_add_row(&r->arena, v, table->table) = *row;
	}
}

/* ---- values */

static struct row
copy_row(struct arena *a, const struct row *row, const struct fields *columns)
{
	struct row copy = { .id = row->id };

	copy.values = arena_new(a, sizeof *copy.values * (columns->count + 1));
	for (size_t i = 0; i < columns->count; i++)
		copy.values[i] = value_copy(a, &row->values[i], &columns->list[i]);
	copy.unknowns = copy_unknowns(a, &row->unknowns);
	return copy;
}

/* Rows hold no rows, so this goes one level deep at most. */
struct value
value_copy(struct arena *a, const struct value *v, const struct field *f)
{
	struct value copy = *v;
	uint32_t room = 1;

	switch (v->kind) {
	case VALUE_NONE:
	case VALUE_NUMBER:
		break;
	case VALUE_TEXT:
		copy.text = arena_text(a, v->text);
		break;
	case VALUE_LIST:
		copy.items = arena_new(a, sizeof *copy.items * v->count);
		for (uint32_t i = 0; i < v->count; i++)
			copy.items[i] = value_copy(a, &v->items[i], f);
		break;
	case VALUE_LANGUAGES:
		copy.translations = arena_new(a, sizeof *copy.translations * v->count);
		for (uint32_t i = 0; i < v->count; i++) {
			copy.translations[i].language = arena_text(a, v->translations[i].language);
			copy.translations[i].text = arena_text(a, v->translations[i].text);
		}
		break;
	case VALUE_ROWS:
		while (room < v->count)         /* as value_add_row() wants it */
			room *= 2;
		copy.rows = arena_new(a, sizeof *copy.rows * room);
		for (uint32_t i = 0; i < v->count; i++)
			copy.rows[i] = copy_row(a, &v->rows[i], f->table);
		break;
	}
	return copy;
}

static bool
rows_equal(const struct row *a, const struct row *b, const struct fields *columns)
{
	if (a->id != b->id)
		return false;
	for (size_t i = 0; i < columns->count; i++) {
		if (!value_equal(&a->values[i], &b->values[i], &columns->list[i]))
			return false;
	}
	return true;
}

bool
value_equal(const struct value *a, const struct value *b, const struct field *f)
{
	if (a->kind != b->kind)
		return value_is_empty(a) && value_is_empty(b);
	switch (a->kind) {
	case VALUE_NONE:
		return true;
	case VALUE_NUMBER:
		return a->number == b->number;
	case VALUE_TEXT:
		return strcmp(a->text, b->text) == 0;
	default:
		break;
	}
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		if (a->kind == VALUE_LIST && !value_equal(&a->items[i], &b->items[i], f))
			return false;
		if (a->kind == VALUE_ROWS && !rows_equal(&a->rows[i], &b->rows[i], f->table))
			return false;
		if (a->kind == VALUE_LANGUAGES &&
		    (strcmp(a->translations[i].language, b->translations[i].language) != 0 ||
		     strcmp(a->translations[i].text, b->translations[i].text) != 0))
			return false;
	}
	return true;
}

bool
value_is_empty(const struct value *v)
{
	return v->kind == VALUE_NONE || (v->kind >= VALUE_LIST && v->count == 0);
}

bool
value_has_number(const struct value *v, int64_t number)
{
	if (v->kind == VALUE_NUMBER)
		return v->number == number;
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (v->items[i].kind == VALUE_NUMBER && v->items[i].number == number)
			return true;
	}
	return false;
}

/* Finds the text for the language: its own, or else the English one, or else the first. */
static uint32_t
translation_for(const struct value *v, const char *language)
{
	uint32_t found = 0;
	bool has_english = false;

	for (uint32_t i = 0; i < v->count; i++) {
		if (strcmp(v->translations[i].language, language) == 0)
			return i;
		if (!has_english && strcmp(v->translations[i].language, "en") == 0) {
			has_english = true;
			found = i;
		}
	}
	return found;
}

const char *
value_text(const struct value *v, const char *language)
{
	if (v->kind == VALUE_TEXT)
		return v->text;
	if (v->kind != VALUE_LANGUAGES || v->count == 0)
		return NULL;
	return v->translations[translation_for(v, language)].text;
}

const char *
value_catalogue_name(const struct value *v, const struct field *f, const char *language)
{
	const struct translation *t;

	if (f->names == NULL || v->kind != VALUE_LANGUAGES || v->count == 0 ||
	    strcmp(language, "en") == 0)
		return NULL;
	/* A text in that language is kept even if it equals the English one. */
	t = &v->translations[translation_for(v, language)];
	return strcmp(t->language, "en") == 0 ? intl_name(f->names, language, t->text) : NULL;
}

struct translation
value_shown(const struct value *v, const struct field *f, const char *language)
{
	const char *name = value_catalogue_name(v, f, language);

	if (name != NULL)
		return (struct translation){ language, name };
	if (v->kind != VALUE_LANGUAGES || v->count == 0)
		return (struct translation){ NULL, value_text(v, language) };
	return v->translations[translation_for(v, language)];
}

uint32_t
value_texts_most(const struct value *v)
{
	return v->kind == VALUE_LANGUAGES ? v->count + 1 : 0;
}

uint32_t
value_texts(const struct value *v, const struct field *f, const char *language,
            struct translation *out)
{
	struct translation english = { 0 };
	uint32_t n = 0, count = v->kind == VALUE_LANGUAGES ? v->count : 0;

	if (count == 0)
		return 0;
	out[n++] = value_shown(v, f, language);
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(v->translations[i].language, "en") == 0)
			english = v->translations[i];
	}
	if (english.text != NULL && strcmp(out[0].language, "en") != 0)
		out[n++] = english;
	for (uint32_t i = 0; i < count; i++) {
		const struct translation *t = &v->translations[i];

		if (strcmp(t->language, "en") != 0 && strcmp(t->language, out[0].language) != 0)
			out[n++] = *t;
	}
	return n;
}

bool
translation_is_foreign(const struct translation *t, const char *language)
{
	return t->language != NULL && strcmp(t->language, language) != 0;
}

void
translation_put(const struct translation *t, const char *language, struct buf *out)
{
	if (t->text == NULL)
		return;
	buf_text(out, t->text);
	if (translation_is_foreign(t, language))
		buf_printf(out, " (%s)", t->language);
}

static int
compare_items(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->kind == VALUE_TEXT)
		return strcmp(x->text, y->text);
	return x->number < y->number ? -1 : x->number > y->number;
}

static int
compare_translations(const void *a, const void *b)
{
	const struct translation *x = a, *y = b;
	size_t nx = strlen(x->language), ny = strlen(y->language);

	/* As CBOR orders the keys of a map: shorter ones first. */
	return nx != ny ? (nx < ny ? -1 : 1) : strcmp(x->language, y->language);
}

void
value_settle(struct value *v, const struct field *f)
{
	if (v->kind == VALUE_LIST && f->many == MANY_SET && v->count > 1) {
		uint32_t n = 1;

		qsort(v->items, v->count, sizeof *v->items, compare_items);
		for (uint32_t i = 1; i < v->count; i++) {
			if (compare_items(&v->items[n - 1], &v->items[i]) != 0)
				v->items[n++] = v->items[i];
		}
		v->count = n;
	}
	if (v->kind == VALUE_LANGUAGES && v->count > 1)
		qsort(v->translations, v->count, sizeof *v->translations, compare_translations);
	if (v->kind >= VALUE_LIST && v->count == 0)
		*v = (struct value){ 0 };
}

int64_t
place_make(int32_t latitude, int32_t longitude)
{
	return (int64_t)((uint64_t)(uint32_t)latitude << 32 | (uint32_t)longitude);
}

int32_t
place_latitude(int64_t place)
{
	return (int32_t)(uint32_t)((uint64_t)place >> 32);
}

int32_t
place_longitude(int64_t place)
{
	return (int32_t)(uint32_t)(uint64_t)place;
}
