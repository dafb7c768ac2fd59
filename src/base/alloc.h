/* Memory that is there or ends the program.
 *
 * A session holds little (megabytes) and its record store is transactional, so the one sane answer
 * to exhausted memory is to give the terminal back, say so and go: nothing that was saved is lost,
 * and the draft is at most two seconds old. These functions never return NULL. */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

void *mem_new(size_t size);                             /* zeroed; freed with free() */
void *mem_grow(void *p, size_t count, size_t size);     /* like reallocarray() */
char *mem_text(const char *text);                       /* like strdup() */
char *mem_textn(const char *text, size_t n);            /* n bytes and a NUL */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Doubles the capacity of an array that is full. */
void *mem_room(void *p, size_t count, size_t *capacity, size_t size);
#define MEM_ROOM(array, count, capacity) \
	((array) = mem_room((array), (count), &(capacity), sizeof *(array)))

#endif
