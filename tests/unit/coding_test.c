#include <config.h>

#include "record/coding.h"

#include <string.h>

#include "test.h"
#include "shelf.h"

static struct shelf shelf;

static void
add_places(struct shelf *s)
{
	shelf_add(s, "place", "code=CH", "name=Switzerland", NULL);
	shelf_add(s, "place", "code=LK", NULL);
	shelf_add(s, "thing", "code=T3", NULL);
}

static int
setup(void **state)
{
	(void)state;
	shelf_init(&shelf);
	add_places(&shelf);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

static struct record *
again(const struct record *r, struct buf *body)
{
	struct record *copy;
	struct err e;

	buf_reset(body);
	record_encode(r, body);
	assert_true(cbor_is_valid(body->data, body->size));
	assert_int_equal(record_decode(r->type, buf_span(body), &copy, &e), ERR_OK);
	return copy;
}

/* ---- every type of field */

static const struct field_row {
	const char *assignment;
	const char *says;
} field_rows[] = {
	{ "code=CP-2003", "a code is read as it was written" },
	{ "title=Côte d'Ivoire", "a text by language is" },
	{ "memo=one\ntwo", "a long text with its line breaks is" },
	{ "size=-1000", "a negative integer is" },
	{ "size=0", "nought is" },
	{ "rate=-46.20222", "a decimal is" },
	{ "is_big=yes", "a flag that is set is" },
	{ "is_big=no", "a flag that is not set is" },
	{ "kind=co-box", "a choice is" },
	{ "colours=green;red", "a set of choices is" },
	{ "start=2011-04", "a partial date is" },
	{ "period=2015-Q3", "a period is" },
	{ "at=00:00", "midnight is" },
	{ "due=-6w", "an offset is" },
	{ "owner=thing:T3", "a reference to one of several types is" },
	{ "home=CH", "a reference is" },
	{ "covers=LK;CH", "a set of references is" },
	{ "tags=b;a;b;x\\;y", "a list of texts in its order is" },
	{ "mail=a@example.org", "an e-mail address is" },
	{ "phones=+41 22 717 9111;118", "telephone numbers are" },
	{ "web=https://example.org/", "a web address is" },
	{ "spot=-46.20222, 6.14569", "a place is" },
	{ "langs=fr;en;pt-BR", "languages are" },
	{ "secret=nobody's business", "a sensitive text is" },
	{ "members=party=CH,role=chair|party=LK,from=2011,remark=x;y", "rows are" },
	{ "duties=what=agenda,due=-2w|due=2011-04-19", "rows with gaps are" },
};

static void
test_field(void **state)
{
	const struct field_row *row = *state;
	struct record *r = record_new(shelf_type(&shelf, "thing")), *copy, *third;
	struct buf body, second;

	buf_init(&body);
	buf_init(&second);
	record_fill(r, &shelf.directory, row->assignment, NULL);
	copy = again(r, &body);
	assert_same_record(r, copy);
	third = again(copy, &second);
	assert_int_equal(body.size, second.size);
	assert_memory_equal(body.data, second.data, body.size);
	record_free(r);
	record_free(copy);
	record_free(third);
	buf_clear(&body);
	buf_clear(&second);
}

static void
test_languages(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "thing")), *copy;
	struct buf body;

	(void)state;
	buf_init(&body);
	record_fill(r, &shelf.directory, "title=Sea", "title.fr=Mer", "title.zh-Hant=海", NULL);
	copy = again(r, &body);
	assert_same_record(r, copy);
	assert_string_equal(value_text(record_role(copy, ROLE_TITLE), "fr"), "Mer");
	assert_string_equal(value_text(record_role(copy, ROLE_TITLE), "zh-Hant"), "海");
	assert_string_equal(value_text(record_role(copy, ROLE_TITLE), "es"), "Sea");
	record_free(r);
	record_free(copy);
	buf_clear(&body);
}

static void
test_empty(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "thing")), *copy;
	struct buf body;

	(void)state;
	buf_init(&body);
	copy = again(r, &body);
	assert_int_equal(body.size, 1);
	assert_same_record(r, copy);
	record_free(r);
	record_free(copy);
	buf_clear(&body);
}

static void
test_random(void **state)
{
	struct chance c = { 7 };
	struct buf body;

	(void)state;
	buf_init(&body);
	for (int i = 0; i < 500; i++) {
		struct record *r = record_random(shelf_type(&shelf, "thing"), &c);
		struct record *copy = again(r, &body), *clone = record_copy(r);

		assert_same_record(r, copy);
		assert_same_record(r, clone);
		record_free(r);
		record_free(copy);
		record_free(clone);
	}
	buf_clear(&body);
}

/* ---- what another schema wrote */

static void
put_unknown(struct buf *b)
{
	cbor_put_map(b, 4);
	cbor_put_uint(b, 1);
	cbor_put_text(b, "T9", 2);
	cbor_put_uint(b, 24);
	cbor_put_array(b, 1);
	cbor_put_map(b, 3);
	cbor_put_uint(b, 0);
	cbor_put_uint(b, 5);
	cbor_put_uint(b, 1);
	cbor_put_uint(b, 1);
	cbor_put_uint(b, 900);
	cbor_put_text(b, "in a row", 8);
	cbor_put_uint(b, 30);
	cbor_put_map(b, 1);
	cbor_put_uint(b, 2);
	cbor_put_array(b, 2);
	cbor_put_null(b);
	cbor_put_int(b, -70000);
	cbor_put_uint(b, 70000);
	cbor_put_bytes(b, "\x00\x01", 2);
}

static void
test_unknown(void **state)
{
	struct record *r, *copy;
	struct buf body, written;
	struct err e;

	(void)state;
	buf_init(&body);
	buf_init(&written);
	put_unknown(&body);
	assert_int_equal(record_decode(shelf_type(&shelf, "thing"), buf_span(&body), &r, &e),
	                 ERR_OK);
	assert_int_equal(r->unknowns.count, 2);
	assert_int_equal(record_value(r, shelf_field(&shelf, "thing.members"))
	                         ->rows[0]
	                         .unknowns.count,
	                 1);
	copy = record_copy(r);
	record_fill(copy, &shelf.directory, "size=5", "size=", NULL);
	record_encode(copy, &written);
	assert_int_equal(written.size, body.size);
	assert_memory_equal(written.data, body.data, body.size);
	record_free(r);
	record_free(copy);
	buf_clear(&body);
	buf_clear(&written);
}

/* Unknown fields must not cost more memory than there are bytes of them, by far. */
static void
test_many_unknown(void **state)
{
	enum { MANY = 60000 };
	struct buf body, written;
	struct record *r;
	struct err e;

	(void)state;
	buf_init(&body);
	buf_init(&written);
	cbor_put_map(&body, MANY);
	for (uint64_t i = 0; i < MANY; i++) {
		cbor_put_uint(&body, 100000 + i);
		cbor_put_null(&body);
	}
	assert_int_equal(record_decode(shelf_type(&shelf, "place"), buf_span(&body), &r, &e),
	                 ERR_OK);
	record_encode(r, &written);
	assert_int_equal(written.size, body.size);
	assert_memory_equal(written.data, body.data, body.size);
	record_free(r);
	buf_clear(&body);
	buf_clear(&written);
}

/* ---- what is no body */

#define BYTES(text) { (const unsigned char *)(text), sizeof (text) - 1 }

static const struct damaged_row {
	struct span body;
	const char *says;
} damaged_rows[] = {
	{ BYTES(""), "nothing is no body" },
	{ BYTES("\x80"), "an array is none" },
	{ BYTES("\xA1\x01"), "a value is missing" },
	{ BYTES("\xA1\x01\x01"), "a number stands for a code" },
	{ BYTES("\xA1\x61\x31\x01"), "a text stands for a field's number" },
	{ BYTES("\xA1\x20\x01"), "a negative number does" },
	{ BYTES("\xA1\x04\x61\x31"), "a text stands for an integer" },
	{ BYTES("\xA1\x04\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "an integer has 64 bits" },
	{ BYTES("\xA1\x06\x01"), "a number stands for a flag" },
	{ BYTES("\xA1\x0F\x00"), "a reference to record nought" },
	{ BYTES("\xA1\x0F\x20"), "a reference to record minus one" },
	{ BYTES("\xA1\x0F\x1B\x00\x00\x00\x01\x00\x00\x00\x00"), "a reference beyond 32 bits" },
	{ BYTES("\xA1\x10\x01"), "one reference stands for a set" },
	{ BYTES("\xA1\x02\x61\x31"), "one text stands for many languages" },
	{ BYTES("\xA1\x15\x81\x00"), "half a place" },
	{ BYTES("\xA1\x15\x82\x1B\x00\x00\x00\x01\x00\x00\x00\x00\x00"), "a place off the map" },
	{ BYTES("\xA1\x01\x63" "a\0b"), "a NUL in a code" },
	{ BYTES("\xA1\x09\x1A\x01\x32\xC1\xB0"), "a date of a month that is none" },
	{ BYTES("\xA1\x09\x20"), "a date before all dates" },
	{ BYTES("\xA1\x0B\x05"), "a period that is none" },
	{ BYTES("\xA1\x0C\x19\x05\xA0"), "a time of day after midnight" },
	{ BYTES("\xA1\x0D\x3A\x7F\xFF\xFF\xFF"), "a due date that is none" },
	{ BYTES("\xA1\x18\x18\x81\xA1\x01\x01"), "a row without an identity" },
	{ BYTES("\xA1\x18\x18\x81\xA1\x00\x00"), "a row whose identity is nought" },
	{ BYTES("\xA1\x18\x18\x81\x00"), "a number stands for a row" },
	{ BYTES("\xA2\x04\x01\x04\x02"), "a field stands twice" },
	{ BYTES("\xA2\x04\x01\x01\x61" "a"), "fields descend" },
	{ BYTES("\xA2\x18\x63\x01\x18\x62\x01"), "unknown fields descend" },
	{ BYTES("\xA1\x01\x61" "a\x00"), "something follows the body" },
};

static void
test_damaged(void **state)
{
	const struct damaged_row *row = *state;
	struct record *r;
	struct err e;

	assert_int_equal(record_decode(shelf_type(&shelf, "thing"), row->body, &r, &e), ERR_STORE);
	assert_null(r);
	assert_says(e.text, "damaged");
}

/* Every prefix of a body is refused. */
static void
test_cut(void **state)
{
	struct chance c = { 11 };
	struct record *r = record_random(shelf_type(&shelf, "thing"), &c), *copy;
	struct buf body;
	struct err e;

	(void)state;
	buf_init(&body);
	record_encode(r, &body);
	for (size_t n = 0; n < body.size; n++) {
		struct span cut = { body.data, n };

		assert_int_equal(record_decode(r->type, cut, &copy, &e), ERR_STORE);
	}
	record_free(r);
	buf_clear(&body);
}

/* ---- through identities, as the journal has them */

static void
test_uuids(void **state)
{
	const struct field *home = shelf_field(&shelf, "thing.home");
	const struct field *covers = shelf_field(&shelf, "thing.covers");
	struct value v, w;
	struct arena a;
	struct cbor c;
	struct buf b;
	struct err e;

	(void)state;
	arena_init(&a);
	buf_init(&b);
	assert_int_equal(value_parse(covers, "CH;LK", &shelf.directory, &a, &v, &e), ERR_OK);
	value_encode(&v, covers, &shelf.directory, &b);
	assert_true(cbor_is_valid(b.data, b.size));
	assert_int_equal(b.size, 1 + 2 * 17);
	cbor_open(&c, b.data, b.size);
	assert_true(value_decode(&c, covers, &shelf.directory, &a, &w));
	assert_true(value_equal(&v, &w, covers));
	buf_reset(&b);
	v = (struct value){ .kind = VALUE_NUMBER, .number = 60 };       /* nobody has that number */
	value_encode(&v, home, &shelf.directory, &b);
	cbor_open(&c, b.data, b.size);
	assert_true(value_decode(&c, home, &shelf.directory, &a, &w));
	assert_false(w.kind == VALUE_NUMBER && w.number == 60);
	buf_clear(&b);
	arena_clear(&a);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, field_rows, test_field);
	suite_add(&s, "texts in three languages are", test_languages, NULL);
	suite_add(&s, "an empty record is one byte", test_empty, NULL);
	suite_add(&s, "whatever chance writes is read", test_random, NULL);
	suite_add(&s, "unknown fields stay byte for byte", test_unknown, NULL);
	suite_add(&s, "tens of thousands of unknown fields are no burden", test_many_unknown, NULL);
	SUITE_ROWS(&s, damaged_rows, test_damaged);
	suite_add(&s, "a body cut off anywhere is refused", test_cut, NULL);
	suite_add(&s, "references travel as identities", test_uuids, NULL);
	return suite_run_in(&s, "coding", setup, teardown);
}
