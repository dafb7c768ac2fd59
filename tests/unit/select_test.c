#include <config.h>

#include "registry/select.h"

#include <stdlib.h>
#include <strings.h>
#include <string.h>

#include "desk.h"
#include "record/sort.h"
#include "registry/select/selection_internal.h"
#include "test.h"

#define MANY DESK_MANY

/* ---- a walk in pages, as numbers */

struct found {
	uint32_t list[2 * MANY];
	size_t count;
};

static struct query *
parse(struct desk *d, const char *text)
{
	struct query_scope scope = { registry_schema(d->registry), desk_type(d, "thing"), NULL };
	struct query *q;
	struct err e;

	if (query_parse(text, &scope, &q, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return q;
}

static struct selection *
select_things(struct desk *d, struct query *q, const struct order *orders, size_t count)
{
	struct select what = { .type = desk_type(d, "thing"), .query = q, .orders = orders,
	                       .order_count = count };
	struct selection *s;
	struct err e;

	if (registry_select(d->registry, &what, &s, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return s;
}

/* From one end to the other, `page` records at a time. */
static void
walk_all(struct selection *s, bool backwards, size_t page, struct found *out)
{
	struct record *list[32];
	struct position at = { 0 };
	size_t got = page;
	struct err e;

	out->count = 0;
	for (bool is_first = true; got == page; is_first = false) {
		assert_int_equal(selection_fetch(s, is_first ? NULL : &at, true, backwards, page,
		                                 list, &got, &e),
		                 ERR_OK);
		if (got > 0)
			assert_int_equal(selection_place(s, list[got - 1], &at, &e), ERR_OK);
		for (size_t i = 0; i < got; i++) {
			assert_true(out->count < 2 * MANY);
			out->list[out->count++] = list[i]->number;
			record_free(list[i]);
		}
	}
	position_clear(&at);
}

static void
assert_reversed(const struct found *a, const struct found *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		assert_int_equal(a->list[i], b->list[b->count - 1 - i]);
}

static void
assert_alike(const struct found *a, const struct found *b)
{
	assert_int_equal(a->count, b->count);
	assert_memory_equal(a->list, b->list, a->count * sizeof *a->list);
}

/* ---- every order: the list is in it, and all ways through it agree */

static const struct order_row {
	const char *field;
	bool is_descending;
	const char *query;      /* NULL: the index is walked */
	const char *says;
} order_rows[] = {
	{ "code", false, NULL, "by code" },
	{ "code", true, NULL, "by code, descending" },
	{ "size", false, NULL, "by a number" },
	{ "size", true, NULL, "by a number, descending" },
	{ "title", false, NULL, "by a text" },
	{ "title", true, NULL, "by a text, descending" },
	{ "start", false, NULL, "by a date" },
	{ "start", true, NULL, "by a date, descending" },
	{ "home", false, NULL, "by a reference" },
	{ "home", true, NULL, "by a reference, descending" },
	{ "owner", false, NULL, "by a reference to one of several types" },
	{ "covers", false, NULL, "by a set of references" },
	{ "covers", true, NULL, "by a set of references, descending" },
	{ "code", false, "size>0", "some of them by code" },
	{ "size", true, "home:CH", "some by a number, descending" },
	{ "home", false, "size>0", "some by a reference" },
	{ "home", true, "size>0", "some by a reference, descending" },
	{ "start", false, "-nobody", "all of them, by a query" },
	{ "title", false, "size:2,0", "a few by a text" },
	{ "title", true, "size:2,0", "a few by a text, descending" },
	{ "start", true, "size:2,0", "a few by a date, descending" },
	{ "size", false, "size:2,-3", "a few that stand together" },
	{ "code", true, "size<0", "a few by code, descending" },
	{ "period", false, NULL, "by a field without an index" },
	{ "is_big", true, NULL, "by another, descending" },
};

/* What a person sees in the sorted column, folded. */
static void
sort_text(struct desk *d, uint32_t number, const struct field *f, struct buf *out)
{
	struct value text = { .kind = VALUE_TEXT };
	struct record *r;
	struct buf shown;
	struct err e;

	buf_init(&shown);
	assert_int_equal(registry_get_number(d->registry, number, &r, &e), ERR_OK);
	buf_reset(out);
	if (f->type == FIELD_REFERENCE && !value_is_empty(record_value(r, f))) {
		struct value first = *record_value(r, f);

		if (first.kind == VALUE_LIST)
			first = first.items[0];
		registry_directory(d->registry)->code(d->registry, (uint32_t)first.number, &shown);
		text.text = buf_string(&shown);
		value_sort_key(&text, f, out);
	} else {
		value_sort_key(record_value(r, f), f, out);
	}
	record_free(r);
	buf_clear(&shown);
}

static void
assert_ordered(struct desk *d, const struct found *found, const struct order *order)
{
	struct buf before, now;

	buf_init(&before);
	buf_init(&now);
	for (size_t i = 0; i < found->count; i++) {
		int way;

		sort_text(d, found->list[i], order->field, &now);
		way = i == 0 ? 0 :
		               memcmp(before.data, now.data,
		                      before.size < now.size ? before.size : now.size);
		assert_true(order->is_descending ? way >= 0 : way <= 0);
		buf_reset(&before);
		buf_add(&before, now.data, now.size);
	}
	buf_clear(&before);
	buf_clear(&now);
}

/* The same query under limits so small that the index is walked, and leapt along. */
static void
assert_leaping(struct desk *d, struct query *q, const struct order *order, const struct found *all)
{
	const struct select_limits usual = select_limits;
	struct selection *s;
	struct found other;

	for (uint64_t passed = 0; passed < 3; passed++) {
		select_limits = (struct select_limits){ .passed = passed };
		s = select_things(d, q, order, 1);
		for (size_t page = 1; page < 32; page += 10) {
			walk_all(s, false, page, &other);
			assert_alike(all, &other);
			walk_all(s, true, page, &other);
			assert_reversed(all, &other);
		}
		selection_free(s);
	}
	select_limits = usual;
}

static void
test_order(void **state)
{
	const struct order_row *row = *state;
	struct desk *d;
	void *desk = NULL;
	struct order order;
	struct query *q;
	struct selection *s;
	struct found all, other;

	assert_int_equal(desk_begin_crowded(&desk), 0);
	d = desk;
	order = (struct order){ .field = desk_field(d, "thing", row->field), .is_descending = row->is_descending };
	q = row->query == NULL ? NULL : parse(d, row->query);
	s = select_things(d, q, &order, 1);
	assert_int_equal(selection_total(s), MANY + 2);
	walk_all(s, false, 31, &all);
	assert_int_equal(all.count, selection_count(s));
	assert_true(row->query == NULL ? all.count == MANY + 2 : all.count > 3);
	assert_ordered(d, &all, &order);
	walk_all(s, true, 31, &other);
	assert_reversed(&all, &other);
	for (size_t page = 1; page < 8; page += 3) {
		walk_all(s, false, page, &other);
		assert_alike(&all, &other);
		walk_all(s, true, page, &other);
		assert_reversed(&all, &other);
	}
	selection_free(s);
	assert_leaping(d, q, &order, &all);
	query_free(q);
	assert_int_equal(desk_end(&desk), 0);
}

/* ---- two orders, seeking, finding */

static void
test_two_orders(void **state)
{
	struct desk *d = *state;
	const struct order orders[] = {
		{ .field = desk_field(d, "thing", "size"), .is_descending = true },
		{ .field = desk_field(d, "thing", "code") },
	};
	struct selection *s = select_things(d, NULL, orders, 2);
	struct found all, other;
	struct buf a, b;

	buf_init(&a);
	buf_init(&b);
	walk_all(s, false, 10, &all);
	walk_all(s, true, 10, &other);
	assert_reversed(&all, &other);
	assert_ordered(d, &all, &orders[0]);
	for (size_t i = 1; i < all.count; i++) {
		sort_text(d, all.list[i - 1], orders[0].field, &a);
		sort_text(d, all.list[i], orders[0].field, &b);
		if (a.size != b.size || memcmp(a.data, b.data, a.size) != 0)
			continue;
		sort_text(d, all.list[i - 1], orders[1].field, &a);
		sort_text(d, all.list[i], orders[1].field, &b);
		assert_true(memcmp(a.data, b.data, a.size < b.size ? a.size : b.size) < 0);
	}
	selection_free(s);
	buf_clear(&a);
	buf_clear(&b);
}

/* By what the home is called, and what is alike by code: each stands where its own keys say. */
static void
test_order_by_path(void **state)
{
	struct desk *d = *state;
	const struct query_scope scope = { registry_schema(d->registry), desk_type(d, "thing"), NULL };
	struct query_context *context = registry_query_context(d->registry, DATE_NONE);
	struct order orders[2];
	struct path paths[2];
	struct selection *s;
	struct found all;
	char *last = NULL;
	size_t count;
	struct err e;

	assert_int_equal(orders_parse("-home.code,code", &scope, orders, paths, 2, &count, &e), ERR_OK);
	assert_int_equal(count, 2);
	s = select_things(d, NULL, orders, 2);
	walk_all(s, false, 7, &all);
	assert_true(all.count > 20);
	for (size_t i = 0; i < all.count; i++) {
		struct record *r;
		struct buf home;

		assert_int_equal(registry_get_number(d->registry, all.list[i], &r, &e), ERR_OK);
		buf_init(&home);
		path_format(&paths[0], context, r, NULL, "en", &home);
		if (last != NULL && strcasecmp(last, buf_string(&home)) < 0)
			fail_msg("%s stands before %s", last, buf_string(&home));
		free(last);
		last = buf_take(&home);
		record_free(r);
	}
	free(last);
	free(context);
	selection_free(s);
}

static void
test_path_has_a_bound(void **state)
{
	struct desk *d = *state;
	const struct query_scope scope = { registry_schema(d->registry), desk_type(d, "thing"), NULL };
	const uint64_t was = select_limits.by_path;
	struct order order;
	struct path path;
	const struct select what = { .type = desk_type(d, "thing"), .orders = &order,
	                             .order_count = 1 };
	struct selection *s;
	size_t count;
	struct err e;

	assert_int_equal(orders_parse("home.code", &scope, &order, &path, 1, &count, &e), ERR_OK);
	select_limits.by_path = 3;
	assert_int_equal(registry_select(d->registry, &what, &s, &e), ERR_USAGE);
	select_limits.by_path = was;
	assert_says(e.text, "too many to sort by a path");
	assert_says(e.text, "size");
}

static const struct seek_row {
	const char *field;
	bool is_descending;
	const char *text;
	const char *code;       /* of the record that it leads to, or "SIZE 3" style; NULL: past the end */
	const char *says;
} seek_rows[] = {
	{ "code", false, "T1", "T1", "a code" },
	{ "code", false, "t1", "T1", "in small letters" },
	{ "code", false, "s", "T1", "the first that is not before it" },
	{ "code", false, "zzz", NULL, "nothing is behind the last" },
	{ "size", false, "T1", "T1", "a code in any order" },
	{ "size", false, "6", NULL, "no number is larger" },
	{ "size", false, "many", NULL, "a word is not a number" },
	{ "size", true, "-6", NULL, "no number is smaller" },
	{ "home", false, "zzz", NULL, "no target is behind the last" },
};

static void
test_seek(void **state)
{
	const struct seek_row *row = *state;
	struct desk *d;
	void *desk = NULL;
	struct order order;
	struct selection *s;
	struct position at = { 0 };
	struct record *r;
	size_t got = 0;
	struct err e;
	enum err_code rc;

	assert_int_equal(desk_begin_crowded(&desk), 0);
	d = desk;
	order = (struct order){ .field = desk_field(d, "thing", row->field), .is_descending = row->is_descending };
	s = select_things(d, NULL, &order, 1);
	rc = selection_seek(s, row->text, &at, &e);
	if (rc == ERR_OK)
		assert_int_equal(selection_fetch(s, &at, false, false, 1, &r, &got, &e), ERR_OK);
	if (row->code == NULL) {
		assert_int_equal(got, 0);
	} else {
		assert_int_equal(rc, ERR_OK);
		assert_int_equal(got, 1);
		assert_field(d, r, "code", row->code);
		record_free(r);
	}
	position_clear(&at);
	selection_free(s);
	assert_int_equal(desk_end(&desk), 0);
}

/* Into the sorted column, up and down: the first that does not come before what was typed. */
static void
test_seek_value(void **state)
{
	struct desk *d = *state;
	static const struct { const char *field, *text; bool is_descending; } rows[] = {
		{ "size", "2", false }, { "size", "2", true }, { "start", "2001-05", false },
		{ "start", "2001-05", true }, { "home", "B", false }, { "home", "LK", false },
		{ "title", "b", false }, { "title", "b", true },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct order order = { .field = desk_field(d, "thing", rows[i].field), .is_descending = rows[i].is_descending };
		struct selection *s = select_things(d, NULL, &order, 1);
		struct position at = { 0 };
		struct record *r[2 * MANY];
		size_t before, after;
		struct err e;

		assert_int_equal(selection_seek(s, rows[i].text, &at, &e), ERR_OK);
		selection_fetch(s, &at, false, false, 2 * MANY, r, &after, &e);
		for (size_t j = 0; j < after; j++)
			record_free(r[j]);
		selection_fetch(s, &at, true, true, 2 * MANY, r, &before, &e);
		for (size_t j = 0; j < before; j++)
			record_free(r[j]);
		assert_true(after > 0 && before > 0);
		assert_int_equal(before + after, MANY + 2);
		position_clear(&at);
		selection_free(s);
	}
}

/* A query that is narrowed matches what both match, and stays as it was where the text is none. */
static void
test_narrow(void **state)
{
	struct desk *d = *state;
	struct order order = { .field = desk_field(d, "thing", "code"), .is_descending = false };
	struct query *both = parse(d, "title:zoo"), *second = parse(d, "code<t1");
	struct selection *s;
	uint64_t first_count, both_count;
	struct err e;

	s = select_things(d, both, &order, 1);
	first_count = selection_count(s);
	selection_free(s);
	assert_int_equal(query_narrow(both, "\"open", &e), ERR_USAGE);
	assert_int_equal(query_narrow(both, "", &e), ERR_OK);
	s = select_things(d, both, &order, 1);
	assert_int_equal(selection_count(s), first_count);
	selection_free(s);
	assert_int_equal(query_narrow(both, "nobody", &e), ERR_OK);
	s = select_things(d, both, &order, 1);
	assert_int_equal(selection_count(s), 0);
	selection_free(s);
	s = select_things(d, second, &order, 1);
	both_count = selection_count(s);
	assert_true(both_count > 0);
	selection_free(s);
	query_free(both);
	both = parse(d, "");
	assert_int_equal(query_narrow(both, "code<t1", &e), ERR_OK);
	s = select_things(d, both, &order, 1);
	assert_int_equal(selection_count(s), both_count);
	selection_free(s);
	query_free(both);
	query_free(second);
}

/* ---- what changes meanwhile */

static void
test_gone(void **state)
{
	struct desk *d = *state;
	struct order order = { .field = desk_field(d, "thing", "code"), .is_descending = false };
	struct query *q = parse(d, "-nobody");
	struct selection *index = select_things(d, NULL, &order, 1);
	struct selection *ranked = select_things(d, q, &order, 1);
	struct record *r = desk_get(d, "thing", "N37-1");
	struct found all;
	struct err e;

	assert_int_equal(selection_commit(index), registry_commit(d->registry));
	assert_int_equal(registry_remove(d->registry, r, &e), ERR_OK);
	assert_true(selection_commit(index) != registry_commit(d->registry));
	walk_all(index, false, 7, &all);
	assert_int_equal(all.count, MANY + 1);
	walk_all(ranked, false, 7, &all);
	assert_int_equal(all.count, MANY + 1);
	selection_free(index);
	selection_free(ranked);
	query_free(q);
	record_free(r);
}

static void
test_as_of(void **state)
{
	struct desk *d = *state;
	struct select what = { .type = desk_type(d, "thing"), .as_of = date_make(1990, 0, 0) };
	struct selection *s;
	struct err e;

	assert_int_equal(registry_select(d->registry, &what, &s, &e), ERR_OK);
	/* Those without a start are in force whenever. */
	assert_true(selection_count(s) > 0 && selection_count(s) < MANY);
	selection_free(s);
	what.as_of = date_make(2030, 0, 0);
	assert_int_equal(registry_select(d->registry, &what, &s, &e), ERR_OK);
	assert_int_equal(selection_count(s), MANY + 2);
	selection_free(s);
}

static void
test_nothing(void **state)
{
	struct desk *d = *state;
	struct order order = { .field = desk_field(d, "thing", "home"), .is_descending = false };
	struct query *q = parse(d, "nobody");
	struct selection *s = select_things(d, q, &order, 1);
	struct found all;

	assert_int_equal(selection_count(s), 0);
	walk_all(s, false, 5, &all);
	assert_int_equal(all.count, 0);
	selection_free(s);
	query_free(q);
}

/* A step into a record with many rows, each of which steps on: what is looked at must stay. */
static void
test_many_steps(void **state)
{
	static const char *const queries[] = {
		"parent.members.party.name:zurich", "parent.members{party.name:zurich}",
		"parent.members{party.name:aarhus|party.name:zurich}",
	};
	struct desk *d = *state;
	struct order order = { .field = desk_field(d, "thing", "code"), .is_descending = false };

	desk_save(d, desk_new(d, "thing", "code=BIG", "members=party=CH|party=CH|party=CH|party=CH|"
	                      "party=CH|party=CH|party=CH|party=CH|party=CH|party=CH|party=CH|party=CH|"
	                      "party=CH|party=CH|party=CH|party=CH|party=CH|party=zz", NULL));
	desk_save(d, desk_new(d, "thing", "code=SMALL", "parent=BIG", NULL));
	for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
		struct query *q = parse(d, queries[i]);
		struct selection *s = select_things(d, q, &order, 1);

		assert_int_equal(selection_count(s), 1);
		selection_free(s);
		query_free(q);
	}
}

static bool
count_row(void *context, const struct record *record, const struct row *row)
{
	(void)record;
	(void)row;
	++*(size_t *)context;
	return true;
}

static void
test_rows(void **state)
{
	struct desk *d = *state;
	const struct field *members = desk_field(d, "thing", "members");
	struct query_scope scope = { registry_schema(d->registry), members->of, members };
	struct query *q;
	size_t n = 0;
	struct err e;

	assert_int_equal(registry_rows(d->registry, members, NULL, DATE_NONE, count_row, &n, &e),
	                 ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(query_parse("role:chair", &scope, &q, &e), ERR_OK);
	n = 0;
	assert_int_equal(registry_rows(d->registry, members, q, DATE_NONE, count_row, &n, &e),
	                 ERR_OK);
	assert_int_equal(n, 1);
	query_free(q);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "the second order breaks the ties of the first", test_two_orders },
		{ "records are sorted by what a path leads to", test_order_by_path },
		{ "too many records are not sorted by a path", test_path_has_a_bound },
		{ "what is typed leads into the sorted column", test_seek_value },
		{ "a query is narrowed by another", test_narrow },
		{ "a record that has gone is passed over", test_gone },
		{ "as of a date", test_as_of },
		{ "nothing matches", test_nothing },
		{ "steps through many rows of another record", test_many_steps },
		{ "rows of all records", test_rows },
	};
	struct suite s = { 0 };

	SUITE_ROWS(&s, order_rows, test_order);
	SUITE_ROWS(&s, seek_rows, test_seek);
	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_crowded, desk_end);
	return suite_run(&s, "select");
}
