/* Encodes the lists and chunks of record numbers that the word index holds. */
#include <config.h>

#include "store/postings.h"

#include <string.h>

/* ---- numbers */

static void
append(struct buf *out, uint32_t n)
{
	buf_add(out, &n, sizeof n);
}

void
numbers_merge(struct numbers old, struct numbers add, struct numbers gone, struct buf *out)
{
	size_t i = 0, j = 0, k = 0;

	while (i < old.count || j < add.count) {
		uint32_t n = j == add.count || (i < old.count && old.list[i] <= add.list[j]) ?
		             old.list[i] : add.list[j];

		while (i < old.count && old.list[i] == n)
			i++;
		while (j < add.count && add.list[j] == n)
			j++;
		while (k < gone.count && gone.list[k] < n)
			k++;
		if (k == gone.count || gone.list[k] != n)
			append(out, n);
	}
}

/* ---- lists */

void
list_encode(struct numbers numbers, struct buf *out)
{
	uint32_t last = 0;

	for (size_t i = 0; i < numbers.count; i++) {
		uint32_t left = numbers.list[i] - last;

		for (; left >= 0x80; left >>= 7)
			buf_byte(out, (unsigned char)(left | 0x80));
		buf_byte(out, (unsigned char)left);
		last = numbers.list[i];
	}
}

/* Reads the next number after *at; false at the end, or if the bytes are not a list. */
static bool
list_next(struct span bytes, size_t *at, uint32_t *number)
{
	uint32_t difference = 0;

	for (int shift = 0; *at < bytes.size && shift < 35; shift += 7) {
		unsigned char byte = bytes.data[(*at)++];

		difference |= (uint32_t)(byte & 0x7F) << shift;
		if (byte < 0x80) {
			*number += difference;
			return true;
		}
	}
	return false;
}

bool
list_decode(struct span bytes, struct buf *out)
{
	uint32_t n = 0;
	size_t at = 0;

	while (at < bytes.size) {
		if (!list_next(bytes, &at, &n))
			return false;
		append(out, n);
	}
	return true;
}

bool
list_add_to(struct span bytes, struct bits *out)
{
	uint32_t n = 0;
	size_t at = 0;

	while (at < bytes.size) {
		if (!list_next(bytes, &at, &n))
			return false;
		bits_set(out, n);
	}
	return true;
}

/* ---- chunks */

static bool
is_bits(struct span bytes)
{
	return bytes.size == POSTINGS_BYTES;
}

static void
change_bits(unsigned char *bytes, uint32_t first, struct numbers add, struct numbers gone)
{
	for (size_t i = 0; i < add.count; i++)
		bytes[(add.list[i] - first) / 8] |= (unsigned char)(1 << (add.list[i] - first) % 8);
	for (size_t i = 0; i < gone.count; i++)
		bytes[(gone.list[i] - first) / 8] &= (unsigned char)~(1 << (gone.list[i] - first) %
		                                                                   8);
}

static bool
has_bit(const unsigned char *bytes)
{
	for (size_t i = 0; i < POSTINGS_BYTES; i++) {
		if (bytes[i] != 0)
			return true;
	}
	return false;
}

static void
decode_offsets(struct span bytes, uint32_t first, struct buf *out)
{
	for (size_t i = 0; i + 1 < bytes.size; i += 2)
		append(out, first + be16(bytes.data + i));
}

void
chunk_change(struct span bytes, uint32_t first, struct numbers add, struct numbers gone,
             size_t most, struct buf *out)
{
	struct numbers merged;
	struct buf old, new;

	if (is_bits(bytes)) {
		buf_add(out, bytes.data, bytes.size);
		change_bits(out->data, first, add, gone);
		if (!has_bit(out->data))
			buf_reset(out);
		return;
	}
	buf_init(&old);
	buf_init(&new);
	decode_offsets(bytes, first, &old);
	numbers_merge((struct numbers){ (const uint32_t *)(const void *)old.data, old.size / 4 },
	              add, gone, &new);
	merged = (struct numbers){ (const uint32_t *)(const void *)new.data, new.size / 4 };
	if (merged.count > most) {
		memset(buf_room(out, POSTINGS_BYTES), 0, POSTINGS_BYTES);
		out->size += POSTINGS_BYTES;
		change_bits(out->data, first, merged, (struct numbers){ 0 });
	} else {
		for (size_t i = 0; i < merged.count; i++)
			buf_be16(out, (uint16_t)(merged.list[i] - first));
	}
	buf_clear(&old);
	buf_clear(&new);
}

bool
chunk_add_to(struct span bytes, uint32_t first, struct bits *out)
{
	if (is_bits(bytes)) {
		bits_or_bytes(out, first, bytes.data, bytes.size);
		return true;
	}
	if (bytes.size % 2 != 0 || bytes.size > POSTINGS_BYTES)
		return false;
	bits_room(out, first + POSTINGS_SPAN - 1);
	for (size_t i = 0; i < bytes.size; i += 2)
		bits_set(out, first + be16(bytes.data + i));
	return true;
}

size_t
chunk_count(struct span bytes)
{
	size_t n = 0;

	if (!is_bits(bytes))
		return bytes.size / 2;
	for (size_t i = 0; i < bytes.size; i++)
		n += (size_t)__builtin_popcount(bytes.data[i]);
	return n;
}
