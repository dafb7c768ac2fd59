#include <config.h>

#include "registry/batch.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "test.h"

static const struct uuid nil;

/* Announces a record; returns it as the batch has it. */
static struct record *
announce(struct desk *d, struct batch *b, const char *type, const char *code, bool is_new)
{
	struct record *r;
	uint32_t number;
	bool was_new;
	struct err e;

	if (batch_announce(b, desk_type(d, type), code, &nil, &number, &was_new, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_int_equal(was_new, is_new);
	assert_int_equal(batch_get(b, number, &r, &e), ERR_OK);
	assert_int_equal(r->number, number);
	return r;
}

static void
put(struct batch *b, struct record *r, const char *first, const char *second)
{
	struct problems p = { 0 };
	struct err e;

	record_fill(r, batch_directory(b), first, second, NULL);
	if (batch_put(b, r, &p, &e) != ERR_OK)
		fail_msg("%s", e.text);
	record_free(r);
}

static void
apply(struct batch *b, bool is_trial, struct batch_result *result)
{
	struct err e;

	if (batch_apply(b, is_trial, result, &e) != ERR_OK)
		fail_msg("%s", e.text);
}

static void
test_apply(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "import things");
	struct record *thing = announce(d, b, "thing", "T9", true);
	struct record *place = announce(d, b, "place", "NP", true);
	struct record *same = announce(d, b, "place", "LK", false);
	struct record *changed = announce(d, b, "place", "SN", false);
	struct batch_result result;

	/* The thing refers to a place that stands behind it. */
	put(b, thing, "code=T9", "home=NP");
	put(b, place, "code=NP", "name=Nepal");
	put(b, same, NULL, NULL);
	put(b, changed, "name=Senegal", NULL);
	apply(b, false, &result);
	batch_free(b);
	assert_int_equal(result.added, 2);
	assert_int_equal(result.changed, 1);
	assert_int_equal(result.unchanged, 1);
	assert_int_equal(result.failed, 0);
	assert_int_equal(result.act, 8);
	thing = desk_get(d, "thing", "T9");
	assert_field(d, thing, "home", "NP");
	record_free(thing);
	assert_count(d, "place", 4);
	assert_count(d, "thing", 3);
}

static void
test_trial(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "try");
	uint64_t commit = registry_commit(d->registry);
	struct batch_result result;

	put(b, announce(d, b, "place", "NP", true), "code=NP", NULL);
	apply(b, true, &result);
	assert_int_equal(result.added, 1);
	assert_int_equal(registry_commit(d->registry), commit);
	assert_count(d, "place", 3);
	apply(b, false, &result);
	assert_count(d, "place", 4);
	batch_free(b);
}

/* One wrong record, and nothing of the batch is written. */
static void
test_all_or_nothing(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "fail");
	struct record *good = announce(d, b, "thing", "T8", true);
	struct record *bad = announce(d, b, "thing", "T9", true);
	struct value *home = record_value(bad, desk_field(d, "thing", "home"));
	uint64_t commit = registry_commit(d->registry);
	uint32_t number = bad->number;
	struct batch_result result;
	struct err e;

	batch_note_origin(b, number, 17);
	put(b, good, "code=T8", "home=CH");
	*home = (struct value){ .kind = VALUE_NUMBER, .number = 5 };
	put(b, bad, "code=T9", NULL);
	assert_int_equal(batch_apply(b, false, &result, &e), ERR_DATA);
	assert_says(e.text, "home: may not refer to a record of type \"thing\"");
	assert_int_equal(result.failed, number);
	assert_int_equal(result.failed_line, 17);
	assert_int_equal(registry_commit(d->registry), commit);
	assert_count(d, "thing", 2);
	batch_free(b);
}

/* Two that would stand above each other are found when all is in place. */
static void
test_cycle(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "cycle");
	struct record *one = announce(d, b, "thing", "A", true),
		      *two = announce(d, b, "thing", "B", true);
	struct batch_result result;
	struct err e;

	put(b, one, "code=A", "parent=B");
	put(b, two, "code=B", "parent=A");
	assert_int_equal(batch_apply(b, false, &result, &e), ERR_DATA);
	assert_says(e.text, "would stand above itself");
	batch_free(b);
}

static void
test_never_put(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "gap");
	struct record *thing = announce(d, b, "thing", "T9", true);
	struct record *place = announce(d, b, "place", "NP", true);
	struct batch_result result;
	struct err e;

	put(b, thing, "code=T9", "home=NP");
	record_free(place);
	assert_int_equal(batch_apply(b, false, &result, &e), ERR_DATA);
	assert_says(e.text, "home: the record it refers to");
	batch_free(b);
}

static void
test_twice(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "twice");
	struct record *r = announce(d, b, "place", "NP", true);
	struct record *lk = desk_get(d, "place", "LK");
	struct uuid uuid = uuid_new();
	uint32_t number;
	bool is_new;
	struct err e;

	assert_int_equal(batch_announce(b, r->type, "np", &nil, &number, &is_new, &e), ERR_DATA);
	assert_says(e.text, "code: \"np\" stands twice");
	assert_int_equal(batch_announce(b, r->type, "P1", &uuid, &number, &is_new, &e), ERR_OK);
	assert_int_equal(batch_announce(b, r->type, "P2", &uuid, &number, &is_new, &e), ERR_DATA);
	assert_says(e.text, "id: stands twice");
	assert_int_equal(batch_announce(b, desk_type(d, "thing"), "P3", &lk->uuid, &number, &is_new,
	                                &e),
	                 ERR_DATA);
	assert_says(e.text, "id: belongs to a record of another type (place)");
	assert_int_equal(batch_announce(b, r->type, "CH", &lk->uuid, &number, &is_new, &e),
	                 ERR_DATA);
	assert_says(e.text, "id: belongs to another record than the code \"CH\"");
	record_free(r);
	record_free(lk);
	batch_free(b);
}

/* By its identity a record is known under another code: the import renames it. */
static void
test_by_identity(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "rename");
	struct record *lk = desk_get(d, "place", "LK"), *r;
	struct batch_result result;
	uint32_t number;
	bool is_new;
	struct err e;

	assert_int_equal(batch_announce(b, lk->type, "LKA", &lk->uuid, &number, &is_new, &e),
	                 ERR_OK);
	assert_false(is_new);
	assert_int_equal(number, lk->number);
	assert_int_equal(batch_get(b, number, &r, &e), ERR_OK);
	put(b, r, "code=LKA", NULL);
	apply(b, false, &result);
	batch_free(b);
	record_free(lk);
	r = desk_get(d, "thing", "T2");
	assert_field(d, r, "home", "LKA");
	record_free(r);
}

/* A removed record that comes again has its old number, and goes on with its history. */
static void
test_again(void **state)
{
	struct desk *d = *state;
	struct record *sn = desk_get(d, "place", "SN"), *r;
	struct batch_result result;
	struct batch *b;
	uint32_t number;
	bool is_new;
	struct err e;

	assert_int_equal(registry_remove(d->registry, sn, &e), ERR_OK);
	b = batch_new(d->registry, ACT_IMPORT, "again");
	assert_int_equal(batch_announce(b, sn->type, "SN", &sn->uuid, &number, &is_new, &e),
	                 ERR_OK);
	assert_true(is_new);
	assert_int_equal(number, sn->number);
	assert_int_equal(batch_get(b, number, &r, &e), ERR_OK);
	put(b, r, "code=SN", NULL);
	apply(b, false, &result);
	batch_free(b);
	r = desk_get(d, "place", "SN");
	assert_true(uuid_equal(&r->uuid, &sn->uuid));
	assert_int_equal(r->version, 3);
	assert_count(d, "place", 3);
	record_free(r);
	record_free(sn);
}

static void
test_refused(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "refuse");
	struct record *r = announce(d, b, "thing", "T9", true);
	struct problems p = { 0 };
	struct err e;

	record_fill(r, batch_directory(b), "members=role=chair", NULL);
	assert_int_equal(batch_put(b, r, &p, &e), ERR_DATA);
	assert_int_equal(p.count, 2);
	problems_clear(&p);
	record_free(r);
	batch_free(b);
}

static void
test_stale(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "late");
	struct batch_result result;
	struct err e;

	put(b, announce(d, b, "place", "NP", true), "code=NP", NULL);
	assert_false(batch_is_stale(b));
	desk_save(d, desk_new(d, "place", "code=IN", NULL));
	assert_true(batch_is_stale(b));
	assert_int_equal(batch_apply(b, false, &result, &e), ERR_CONFLICT);
	assert_count(d, "place", 4);
	batch_free(b);
}

static void
test_nameless(void **state)
{
	struct desk *d = *state;
	struct batch *b = batch_new(d->registry, ACT_IMPORT, "steps");
	struct batch_result result;
	struct record *r;
	struct err e;

	for (int i = 0; i < 3; i++) {
		uint32_t number = batch_announce_nameless(b, desk_type(d, "step"), &nil);

		assert_int_equal(batch_get(b, number, &r, &e), ERR_OK);
		put(b, r, "thing=T2", NULL);
	}
	apply(b, false, &result);
	assert_int_equal(result.added, 3);
	record_free(desk_get(d, "step", "T2/3"));
	batch_free(b);
}

/* ---- whatever is done, in whatever order: the register stays whole (desk_end() verifies it) */

static void
test_anything(void **state)
{
	struct desk *d = *state;
	struct chance c = { 77 };
	const struct type *thing = desk_type(d, "thing");
	unsigned done[4] = { 0 };

	for (int i = 0; i < 600; i++) {
		struct record *r = NULL, *filled = NULL;
		struct buf code, other;
		struct err e;
		uint32_t what = chance(&c, 4);
		enum err_code rc = ERR_OK;

		buf_init(&code);
		buf_init(&other);
		buf_printf(&code, "R%u", (unsigned)chance(&c, 30));
		buf_printf(&other, "R%u", (unsigned)chance(&c, 30));
		if (what != 2)
			registry_get(d->registry, thing, buf_string(&code), &r, &e);
		if (what < 2) {
			filled = record_random(thing, &c);
			filled->number = r == NULL ? 0 : r->number;
			filled->version = r == NULL ? 0 : r->version;
			for (size_t j = 0; j < thing->fields.count; j++) {
				const struct field *f = &thing->fields.list[j];

				if (value_check(f, &filled->values[j], &e) != ERR_OK ||
				    f->type == FIELD_TABLE || field_has_role(f, ROLE_TO))
					filled->values[j] = (struct value){ 0 };
			}
			record_fill(filled, registry_directory(d->registry),
			            "members=party=CH|party=LK", "kind=box",
			            "parent=", "status=open", NULL);
			assert_int_equal(record_assign(filled, "code", ASSIGN_SET,
			                               buf_string(&code), NULL, &e),
			                 ERR_OK);
			rc = registry_save(d->registry, filled, NULL, NULL, &e);
		} else if (what == 2) {
			rc = registry_rename(d->registry, thing, buf_string(&code),
			                     buf_string(&other), &e);
		} else if (r != NULL) {
			rc = registry_remove(d->registry, r, &e);
		}
		done[what] += rc == ERR_OK && (what != 3 || r != NULL);
		record_free(r);
		record_free(filled);
		buf_clear(&code);
		buf_clear(&other);
	}
	for (int i = 0; i < 4; i++)
		assert_true(done[i] > 20);
	desk_reopen(d);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "records are added and changed in one act", test_apply },
		{ "a trial keeps nothing", test_trial },
		{ "all or nothing", test_all_or_nothing },
		{ "cycles are found in the end", test_cycle },
		{ "so is what was announced and never put", test_never_put },
		{ "codes and identities stand once", test_twice },
		{ "a record is known by its identity", test_by_identity },
		{ "a removed record comes again", test_again },
		{ "what is not right is refused when it is put", test_refused },
		{ "a batch that came late is refused", test_stale },
		{ "records without a code are numbered", test_nameless },
		{ "whatever is done, the register stays whole", test_anything },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_furnished, desk_end);
	return suite_run(&s, "batch");
}
