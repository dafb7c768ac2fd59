/* A set of numbers as bits: of records that match, for example. It grows as numbers come. */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bits {
	uint64_t *words;
	size_t count;           /* words that are there; behind them nothing is set */
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

/* Adds all numbers of other; keeps those that other has; takes those of other away. */
void bits_or(struct bits *b, const struct bits *other);
void bits_and(struct bits *b, const struct bits *other);
void bits_take(struct bits *b, const struct bits *other);

/* Adds what is set in bytes, whose first bit (the lowest of the first byte) is the number `first`,
 * a multiple of 64; size is a multiple of 8. */
void bits_or_bytes(struct bits *b, uint32_t first, const unsigned char *bytes, size_t size);

uint64_t bits_number(const struct bits *b);     /* how many are in the set */

/* The least number in the set that is not below `from`, or BITS_END. */
uint32_t bits_next(const struct bits *b, uint32_t from);

#endif
