/* Verifies the word index. The postings that the records require and those that are stored are
 * added up, and the two sums compared, so that none of them has to be held in memory. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/keymap.h"
#include "registry/check/check_internal.h"
#include "store/words.h"

/* Of a set of postings: how many, and the sum of a hash of each. */
struct sum {
	uint64_t count, hash;
};

struct word_sums {
	struct registry *registry;
	struct keymap known;            /* beginning -> whether it is kept */
	struct sum words, prefixes;     /* asked for */
	struct sum stored_words, stored_prefixes;
	enum err_code goes_on;          /* what registry_moment_goes_on() said */
	struct err *e;
	/* The words of the record that is being looked at. */
	struct arena arena;
	struct span *list;
	size_t count, room;
};

struct word_sums *
word_sums_new(struct registry *r)
{
	struct word_sums *s = mem_new(sizeof *s);

	s->registry = r;
	keymap_init(&s->known);
	arena_init(&s->arena);
	return s;
}

void
word_sums_free(struct word_sums *s)
{
	if (s == NULL)
		return;
	keymap_clear(&s->known);
	arena_clear(&s->arena);
	free(s->list);
	free(s);
}

static uint64_t
mix(uint64_t h)
{
	h ^= h >> 33;
	h *= UINT64_C(0xFF51AFD7ED558CCD);
	h ^= h >> 33;
	h *= UINT64_C(0xC4CEB9FE1A85EC53);
	return h ^ h >> 33;
}

static void
add(struct sum *s, const struct word *w, uint32_t number)
{
	uint64_t h = mix((uint64_t)w->type << 32 | number);

	for (size_t i = 0; i < w->text.size; i++)
		h = (h ^ w->text.data[i]) * UINT64_C(0x100000001B3);
	s->count++;
	s->hash += mix(h);
}

/* ---- what the records ask for */

static void
collect(void *context, const char *word, size_t size)
{
	struct word_sums *s = context;

	MEM_ROOM(s->list, s->count, s->room);
	s->list[s->count++] = (struct span){
		(const unsigned char *)arena_textn(&s->arena, word, size), word_kept(word, size)
	};
}

static int
compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	int order = memcmp(x->data, y->data, x->size < y->size ? x->size : y->size);

	return order != 0 ? order : x->size < y->size ? -1 : x->size > y->size;
}

static bool
is_kept(struct word_sums *s, const struct word *w)
{
	unsigned char key[2 + PREFIX_MOST] = { (unsigned char)(w->type >> 8),
		                               (unsigned char)w->type };
	uint32_t kept;
	bool have;

	memcpy(key + 2, w->text.data, w->text.size);
	if (keymap_get(&s->known, key, 2 + w->text.size, &kept))
		return kept != 0;
	if (words_have(s->registry->txn, w, &have, NULL) != ERR_OK)
		have = false;
	keymap_put(&s->known, key, 2 + w->text.size, have);
	return have;
}

/* Words are sorted: a beginning that the word before had too was counted with it. */
static void
add_prefixes(struct word_sums *s, struct word w, struct span before, uint32_t number)
{
	struct span text = w.text;

	w.kind = WORD_PREFIX;
	for (size_t n = 1; n <= PREFIX_MOST && n <= text.size; n++) {
		if (before.size >= n && memcmp(before.data, text.data, n) == 0)
			continue;
		w.text = (struct span){ text.data, n };
		if (is_kept(s, &w))
			add(&s->prefixes, &w, number);
	}
}

void
word_sums_add(struct word_sums *s, const struct record *r)
{
	struct word w = { r->type->number, WORD_WHOLE, { NULL, 0 } };
	struct span before = { 0 };

	s->count = 0;
	add(&s->words, &w, r->number);
	record_words(r, collect, s);
	if (s->count > 0)
		qsort(s->list, s->count, sizeof *s->list, compare_spans);
	for (size_t i = 0; i < s->count; i++) {
		if (i > 0 && compare_spans(&before, &s->list[i]) == 0)
			continue;
		w.text = s->list[i];
		add(&s->words, &w, r->number);
		add_prefixes(s, w, before, r->number);
		before = s->list[i];
	}
	arena_clear(&s->arena);
}

/* ---- what is there */

static bool
add_stored(void *context, const struct word *w, uint32_t number)
{
	struct word_sums *s = context;

	add(w->kind == WORD_WHOLE ? &s->stored_words : &s->stored_prefixes, w, number);
	s->goes_on = registry_moment_goes_on(s->registry, s->e);
	return s->goes_on == ERR_OK;
}

static bool
is_same(const struct sum *a, const struct sum *b)
{
	return a->count == b->count && a->hash == b->hash;
}

enum err_code
word_sums_compare(struct word_sums *s, struct checking *c)
{
	struct err e;

	s->goes_on = ERR_OK;
	s->e = c->e;
	if (words_every(c->registry->txn, add_stored, s, &e) != ERR_OK)
		fault(c, "%s", e.text);
	else if (s->goes_on != ERR_OK)
		return s->goes_on;
	else if (!is_same(&s->words, &s->stored_words))
		fault(c,
		      _("words: %" PRIu64 " are there, the records have %" PRIu64 ", or others"),
		      s->stored_words.count, s->words.count);
	else if (!is_same(&s->prefixes, &s->stored_prefixes))
		fault(c,
		      _("beginnings of words: %" PRIu64 " are there, the records have %" PRIu64
		        ", or others"),
		      s->stored_prefixes.count, s->prefixes.count);
	return ERR_OK;
}
