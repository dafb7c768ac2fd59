#include <config.h>

#include "record/change.h"

#include <string.h>

#include "base/cbor.h"
#include "test.h"
#include "shelf.h"

static struct shelf shelf;

static int
setup(void **state)
{
	(void)state;
	shelf_init(&shelf);
	shelf_add(&shelf, "place", "code=CH", NULL);
	shelf_add(&shelf, "place", "code=LK", NULL);
	shelf_add(&shelf, "place", "code=SN", NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

/* A seal that turns every bit; `is_erased` makes it forget. */
struct turning {
	struct buf opened;
	bool is_erased;
	int closed;
};

static void
turn(struct span in, struct buf *out)
{
	buf_reset(out);
	for (size_t i = 0; i < in.size; i++)
		buf_byte(out, (unsigned char)~in.data[i]);
}

static void
seal_close(void *context, struct span value, struct buf *out)
{
	struct turning *t = context;

	turn(value, &t->opened);
	t->closed++;
	cbor_put_bytes(out, t->opened.data, t->opened.size);
}

static bool
seal_open(void *context, struct span digest, struct span *value)
{
	struct turning *t = context;

	turn(digest, &t->opened);
	*value = buf_span(&t->opened);
	return !t->is_erased;
}

/* ---- what is a change */

static const struct between_row {
	const char *before, *after;
	size_t changes, orders;
	const char *says;
} between_rows[] = {
	{ "size=5", "size=5", 0, 0, "nothing changed" },
	{ "size=5", "size=6", 1, 0, "one field" },
	{ "size=5", "rate=6", 2, 0, "one came, one went" },
	{ "tags=a;b", "tags=b;a", 1, 0, "the order of a list" },
	{ "covers=CH;LK", "covers=LK;CH", 0, 0, "a set has no order" },
	{ "members=party=CH", "members=party=LK", 1, 0, "a column of a row" },
	{ "members=party=CH", "members=party=CH|party=LK,from=2011", 2, 1, "a row that came" },
	{ "members=party=CH|party=LK", "members=party=CH", 1, 1, "a row that went" },
	{ "size=5", "members=party=CH", 2, 1, "a table that came" },
};

static void
test_between(void **state)
{
	const struct between_row *row = *state;
	struct record *a = record_new(shelf_type(&shelf, "thing")), *b = record_new(a->type);
	struct changes c;

	record_fill(a, &shelf.directory, row->before, NULL);
	record_fill(b, &shelf.directory, row->after, NULL);
	changes_between(a, b, &c);
	assert_int_equal(c.count, row->changes);
	assert_int_equal(c.order_count, row->orders);
	changes_apply(&c, a);
	assert_same_record(a, b);
	changes_clear(&c);
	record_free(a);
	record_free(b);
}

static void
test_order_only(void **state)
{
	struct record *a = record_new(shelf_type(&shelf, "thing")), *b;
	struct value *rows;
	struct row first;
	struct changes c;

	(void)state;
	record_fill(a, &shelf.directory, "members=party=CH|party=LK|party=SN|party=CH", NULL);
	b = record_copy(a);
	rows = record_value(b, shelf_field(&shelf, "thing.members"));
	first = rows->rows[1];
	rows->rows[1] = rows->rows[2];
	rows->rows[2] = first;
	changes_between(a, b, &c);
	assert_int_equal(c.count, 0);
	assert_int_equal(c.order_count, 1);
	assert_int_equal(c.orders[0].start, 1);
	assert_int_equal(c.orders[0].before_count, 2);
	changes_apply(&c, a);
	assert_same_record(a, b);
	changes_clear(&c);
	record_free(a);
	record_free(b);
}

/* ---- what holds whatever the records are */

struct pair {
	struct record *a, *b;
	struct changes c;
};

static void
pair_begin(struct pair *p, struct chance *c)
{
	p->a = record_random(shelf_type(&shelf, "thing"), c);
	p->b = record_random(shelf_type(&shelf, "thing"), c);
	changes_between(p->a, p->b, &p->c);
}

static void
pair_end(struct pair *p)
{
	changes_clear(&p->c);
	record_free(p->a);
	record_free(p->b);
}

#define ROUNDS 400

static void
test_apply(void **state)
{
	struct chance c = { 1 };
	struct pair p;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		pair_begin(&p, &c);
		changes_apply(&p.c, p.a);
		assert_same_record(p.a, p.b);
		pair_end(&p);
	}
}

static void
test_invert(void **state)
{
	struct chance c = { 2 };
	struct pair p;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct record *copy;

		pair_begin(&p, &c);
		copy = record_copy(p.b);
		changes_invert(&p.c);
		changes_apply(&p.c, copy);
		assert_same_record(copy, p.a);
		record_free(copy);
		changes_invert(&p.c);
		changes_apply(&p.c, p.a);
		assert_same_record(p.a, p.b);
		pair_end(&p);
	}
}

/* Added and removed: NULL on either side is an empty record. */
static void
test_from_nothing(void **state)
{
	struct chance c = { 3 };

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct record *r = record_random(shelf_type(&shelf, "thing"), &c);
		struct record *empty = record_new(r->type), *built = record_new(r->type);
		struct changes added, removed;

		changes_between(NULL, r, &added);
		changes_apply(&added, built);
		assert_same_record(built, r);
		changes_between(r, NULL, &removed);
		changes_apply(&removed, built);
		assert_same_record(built, empty);
		changes_clear(&added);
		changes_clear(&removed);
		record_free(r);
		record_free(empty);
		record_free(built);
	}
}

static void
test_coded(void **state)
{
	struct turning turning = { 0 };
	struct seal seal = { &turning, seal_close, seal_open };
	struct chance c = { 4 };
	struct pair p;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct changes again;
		struct buf bytes, twice;

		buf_init(&bytes);
		buf_init(&twice);
		pair_begin(&p, &c);
		changes_encode(&p.c, &shelf.directory, &seal, &bytes);
		assert_true(cbor_is_valid(bytes.data, bytes.size));
		assert_true(changes_decode(p.a->type, buf_span(&bytes), &shelf.directory, &seal,
		                           &again));
		assert_int_equal(again.count, p.c.count);
		assert_int_equal(again.order_count, p.c.order_count);
		changes_encode(&again, &shelf.directory, &seal, &twice);
		assert_int_equal(bytes.size, twice.size);
		assert_memory_equal(bytes.data, twice.data, bytes.size);
		changes_apply(&again, p.a);
		assert_same_record(p.a, p.b);
		for (size_t n = 0; n < bytes.size; n += 7) {
			struct changes cut;
			struct span part = { bytes.data, n };

			assert_false(changes_decode(p.a->type, part, &shelf.directory, &seal, &cut));
			changes_clear(&cut);
		}
		changes_clear(&again);
		pair_end(&p);
		buf_clear(&bytes);
		buf_clear(&twice);
	}
	assert_true(turning.closed > 0);
	buf_clear(&turning.opened);
}

/* ---- sensitive values */

static void
test_sealed(void **state)
{
	struct turning turning = { 0 };
	struct seal seal = { &turning, seal_close, seal_open };
	struct record *a = record_new(shelf_type(&shelf, "thing")), *b = record_new(a->type);
	const struct field *secret = shelf_field(&shelf, "thing.secret");
	struct changes c, again;
	struct buf bytes;

	(void)state;
	buf_init(&bytes);
	record_fill(a, &shelf.directory, "secret=Amina", "memo=old", NULL);
	record_fill(b, &shelf.directory, "secret=Bo", "memo=new", NULL);
	changes_between(a, b, &c);
	changes_encode(&c, &shelf.directory, &seal, &bytes);
	assert_int_equal(turning.closed, 2);
	assert_null(strstr(buf_string(&bytes), "Amina"));
	assert_non_null(strstr(buf_string(&bytes), "new"));
	turning.is_erased = true;
	assert_true(changes_decode(a->type, buf_span(&bytes), &shelf.directory, &seal, &again));
	for (size_t i = 0; i < again.count; i++) {
		assert_int_equal(again.list[i].before_is_forgotten, again.list[i].field == secret);
		assert_int_equal(again.list[i].after_is_forgotten, again.list[i].field == secret);
	}
	changes_apply(&again, a);
	assert_string_equal(record_value(a, secret)->text, "Amina");
	assert_string_equal(record_value(a, shelf_field(&shelf, "thing.memo"))->text, "new");
	changes_clear(&c);
	changes_clear(&again);
	record_free(a);
	record_free(b);
	buf_clear(&bytes);
	buf_clear(&turning.opened);
}

/* What is forgotten on one side stays on that side when the changes are turned round. */
static void
test_forgotten_side(void **state)
{
	struct record *a = record_new(shelf_type(&shelf, "thing")), *b = record_new(a->type);
	const struct field *secret = shelf_field(&shelf, "thing.secret");
	struct changes c;

	(void)state;
	record_fill(a, &shelf.directory, "secret=Amina", NULL);
	record_fill(b, &shelf.directory, "secret=Bo", NULL);
	changes_between(a, b, &c);
	c.list[0].before_is_forgotten = true;
	changes_apply(&c, a);
	assert_string_equal(record_value(a, secret)->text, "Bo");
	changes_invert(&c);
	assert_true(c.list[0].after_is_forgotten);
	assert_false(c.list[0].before_is_forgotten);
	changes_apply(&c, b);
	assert_string_equal(record_value(b, secret)->text, "Bo");
	changes_clear(&c);
	record_free(a);
	record_free(b);
}

/* ---- what another schema wrote */

static void
test_other_type(void **state)
{
	struct turning turning = { 0 };
	struct seal seal = { &turning, seal_close, seal_open };
	struct record *a = record_new(shelf_type(&shelf, "thing")), *b = record_new(a->type);
	struct changes c, again;
	struct buf bytes;

	(void)state;
	buf_init(&bytes);
	record_fill(b, &shelf.directory, "code=T1", "members=party=CH", "memo=x", NULL);
	changes_between(a, b, &c);
	for (size_t i = 0; i < c.count; i++) {
		if (strcmp(c.list[i].field->name, "memo") == 0)
			c.list[i] = c.list[--c.count];
	}
	changes_encode(&c, &shelf.directory, &seal, &bytes);
	/* A place has a code; it knows no members. */
	assert_true(changes_decode(shelf_type(&shelf, "place"), buf_span(&bytes), &shelf.directory,
	                           &seal, &again));
	assert_int_equal(again.count, 1);
	assert_int_equal(again.order_count, 0);
	assert_string_equal(again.list[0].after.text, "T1");
	changes_clear(&c);
	changes_clear(&again);
	record_free(a);
	record_free(b);
	buf_clear(&bytes);
	buf_clear(&turning.opened);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, between_rows, test_between);
	suite_add(&s, "rows that only moved", test_order_only, NULL);
	suite_add(&s, "applying the difference gives the other", test_apply, NULL);
	suite_add(&s, "and backwards the first", test_invert, NULL);
	suite_add(&s, "from nothing and to nothing", test_from_nothing, NULL);
	suite_add(&s, "changes are written and read, whole or not at all", test_coded, NULL);
	suite_add(&s, "a sensitive value is sealed, and may be forgotten", test_sealed, NULL);
	suite_add(&s, "what is forgotten stays on its side", test_forgotten_side, NULL);
	suite_add(&s, "fields that a type has not are passed over", test_other_type, NULL);
	return suite_run_in(&s, "change", setup, teardown);
}
