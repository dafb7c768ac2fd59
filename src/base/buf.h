/* A growing run of bytes. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	unsigned char *data;
	size_t size;            /* bytes used */
	size_t room;            /* bytes there */
	bool has_refused;       /* a text that cbor_put_text() did not take */
};

/* A borrowed run of bytes: valid as long as its owner says. */
struct span {
	const unsigned char *data;
	size_t size;
};

void buf_init(struct buf *b);
void buf_clear(struct buf *b);                          /* frees; the buffer can be used again */
void buf_reset(struct buf *b);                          /* empties, keeps the room */

void buf_add(struct buf *b, const void *data, size_t size);
static inline void buf_byte(struct buf *b, unsigned char byte);
void buf_text(struct buf *b, const char *text);         /* without its NUL */
void buf_trim(struct buf *b);                           /* takes the blanks off its end */
void buf_end_line(struct buf *b);                       /* the same, and ends the line */
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends numbers in big-endian order, so that their bytes compare as the numbers do. */
void buf_be16(struct buf *b, uint16_t n);
void buf_be32(struct buf *b, uint32_t n);
void buf_be64(struct buf *b, uint64_t n);

/* Makes room for size more bytes and returns where to write them; the caller adds to b->size. */
unsigned char *buf_room(struct buf *b, size_t size);

/* The content, followed by a NUL that size does not count; valid until the next change. */
const char *buf_string(struct buf *b);

/* Hands the content over as a NUL-terminated string that the caller frees; the buffer is empty. */
char *buf_take(struct buf *b);

struct span buf_span(const struct buf *b);

static inline void
buf_byte(struct buf *b, unsigned char byte)
{
	unsigned char *p = b->size < b->room ? b->data + b->size : buf_room(b, 1);

	*p = byte;
	b->size++;
}

static inline uint16_t
be16(const void *p)
{
	const unsigned char *b = p;

	return (uint16_t)(b[0] << 8 | b[1]);
}

static inline uint32_t
be32(const void *p)
{
	const unsigned char *b = p;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static inline uint64_t
be64(const void *p)
{
	const unsigned char *b = p;

	return (uint64_t)be32(b) << 32 | be32(b + 4);
}

#endif
