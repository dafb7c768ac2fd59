#include <config.h>

#include "record/sort.h"

#include <string.h>

#include "record/form.h"
#include "test.h"
#include "shelf.h"

#define MOST 10

static struct shelf shelf;

static int
setup(void **state)
{
	(void)state;
	shelf_init(&shelf);
	shelf_add(&shelf, "place", "code=CH", NULL);
	shelf_add(&shelf, "place", "code=LK", NULL);
	shelf_add(&shelf, "thing", "code=T3", NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

/* ---- the order of the keys is the order of the row */

static const struct order_row {
	const char *field;
	const char *ascending[MOST];
	const char *says;
} order_rows[] = {
	{ "size", { "", "-1000", "-1", "0", "1", "255", "256", "1000" }, "integers by size" },
	{ "rate", { "", "-2", "-1.5", "-0.000001", "0", "0.5", "10" }, "decimals by size" },
	{ "is_big", { "", "no", "yes" }, "no before yes" },
	{ "kind", { "", "box", "co-box" }, "choices by number, not by name" },
	{ "start", { "", "1999", "2011", "2011-01", "2011-01-01", "2011-02", "2012" },
	  "dates by their earliest day" },
	{ "at", { "", "00:00", "09:30", "23:59" }, "times of day" },
	{ "code", { "", "a", "A-1", "b", "Ca" }, "codes without regard to case" },
	{ "memo", { "", "a", "a b", "ab", "Äc", "b", "Łódź", "原村" }, "texts as they fold" },
	{ "title", { "", "Amsterdam", "Évian", "Geneva" }, "texts by language by the English one" },
	{ "tags", { "", "a;z", "b;a" }, "lists by their first member" },
	{ "home", { "", "CH", "LK" }, "references by record number" },
	{ "spot", { "", "-10, 5", "-10, 6", "10, 5" }, "places from south to north" },
};

static void
key_of(const struct field *f, const char *text, struct buf *key)
{
	struct value v;
	struct arena a;
	struct err e;

	arena_init(&a);
	buf_reset(key);
	if (value_parse(f, text, &shelf.directory, &a, &v, &e) != ERR_OK)
		fail_msg("%s: %s", text, e.text);
	value_sort_key(&v, f, key);
	arena_clear(&a);
}

static int
compare(const struct buf *a, const struct buf *b)
{
	int order = memcmp(a->data, b->data, a->size < b->size ? a->size : b->size);

	return order != 0 ? order : (int)a->size - (int)b->size;
}

static void
test_order(void **state)
{
	const struct order_row *row = *state;
	const struct field *f = fields_find(&shelf_type(&shelf, "thing")->fields, row->field);
	struct buf a, b;

	buf_init(&a);
	buf_init(&b);
	for (size_t i = 0; i + 1 < MOST && row->ascending[i + 1] != NULL; i++) {
		key_of(f, row->ascending[i], &a);
		key_of(f, row->ascending[i + 1], &b);
		if (compare(&a, &b) >= 0)
			fail_msg("\"%s\" is not before \"%s\"", row->ascending[i],
			         row->ascending[i + 1]);
	}
	buf_clear(&a);
	buf_clear(&b);
}

static void
test_random_numbers(void **state)
{
	const struct field *f = shelf_field(&shelf, "thing.rate");
	struct chance c = { 9 };
	struct buf a, b;

	(void)state;
	buf_init(&a);
	buf_init(&b);
	for (int i = 0; i < 2000; i++) {
		struct value v = { .kind = VALUE_NUMBER }, w = { .kind = VALUE_NUMBER };

		v.number = ((int64_t)chance(&c, UINT32_MAX) - INT32_MAX) *
		           (1 + chance(&c, 1000000));
		w.number = ((int64_t)chance(&c, UINT32_MAX) - INT32_MAX) *
		           (1 + chance(&c, 1000000));
		buf_reset(&a);
		buf_reset(&b);
		value_sort_key(&v, f, &a);
		value_sort_key(&w, f, &b);
		assert_int_equal(compare(&a, &b) < 0, v.number < w.number);
	}
	buf_clear(&a);
	buf_clear(&b);
}

static void
test_long_text(void **state)
{
	const struct field *f = shelf_field(&shelf, "thing.memo");
	struct buf text, key;
	struct value v = { .kind = VALUE_TEXT };

	(void)state;
	buf_init(&text);
	buf_init(&key);
	for (int i = 0; i < 500; i++)
		buf_text(&text, "原");
	v.text = buf_string(&text);
	value_sort_key(&v, f, &key);
	assert_true(key.size < 480);
	assert_int_equal((key.size - 2) % 3, 0);        /* cut between letters */
	buf_clear(&text);
	buf_clear(&key);
}

/* ---- what two records may not share */

static void
test_code_keys(void **state)
{
	struct record *a = record_new(shelf_type(&shelf, "thing")), *b = record_new(a->type);
	struct buf ka, kb;

	(void)state;
	buf_init(&ka);
	buf_init(&kb);
	record_fill(a, &shelf.directory, "code=CP", NULL);
	record_fill(b, &shelf.directory, "code=cp", NULL);
	code_sort_key(a, &ka);
	code_sort_key(b, &kb);
	assert_int_equal(compare(&ka, &kb), 0);
	record_free(a);
	record_free(b);
	a = record_new(shelf_type(&shelf, "step"));
	b = record_new(a->type);
	record_fill(a, &shelf.directory, "thing=T3", "number=2", NULL);
	record_fill(b, &shelf.directory, "thing=T3", "number=10", NULL);
	buf_reset(&ka);
	buf_reset(&kb);
	code_sort_key(a, &ka);
	code_sort_key(b, &kb);
	assert_true(compare(&ka, &kb) < 0);
	record_free(a);
	record_free(b);
	buf_clear(&ka);
	buf_clear(&kb);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, order_rows, test_order);
	suite_add(&s, "whatever numbers chance gives", test_random_numbers, NULL);
	suite_add(&s, "a long text is cut between letters", test_long_text, NULL);
	suite_add(&s, "codes are alike without case, and numbered ones in order", test_code_keys,
	          NULL);
	return suite_run_in(&s, "sort", setup, teardown);
}
