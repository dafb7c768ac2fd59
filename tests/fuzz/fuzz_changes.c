/* Whatever is read as the changes of a record is written as bytes that are read the same, and can
 * be applied to any record. */
#include <config.h>

#include <string.h>

#include "base/cbor.h"
#include "fuzz.h"
#include "record/change.h"

/* A seal that keeps what it is given as it is, except what starts with 0xF6 (null), which it has
 * forgotten. */
static void
seal_close(void *context, struct span value, struct buf *out)
{
	(void)context;
	cbor_put_bytes(out, value.data, value.size);
}

static bool
seal_open(void *context, struct span digest, struct span *value)
{
	(void)context;
	*value = digest;
	return digest.size > 0 && digest.data[0] != 0xF6;
}

static const struct seal seal = { NULL, seal_close, seal_open };

static bool
has_forgotten(const struct changes *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->list[i].before_is_forgotten || c->list[i].after_is_forgotten)
			return true;
	}
	return false;
}

/* A second time the bytes are those of an encoder. A text that is not UTF-8 is refused when it is
 * written. */
static void
write_twice(const struct type *type, const struct changes *c)
{
	struct changes again, third;
	struct buf first, second;
	struct err e;

	buf_init(&first);
	buf_init(&second);
	changes_encode(c, &empty_directory, &seal, &first);
	if (cbor_refusal(&first, &e) != ERR_OK) {
		buf_clear(&first);
		return;
	}
	if (changes_decode(type, buf_span(&first), &empty_directory, &seal, &again)) {
		changes_encode(&again, &empty_directory, &seal, &second);
		require(changes_decode(type, buf_span(&second), &empty_directory, &seal, &third),
		        "what is written is read");
		changes_clear(&third);
		changes_clear(&again);
	} else {
		require(has_forgotten(c), "what is written is read, unless something is forgotten");
	}
	buf_clear(&first);
	buf_clear(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct type *type = shipped_type(&data, &size);
	struct record *r = record_new(type);
	struct changes c;

	if (changes_decode(type, (struct span){ data, size }, &empty_directory, &seal, &c)) {
		changes_apply(&c, r);
		changes_apply(&c, r);
		write_twice(type, &c);
		changes_invert(&c);
		changes_apply(&c, r);
	}
	changes_clear(&c);
	record_free(r);
	return 0;
}
