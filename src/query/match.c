/* Evaluates the terms of a query over a record and its rows. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/text.h"
#include "query/term.h"
#include "record/form.h"

/* What a term is evaluated on: a record, or a row of it. */
struct place {
	const struct query_scope *scope;
	const struct query_context *world;
	const struct record *record;
	const struct row *row;          /* NULL: the record itself */
};

static bool matches(const struct term *t, const struct place *at);

static bool
is_seen(const struct field *table, const struct row *row, const struct query_context *world)
{
	return world->as_of == DATE_NONE || is_in_force(table->table, row->values, world->as_of);
}

/* ---- words: in any text field, each perhaps in another */

static const struct fields *
fields_at(const struct place *at)
{
	return at->row != NULL ? at->scope->table->table : &at->scope->type->fields;
}

static const struct value *
values_at(const struct place *at)
{
	return at->row != NULL ? at->row->values : at->record->values;
}

struct words_question {
	const struct query_context *world;
	const char *words;
	size_t size;
	bool is_phrase;
};

static bool
words_answer(void *context, const char *text, size_t size)
{
	const struct words_question *q = context;

	return q->is_phrase ? folded_has_phrase(text, size, q->words) :
	                      text_has_prefix(text, size, q->words, q->size);
}

static bool
fields_have(const struct fields *fields, const struct value *values, struct words_question *q)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct value *v = &values[i];

		if (f->is_searched && any_text(f, v, q->world->language, words_answer, q))
			return true;
		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			if (is_seen(f, &v->rows[j], q->world) &&
			    fields_have(f->table, v->rows[j].values, q))
				return true;
		}
	}
	return false;
}

static bool
code_is(const struct place *at, const char *folded_code)
{
	struct buf code, folded;
	bool same;

	buf_init(&code);
	buf_init(&folded);
	record_code(at->record, at->world->directory, &code);
	text_fold((const char *)code.data, code.size, &folded);
	same = strcmp(buf_string(&folded), folded_code) == 0;
	buf_clear(&code);
	buf_clear(&folded);
	return same;
}

static bool
match_words(const struct term *t, const struct place *at)
{
	const char *words = t->folded;

	if (at->row == NULL && code_is(at, t->whole))
		return true;
	if (*words == '\0')
		return false;
	while (*words != '\0') {
		struct words_question q = { at->world, words, strcspn(words, " "), false };

		if (!fields_have(fields_at(at), values_at(at), &q))
			return false;
		words += q.size + (words[q.size] == ' ');
	}
	return true;
}

static bool
match_phrase(const struct term *t, const struct place *at)
{
	struct words_question q = { at->world, t->folded, strlen(t->folded), true };

	return fields_have(fields_at(at), values_at(at), &q);
}

/* ---- fields, by their paths */

static bool
match_value(const struct term *t, const struct field *f, const struct value *v,
            const struct query_context *world, partial_date start)
{
	for (size_t i = 0; i < t->operand_count; i++) {
		if (operand_matches(&t->operands[i], t->comparison, f, v, world, start))
			return true;
	}
	return false;
}

/* A computed code is not stored as a value of the record. */
static bool
match_code(const struct term *t, const struct record *r, const struct field *f,
           const struct query_context *world)
{
	struct value v = { .kind = VALUE_TEXT };
	struct buf code;
	bool found;

	buf_init(&code);
	record_code(r, world->directory, &code);
	v.text = buf_string(&code);
	found = match_value(t, f, &v, world, DATE_NONE);
	buf_clear(&code);
	return found;
}

static bool match_path(const struct term *t, size_t step, const struct record *r,
                       const struct value *values, const struct query_context *world);

/* The field of that name in the target's own type, which may be one of several. */
static bool
match_target(const struct term *t, size_t step, uint32_t number, const struct query_context *world)
{
	struct record *target = world->get(world->context, number);
	const struct field *f = target == NULL ? NULL :
	                        fields_find(&target->type->fields, t->path.steps[step]->name);
	struct term own = *t;
	bool found = false;

	if (f != NULL) {
		own.path.steps[step] = f;
		found = match_path(&own, step, target, target->values, world);
	}
	record_free(target);
	return found;
}

static bool
match_step(const struct term *t, size_t step, const struct record *r, const struct value *v,
           const struct query_context *world)
{
	const struct field *f = t->path.steps[step];

	if (f->type == FIELD_TABLE) {
		for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
			if (is_seen(f, &v->rows[i], world) &&
			    match_path(t, step + 1, r, v->rows[i].values, world))
				return true;
		}
		return false;
	}
	if (v->kind == VALUE_NUMBER)
		return match_target(t, step + 1, (uint32_t)v->number, world);
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (match_target(t, step + 1, (uint32_t)v->items[i].number, world))
			return true;
	}
	return false;
}

static bool
match_path(const struct term *t, size_t step, const struct record *r, const struct value *values,
           const struct query_context *world)
{
	const struct field *f = t->path.steps[step];

	if (step + 1 < t->path.count)
		return match_step(t, step, r, &values[f->place], world);
	if (f->part_count > 0)
		return match_code(t, r, f, world);
	return match_value(t, f, &values[f->place], world, record_start(r));
}

static bool
match_field(const struct term *t, const struct place *at)
{
	const struct value *values = t->path.from_parent ? at->record->values : values_at(at);

	return match_path(t, 0, at->record, values, at->world);
}

/* Whether one row of the table that the path ends in matches; references on the way are stepped
 * through. */
static bool
rows_match(const struct term *t, size_t step, const struct place *at, const struct record *r,
           const struct value *values)
{
	const struct field *f = t->path.steps[step];
	const struct value *v = &values[f->place];

	if (f->type == FIELD_TABLE) {
		struct query_scope scope = { at->scope->schema, r->type, f };

		for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
			struct place inner = { &scope, at->world, r, &v->rows[i] };

			if (is_seen(f, &v->rows[i], at->world) && matches(t->first, &inner))
				return true;
		}
		return false;
	}
	for (uint32_t i = 0; i < (v->kind == VALUE_LIST ? v->count : v->kind == VALUE_NUMBER);
	     i++) {
		int64_t number = v->kind == VALUE_LIST ? v->items[i].number : v->number;
		struct record *target = at->world->get(at->world->context, (uint32_t)number);
		bool found = target != NULL && target->type == t->path.steps[step + 1]->of &&
		             rows_match(t, step + 1, at, target, target->values);

		record_free(target);
		if (found)
			return true;
	}
	return false;
}

static bool
match_rows(const struct term *t, const struct place *at)
{
	return rows_match(t, 0, at, at->record,
	                  t->path.from_parent ? at->record->values : values_at(at));
}

/* ---- what has a meaning of its own */

static bool
owns(const struct fields *fields, const struct value *values, uint32_t office)
{
	const struct field *owner = fields->by_role[ROLE_OWNER];

	return owner != NULL && value_has_number(&values[owner->place], office);
}

static bool
is_mine(const struct place *at)
{
	uint32_t office = at->world->my_office;

	if (office == 0)
		return false;
	if (at->record->number == office || owns(fields_at(at), values_at(at), office))
		return true;
	for (size_t i = 0; at->row == NULL && i < at->record->type->fields.count; i++) {
		const struct value *v = &at->record->values[i];

		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			if (owns(at->record->type->fields.list[i].table, v->rows[j].values, office))
				return true;
		}
	}
	return false;
}

static bool
match_changed(const struct term *t, const struct place *at)
{
	struct value v = { .kind = VALUE_NUMBER };
	const struct field f = { .type = FIELD_DATE };
	const char *by;
	int64_t when;

	if (!at->world->changed(at->world->context, at->record, &when, &by))
		return false;
	v.number = date_from_days(clock_day(when));
	return match_value(t, &f, &v, at->world, DATE_NONE);
}

static bool
match_by(const struct term *t, const struct place *at)
{
	const char *by;
	int64_t when;

	if (!at->world->changed(at->world->context, at->record, &when, &by))
		return false;
	for (size_t i = 0; i < t->operand_count; i++) {
		if (t->operands[i].is_anything || strcmp(t->operands[i].text, by) == 0)
			return true;
	}
	return false;
}

static int
compare_numbers(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool
match_not_in(const struct term *t, const struct place *at)
{
	const struct field *party = fields_at(at)->by_role[ROLE_PARTY];
	const struct value *v = &values_at(at)[party->place];
	uint32_t number;

	if (v->kind != VALUE_NUMBER)
		return true;
	number = (uint32_t)v->number;
	return t->party_count == 0 ||
	       bsearch(&number, t->parties, t->party_count, sizeof number, compare_numbers) == NULL;
}

static bool
match_parent(const struct term *t, const struct place *at)
{
	for (size_t i = 0; i < t->operand_count; i++) {
		if (t->operands[i].is_anything ||
		    (t->operands[i].target != 0 &&
		     t->operands[i].target == at->record->number))
			return true;
	}
	return false;
}

static bool
match_all(const struct term *t, const struct place *at)
{
	for (const struct term *child = t->first; child != NULL; child = child->next) {
		if (!matches(child, at))
			return false;
	}
	return true;
}

static bool
match_any(const struct term *t, const struct place *at)
{
	for (const struct term *child = t->first; child != NULL; child = child->next) {
		if (matches(child, at))
			return true;
	}
	return false;
}

static bool
matches(const struct term *t, const struct place *at)
{
	switch (t->kind) {
	case TERM_AND:     return match_all(t, at);
	case TERM_OR:      return match_any(t, at);
	case TERM_NOT:     return !matches(t->first, at);
	case TERM_WORDS:   return match_words(t, at);
	case TERM_PHRASE:  return match_phrase(t, at);
	case TERM_FIELD:   return match_field(t, at);
	case TERM_ROWS:    return match_rows(t, at);
	case TERM_PARENT:  return match_parent(t, at);
	case TERM_MINE:    return is_mine(at);
	case TERM_CHANGED: return match_changed(t, at);
	case TERM_BY:      return match_by(t, at);
	case TERM_NOT_IN:  return match_not_in(t, at);
	case TERM_OVERDUE:
		return at->row != NULL ?
		       row_is_overdue(at->record, at->scope->table, at->row, at->world->today) :
		       record_is_overdue(at->record, at->world->today);
	case TERM_TAGGED:
		return at->world->is_tagged != NULL &&
		       at->world->is_tagged(at->world->context, at->record);
	}
	return false;
}

bool
term_matches(const struct term *t, const struct query_scope *scope,
             const struct query_context *world, const struct record *r)
{
	struct place at = { scope, world, r, NULL };

	return matches(t, &at);
}

bool
query_match(const struct query *q, const struct query_context *world, const struct record *r,
            const struct row *row)
{
	struct place at = { &q->scope, world, r, row };

	return q->root == NULL || matches(q->root, &at);
}

/* ---- preparing */

uint32_t
operand_target(const struct operand *o, const struct type *type, const struct query_context *world)
{
	const struct field f = { .type = FIELD_REFERENCE, .targets = &type, .target_count = 1 };
	const struct directory *d = world->directory;
	uint32_t number = 0;

	if (o->is_nothing || o->is_anything ||
	    d->resolve(d->context, &f, o->text, &number, NULL) != ERR_OK)
		return 0;
	return number;
}

struct collecting {
	struct term *term;
	const struct query_context *world;
};

static bool
collect_parties(void *context, const struct record *r)
{
	struct collecting *c = context;
	struct term *t = c->term;
	const struct field *party = t->other.table->table->by_role[ROLE_PARTY];
	const struct value *v = &r->values[t->other.table->place];

	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		struct place at = { &t->other, c->world, r, &v->rows[i] };
		const struct value *p = &v->rows[i].values[party->place];

		if (p->kind != VALUE_NUMBER || !matches(t->first, &at))
			continue;
		MEM_ROOM(t->parties, t->party_count, t->party_room);
		t->parties[t->party_count++] = (uint32_t)p->number;
	}
	return true;
}

static enum err_code
prepare_not_in(struct term *t, const struct query_context *world, struct err *e)
{
	struct collecting c = { t, world };
	enum err_code rc;

	t->party_count = 0;
	rc = world->every(world->context, t->other.type, collect_parties, &c, e);
	if (t->party_count > 0)
		qsort(t->parties, t->party_count, sizeof *t->parties, compare_numbers);
	return rc;
}

static enum err_code
prepare(struct term *t, const struct query_context *world, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (struct term *child = t->first; rc == ERR_OK && child != NULL; child = child->next)
		rc = prepare(child, world, e);
	for (size_t i = 0; i < t->operand_count; i++) {
		struct operand *o = &t->operands[i];
		const struct field *f = t->path.count > 0 ? t->path.steps[t->path.count - 1] : NULL;

		if (o->of != NULL)
			o->target = operand_target(o, o->of, world);
		else if (f != NULL && f->type == FIELD_REFERENCE && f->target_count == 1)
			o->target = operand_target(o, f->targets[0], world);
	}
	if (rc == ERR_OK && t->kind == TERM_NOT_IN)
		rc = prepare_not_in(t, world, e);
	return rc;
}

enum err_code
query_prepare(struct query *q, const struct query_context *world, struct err *e)
{
	return q->root == NULL ? ERR_OK : prepare(q->root, world, e);
}

/* ---- dated status */

bool
is_in_force(const struct fields *fields, const struct value *values, partial_date day)
{
	const struct field *from = fields->by_role[ROLE_FROM], *to = fields->by_role[ROLE_TO];
	const struct value *f = from == NULL ? NULL : &values[from->place];
	const struct value *t = to == NULL ? NULL : &values[to->place];

	if (f != NULL && f->kind == VALUE_NUMBER &&
	    date_earliest((partial_date)f->number) > date_latest(day))
		return false;
	if (t != NULL && value_is_empty(t) && to->absent_means_from)
		t = f;
	return t == NULL || t->kind != VALUE_NUMBER ||
	       date_latest((partial_date)t->number) >= date_earliest(day);
}
