/* A map from byte strings to numbers. Keys are copied; nothing is ever taken out. */
#ifndef BASE_KEYMAP_H
#define BASE_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct keymap {
	struct keymap_slot *slots;
	size_t count, room;             /* room: a power of two, or 0 */
	struct arena keys;
};

void keymap_init(struct keymap *m);
void keymap_clear(struct keymap *m);

/* False: the key already has a number, which is not changed. */
bool keymap_put(struct keymap *m, const void *key, size_t size, uint32_t number);
/* The map's own copy of a key that it has, good until it is cleared. */
const char *keymap_key(const struct keymap *m, const void *key, size_t size);
bool keymap_get(const struct keymap *m, const void *key, size_t size, uint32_t *number);

#endif
