/* Who may take back whose act. */
#include <config.h>

#include "desk.h"

static void
become(struct desk *d, const char *name, enum operator_role role)
{
	d->settings.operator_name = name;
	d->settings.role = role;
	desk_reopen(d);
}

/* The number of an act of amina, who adds a place. */
static uint32_t
act_of_amina(struct desk *d)
{
	uint32_t act;
	struct err e;

	desk_save(d, desk_new(d, "place", "code=NP", "name=Nepal", NULL));
	assert_int_equal(registry_my_last_act(d->registry, &act, &e), ERR_OK);
	return act;
}

static void
test_own(void **state)
{
	struct desk *d = *state;
	uint32_t act = act_of_amina(d);
	struct err e;

	become(d, "amina", OPERATOR_EDITOR);
	assert_int_equal(registry_undo_act(d->registry, act, &e), ERR_OK);
	assert_count(d, "place", 3);
	become(d, "amina", OPERATOR_ROOT);
}

static void
test_other(void **state)
{
	struct desk *d = *state;
	uint32_t act = act_of_amina(d);
	struct err e;

	become(d, "ben", OPERATOR_EDITOR);
	assert_int_equal(registry_undo_act(d->registry, act, &e), ERR_DENIED);
	assert_says(e.text, "administrator");
	assert_count(d, "place", 4);
	become(d, "amina", OPERATOR_ROOT);
}

static void
test_administrator(void **state)
{
	struct desk *d = *state;
	uint32_t act = act_of_amina(d);
	struct err e;

	become(d, "ben", OPERATOR_ADMINISTRATOR);
	assert_int_equal(registry_undo_act(d->registry, act, &e), ERR_OK);
	assert_count(d, "place", 3);
	become(d, "amina", OPERATOR_ROOT);
}

static void
test_reader(void **state)
{
	struct desk *d = *state;
	uint32_t act = act_of_amina(d);
	struct err e;

	become(d, "amina", OPERATOR_READER);
	assert_int_equal(registry_undo_act(d->registry, act, &e), ERR_DENIED);
	assert_count(d, "place", 4);
	become(d, "amina", OPERATOR_ROOT);
}

int
main(void)
{
	static const struct {
		const char *says;
		CMUnitTestFunction test;
	} tests[] = {
		{ "an editor undoes an act of their own", test_own },
		{ "an editor does not undo another's act", test_other },
		{ "an administrator undoes another's act", test_administrator },
		{ "a reader does not undo even what they did themselves", test_reader },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_furnished, desk_end);
	return suite_run(&s, "undo");
}
