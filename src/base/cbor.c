/* Writes and reads CBOR (RFC 8949), and checks untrusted bytes before use. */
#include <config.h>

#include "base/cbor.h"

#include <string.h>

#include "base/intl.h"
#include "base/text.h"

enum { SIMPLE_FALSE = 20, SIMPLE_TRUE = 21, SIMPLE_NULL = 22 };

static void
put_head(struct buf *b, enum cbor_kind kind, uint64_t n)
{
	unsigned char first = (unsigned char)(kind << 5);

	if (n < 24) {
		buf_byte(b, first | (unsigned char)n);
	} else if (n <= UINT8_MAX) {
		buf_byte(b, first | 24);
		buf_byte(b, (unsigned char)n);
	} else if (n <= UINT16_MAX) {
		buf_byte(b, first | 25);
		buf_be16(b, (uint16_t)n);
	} else if (n <= UINT32_MAX) {
		buf_byte(b, first | 26);
		buf_be32(b, (uint32_t)n);
	} else {
		buf_byte(b, first | 27);
		buf_be64(b, n);
	}
}

void
cbor_put_uint(struct buf *b, uint64_t n)
{
	put_head(b, CBOR_UINT, n);
}

void
cbor_put_int(struct buf *b, int64_t n)
{
	if (n >= 0)
		put_head(b, CBOR_UINT, (uint64_t)n);
	else
		put_head(b, CBOR_NINT, ~(uint64_t)n);
}

void
cbor_put_bytes(struct buf *b, const void *data, size_t size)
{
	put_head(b, CBOR_BYTES, size);
	buf_add(b, data, size);
}

void
cbor_put_text(struct buf *b, const char *text, size_t size)
{
	if (!text_is_utf8(text, size)) {
		b->has_refused = true;
		size = 0;
	}
	put_head(b, CBOR_TEXT, size);
	buf_add(b, text, size);
}

enum err_code
cbor_refusal(const struct buf *b, struct err *e)
{
	return b->has_refused ? err_set(e, ERR_DATA, _("a text that is not UTF-8 cannot be stored")) :
	                        ERR_OK;
}

void
cbor_put_array(struct buf *b, size_t count)
{
	put_head(b, CBOR_ARRAY, count);
}

void
cbor_put_map(struct buf *b, size_t count)
{
	put_head(b, CBOR_MAP, count);
}

void
cbor_put_bool(struct buf *b, bool value)
{
	put_head(b, CBOR_SIMPLE, value ? SIMPLE_TRUE : SIMPLE_FALSE);
}

void
cbor_put_null(struct buf *b)
{
	put_head(b, CBOR_SIMPLE, SIMPLE_NULL);
}

/* ---- reading */

void
cbor_open(struct cbor *c, const void *data, size_t size)
{
	c->at = data;
	c->end = c->at + size;
}

static bool
fail(struct cbor *c)
{
	c->at = c->end;
	return false;
}

static size_t
left(const struct cbor *c)
{
	return (size_t)(c->end - c->at);
}

/* Reads the head at the reader's position and puts its number into *n; accepts only the shortest
 * form. */
static bool
get_head(struct cbor *c, enum cbor_kind *kind, uint64_t *n)
{
	static const uint64_t least[] = { 24, UINT8_MAX + 1u, UINT16_MAX + 1u, UINT32_MAX + 1ull };
	unsigned extra, info;

	if (left(c) == 0)
		return false;
	*kind = (enum cbor_kind)(*c->at >> 5);
	info = *c->at++ & 31;
	if (info < 24) {
		*n = info;
		return true;
	}
	if (info > 27 || left(c) < (extra = 1u << (info - 24)))
		return fail(c);
	*n = 0;
	for (unsigned i = 0; i < extra; i++)
		*n = *n << 8 | *c->at++;
	return *n >= least[info - 24] || fail(c);
}

static bool
get_kind(struct cbor *c, enum cbor_kind wanted, uint64_t *n)
{
	enum cbor_kind kind;

	if (cbor_peek(c) != wanted)
		return fail(c);
	return get_head(c, &kind, n);
}

enum cbor_kind
cbor_peek(const struct cbor *c)
{
	return left(c) == 0 ? CBOR_END : (enum cbor_kind)(*c->at >> 5);
}

bool
cbor_get_uint(struct cbor *c, uint64_t *out)
{
	return get_kind(c, CBOR_UINT, out);
}

bool
cbor_get_int(struct cbor *c, int64_t *out)
{
	enum cbor_kind kind = cbor_peek(c);
	uint64_t n;

	if ((kind != CBOR_UINT && kind != CBOR_NINT) || !get_head(c, &kind, &n) || n > INT64_MAX)
		return fail(c);
	*out = kind == CBOR_UINT ? (int64_t)n : -1 - (int64_t)n;
	return true;
}

static bool
get_string(struct cbor *c, enum cbor_kind kind, struct span *out)
{
	uint64_t n;

	if (!get_kind(c, kind, &n) || n > left(c))
		return fail(c);
	*out = (struct span){ c->at, (size_t)n };
	c->at += n;
	return true;
}

bool
cbor_get_bytes(struct cbor *c, struct span *out)
{
	return get_string(c, CBOR_BYTES, out);
}

bool
cbor_get_text(struct cbor *c, struct span *out)
{
	return get_string(c, CBOR_TEXT, out);
}

bool
cbor_get_array(struct cbor *c, size_t *count)
{
	uint64_t n;

	if (!get_kind(c, CBOR_ARRAY, &n) || n > left(c))
		return fail(c);
	*count = (size_t)n;
	return true;
}

bool
cbor_get_map(struct cbor *c, size_t *count)
{
	uint64_t n;

	if (!get_kind(c, CBOR_MAP, &n) || n > left(c) / 2)
		return fail(c);
	*count = (size_t)n;
	return true;
}

bool
cbor_get_bool(struct cbor *c, bool *out)
{
	uint64_t n;

	if (!get_kind(c, CBOR_SIMPLE, &n) || (n != SIMPLE_FALSE && n != SIMPLE_TRUE))
		return fail(c);
	*out = n == SIMPLE_TRUE;
	return true;
}

bool
cbor_get_null(struct cbor *c)
{
	if (left(c) == 0 || *c->at != (CBOR_SIMPLE << 5 | SIMPLE_NULL))
		return false;
	c->at++;
	return true;
}

bool
cbor_at_end(const struct cbor *c)
{
	return c->at == c->end;
}

static bool
skip(struct cbor *c, int depth)
{
	enum cbor_kind kind;
	uint64_t n;

	if (!get_head(c, &kind, &n))
		return false;
	switch (kind) {
	case CBOR_UINT:
	case CBOR_NINT:
		return true;
	case CBOR_BYTES:
	case CBOR_TEXT:
		if (n > left(c))
			return fail(c);
		c->at += n;
		return true;
	case CBOR_MAP:
		if (n > left(c) / 2)
			return fail(c);
		n *= 2;
		break;
	case CBOR_ARRAY:
		break;
	case CBOR_SIMPLE:
		return (n >= SIMPLE_FALSE && n <= SIMPLE_NULL) || fail(c);
	default:
		return fail(c);
	}
	if (n > left(c) || depth >= CBOR_DEPTH)
		return fail(c);
	while (n-- > 0) {
		if (!skip(c, depth + 1))
			return fail(c);
	}
	return true;
}

bool
cbor_skip(struct cbor *c)
{
	return skip(c, 0);
}

bool
cbor_take(struct cbor *c, struct span *out)
{
	const unsigned char *start = c->at;

	if (!cbor_skip(c))
		return false;
	*out = (struct span){ start, (size_t)(c->at - start) };
	return true;
}

/* ---- the whole of it */

static bool
is_ascending(struct span before, struct span after)
{
	size_t n = before.size < after.size ? before.size : after.size;
	int order = before.data == NULL ? -1 : memcmp(before.data, after.data, n);

	return order < 0 || (order == 0 && before.size < after.size);
}

static bool check(struct cbor *c, int depth);

static bool
check_map(struct cbor *c, size_t count, int depth)
{
	struct span key, last = { 0 };

	for (; count > 0; count--) {
		struct cbor again = *c;

		if (!cbor_take(&again, &key) || !is_ascending(last, key))
			return false;
		last = key;
		if (!check(c, depth + 1) || !check(c, depth + 1))
			return false;
	}
	return true;
}

static bool
check(struct cbor *c, int depth)
{
	struct span s;
	size_t count;

	switch (cbor_peek(c)) {
	case CBOR_TEXT:
		return cbor_get_text(c, &s) &&
		       text_is_utf8((const char *)s.data, s.size);
	case CBOR_MAP:
		return depth < CBOR_DEPTH && cbor_get_map(c, &count) && check_map(c, count, depth);
	case CBOR_ARRAY:
		if (depth >= CBOR_DEPTH || !cbor_get_array(c, &count))
			return false;
		while (count-- > 0) {
			if (!check(c, depth + 1))
				return false;
		}
		return true;
	default:
		return cbor_skip(c);
	}
}

bool
cbor_is_valid(const void *data, size_t size)
{
	struct cbor c;

	cbor_open(&c, data, size);
	return check(&c, 0) && cbor_at_end(&c);
}
