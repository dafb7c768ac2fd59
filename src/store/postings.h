/* Postings: the numbers of the records that have a word, as bytes. While there are few, they are
 * one list; then they are split into chunks, one for each SPAN numbers, each stored as sorted
 * offsets or as bits. */
#ifndef STORE_POSTINGS_H
#define STORE_POSTINGS_H

#include "base/bits.h"
#include "base/buf.h"

/* The span is a multiple of 64, chosen so that its bits fill two of LMDB's overflow pages after
 * their header. */
#define POSTINGS_BYTES 8176
#define POSTINGS_SPAN  (POSTINGS_BYTES * 8)

/* A sorted run of numbers. */
struct numbers {
	const uint32_t *list;
	size_t count;
};

/* ---- lists: differences in seven bits a byte */

void list_encode(struct numbers numbers, struct buf *out);
/* Appends the numbers to out (as uint32_t); false: the bytes are no list. */
bool list_decode(struct span bytes, struct buf *out);
bool list_add_to(struct span bytes, struct bits *out);

/* ---- chunks: 16-bit offsets from first, in order, or as many bits as POSTINGS_BYTES has */

/* Applies added and removed numbers to a chunk, and appends the new bytes; all numbers are in the
 * chunk's span. If the chunk becomes empty, out stays empty. most: the number of entries from which
 * bits are used. */
void chunk_change(struct span bytes, uint32_t first, struct numbers add, struct numbers gone,
                  size_t most, struct buf *out);
bool chunk_add_to(struct span bytes, uint32_t first, struct bits *out);
/* How many numbers it has. */
size_t chunk_count(struct span bytes);

/* (old + add) - gone, all sorted, each number once; appended to out as uint32_t. */
void numbers_merge(struct numbers old, struct numbers add, struct numbers gone, struct buf *out);

#endif
