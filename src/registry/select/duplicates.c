/* Finds likely duplicates of a new record, by the fields that the schema names. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/keymap.h"
#include "base/text.h"
#include "registry/registry_internal.h"

struct comparing {
	const struct record *record;
	uint32_t *list;
	size_t count, room;
};

/* Texts agree when they fold to the same, dates when they may be the same day. */
static bool
agrees(const struct field *f, const struct value *a, const struct value *b)
{
	const char *x = value_text(a, "en"), *y = value_text(b, "en");

	if (value_is_empty(a) || value_is_empty(b))
		return false;
	if (x != NULL && y != NULL)
		return text_same(x, y);
	if (f->type == FIELD_DATE)
		return date_earliest((partial_date)a->number) <=
		               date_latest((partial_date)b->number) &&
		       date_earliest((partial_date)b->number) <=
		               date_latest((partial_date)a->number);
	return value_equal(a, b, f);
}

static bool
is_alike(const struct alike *alike, const struct record *a, const struct record *b)
{
	for (size_t i = 0; i < alike->count; i++) {
		const struct field *f = alike->fields[i];

		if (!agrees(f, record_value(a, f), record_value(b, f)))
			return false;
	}
	return alike->count > 0;
}

static bool
compare(void *context, const struct record *r)
{
	struct comparing *c = context;

	for (size_t i = 0; r->number != c->record->number && i < r->type->alike_count; i++) {
		if (!is_alike(&r->type->alike[i], c->record, r))
			continue;
		MEM_ROOM(c->list, c->count, c->room);
		c->list[c->count++] = r->number;
		break;
	}
	return true;
}

enum err_code
registry_duplicates(struct registry *r, const struct record *record, uint32_t **out, size_t *count,
               struct err *e)
{
	struct comparing c = { .record = record };
	enum err_code rc = ERR_OK;

	if (record->type->alike_count > 0)
		rc = registry_every(r, record->type, compare, &c, e);
	*out = c.list;
	*count = c.count;
	return rc;
}

/* ---- many records */

/* Dates agree when they may be the same day, which no key can say: records with one key, which is made
 * of all else, are a chain, and their dates are compared one by one. */
struct met {
	uint32_t number;
	uint32_t next;                  /* in the chain, counted from 1; 0: it is the last */
	partial_date *dates;            /* one for each date among the fields */
};

struct twins {
	struct registry *registry;
	struct arena arena;
	struct keymap chains;           /* type, rule and values -> the chain's first in the list */
	struct met *list;
	size_t count, room;
	const struct type **types;      /* whose records are in it */
	size_t type_count, type_room;
};

struct twins *
twins_new(struct registry *r)
{
	struct twins *t = mem_new(sizeof *t);

	t->registry = r;
	arena_init(&t->arena);
	keymap_init(&t->chains);
	return t;
}

void
twins_free(struct twins *t)
{
	if (t == NULL)
		return;
	arena_clear(&t->arena);
	keymap_clear(&t->chains);
	free(t->list);
	free(t->types);
	free(t);
}

/* Appends what two values that agree have in common. False: the value agrees with none. */
static bool
put_key(const struct value *v, struct buf *key)
{
	const char *text = value_text(v, "en");
	struct buf folded;

	if (value_is_empty(v) || v->kind == VALUE_ROWS)
		return false;
	if (text != NULL) {
		buf_init(&folded);
		text_fold(text, strlen(text), &folded);
		buf_be32(key, (uint32_t)folded.size);
		buf_add(key, folded.data, folded.size);
		buf_clear(&folded);
		return true;
	}
	if (v->kind != VALUE_LIST) {
		buf_be64(key, (uint64_t)v->number);
		return true;
	}
	buf_be32(key, v->count);
	for (uint32_t i = 0; i < v->count; i++) {
		if (v->items[i].kind == VALUE_LIST || !put_key(&v->items[i], key))
			return false;
	}
	return true;
}

/* The key of the record by one rule of its type, and its dates. False: one of the fields is empty. */
static bool
key_of(struct twins *t, const struct record *r, size_t rule, struct buf *key, partial_date **dates)
{
	const struct alike *alike = &r->type->alike[rule];
	size_t count = 0;

	buf_be16(key, r->type->number);
	buf_be16(key, (uint16_t)rule);
	*dates = arena_new(&t->arena, sizeof **dates * (alike->count + 1));
	for (size_t i = 0; i < alike->count; i++) {
		const struct field *f = alike->fields[i];
		const struct value *v = record_value(r, f);

		if (f->type == FIELD_DATE && v->kind == VALUE_NUMBER)
			(*dates)[count++] = (partial_date)v->number;
		else if (!put_key(v, key))
			return false;
	}
	return alike->count > 0;
}

static bool
may_be_same_days(const partial_date *a, const partial_date *b)
{
	for (; *a != DATE_NONE; a++, b++) {
		if (date_earliest(*a) > date_latest(*b) || date_earliest(*b) > date_latest(*a))
			return false;
	}
	return true;
}

/* The first record met by the rule that the record agrees with, or 0; the record is met by then. */
static uint32_t
meet_by(struct twins *t, const struct record *r, size_t rule)
{
	uint32_t twin = 0, first = 0, at;
	partial_date *dates;
	struct buf key;

	buf_init(&key);
	if (key_of(t, r, rule, &key, &dates)) {
		keymap_get(&t->chains, key.data, key.size, &first);
		for (at = first; at != 0 && twin == 0; at = t->list[at - 1].next) {
			const struct met *m = &t->list[at - 1];

			if (m->number != r->number && may_be_same_days(m->dates, dates))
				twin = m->number;
		}
		MEM_ROOM(t->list, t->count, t->room);
		t->list[t->count++] = (struct met){ r->number, 0, dates };
		if (first == 0) {
			keymap_put(&t->chains, key.data, key.size, (uint32_t)t->count);
		} else {
			t->list[t->count - 1].next = t->list[first - 1].next;
			t->list[first - 1].next = (uint32_t)t->count;
		}
	}
	buf_clear(&key);
	return twin;
}

static bool
meet_stored(void *context, const struct record *r)
{
	for (size_t i = 0; i < r->type->alike_count; i++)
		meet_by(context, r, i);
	return true;
}

static enum err_code
read_type(struct twins *t, const struct type *type, struct err *e)
{
	for (size_t i = 0; i < t->type_count; i++) {
		if (t->types[i] == type)
			return ERR_OK;
	}
	MEM_ROOM(t->types, t->type_count, t->type_room);
	t->types[t->type_count++] = type;
	return registry_every(t->registry, type, meet_stored, t, e);
}

enum err_code
twins_meet(struct twins *t, const struct record *record, uint32_t *twin, struct err *e)
{
	enum err_code rc = ERR_OK;

	*twin = 0;
	if (record->type->alike_count > 0)
		rc = read_type(t, record->type, e);
	for (size_t i = 0; rc == ERR_OK && i < record->type->alike_count; i++) {
		uint32_t found = meet_by(t, record, i);

		*twin = *twin == 0 ? found : *twin;
	}
	return rc;
}
