/* Who may begin which kind of act, and what the register's log calls it. */
#include <config.h>

#include "registry/act.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"

struct act_case {
	const char *says;
	enum act_kind kind;
	const char *name;
	enum operator_role least;
};

static const struct act_case acts[] = {
	{ "an editor adds", ACT_ADD, "add", OPERATOR_EDITOR },
	{ "an editor sets", ACT_SET, "set", OPERATOR_EDITOR },
	{ "an editor fills in a grid", ACT_GRID, "grid", OPERATOR_EDITOR },
	{ "an editor puts back an old version", ACT_PUT_BACK, "restore", OPERATOR_EDITOR },
	{ "an editor removes", ACT_REMOVE, "remove", OPERATOR_EDITOR },
	{ "an editor renames", ACT_RENAME, "rename", OPERATOR_EDITOR },
	{ "an editor carries on", ACT_CARRY, "carry", OPERATOR_EDITOR },
	{ "an editor postpones", ACT_POSTPONE, "postpone", OPERATOR_EDITOR },
	{ "an editor takes back", ACT_UNDO, "undo", OPERATOR_EDITOR },
	{ "an editor imports", ACT_IMPORT, "import", OPERATOR_EDITOR },
	{ "an editor fills a new register", ACT_INIT, "init", OPERATOR_EDITOR },
	{ "an editor makes the indexes anew", ACT_REINDEX, "reindex", OPERATOR_EDITOR },
	{ "merging is an administrator's", ACT_MERGE, "merge", OPERATOR_ADMINISTRATOR },
	{ "erasing is an administrator's", ACT_ERASE, "erase", OPERATOR_ADMINISTRATOR },
	{ "repairing is an administrator's", ACT_REPAIR, "repair", OPERATOR_ADMINISTRATOR },
	{ "sealing the journal anew is an administrator's", ACT_RECHAIN, "schema",
	  OPERATOR_ADMINISTRATOR },
	{ "putting a schema in force is root's", ACT_SCHEMA, "schema", OPERATOR_ROOT },
	{ "going on from a backup is root's", ACT_RESTART, "restore", OPERATOR_ROOT },
};

/* A batch that adds a place, applied as an act of the kind. */
static enum err_code
add_place(struct desk *d, enum act_kind kind, struct err *e)
{
	static const struct uuid nil;
	struct batch *b = batch_new(d->registry, kind, "add a place");
	struct batch_result result;
	struct problems problems = { 0 };
	struct record *r;
	uint32_t number;
	bool is_new;
	enum err_code rc;

	assert_int_equal(batch_announce(b, desk_type(d, "place"), "ZZ", &nil, &number, &is_new, e),
	                 ERR_OK);
	assert_int_equal(batch_get(b, number, &r, e), ERR_OK);
	record_fill(r, batch_directory(b), "code=ZZ", NULL);
	assert_int_equal(batch_put(b, r, &problems, e), ERR_OK);
	record_free(r);
	rc = batch_apply(b, false, &result, e);
	batch_free(b);
	return rc;
}

static bool
compare_name(void *context, const struct act_entry *act)
{
	const struct act_case *row = context;

	assert_string_equal(act->kind, row->name);
	return false;
}

static void
test_role(void **state)
{
	const struct act_case *row = *state;
	void *fixture;
	struct desk *d;
	struct err e;

	assert_int_equal(desk_begin(&fixture), 0);
	d = fixture;
	d->settings.role = row->least - 1;
	assert_int_equal(add_place(d, row->kind, &e), ERR_DENIED);
	assert_count(d, "place", 0);
	d->settings.role = row->least;
	if (add_place(d, row->kind, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_int_equal(registry_acts(d->registry, compare_name, (void *)(uintptr_t)row, &e),
	                 ERR_OK);
	desk_end(&fixture);
}

/* Its name is that of going on from a backup, which is root's. */
static void
test_put_back(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "place", "LK");
	struct saved saved;
	struct err e;

	d->settings.role = OPERATOR_EDITOR;
	record_fill(r, registry_directory(d->registry), "name=Ceylon", NULL);
	if (registry_restore(d->registry, r, NULL, &saved, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_false(saved.is_unchanged);
	record_free(r);
	r = desk_get(d, "place", "LK");
	assert_field(d, r, "name", "Ceylon");
	record_free(r);
	d->settings.role = OPERATOR_ROOT;
}

static void
test_all(void **state)
{
	(void)state;
	assert_int_equal(sizeof acts / sizeof acts[0], ACT_KIND_COUNT);
	for (size_t i = 0; i < ACT_KIND_COUNT; i++)
		assert_int_equal(acts[i].kind, i);
}

int
main(void)
{
	struct suite suite = { 0 };

	SUITE_ROWS(&suite, acts, test_role);
	suite_add_in(&suite, "an editor puts back what a record was", test_put_back,
	             desk_begin_furnished, desk_end);
	suite_add(&suite, "every kind of act is tried", test_all, NULL);
	return suite_run(&suite, "act_test");
}
