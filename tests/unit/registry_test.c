#include <config.h>

#include "registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "test.h"

/* ---- saving */

static void
test_save(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_new(d, "place", "code=NP", "name=Nepal", NULL);
	struct saved saved;
	struct err e;

	assert_int_equal(registry_save(d->registry, r, NULL, &saved, &e), ERR_OK);
	assert_false(saved.is_unchanged);
	assert_int_equal(saved.version, 1);
	assert_int_equal(r->version, 1);
	assert_int_equal(r->number, saved.number);
	assert_false(uuid_is_nil(&r->uuid));
	record_fill(r, NULL, "name=Népal", NULL);
	assert_int_equal(registry_save(d->registry, r, NULL, &saved, &e), ERR_OK);
	assert_int_equal(saved.version, 2);
	assert_int_equal(registry_save(d->registry, r, NULL, &saved, &e), ERR_OK);
	assert_true(saved.is_unchanged);
	assert_int_equal(saved.version, 2);
	record_free(r);
	desk_reopen(d);
	r = desk_get(d, "place", "np");
	assert_field(d, r, "name", "Népal");
	assert_int_equal(r->version, 2);
	assert_count(d, "place", 4);
	record_free(r);
}

static void
test_refused(void **state)
{
	struct desk *d = *state;
	struct problems p = { 0 };
	struct record *r = desk_new(d, "thing", "members=role=chair", NULL);
	uint64_t commit = registry_commit(d->registry);
	struct err e;

	assert_int_equal(registry_save(d->registry, r, &p, NULL, &e), ERR_DATA);
	assert_int_equal(p.count, 2);
	assert_says(e.text, "code: is required (and 1 more problem)");
	problems_clear(&p);
	record_free(r);
	assert_int_equal(registry_commit(d->registry), commit);
	desk_refused(d, desk_new(d, "place", "code=ch", NULL), ERR_DATA,
	             "code: place \"ch\" is there already");
	desk_refused(d, desk_new(d, "step", "thing=T1", "number=2", NULL), ERR_DATA,
	             "code: step \"T1/2\" is there already");
	assert_count(d, "thing", 2);
	assert_count(d, "step", 2);
}

static void
test_references(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_new(d, "thing", "code=T9", NULL);
	struct value *home = record_value(r, desk_field(d, "thing", "home"));

	*home = (struct value){ .kind = VALUE_NUMBER, .number = 999 };
	desk_refused(d, record_copy(r), ERR_DATA, "home: the record it refers to");
	home->number = 4;               /* a thing */
	desk_refused(d, r, ERR_DATA, "home: may not refer to a record of type \"thing\"");
	/* A record may refer to itself where it may stand. */
	r = desk_get(d, "thing", "T1");
	record_fill(r, registry_directory(d->registry), "owner=thing:T1", NULL);
	desk_save(d, r);
}

static void
test_removed_target(void **state)
{
	struct desk *d = *state;
	struct record *place = desk_get(d, "place", "SN");
	struct record *thing = desk_new(d, "thing", "code=T9", "home=SN", NULL);
	struct err e;

	assert_int_equal(registry_remove(d->registry, place, &e), ERR_OK);
	desk_refused(d, thing, ERR_DATA,
	             "home: the record it refers to (SN) is not there any more");
	record_free(place);
}

static void
test_cycles(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T1");
	const struct directory *dir = registry_directory(d->registry);

	record_fill(r, dir, "parent=T1", NULL);
	desk_refused(d, r, ERR_DATA, "would stand above itself");
	r = desk_get(d, "thing", "T1");
	record_fill(r, dir, "parent=T2", NULL);
	desk_refused(d, r, ERR_DATA, "would stand above itself");
	desk_save(d, desk_new(d, "thing", "code=T3", "parent=T2", NULL));
	r = desk_get(d, "thing", "T1");
	record_fill(r, dir, "parent=T3", NULL);
	desk_refused(d, r, ERR_DATA, "would stand above itself");
}

static void
test_conflict(void **state)
{
	struct desk *d = *state;
	struct record *mine = desk_get(d, "thing", "T1"), *theirs = desk_get(d, "thing", "T1");

	record_fill(theirs, NULL, "size=7", NULL);
	d->settings.operator_name = "bo";
	desk_save(d, theirs);
	record_fill(mine, NULL, "size=8", NULL);
	desk_refused(d, mine, ERR_CONFLICT, "was changed by bo");
	mine = desk_get(d, "thing", "T1");
	assert_field(d, mine, "size", "7");
	record_free(mine);
}

static void
test_conflict_removed(void **state)
{
	struct desk *d = *state;
	struct record *mine = desk_get(d, "place", "SN"), *theirs = record_copy(mine);
	struct err e;

	d->settings.operator_name = "bo";
	assert_int_equal(registry_remove(d->registry, theirs, &e), ERR_OK);
	assert_int_equal(registry_remove(d->registry, theirs, &e), ERR_CONFLICT);
	record_fill(mine, NULL, "name=x", NULL);
	desk_refused(d, mine, ERR_CONFLICT, "was removed by bo");
	record_free(theirs);
}

static void
test_ordinals(void **state)
{
	struct desk *d = *state;
	struct record *r;

	desk_save(d, desk_new(d, "step", "thing=T2", NULL));
	desk_save(d, desk_new(d, "step", "thing=T1", "number=10", NULL));
	desk_save(d, desk_new(d, "step", "thing=T1", NULL));
	r = desk_get(d, "step", "T2/1");
	record_free(r);
	r = desk_get(d, "step", "T1/11");
	record_free(r);
	desk_save(d, desk_new(d, "step", "thing=T1", "number=99", NULL));
	desk_refused(d, desk_new(d, "step", "thing=T1", NULL), ERR_DATA, "number");
}

/* ---- locked records */

static void
test_locked(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T2");
	struct err e;

	record_fill(r, NULL, "status=closed", NULL);
	desk_save(d, r);
	r = desk_get(d, "thing", "T2");
	record_fill(r, NULL, "size=1", NULL);
	desk_refused(d, r, ERR_DATA, "is closed and locked: reopen it first (status)");
	r = desk_get(d, "thing", "T2");
	record_fill(r, NULL, "size=1", "status=open", NULL);
	desk_refused(d, r, ERR_DATA, "locked");
	r = desk_get(d, "thing", "T2");
	assert_int_equal(registry_remove(d->registry, r, &e), ERR_DATA);
	assert_says(e.text, "locked");
	record_free(r);
	assert_int_equal(registry_rename(d->registry, desk_type(d, "thing"), "T2", "T22", &e),
	                 ERR_OK);
	r = desk_get(d, "thing", "T22");
	record_fill(r, NULL, "status=open", NULL);
	desk_save(d, r);
	r = desk_get(d, "thing", "T22");
	record_fill(r, NULL, "size=1", NULL);
	desk_save(d, r);
}

/* ---- removing and renaming */

static void
test_remove(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "place", "CH");
	uint32_t number;
	struct err e;

	assert_int_equal(registry_remove(d->registry, r, &e), ERR_REFERRED);
	assert_says(e.text, "CH is referred to in 4 places and stays");
	assert_says(e.text, "thing.home: T1");
	assert_says(e.text, "thing.members.party: T1");
	assert_count(d, "place", 3);
	record_free(r);
	r = desk_get(d, "step", "T1/2");
	number = r->number;
	assert_int_equal(registry_remove(d->registry, r, &e), ERR_OK);
	record_free(r);
	assert_count(d, "step", 1);
	assert_int_equal(registry_get(d->registry, desk_type(d, "step"), "T1/2", &r, &e),
	                 ERR_NOT_FOUND);
	assert_says(e.text, "there is no L with the code \"T1/2\"");
	assert_int_equal(registry_get_number(d->registry, number, &r, &e), ERR_NOT_FOUND);
	/* Numbers are not given again; codes are. */
	assert_true(desk_save(d, desk_new(d, "step", "thing=T1", "number=2", NULL)) > number);
}

static void
test_referrers(void **state)
{
	struct desk *d = *state;
	struct referrer *list;
	size_t count;
	struct record *r = desk_get(d, "place", "LK");
	struct err e;

	assert_int_equal(registry_referrers(d->registry, r->number, &list, &count, &e), ERR_OK);
	assert_int_equal(count, 3);
	assert_string_equal(list[0].field->name, "home");
	assert_string_equal(list[1].field->name, "covers");
	assert_string_equal(list[2].column->name, "party");
	free(list);
	record_free(r);
}

static void
test_rename(void **state)
{
	struct desk *d = *state;
	const struct type *thing = desk_type(d, "thing");
	struct record *r;
	struct err e;

	assert_int_equal(registry_rename(d->registry, thing, "t1", "X-1", &e), ERR_OK);
	r = desk_get(d, "step", "X-1/2");
	assert_field(d, r, "after", "X-1/1");
	record_free(r);
	r = desk_get(d, "thing", "T2");
	assert_field(d, r, "parent", "X-1");
	assert_int_equal(r->version, 1);
	record_free(r);
	assert_int_equal(registry_rename(d->registry, thing, "T1", "Y", &e), ERR_NOT_FOUND);
	assert_int_equal(registry_rename(d->registry, thing, "X-1", "T2", &e), ERR_DATA);
	assert_says(e.text, "thing \"T2\" is there already");
	assert_int_equal(registry_rename(d->registry, thing, "X-1", "a b", &e), ERR_DATA);
	assert_says(e.text, "is not a code");
	assert_int_equal(registry_rename(d->registry, thing, "X-1", "", &e), ERR_DATA);
	assert_int_equal(registry_rename(d->registry, desk_type(d, "step"), "X-1/1", "Z", &e),
	                 ERR_DATA);
	assert_says(e.text, "is computed from other fields");
	/* Another spelling of its own code is another code. */
	assert_int_equal(registry_rename(d->registry, thing, "X-1", "x-1", &e), ERR_OK);
	r = desk_get(d, "thing", "X-1");
	assert_field(d, r, "code", "x-1");
	record_free(r);
}

/* ---- the directory */

static void
test_resolve(void **state)
{
	struct desk *d = *state;
	const struct field *owner = desk_field(d, "thing", "owner");
	const struct directory *dir = registry_directory(d->registry);
	uint32_t number;
	struct uuid uuid;
	struct buf text;
	struct err e;

	desk_save(d, desk_new(d, "thing", "code=LK", NULL));
	assert_int_equal(dir->resolve(dir->context, owner, "CH", &number, &e), ERR_OK);
	assert_int_equal(dir->resolve(dir->context, owner, "LK", &number, &e), ERR_DATA);
	assert_says(e.text, "\"LK\" may mean place or thing: write place:LK or thing:LK");
	assert_int_equal(dir->resolve(dir->context, owner, "thing:LK", &number, &e), ERR_OK);
	assert_int_equal(dir->resolve(dir->context, owner, "XX", &number, &e), ERR_DATA);
	assert_int_equal(dir->resolve(dir->context, desk_field(d, "thing", "home"), "T1", &number,
	                              &e),
	                 ERR_DATA);
	assert_says(e.text, "there is no L with the code \"T1\"");
	assert_int_equal(dir->resolve(dir->context, desk_field(d, "step", "after"), "T1/2", &number,
	                              &e),
	                 ERR_OK);
	buf_init(&text);
	assert_ptr_equal(dir->code(dir->context, number, &text), desk_type(d, "step"));
	assert_string_equal(buf_string(&text), "T1/2");
	buf_reset(&text);
	dir->title(dir->context, number, "fr", &text);
	assert_string_equal(buf_string(&text), "end");
	assert_true(dir->uuid(dir->context, number, &uuid));
	assert_int_equal(dir->number(dir->context, &uuid), number);
	assert_null(dir->code(dir->context, 999, NULL));
	assert_false(dir->uuid(dir->context, 999, &uuid));
	buf_clear(&text);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "a record is saved, changed and not changed", test_save },
		{ "what is not right is refused, and nothing written", test_refused },
		{ "references lead somewhere", test_references },
		{ "and not to what was removed", test_removed_target },
		{ "nothing stands above itself", test_cycles },
		{ "who comes second is told who was first", test_conflict },
		{ "also where the first removed it", test_conflict_removed },
		{ "numbers within a series are given", test_ordinals },
		{ "a locked record is reopened first", test_locked },
		{ "what is referred to is not removed", test_remove },
		{ "who refers to a record", test_referrers },
		{ "a rename is followed by all", test_rename },
		{ "codes, titles and identities are looked up", test_resolve },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_furnished, desk_end);
	return suite_run(&s, "registry");
}
