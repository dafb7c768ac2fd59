/* Keeps the word index in step with the records. The changes of an act are gathered by word and
 * written when the act ends, or earlier when there are many: each word once, in the order of the
 * table. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/keymap.h"
#include "registry/act/act_internal.h"
#include "store/words.h"

#define MOST_PAIRS (1u << 21)           /* gathered, then they are written */
#define MANY_PAIRS (1u << 18)           /* of one type: its beginnings are made anew at the end */
#define LEAST_COUNTED 16384             /* records of a type, before beginnings are looked for */

/* Where a word stands in the record that is being looked at. */
enum mark { MARK_OLD, MARK_NEW, MARK_BOTH };

struct slot {
	struct span key;                /* type, kind, text; in the map's arena */
	uint32_t stamp;                 /* the record it was marked for */
	enum mark mark;
	bool is_kept;                   /* of a beginning: the index has it */
	uint32_t count;                 /* pairs */
};

/* A record that has the word now, or (IS_GONE) no more. */
#define IS_GONE (1u << 31)

struct pair {
	uint32_t slot, number;
};

/* Of one type in this act. */
struct type_words {
	uint64_t pairs;
	bool is_changed, is_dropped;    /* its beginnings were dropped */
};

struct word_changes {
	struct registry *registry;
	struct txn *txn;
	struct keymap map;              /* key -> slot */
	struct slot *slots;
	size_t count, room;
	struct pair *pairs;
	size_t pair_count, pair_room;
	uint32_t *old;                  /* slots of the words that the record had */
	size_t old_count, old_room;
	uint32_t stamp;
	struct type_words *types;       /* by the type's index in the schema */
	struct buf key;
	/* While a record is looked at. */
	const struct type *type;
	size_t type_index;
	uint32_t number;
	bool is_before;
	enum err_code rc;
	struct err *e;
};

static struct word_changes *
changes_of(struct act *a)
{
	struct word_changes *w = a->words;

	if (w != NULL)
		return w;
	w = a->words = mem_new(sizeof *w);
	w->registry = a->registry;
	w->txn = a->txn;
	w->types = mem_new(sizeof *w->types * (a->registry->schema->count + 1));
	keymap_init(&w->map);
	return w;
}

void
words_forget(struct act *a)
{
	struct word_changes *w = a->words;

	if (w == NULL)
		return;
	keymap_clear(&w->map);
	buf_clear(&w->key);
	free(w->slots);
	free(w->pairs);
	free(w->old);
	free(w->types);
	free(w);
	a->words = NULL;
}

/* ---- words and beginnings of one record */

static struct word
word_of(struct span key)
{
	return (struct word){ be16(key.data), (enum word_kind)key.data[2],
	                      { key.data + 3, key.size - 3 } };
}

static uint32_t
slot_for(struct word_changes *w, enum word_kind kind, const char *text, size_t size)
{
	struct slot *s;
	uint32_t index;

	buf_reset(&w->key);
	buf_be16(&w->key, w->type->number);
	buf_byte(&w->key, (unsigned char)kind);
	buf_add(&w->key, text, size);
	if (keymap_get(&w->map, w->key.data, w->key.size, &index))
		return index;
	index = (uint32_t)w->count;
	keymap_put(&w->map, w->key.data, w->key.size, index);
	MEM_ROOM(w->slots, w->count, w->room);
	s = &w->slots[w->count++];
	*s = (struct slot){ .is_kept = true };
	s->key = (struct span){
		(const unsigned char *)keymap_key(&w->map, w->key.data, w->key.size), w->key.size
	};
	if (kind == WORD_PREFIX && w->rc == ERR_OK) {
		struct word word = word_of(s->key);

		w->rc = words_have(w->txn, &word, &s->is_kept, w->e);
	}
	return index;
}

static void
add_pair(struct word_changes *w, uint32_t slot, bool is_gone)
{
	struct type_words *t = &w->types[w->type_index];

	MEM_ROOM(w->pairs, w->pair_count, w->pair_room);
	w->pairs[w->pair_count++] = (struct pair){ slot, w->number | (is_gone ? IS_GONE : 0) };
	w->slots[slot].count++;
	t->pairs++;
	t->is_changed = true;
}

static void
mark(struct word_changes *w, uint32_t index)
{
	struct slot *s = &w->slots[index];

	if (!s->is_kept)
		return;
	if (w->is_before) {
		if (s->stamp == w->stamp)
			return;
		s->mark = MARK_OLD;
		MEM_ROOM(w->old, w->old_count, w->old_room);
		w->old[w->old_count++] = index;
	} else if (s->stamp == w->stamp) {
		if (s->mark == MARK_OLD)
			s->mark = MARK_BOTH;
		return;
	} else {
		s->mark = MARK_NEW;
		add_pair(w, index, false);
	}
	s->stamp = w->stamp;
}

size_t
word_kept(const char *text, size_t size)
{
	size_t most = WORD_MOST;

	if (size <= most)
		return size;
	while (((unsigned char)text[most] & 0xC0) == 0x80)
		most--;
	return most;
}

static void
mark_word(void *context, const char *text, size_t size)
{
	struct word_changes *w = context;

	mark(w, slot_for(w, WORD_WHOLE, text, word_kept(text, size)));
	if (w->types[w->type_index].is_dropped)
		return;
	for (size_t n = 1; n <= PREFIX_MOST && n <= size; n++)
		mark(w, slot_for(w, WORD_PREFIX, text, n));
}

static void
mark_record(struct word_changes *w, const struct record *r, bool is_before)
{
	if (r == NULL)
		return;
	w->is_before = is_before;
	mark(w, slot_for(w, WORD_WHOLE, "", 0));
	record_words(r, mark_word, w);
}

static size_t
type_index(const struct schema *schema, const struct type *type)
{
	size_t i = 0;

	while (schema->types[i] != type)
		i++;
	return i;
}

/* Where very much comes, the beginnings are not kept in step, but made anew at the end. */
static void
drop_prefixes(struct word_changes *w)
{
	struct type_words *t = &w->types[w->type_index];

	if (t->is_dropped || t->pairs < MANY_PAIRS || w->rc != ERR_OK)
		return;
	w->rc = words_drop_prefixes(w->txn, w->type->number, w->e);
	t->is_dropped = true;
}

enum err_code
update_words(struct act *a, const struct record *before, const struct record *after,
             uint32_t number, struct err *e)
{
	struct word_changes *w = changes_of(a);

	w->type = after != NULL ? after->type : before->type;
	w->type_index = type_index(a->registry->schema, w->type);
	w->number = number;
	w->rc = ERR_OK;
	w->e = e;
	w->stamp++;
	w->old_count = 0;
	drop_prefixes(w);
	mark_record(w, before, true);
	mark_record(w, after, false);
	for (size_t i = 0; i < w->old_count; i++) {
		if (w->slots[w->old[i]].mark == MARK_OLD)
			add_pair(w, w->old[i], true);
	}
	if (w->rc == ERR_OK && w->pair_count >= MOST_PAIRS)
		return words_flush(a, e);
	return w->rc;
}

/* ---- writing */

static int
compare_keys(const void *a, const void *b)
{
	const struct slot *const *x = a, *const *y = b;
	size_t nx = (*x)->key.size, ny = (*y)->key.size;
	int order = memcmp((*x)->key.data, (*y)->key.data, nx < ny ? nx : ny);

	return order != 0 ? order : nx < ny ? -1 : nx > ny;
}

static int
compare_numbers(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static struct numbers
in_order(uint32_t *list, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (list[i - 1] > list[i]) {
			qsort(list, count, sizeof *list, compare_numbers);
			break;
		}
	}
	return (struct numbers){ list, count };
}

/* The pairs' numbers slot by slot, in the order in which they came: starts[slot] is the first, the
 * next slot's the end. */
static uint32_t *
sort_pairs(const struct word_changes *w, size_t *starts)
{
	uint32_t *sorted = mem_new(sizeof *sorted * (w->pair_count + 1));
	size_t *next = mem_new(sizeof *next * (w->count + 1));
	size_t at = 0;

	for (size_t i = 0; i < w->count; i++) {
		starts[i] = next[i] = at;
		at += w->slots[i].count;
	}
	starts[w->count] = at;
	for (size_t i = 0; i < w->pair_count; i++)
		sorted[next[w->pairs[i].slot]++] = w->pairs[i].number;
	free(next);
	return sorted;
}

/* Runs of records that came, or went: one act may give a record a word and take it again. */
static enum err_code
write_slot(struct word_changes *w, const struct slot *s, uint32_t *numbers, size_t count,
           struct err *e)
{
	const struct word word = word_of(s->key);
	enum err_code rc = ERR_OK;

	for (size_t i = 0, n; rc == ERR_OK && i < count; i += n) {
		const struct numbers none = { 0 };
		uint32_t sign = numbers[i] & IS_GONE;
		struct numbers run;

		for (n = 0; i + n < count && (numbers[i + n] & IS_GONE) == sign; n++)
			numbers[i + n] &= ~IS_GONE;
		run = in_order(numbers + i, n);
		rc = words_change(w->txn, &word, sign == 0 ? run : none, sign == 0 ? none : run, e);
	}
	return rc;
}

static bool
is_moot(const struct word_changes *w, const struct slot *s)
{
	const struct word word = word_of(s->key);
	const struct schema *schema = w->registry->schema;

	return word.kind == WORD_PREFIX &&
	       w->types[type_index(schema, schema_type(schema, word.type))].is_dropped;
}

static void
empty(struct word_changes *w)
{
	w->count = w->pair_count = 0;
	keymap_clear(&w->map);
	keymap_init(&w->map);
}

enum err_code
words_flush(struct act *a, struct err *e)
{
	struct word_changes *w = a->words;
	const struct slot **order;
	uint32_t *sorted;
	size_t *starts;
	enum err_code rc = ERR_OK;

	if (w == NULL || w->pair_count == 0)
		return ERR_OK;
	starts = mem_new(sizeof *starts * (w->count + 1));
	order = mem_new(sizeof *order * (w->count + 1));
	sorted = sort_pairs(w, starts);
	for (size_t i = 0; i < w->count; i++)
		order[i] = &w->slots[i];
	qsort(order, w->count, sizeof *order, compare_keys);
	for (size_t i = 0; rc == ERR_OK && i < w->count; i++) {
		const struct slot *s = order[i];

		if (s->count > 0 && !is_moot(w, s))
			rc = write_slot(w, s, sorted + starts[s - w->slots], s->count, e);
	}
	free(sorted);
	free(order);
	free(starts);
	empty(w);
	return rc;
}

/* ---- beginnings */

/* Where the number of the type's records is kept at which its beginnings were made last. */
static void
census_name(const struct type *type, char name[32])
{
	snprintf(name, 32, "beginnings.%u", type->number);
}

/* They are worth making anew when the type has grown by half. */
static bool
has_grown(uint64_t count, uint64_t last)
{
	return count >= LEAST_COUNTED && count > last + last / 2;
}

static enum err_code
make_prefixes(struct act *a, size_t index, struct err *e)
{
	const struct type *type = a->registry->schema->types[index];
	uint64_t count, last;
	char name[32];
	enum err_code rc;

	census_name(type, name);
	rc = meta_get_number(a->txn, name, &last, e);
	if (rc == ERR_OK)
		rc = registry_count(a->registry, type, &count, e);
	if (rc != ERR_OK || (!a->words->types[index].is_dropped && !has_grown(count, last)))
		return rc;
	rc = words_make_prefixes(a->txn, type->number, e);
	return rc == ERR_OK ? meta_put_number(a->txn, name, count, e) : rc;
}

enum err_code
words_reset(struct act *a, struct err *e)
{
	enum err_code rc = table_empty(a->txn, TABLE_WORDS, e);

	for (size_t i = 0; rc == ERR_OK && i < a->registry->schema->count; i++) {
		char name[32];

		census_name(a->registry->schema->types[i], name);
		rc = meta_put_number(a->txn, name, 0, e);
	}
	return rc;
}

enum err_code
words_end(struct act *a, struct err *e)
{
	enum err_code rc = words_flush(a, e);

	for (size_t i = 0; a->words != NULL && rc == ERR_OK && i < a->registry->schema->count;
	     i++) {
		if (a->words->types[i].is_changed)
			rc = make_prefixes(a, i, e);
	}
	return rc;
}
