/* Implements a hash table from byte strings to numbers. */
#include <config.h>

#include "base/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* A key is its size and its bytes, in the arena. */
struct keymap_slot {
	const char *key;        /* NULL: free */
	uint32_t hash, number;
};

void
keymap_init(struct keymap *m)
{
	*m = (struct keymap){ 0 };
	arena_init(&m->keys);
}

void
keymap_clear(struct keymap *m)
{
	free(m->slots);
	arena_clear(&m->keys);
	keymap_init(m);
}

/* FNV-1a, folded. */
static uint32_t
hash_of(const void *key, size_t size)
{
	const unsigned char *p = key;
	uint64_t h = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < size; i++)
		h = (h ^ p[i]) * UINT64_C(0x100000001B3);
	return (uint32_t)(h ^ h >> 32);
}

static bool
is_key(const struct keymap_slot *s, uint32_t hash, const void *key, size_t size)
{
	uint32_t known;

	if (s->hash != hash)
		return false;
	memcpy(&known, s->key, sizeof known);
	return known == size && memcmp(s->key + sizeof known, key, size) == 0;
}

static struct keymap_slot *
find(const struct keymap *m, const void *key, size_t size, uint32_t hash)
{
	size_t i = hash & (m->room - 1);

	while (m->slots[i].key != NULL && !is_key(&m->slots[i], hash, key, size))
		i = (i + 1) & (m->room - 1);
	return &m->slots[i];
}

static void
grow(struct keymap *m)
{
	size_t room = m->room == 0 ? 64 : m->room * 2;
	struct keymap_slot *slots = mem_new(sizeof *slots * room);

	for (size_t i = 0; i < m->room; i++) {
		size_t at = m->slots[i].hash & (room - 1);

		if (m->slots[i].key == NULL)
			continue;
		while (slots[at].key != NULL)
			at = (at + 1) & (room - 1);
		slots[at] = m->slots[i];
	}
	free(m->slots);
	m->slots = slots;
	m->room = room;
}

bool
keymap_put(struct keymap *m, const void *key, size_t size, uint32_t number)
{
	uint32_t hash = hash_of(key, size), known = (uint32_t)size;
	struct keymap_slot *s;
	char *copy;

	if (m->count * 4 >= m->room * 3)
		grow(m);
	s = find(m, key, size, hash);
	if (s->key != NULL)
		return false;
	copy = arena_new(&m->keys, sizeof known + size);
	memcpy(copy, &known, sizeof known);
	memcpy(copy + sizeof known, key, size);
	*s = (struct keymap_slot){ copy, hash, number };
	m->count++;
	return true;
}

bool
keymap_get(const struct keymap *m, const void *key, size_t size, uint32_t *number)
{
	const struct keymap_slot *s;

	if (m->room == 0)
		return false;
	s = find(m, key, size, hash_of(key, size));
	if (s->key == NULL)
		return false;
	*number = s->number;
	return true;
}

const char *
keymap_key(const struct keymap *m, const void *key, size_t size)
{
	return find(m, key, size, hash_of(key, size))->key + sizeof(uint32_t);
}
