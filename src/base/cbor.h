/* A strict subset of CBOR (RFC 8949) in its deterministic form (section 4.2): definite lengths,
 * shortest heads, ascending map keys; unsigned and negative integers, bytes, text, arrays, maps,
 * false, true, null; at most CBOR_DEPTH levels. Any CBOR tool reads it. */
#ifndef BASE_CBOR_H
#define BASE_CBOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define CBOR_DEPTH 8

enum cbor_kind {
	CBOR_UINT, CBOR_NINT, CBOR_BYTES, CBOR_TEXT, CBOR_ARRAY, CBOR_MAP,
	CBOR_SIMPLE = 7,
	CBOR_END,               /* the input is at its end or not valid */
};

/* ---- writing: the caller writes as many items as an array or map announces */

void cbor_put_uint(struct buf *b, uint64_t n);
void cbor_put_int(struct buf *b, int64_t n);
void cbor_put_bytes(struct buf *b, const void *data, size_t size);

/* Refuses a text that cbor_is_valid() would refuse: writes an empty one instead, and marks the
 * buffer until it is reset. Before storing the bytes, the caller asks cbor_refusal(). */
void cbor_put_text(struct buf *b, const char *text, size_t size);
/* ERR_DATA, with a sentence, if a text was refused. */
enum err_code cbor_refusal(const struct buf *b, struct err *e);

void cbor_put_array(struct buf *b, size_t count);
void cbor_put_map(struct buf *b, size_t count);         /* count pairs */
void cbor_put_bool(struct buf *b, bool value);
void cbor_put_null(struct buf *b);

/* ---- reading: every function checks bounds and returns false at the first fault, after which
 * the reader is at its end */

struct cbor {
	const unsigned char *at, *end;
};

void cbor_open(struct cbor *c, const void *data, size_t size);
enum cbor_kind cbor_peek(const struct cbor *c);
bool cbor_get_uint(struct cbor *c, uint64_t *out);
bool cbor_get_int(struct cbor *c, int64_t *out);
bool cbor_get_bytes(struct cbor *c, struct span *out);  /* borrowed from the input */
bool cbor_get_text(struct cbor *c, struct span *out);   /* borrowed; not checked to be UTF-8 */
bool cbor_get_array(struct cbor *c, size_t *count);     /* no more than bytes are left */
bool cbor_get_map(struct cbor *c, size_t *count);       /* pairs; likewise */
bool cbor_get_bool(struct cbor *c, bool *out);
bool cbor_get_null(struct cbor *c);                     /* false, and nothing read, if no null */
bool cbor_skip(struct cbor *c);                         /* one item with all that is in it */
bool cbor_take(struct cbor *c, struct span *out);       /* skips, and says which bytes that was */
bool cbor_at_end(const struct cbor *c);

/* Whether the bytes are exactly one item of the subset, keys ascending and texts in UTF-8. */
bool cbor_is_valid(const void *data, size_t size);

#endif
