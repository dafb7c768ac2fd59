#include <config.h>

#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* ---- what is there */

const struct record *
model_get(const struct model *m, uint32_t number)
{
	return number < m->room ? m->list[number] : NULL;
}

void
model_clear(struct model *m)
{
	model_begin(m);
	for (uint32_t i = 0; i < m->room; i++)
		record_free(m->list[i]);
	free(m->list);
	free(m->last);
	*m = (struct model){ 0 };
}

void
model_begin(struct model *m)
{
	for (size_t i = 0; i < m->last_count; i++)
		record_free(m->last[i].before);
	m->last_count = 0;
}

/* Puts the record into its place and returns what was there. */
static struct record *
exchange(struct model *m, uint32_t number, struct record *r)
{
	struct record *before;

	if (number >= m->room) {
		uint32_t room = number * 2 + 64;

		m->list = mem_grow(m->list, room, sizeof *m->list);
		memset(m->list + m->room, 0, sizeof *m->list * (room - m->room));
		m->room = room;
	}
	before = m->list[number];
	m->list[number] = r;
	m->live = m->live + (r != NULL) - (before != NULL);
	return before;
}

void
model_put(struct model *m, uint32_t number, struct record *r)
{
	struct record *before = exchange(m, number, r);

	for (size_t i = 0; i < m->last_count; i++) {
		if (m->last[i].number == number) {      /* only what it was before the act counts */
			record_free(before);
			return;
		}
	}
	MEM_ROOM(m->last, m->last_count, m->last_room);
	m->last[m->last_count].number = number;
	m->last[m->last_count++].before = before;
}

void
model_undo(struct model *m)
{
	for (size_t i = 0; i < m->last_count; i++)
		m->last[i].before = exchange(m, m->last[i].number, m->last[i].before);
}

uint32_t
model_pick(const struct model *m, struct chance *c, const struct type *type,
           bool (*fits)(const struct model *m, const struct record *r))
{
	uint32_t count = 0, chosen = 0;

	for (uint32_t i = 0; i < m->room; i++) {
		const struct record *r = m->list[i];

		if (r == NULL || (type != NULL && r->type != type) || (fits != NULL && !fits(m, r)))
			continue;
		/* The n-th that fits takes the place of the one before it once in n times. */
		if (chance(c, ++count) == 0)
			chosen = i;
	}
	return chosen;
}

/* ---- what refers to what */

static void
references_in(const struct value *v, struct reference ref,
              void (*each)(void *context, const struct reference *ref), void *context)
{
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		ref.target = (uint32_t)v->items[i].number;
		each(context, &ref);
	}
	if (v->kind == VALUE_NUMBER) {
		ref.target = (uint32_t)v->number;
		each(context, &ref);
	}
}

static void
references_of_rows(const struct value *v, const struct field *f,
                   void (*each)(void *context, const struct reference *ref), void *context)
{
	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		for (size_t j = 0; j < f->table->count; j++) {
			const struct field *column = &f->table->list[j];

			if (column->type == FIELD_REFERENCE)
				references_in(&v->rows[i].values[j],
				              (struct reference){ f, column, v->rows[i].id, 0 },
				              each, context);
		}
	}
}

void
each_reference(const struct record *r,
               void (*each)(void *context, const struct reference *ref), void *context)
{
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];

		if (f->type == FIELD_REFERENCE)
			references_in(&r->values[i], (struct reference){ .field = f }, each,
			              context);
		else if (f->type == FIELD_TABLE)
			references_of_rows(&r->values[i], f, each, context);
	}
}

struct search {
	uint32_t target;
	bool found;
};

static void
is_it(void *context, const struct reference *ref)
{
	struct search *s = context;

	s->found = s->found || ref->target == s->target;
}

bool
model_refers(const struct model *m, uint32_t target)
{
	struct search s = { .target = target };

	for (uint32_t i = 0; i < m->room && !s.found; i++) {
		if (m->list[i] != NULL && i != target)
			each_reference(m->list[i], is_it, &s);
	}
	return s.found;
}

bool
model_stands_below(const struct model *m, uint32_t number, uint32_t above)
{
	for (uint32_t steps = 0; steps < m->room; steps++) {
		const struct record *r = model_get(m, number);
		const struct value *parent = r == NULL ? NULL : record_role(r, ROLE_PARENT);

		if (parent == NULL || parent->kind != VALUE_NUMBER)
			return false;
		number = (uint32_t)parent->number;
		if (number == above)
			return true;
	}
	return true;
}

static void
move_value(struct value *v, const struct field *f, uint32_t from, uint32_t to)
{
	if (v->kind == VALUE_NUMBER && v->number == from)
		v->number = to;
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (v->items[i].number == from)
			v->items[i].number = to;
	}
	value_settle(v, f);
}

struct record *
record_moved(const struct record *r, uint32_t from, uint32_t to)
{
	struct record *moved = record_copy(r);

	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		struct value *v = &moved->values[i];

		if (f->type == FIELD_REFERENCE)
			move_value(v, f, from, to);
		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			for (size_t k = 0; k < f->table->count; k++) {
				if (f->table->list[k].type == FIELD_REFERENCE)
					move_value(&v->rows[j].values[k], &f->table->list[k], from,
					           to);
			}
		}
	}
	return moved;
}

bool
is_locked(const struct record *r)
{
	const struct field *f = r->type->fields.by_role[ROLE_LOCKS];
	const struct choice *c = NULL;

	if (f != NULL && record_value(r, f)->kind == VALUE_NUMBER)
		c = field_choice(f, (unsigned)record_value(r, f)->number);
	return c != NULL && c->role == CHOICE_ROLE_LOCKS;
}

/* ---- what the register holds */

struct scan {
	const struct model *model;
	const struct record *record;    /* of which the references are looked at */
	uint32_t seen;
};

static void
is_there(void *context, const struct reference *ref)
{
	const struct scan *s = context;
	const struct record *target = model_get(s->model, ref->target);
	const struct field *f = ref->column != NULL ? ref->column : ref->field;

	if (target == NULL) {
		fail_msg("record %u: %s refers to record %u, which is not there",
		         (unsigned)s->record->number, f->name, (unsigned)ref->target);
		return;
	}
	assert_true(type_is_target(f, target->type));
}

static bool
look_at(void *context, const struct record *r)
{
	struct scan *s = context;
	const struct record *own = model_get(s->model, r->number);

	if (own == NULL) {
		fail_msg("record %u of type %s should not be there", (unsigned)r->number,
		         r->type->name);
		return false;
	}
	assert_ptr_equal(r->type, own->type);
	for (size_t i = 0; i < r->type->fields.count; i++) {
		if (!value_equal(&r->values[i], &own->values[i], &r->type->fields.list[i]))
			fail_msg("record %u of type %s: %s is not as it should be",
			         (unsigned)r->number, r->type->name, r->type->fields.list[i].name);
	}
	s->record = r;
	s->seen++;
	each_reference(r, is_there, s);
	return true;
}

void
model_compare(const struct model *m)
{
	const struct schema *schema = registry_schema(m->desk->registry);
	struct scan s = { .model = m };
	struct err e;

	for (size_t i = 0; i < schema->count; i++) {
		if (registry_every(m->desk->registry, schema->types[i], look_at, &s, &e) != ERR_OK)
			fail_msg("%s", e.text);
	}
	assert_int_equal(s.seen, m->live);
}
