/* An arena: memory that is handed out piece by piece and freed at once. A record lives in one. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_block *blocks;
};

void arena_init(struct arena *a);
void arena_clear(struct arena *a);              /* frees every piece; the arena can be used again */

void *arena_new(struct arena *a, size_t size);  /* zeroed, aligned for any type; never NULL */
char *arena_textn(struct arena *a, const char *text, size_t n);
char *arena_text(struct arena *a, const char *text);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
