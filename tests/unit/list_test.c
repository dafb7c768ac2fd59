/* The list of records, without a screen: what it shows, how it moves, and what it keeps. */
#include <config.h>

#include "view/list/list.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"

static struct list *
open_list(struct desk *d, const char *limit, size_t height)
{
	struct list *l;
	struct err e;

	if (list_open(d->registry, desk_type(d, "place"), NULL, limit, DATE_NONE, height, &l, &e) !=
	    ERR_OK)
		fail_msg("%s", e.text);
	return l;
}

/* Asserts that the mark is on the record of that code. */
static void
assert_at(const struct list *l, const char *code)
{
	char *got;

	assert_non_null(list_current(l));
	got = registry_code(l->registry, list_current(l));
	assert_string_equal(got, code);
	free(got);
}

static void
assert_done(enum err_code rc, const struct err *e)
{
	if (rc != ERR_OK)
		fail_msg("%s", e->text);
}

static void
test_moving(void **state)
{
	struct list *l = open_list(*state, NULL, 2);
	struct err e;
	bool moved;

	assert_int_equal(list_count(l), 3);
	assert_at(l, "CH");
	assert_done(list_move(l, 2, &moved, &e), &e);
	assert_true(moved);
	assert_at(l, "SN");
	assert_done(list_move(l, 1, &moved, &e), &e);
	assert_false(moved);
	assert_at(l, "SN");
	assert_done(list_first(l, &e), &e);
	assert_at(l, "CH");
	assert_done(list_move(l, -1, &moved, &e), &e);
	assert_false(moved);
	assert_done(list_last(l, &e), &e);
	assert_at(l, "SN");
	list_close(l);
}

static void
test_limit(void **state)
{
	struct list *l = open_list(*state, NULL, 5);
	struct err e;

	assert_done(list_limit(l, "name:lanka", &e), &e);
	assert_int_equal(list_count(l), 1);
	assert_int_equal(list_total(l), 3);
	assert_at(l, "LK");
	/* A query that does not parse leaves the limit as it is. */
	assert_int_equal(list_limit(l, "nonsense:x", &e), ERR_USAGE);
	assert_string_equal(l->limit, "name:lanka");
	assert_int_equal(list_count(l), 1);
	assert_done(list_limit(l, "name:nowhere", &e), &e);
	assert_int_equal(list_count(l), 0);
	assert_null(list_current(l));
	list_close(l);
}

static void
test_sort(void **state)
{
	struct desk *d = *state;
	struct list *l = open_list(d, NULL, 5);
	const struct order down = { .field = desk_field(d, "place", "code"), .is_descending = true };
	struct err e;

	assert_done(list_sort(l, down, &e), &e);
	assert_done(list_first(l, &e), &e);
	assert_at(l, "SN");
	assert_done(list_last(l, &e), &e);
	assert_at(l, "CH");
	list_close(l);
}

static void
test_go(void **state)
{
	struct list *l = open_list(*state, NULL, 2);
	struct err e;

	assert_done(list_go(l, "SN", &e), &e);
	assert_at(l, "SN");
	/* Between two codes it is the next. */
	assert_done(list_go(l, "D", &e), &e);
	assert_at(l, "LK");
	/* Behind the last code it is the last. */
	assert_done(list_go(l, "ZZ", &e), &e);
	assert_at(l, "SN");
	list_close(l);
}

static void
test_find(void **state)
{
	struct list *l = open_list(*state, NULL, 2);
	struct err e;
	bool wrapped;

	assert_done(list_find(l, "senegal", false, &wrapped, &e), &e);
	assert_at(l, "SN");
	assert_false(wrapped);
	assert_done(list_find(l, "azur", false, &wrapped, &e), &e);
	assert_at(l, "CH");
	assert_true(wrapped);
	assert_done(list_find(l, "senegal", true, &wrapped, &e), &e);
	assert_at(l, "SN");
	assert_true(wrapped);
	assert_int_equal(list_find(l, "nowhere", false, &wrapped, &e), ERR_NOT_FOUND);
	assert_at(l, "SN");
	list_close(l);
}

static void
test_narrow(void **state)
{
	struct list *l = open_list(*state, NULL, 5);
	struct err e;

	assert_done(list_narrow(l, "s", &e), &e);
	assert_int_equal(list_count(l), 2);
	assert_at(l, "LK");
	assert_done(list_narrow(l, "sen", &e), &e);
	assert_int_equal(list_count(l), 1);
	assert_done(list_widen(l, NULL, 0, &e), &e);
	assert_int_equal(list_count(l), 3);
	assert_at(l, "CH");
	list_close(l);
}

static void
test_tags(void **state)
{
	struct list *l = open_list(*state, NULL, 5);
	uint32_t number = list_current(l)->number;
	struct err e;

	list_tag(l);
	assert_int_equal(l->tag_count, 1);
	assert_true(list_is_tagged(l, number));
	/* Tags outlive a limit that hides their records. */
	assert_done(list_limit(l, "code:LK", &e), &e);
	assert_false(list_is_tagged(l, list_current(l)->number));
	assert_done(list_limit(l, "", &e), &e);
	assert_done(list_first(l, &e), &e);
	assert_true(list_is_tagged(l, number));
	list_tag(l);
	assert_int_equal(l->tag_count, 0);
	list_close(l);
}

/* Removed by another: the mark goes to what stands in its place. */
static void
test_refresh(void **state)
{
	struct desk *d = *state;
	struct list *l = open_list(d, NULL, 5);
	struct record *r = desk_get(d, "place", "SN");
	struct err e;
	bool changed;

	assert_done(list_last(l, &e), &e);
	assert_done(list_refresh(l, false, &changed, &e), &e);
	assert_false(changed);
	assert_done(registry_remove(d->registry, r, &e), &e);
	record_free(r);
	assert_done(list_refresh(l, false, &changed, &e), &e);
	assert_true(changed);
	assert_int_equal(list_count(l), 2);
	assert_at(l, "LK");
	list_close(l);
}

int
main(void)
{
	static const struct {
		const char *says;
		CMUnitTestFunction test;
	} tests[] = {
		{ "the mark moves over pages and stops at both ends", test_moving },
		{ "a limit hides records, and one that does not parse changes nothing", test_limit },
		{ "a list is sorted from the end", test_sort },
		{ "going to a code that does not exist stops at the next, or at the last", test_go },
		{ "finding goes round the end, forwards and backwards", test_find },
		{ "typed words narrow the list, and it widens again", test_narrow },
		{ "tags outlive a limit", test_tags },
		{ "a record that somebody removed leaves the list", test_refresh },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_furnished, desk_end);
	return suite_run(&s, "list");
}
