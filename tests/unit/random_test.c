/* Ten thousand acts of chance on a small register, beside a model of what it should hold: adding,
 * changing, renaming, merging, removing, carrying, undoing, many at once. What the model says is
 * not allowed must be refused, all else must be done; in between and at the end the two are
 * compared, record by record, and every record that was removed, merged or renamed is looked for in
 * all that is left.
 *
 * Nothing here is about what survives a power cut, so the store is kept in memory where there is
 * room for it.
 *
 *     CHANCERY_TEST_SEED=7 CHANCERY_TEST_OPERATIONS=100000 tests/unit/random_test
 * / */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "trial.h"

#define OPERATIONS     10000
#define MOST_LIVE      160      /* records; then more are removed than added */
#define COMPARE_EVERY  500

/* ---- one record */

static void
save(struct trial *t, struct record *r)
{
	struct saved saved;
	struct err e;

	trial_settle(t, registry_save(t->desk->registry, r, NULL, &saved, &e), ERR_OK, &e);
	if (saved.is_unchanged) {       /* that was no act, and the one before it is still the last */
		record_free(r);
		return;
	}
	model_begin(&t->model);
	model_put(&t->model, r->number, r);
}

static void
do_add(struct trial *t)
{
	const struct type *types[] = { t->place, t->office, t->session, t->task, t->task, t->task };
	const struct type *type = types[chance(&t->chance, 6)];
	uint32_t series = model_pick(&t->model, &t->chance, t->session, NULL);
	struct record *r;
	char code[16];

	if (type == t->task && series == 0)
		return;
	r = record_new(type);
	for (size_t i = 0; i < type->fields.count; i++)
		trial_set(t, r, &type->fields.list[i]);
	if (type == t->task) {
		*record_value(r, type->fields.by_role[ROLE_SERIES]) =
			(struct value){ .kind = VALUE_NUMBER, .number = series };
	} else {
		trial_new_code(t, code);
		record_assign(r, "code", ASSIGN_SET, code, registry_directory(t->desk->registry),
		              NULL);
	}
	save(t, r);
}

static bool
is_open(const struct model *m, const struct record *r)
{
	(void)m;
	return !is_locked(r);
}

static void
do_change(struct trial *t)
{
	uint32_t number = model_pick(&t->model, &t->chance, NULL, is_open);
	struct record *r;

	if (number == 0)
		return;
	r = trial_read(t, number);
	for (uint32_t i = 0; i < 3; i++)
		trial_set(t, r,
		          &r->type->fields
		                   .list[chance(&t->chance, (uint32_t)r->type->fields.count)]);
	save(t, r);
}

static bool
is_shut(const struct model *m, const struct record *r)
{
	(void)m;
	return is_locked(r);
}

/* What is locked is not changed, but reopened. */
static void
do_reopen(struct trial *t)
{
	uint32_t number = model_pick(&t->model, &t->chance, NULL, is_shut);
	const struct field *title = fields_find(&t->session->fields, "title");
	struct record *r;
	struct err e;

	if (number == 0)
		return;
	r = trial_read(t, number);
	*record_value(r, title) = (struct value){ .kind = VALUE_TEXT, .text = "forged" };
	trial_settle(t, registry_save(t->desk->registry, r, NULL, NULL, &e), ERR_DATA, &e);
	record_free(r);
	if (chance(&t->chance, 2) == 0)
		return;
	r = trial_read(t, number);
	*record_value(r, t->session->fields.by_role[ROLE_LOCKS]) =
		(struct value){ .kind = VALUE_NUMBER, .number = 2 };
	save(t, r);
}

static bool
has_own_code(const struct model *m, const struct record *r)
{
	(void)m;
	return type_code(r->type)->part_count == 0;
}

static void
do_rename(struct trial *t)
{
	uint32_t number = model_pick(&t->model, &t->chance, NULL, has_own_code);
	char *old, code[16];
	struct record *r;
	struct err e;

	if (number == 0)
		return;
	old = trial_code(t, number);
	trial_new_code(t, code);
	r = record_copy(model_get(&t->model, number));
	record_assign(r, "code", ASSIGN_SET, code, registry_directory(t->desk->registry), NULL);
	model_begin(&t->model);
	trial_settle(t, registry_rename(t->desk->registry, r->type, old, code, &e), ERR_OK, &e);
	model_put(&t->model, number, r);
	trial_note(t, RENAMED, number, old);
}

static void
do_remove(struct trial *t)
{
	uint32_t number = model_pick(&t->model, &t->chance, NULL, NULL);
	enum err_code expected = ERR_OK;
	struct record *r;
	struct err e;

	if (number == 0)
		return;
	if (is_locked(model_get(&t->model, number)))
		expected = ERR_DATA;
	else if (model_refers(&t->model, number))
		expected = ERR_REFERRED;
	r = trial_read(t, number);
	if (trial_settle(t, registry_remove(t->desk->registry, r, &e), expected, &e)) {
		model_begin(&t->model);
		model_put(&t->model, number, NULL);
		trial_note(t, REMOVED, number, NULL);
	}
	record_free(r);
}

/* ---- carrying */

static bool
is_choice(const struct record *r, enum choice_role role)
{
	const struct field *f = r->type->fields.by_role[ROLE_STATUS];
	const struct value *v = record_value(r, f);
	const struct choice *c = v->kind == VALUE_NUMBER ? field_choice(f, (unsigned)v->number) :
	                                                   NULL;

	return c != NULL && c->role == role;
}

/* The task is carried, and one like it stands with the other session. */
static void
check_carried(struct trial *t, uint32_t number, uint32_t to)
{
	const struct record *was = model_get(&t->model, number);
	const struct field *series = t->task->fields.by_role[ROLE_SERIES];
	const struct field *owners = t->task->fields.by_role[ROLE_OWNER];
	const struct field *carried = t->task->fields.by_role[ROLE_CARRIED_TO];
	struct record *now = trial_read(t, number), *next;
	uint32_t target = (uint32_t)record_value(now, carried)->number;

	assert_true(is_choice(now, CHOICE_ROLE_CARRIED));
	assert_null(model_get(&t->model, target));
	next = trial_read(t, target);
	assert_true(is_choice(next, CHOICE_ROLE_OPEN));
	assert_int_equal(record_value(now, series)->number, record_value(was, series)->number);
	assert_int_equal(record_value(next, series)->number, to);
	assert_true(value_equal(record_value(now, owners), record_value(was, owners), owners));
	assert_true(value_equal(record_value(next, owners), record_value(was, owners), owners));
	model_put(&t->model, number, now);
	model_put(&t->model, target, next);
}

static void
do_carry(struct trial *t)
{
	uint32_t from = model_pick(&t->model, &t->chance, t->session, NULL);
	uint32_t to = model_pick(&t->model, &t->chance, t->session, NULL);
	uint32_t before = t->model.room;
	size_t count, open = 0;
	struct record *a, *b;
	struct err e;

	if (from == 0 || from == to)
		return;
	a = trial_read(t, from);
	b = trial_read(t, to);
	trial_settle(t, registry_carry(t->desk->registry, a, b, &count, &e), ERR_OK, &e);
	record_free(a);
	record_free(b);
	if (count > 0)
		model_begin(&t->model);
	for (uint32_t i = 0; i < before; i++) {
		const struct record *r = model_get(&t->model, i);

		if (r == NULL || r->type != t->task || !is_choice(r, CHOICE_ROLE_OPEN) ||
		    record_role(r, ROLE_SERIES)->number != from)
			continue;
		check_carried(t, i, to);
		open++;
	}
	assert_int_equal(open, count);
}

/* ---- many at once, and backwards */

/* Adds one owner to every second task or so, in one act. */
static void
do_bulk(struct trial *t)
{
	uint32_t owner = model_pick(&t->model, &t->chance, t->office, NULL);
	const struct field *owners = t->task->fields.by_role[ROLE_OWNER];
	struct batch *b = batch_new(t->desk->registry, ACT_SET, "set tasks");
	struct batch_result result;
	struct problems p = { 0 };
	char *code, *text;
	struct err e;

	code = owner == 0 ? mem_text("") : trial_code(t, owner);
	text = owner == 0 ? mem_text("") : mem_printf("office:%s", code);
	for (uint32_t i = 0; i < t->model.room; i++) {
		struct record *r = t->model.list[i];

		if (r == NULL || r->type != t->task || chance(&t->chance, 2) == 0)
			continue;
		r = trial_read(t, i);
		if (owner != 0)
			assert_int_equal(record_assign(r, owners->name, ASSIGN_ADD, text,
			                               batch_directory(b), &e), ERR_OK);
		assert_int_equal(batch_put(b, r, &p, &e), ERR_OK);
		record_free(r);
	}
	if (trial_settle(t, batch_apply(b, false, &result, &e), ERR_OK, &e) && result.changed > 0)
		model_begin(&t->model);
	for (uint32_t i = 0; result.changed > 0 && i < t->model.room; i++) {
		const struct record *r = model_get(&t->model, i);
		struct record *now;

		if (r == NULL || r->type != t->task)
			continue;
		now = trial_read(t, i);
		assert_true(value_equal(record_value(now, owners), record_value(r, owners), owners) ||
		            value_has_number(record_value(now, owners), owner));
		model_put(&t->model, i, now);
	}
	batch_free(b);
	free(text);
	free(code);
}

static bool
note_act(void *context, const struct act_entry *act)
{
	*(uint32_t *)context = act->number;
	return act->first > act->last;
}

/* The last act that changed anything, which may be an undo itself. */
static void
do_undo(struct trial *t)
{
	uint32_t act = 0;
	struct err e;

	assert_int_equal(registry_acts(t->desk->registry, note_act, &act, &e), ERR_OK);
	if (act == 0)
		return;
	trial_settle(t, registry_undo_act(t->desk->registry, act, &e), ERR_OK, &e);
	model_undo(&t->model);
}

/* ---- the whole */

static const struct { const char *name; void (*run)(struct trial *t); uint32_t weight; } kinds[] = {
	{ "add", do_add, 30 }, { "change", do_change, 30 }, { "rename", do_rename, 8 },
	{ "merge", do_merge, 12 }, { "remove", do_remove, 20 }, { "carry", do_carry, 6 },
	{ "bulk", do_bulk, 4 }, { "undo", do_undo, 12 }, { "reopen", do_reopen, 4 },
};

#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

/* Weighed; of too many records some go first. */
static size_t
random_kind(struct trial *t)
{
	uint32_t all = 0, n;
	size_t kind = 0;

	if (t->model.live > MOST_LIVE)
		return chance(&t->chance, 2) == 0 ? 3 : 4;
	for (size_t i = 0; i < KIND_COUNT; i++)
		all += kinds[i].weight;
	for (n = chance(&t->chance, all); n >= kinds[kind].weight; n -= kinds[kind++].weight)
		continue;
	return kind;
}

/* Nobody refers to what went, nor is it found; what got another code is found by that alone. */
static void
check_events(struct trial *t)
{
	for (size_t i = 0; i < t->event_count; i++) {
		const struct event *event = &t->events[i];
		const struct record *r = model_get(&t->model, event->number);
		struct referrer *list;
		size_t count;
		uint32_t number;
		struct err e;
		char *code;

		if (event->kind != RENAMED && r == NULL) {      /* else an undo has brought it back */
			assert_false(model_refers(&t->model, event->number));
			assert_int_equal(registry_referrers(t->desk->registry, event->number, &list,
			                                    &count, &e),
			                 ERR_OK);
			assert_int_equal(count, 0);
			free(list);
		}
		if (event->kind != RENAMED || r == NULL)
			continue;
		code = trial_code(t, event->number);
		assert_int_equal(registry_find_code(t->desk->registry, r->type, code, &number, &e),
		                 ERR_OK);
		assert_int_equal(number, event->number);
		if (strcmp(code, event->old_code) != 0)
			assert_int_equal(registry_find_code(t->desk->registry, r->type,
			                                    event->old_code, &number, &e),
			                 ERR_NOT_FOUND);
		free(code);
	}
}

static void
compare(struct trial *t)
{
	model_compare(&t->model);
	check_events(t);
}

static uint64_t
setting(const char *name, uint64_t preset)
{
	const char *text = getenv(name);

	return text == NULL || *text == '\0' ? preset : strtoull(text, NULL, 10);
}

static void
clear(struct trial *t)
{
	for (size_t i = 0; i < t->event_count; i++)
		free(t->events[i].old_code);
	free(t->events);
	model_clear(&t->model);
}

static void
test_random(void **state)
{
	struct trial t = { .desk = *state };
	uint64_t seed = setting("CHANCERY_TEST_SEED", 20261124);
	uint64_t operations = setting("CHANCERY_TEST_OPERATIONS", OPERATIONS);
	size_t compared = 0;

	printf("# seed %" PRIu64 ", %" PRIu64 " operations\n", seed, operations);
	fflush(stdout);
	t.chance.state = seed;
	t.model.desk = t.desk;
	t.place = desk_type(t.desk, "place");
	t.office = desk_type(t.desk, "office");
	t.session = desk_type(t.desk, "session");
	t.task = desk_type(t.desk, "task");
	while (t.done < operations) {
		size_t kind = random_kind(&t), before = t.done;

		kinds[kind].run(&t);
		t.by_kind[kind] += t.done - before;
		if (t.done / COMPARE_EVERY != compared) {
			compared = t.done / COMPARE_EVERY;
			compare(&t);
		}
	}
	compare(&t);
	printf("# %zu refused as they should be, %u records are left;", t.refused,
	       (unsigned)t.model.live);
	for (size_t i = 0; i < KIND_COUNT; i++)
		printf(" %s %zu", kinds[i].name, t.by_kind[i]);
	putchar('\n');
	clear(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		{ "chance makes nothing that is not right", test_random, trial_begin, desk_end, NULL },
	};

	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
