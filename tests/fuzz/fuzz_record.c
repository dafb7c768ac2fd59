/* Whatever is read as a record is written as bytes that are read the same. */
#include <config.h>

#include <string.h>

#include "base/cbor.h"
#include "fuzz.h"
#include "record/check.h"
#include "record/coding.h"
#include "record/form.h"
#include "record/sort.h"

static bool
is_same(const struct record *a, const struct record *b)
{
	for (size_t i = 0; i < a->type->fields.count; i++) {
		if (!value_equal(&a->values[i], &b->values[i], &a->type->fields.list[i]))
			return false;
	}
	return a->unknowns.count == b->unknowns.count;
}

/* What a program does with any record. */
static void
use(const struct record *r)
{
	struct problems problems = { 0 };
	struct buf text;

	buf_init(&text);
	record_check(r, NULL, &problems);
	problems_clear(&problems);
	record_is_overdue(r, empty_context.today);
	is_in_force(&r->type->fields, r->values, empty_context.today);
	record_code(r, &empty_directory, &text);
	code_sort_key(r, &text);
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];

		value_format(&r->values[i], f, &empty_directory, FORM_FILE, "en", &text);
		value_format(&r->values[i], f, &empty_directory, FORM_SCREEN, "fr", &text);
		value_sort_key(&r->values[i], f, &text);
	}
	buf_clear(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct type *type = shipped_type(&data, &size);
	struct record *r, *again, *copy;
	struct buf first, second;
	struct err e;

	if (record_decode(type, (struct span){ data, size }, &r, &e) != ERR_OK) {
		require(r == NULL, "nothing comes of what is refused");
		return 0;
	}
	buf_init(&first);
	buf_init(&second);
	use(r);
	record_encode(r, &first);
	/* A text that is not UTF-8 is refused when it is written; nothing of it is stored. */
	if (cbor_refusal(&first, &e) != ERR_OK) {
		record_free(r);
		buf_clear(&first);
		return 0;
	}
	require(record_decode(type, buf_span(&first), &again, &e) == ERR_OK,
	        "what is written is read");
	require(is_same(r, again), "it is read as the same");
	record_encode(again, &second);
	require(first.size == second.size && memcmp(first.data, second.data, first.size) == 0,
	        "and written as the same");
	copy = record_copy(r);
	require(is_same(r, copy), "a copy is the same");
	record_free(r);
	record_free(again);
	record_free(copy);
	buf_clear(&first);
	buf_clear(&second);
	return 0;
}
