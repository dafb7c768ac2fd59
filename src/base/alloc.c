/* Allocates memory, and ends the program with a sentence when there is none left. */
#include <config.h>

#include "base/alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

static _Noreturn void
exhausted(void)
{
	fatal_end("chancery: there is no memory left; what was saved is safe.\n", ERR_STORE);
}

void *
mem_new(size_t size)
{
	void *p = calloc(1, size > 0 ? size : 1);

	if (p == NULL)
		exhausted();
	return p;
}

void *
mem_grow(void *p, size_t count, size_t size)
{
	void *q;

	if (size != 0 && count > SIZE_MAX / size)
		exhausted();
	q = realloc(p, count * size > 0 ? count * size : 1);
	if (q == NULL)
		exhausted();
	return q;
}

char *
mem_textn(const char *text, size_t n)
{
	char *p = mem_new(n + 1);

	if (n > 0)
		memcpy(p, text, n);
	return p;
}

char *
mem_text(const char *text)
{
	return mem_textn(text, strlen(text));
}

char *
mem_printf(const char *format, ...)
{
	va_list args;
	char *p = NULL;
	int n;

	va_start(args, format);
	n = vasprintf(&p, format, args);
	va_end(args);
	if (n < 0)
		exhausted();
	return p;
}

void *
mem_room(void *p, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return p;
	*capacity = *capacity == 0 ? 8 : *capacity * 2;
	return mem_grow(p, *capacity, size);
}
