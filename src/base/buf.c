/* Implements a growing buffer of bytes, and the integers that keys are made of. */
#include <config.h>

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void
buf_init(struct buf *b)
{
	*b = (struct buf){ 0 };
}

void
buf_clear(struct buf *b)
{
	free(b->data);
	buf_init(b);
}

void
buf_reset(struct buf *b)
{
	b->size = 0;
	b->has_refused = false;
}

unsigned char *
buf_room(struct buf *b, size_t size)
{
	if (b->room == 0 || b->room - b->size < size) {
		size_t room = b->room == 0 ? 64 : b->room;

		while (room - b->size < size)
			room = room * 2;
		b->data = mem_grow(b->data, room, 1);
		b->room = room;
	}
	return b->data + b->size;
}

void
buf_add(struct buf *b, const void *data, size_t size)
{
	if (size == 0)
		return;
	memcpy(buf_room(b, size), data, size);
	b->size += size;
}

void
buf_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_trim(struct buf *b)
{
	while (b->size > 0 && b->data[b->size - 1] == ' ')
		b->size--;
}

void
buf_end_line(struct buf *b)
{
	buf_trim(b);
	buf_byte(b, '\n');
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	vsnprintf((char *)buf_room(b, (size_t)n + 1), (size_t)n + 1, format, again);
	b->size += (size_t)n;
	va_end(again);
	va_end(args);
}

void
buf_be16(struct buf *b, uint16_t n)
{
	const unsigned char bytes[] = { (unsigned char)(n >> 8), (unsigned char)n };

	buf_add(b, bytes, sizeof bytes);
}

void
buf_be32(struct buf *b, uint32_t n)
{
	buf_be16(b, (uint16_t)(n >> 16));
	buf_be16(b, (uint16_t)n);
}

void
buf_be64(struct buf *b, uint64_t n)
{
	buf_be32(b, (uint32_t)(n >> 32));
	buf_be32(b, (uint32_t)n);
}

const char *
buf_string(struct buf *b)
{
	*buf_room(b, 1) = '\0';
	return (const char *)b->data;
}

char *
buf_take(struct buf *b)
{
	char *text;

	buf_string(b);
	text = (char *)b->data;
	buf_init(b);
	return text;
}

struct span
buf_span(const struct buf *b)
{
	return (struct span){ b->data, b->size };
}
