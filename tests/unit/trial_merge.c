/* Merging two records of chance, and what must have come of it. */
#include <config.h>

#include "trial.h"

#include <stdlib.h>

/* Numbers of tasks, to see whether two sessions have one in common. */
static bool
tasks_collide(const struct trial *t, uint32_t from, uint32_t to)
{
	const struct field *series = t->task->fields.by_role[ROLE_SERIES];
	const struct field *ordinal = t->task->fields.by_role[ROLE_ORDINAL];

	for (uint32_t i = 0; i < t->model.room; i++) {
		const struct record *a = t->model.list[i];

		if (a == NULL || a->type != t->task || record_value(a, series)->number != from)
			continue;
		for (uint32_t j = 0; j < t->model.room; j++) {
			const struct record *b = t->model.list[j];

			if (b != NULL && b->type == t->task &&
			    record_value(b, series)->number == to &&
			    record_value(b, ordinal)->number == record_value(a, ordinal)->number)
				return true;
		}
	}
	return false;
}

/* Whether somebody would stand above himself: then one of the two stands above the other, with
 * others in between. */
static bool
would_circle(const struct trial *t, uint32_t from, uint32_t to)
{
	const struct field *f = t->office->fields.by_role[ROLE_PARENT];
	const struct value *a = record_value(model_get(&t->model, from), f);
	const struct value *b = record_value(model_get(&t->model, to), f);
	uint32_t parent = b->kind == VALUE_NUMBER ? (uint32_t)b->number :
	                  a->kind == VALUE_NUMBER ? (uint32_t)a->number : 0;

	/* Of the two only the kept one is left, below that parent. */
	if (parent == 0 || parent == from || parent == to)
		return false;
	return model_stands_below(&t->model, parent, from) ||
	       model_stands_below(&t->model, parent, to);
}

/* The triples of field, column and target that a record has. */
struct triples {
	struct { const struct field *field, *column; uint32_t target; } list[512];
	size_t count;
};

static bool
has_triple(const struct triples *s, const struct field *field, const struct field *column,
           uint32_t target)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->list[i].field == field && s->list[i].column == column &&
		    s->list[i].target == target)
			return true;
	}
	return false;
}

static void
add_triple(void *context, const struct reference *ref)
{
	struct triples *s = context;

	if (has_triple(s, ref->field, ref->column, ref->target))
		return;
	assert_true(s->count < 512);
	s->list[s->count].field = ref->field;
	s->list[s->count].column = ref->column;
	s->list[s->count++].target = ref->target;
}

/* A reference of the record that stays, or of the one that was folded into it, stands in it now;
 * what leads from a record to itself is dropped, and of single ones its own counts. */
static void
check_filled(const struct record *now, const struct record *kept, const struct record *gone)
{
	struct triples after = { 0 }, own = { 0 }, other = { 0 };

	each_reference(now, add_triple, &after);
	each_reference(kept, add_triple, &own);
	each_reference(gone, add_triple, &other);
	for (size_t i = 0; i < own.count; i++) {
		bool has = has_triple(&after, own.list[i].field, own.list[i].column,
		                      own.list[i].target);

		/* Nothing comes before itself, stands above itself or was carried to itself. */
		if (own.list[i].target == now->number && own.list[i].field->many == MANY_ONE &&
		    own.list[i].column == NULL)
			assert_false(has);
		else
			assert_true(has);
	}
	for (size_t i = 0; i < after.count; i++)
		assert_true(has_triple(&own, after.list[i].field, after.list[i].column,
		                       after.list[i].target) ||
		            has_triple(&other, after.list[i].field, after.list[i].column,
		                       after.list[i].target));
	for (size_t i = 0; i < other.count; i++) {
		const struct field *f = other.list[i].field;

		if (other.list[i].column != NULL || f->many == MANY_SET)
			assert_true(has_triple(&after, f, other.list[i].column, other.list[i].target));
	}
}

static void
merged(struct trial *t, uint32_t from, uint32_t to)
{
	struct record *kept = record_moved(model_get(&t->model, to), from, to);
	struct record *gone = record_moved(model_get(&t->model, from), from, to);
	struct record *now = trial_read(t, to);

	check_filled(now, kept, gone);
	record_free(kept);
	record_free(gone);
	model_begin(&t->model);
	for (uint32_t i = 0; i < t->model.room; i++) {
		if (t->model.list[i] != NULL && i != from && i != to)
			model_put(&t->model, i, record_moved(t->model.list[i], from, to));
	}
	model_put(&t->model, to, now);
	model_put(&t->model, from, NULL);
	trial_note(t, MERGED, from, NULL);
}

void
do_merge(struct trial *t)
{
	uint32_t from = model_pick(&t->model, &t->chance, NULL, NULL), to;
	const struct type *type = from == 0 ? NULL : model_get(&t->model, from)->type;
	enum err_code expected = ERR_OK;
	char *code, *into;
	struct merged m;
	struct err e;

	to = from == 0 ? 0 : model_pick(&t->model, &t->chance, type, NULL);
	if (to == from)
		return;
	if ((type == t->session && tasks_collide(t, from, to)) ||
	    (type == t->office && would_circle(t, from, to)))
		expected = ERR_DATA;
	code = trial_code(t, from);
	into = trial_code(t, to);
	if (trial_settle(t, registry_merge(t->desk->registry, type, code, into, false, &m, &e),
	                 expected, &e))
		merged(t, from, to);
	free(code);
	free(into);
}
