/* A set of numbers as bits, for example of the records that match. It grows as needed. */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bits {
	uint64_t *words;
	size_t count;           /* words allocated; beyond them no bit is set */
};

#define BITS_END UINT32_MAX

void bits_clear(struct bits *b);                /* frees; the empty set */
void bits_room(struct bits *b, uint32_t most);  /* for numbers up to `most` */

void bits_set(struct bits *b, uint32_t n);
static inline bool
bits_has(const struct bits *b, uint32_t n)
{
	return n / 64 < b->count && (b->words[n / 64] >> (n % 64) & 1) != 0;
}

/* Union, intersection and difference: adds the numbers of other, keeps only those in other, removes
 * those in other. */
void bits_or(struct bits *b, const struct bits *other);
void bits_and(struct bits *b, const struct bits *other);
void bits_take(struct bits *b, const struct bits *other);

/* Adds the numbers whose bits are set in bytes. The lowest bit of the first byte is the number
 * `first`, a multiple of 64; size is a multiple of 8. */
void bits_or_bytes(struct bits *b, uint32_t first, const unsigned char *bytes, size_t size);

uint64_t bits_number(const struct bits *b);     /* how many are in the set */

/* The least number in the set that is not below `from`, or BITS_END. */
uint32_t bits_next(const struct bits *b, uint32_t from);

#endif
