/* Whatever is valid is written again as the same bytes; whatever is not is refused without harm. */
#include <config.h>

#include <string.h>

#include "base/cbor.h"
#include "fuzz.h"

static bool copy(struct cbor *c, struct buf *out);

static bool
copy_items(struct cbor *c, size_t count, struct buf *out)
{
	for (; count > 0; count--) {
		if (!copy(c, out))
			return false;
	}
	return true;
}

static bool
copy_number(struct cbor *c, struct buf *out)
{
	bool is_positive = cbor_peek(c) == CBOR_UINT;
	struct cbor again = *c;
	uint64_t n;
	int64_t i;

	if (is_positive && cbor_get_uint(c, &n)) {
		cbor_put_uint(out, n);
		return true;
	}
	*c = again;
	if (!cbor_get_int(c, &i))
		return false;
	cbor_put_int(out, i);
	return true;
}

static bool
copy_simple(struct cbor *c, struct buf *out)
{
	bool flag;

	if (cbor_get_null(c)) {
		cbor_put_null(out);
		return true;
	}
	if (!cbor_get_bool(c, &flag))
		return false;
	cbor_put_bool(out, flag);
	return true;
}

/* The depth was checked before: only what is valid comes here. */
static bool
copy(struct cbor *c, struct buf *out)
{
	struct span s;
	size_t count;

	switch (cbor_peek(c)) {
	case CBOR_UINT:
	case CBOR_NINT:
		return copy_number(c, out);
	case CBOR_BYTES:
		if (!cbor_get_bytes(c, &s))
			return false;
		cbor_put_bytes(out, s.data, s.size);
		return true;
	case CBOR_TEXT:
		if (!cbor_get_text(c, &s))
			return false;
		cbor_put_text(out, (const char *)s.data, s.size);
		return true;
	case CBOR_ARRAY:
		if (!cbor_get_array(c, &count))
			return false;
		cbor_put_array(out, count);
		return copy_items(c, count, out);
	case CBOR_MAP:
		if (!cbor_get_map(c, &count))
			return false;
		cbor_put_map(out, count);
		return copy_items(c, count * 2, out);
	default:
		return copy_simple(c, out);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool is_valid = cbor_is_valid(data, size);
	struct cbor c;
	struct span s;
	struct buf out;

	cbor_open(&c, data, size);
	if (cbor_take(&c, &s))
		require(s.data == data && s.size <= size, "what is taken is in the input");
	else
		require(cbor_at_end(&c) && !is_valid, "a fault ends the reading");
	if (!is_valid)
		return 0;
	buf_init(&out);
	cbor_open(&c, data, size);
	/* A negative number of 64 bits is of the subset, but none that can be read. */
	if (copy(&c, &out)) {
		require(out.size == size, "it is written as long as it was");
		require(size == 0 || memcmp(out.data, data, size) == 0, "it is written as it was");
	}
	buf_clear(&out);
	return 0;
}
