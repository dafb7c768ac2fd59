#include <config.h>

#include "base/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct keymap_slot {
	const char *key;        /* NULL: free */
	uint32_t size, number;
	uint64_t hash;
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

/* FNV-1a. */
static uint64_t
hash_of(const void *key, size_t size)
{
	const unsigned char *p = key;
	uint64_t h = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < size; i++)
		h = (h ^ p[i]) * UINT64_C(0x100000001B3);
	return h;
}

static struct keymap_slot *
find(struct keymap_slot *slots, size_t room, const void *key, size_t size, uint64_t hash)
{
	size_t i = (size_t)hash & (room - 1);

	while (slots[i].key != NULL && !(slots[i].hash == hash && slots[i].size == size &&
	                                 memcmp(slots[i].key, key, size) == 0))
		i = (i + 1) & (room - 1);
	return &slots[i];
}

static void
grow(struct keymap *m)
{
	size_t room = m->room == 0 ? 64 : m->room * 2;
	struct keymap_slot *slots = mem_new(sizeof *slots * room);

	for (size_t i = 0; i < m->room; i++) {
		const struct keymap_slot *s = &m->slots[i];

		if (s->key != NULL)
			*find(slots, room, s->key, s->size, s->hash) = *s;
	}
	free(m->slots);
	m->slots = slots;
	m->room = room;
}

bool
keymap_put(struct keymap *m, const void *key, size_t size, uint32_t number)
{
	uint64_t hash = hash_of(key, size);
	struct keymap_slot *s;

	if (m->count * 4 >= m->room * 3)
		grow(m);
	s = find(m->slots, m->room, key, size, hash);
	if (s->key != NULL)
		return false;
	*s = (struct keymap_slot){ arena_textn(&m->keys, key, size), (uint32_t)size, number, hash };
	m->count++;
	return true;
}

bool
keymap_get(const struct keymap *m, const void *key, size_t size, uint32_t *number)
{
	const struct keymap_slot *s;

	if (m->room == 0)
		return false;
	s = find(m->slots, m->room, key, size, hash_of(key, size));
	if (s->key == NULL)
		return false;
	*number = s->number;
	return true;
}

const char *
keymap_key(const struct keymap *m, const void *key, size_t size)
{
	return find(m->slots, m->room, key, size, hash_of(key, size))->key;
}
