/* Implements sets of record numbers as bits. */
#include <config.h>

#include "base/bits.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define LEAST_WORDS 64

void
bits_clear(struct bits *b)
{
	free(b->words);
	*b = (struct bits){ 0 };
}

static void
grow(struct bits *b, size_t words)
{
	size_t count = b->count == 0 ? LEAST_WORDS : b->count;

	if (words <= b->count)
		return;
	while (count < words)
		count *= 2;
	b->words = mem_grow(b->words, count, sizeof *b->words);
	memset(b->words + b->count, 0, (count - b->count) * sizeof *b->words);
	b->count = count;
}

void
bits_room(struct bits *b, uint32_t most)
{
	grow(b, (size_t)most / 64 + 1);
}

void
bits_set(struct bits *b, uint32_t n)
{
	grow(b, (size_t)n / 64 + 1);
	b->words[n / 64] |= UINT64_C(1) << (n % 64);
}

void
bits_or(struct bits *b, const struct bits *other)
{
	grow(b, other->count);
	for (size_t i = 0; i < other->count; i++)
		b->words[i] |= other->words[i];
}

void
bits_and(struct bits *b, const struct bits *other)
{
	size_t common = b->count < other->count ? b->count : other->count;

	for (size_t i = 0; i < common; i++)
		b->words[i] &= other->words[i];
	for (size_t i = common; i < b->count; i++)
		b->words[i] = 0;
}

void
bits_take(struct bits *b, const struct bits *other)
{
	size_t common = b->count < other->count ? b->count : other->count;

	for (size_t i = 0; i < common; i++)
		b->words[i] &= ~other->words[i];
}

void
bits_or_bytes(struct bits *b, uint32_t first, const unsigned char *bytes, size_t size)
{
	size_t at = first / 64;

	grow(b, at + size / 8);
	for (size_t i = 0; i < size / 8; i++) {
		const unsigned char *p = bytes + 8 * i;

		/* Compilers make one load of this. */
		b->words[at + i] |= (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
		                    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
		                    (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
		                    (uint64_t)p[7] << 56;
	}
}

uint64_t
bits_number(const struct bits *b)
{
	uint64_t n = 0;

	for (size_t i = 0; i < b->count; i++)
		n += (uint64_t)__builtin_popcountll(b->words[i]);
	return n;
}

uint32_t
bits_next(const struct bits *b, uint32_t from)
{
	size_t i = from / 64;
	uint64_t word;

	if (i >= b->count)
		return BITS_END;
	word = b->words[i] & (UINT64_MAX << (from % 64));
	while (word == 0) {
		if (++i == b->count)
			return BITS_END;
		word = b->words[i];
	}
	return (uint32_t)(64 * i) + (uint32_t)__builtin_ctzll(word);
}
