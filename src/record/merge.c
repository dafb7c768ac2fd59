/* Merges two changed versions of a record with the version that both started from. */
#include <config.h>

#include "record/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static const struct value nothing;

static struct conflict *
add_conflict(struct merge *m, const struct conflict *c)
{
	MEM_ROOM(m->list, m->count, m->room);
	m->list[m->count] = *c;
	return &m->list[m->count++];
}

/* ---- one value */

/* The position of a value, and what each side has there. */
struct spot {
	const struct field *field, *column;
	uint64_t row;
	const struct value *sides[SIDE_COUNT];
};

static const struct field *
field_of(const struct spot *s)
{
	return s->column != NULL ? s->column : s->field;
}

/* Compares texts or numbers, so that members of any kind of set can be found. */
static bool
has_member(const struct value *v, const struct value *member, const struct field *f)
{
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (value_equal(&v->items[i], member, f))
			return true;
	}
	return false;
}

/* Existing members stay unless a side removed them; members that either side added are included. */
static struct value
merge_members(struct arena *a, const struct spot *s)
{
	const struct field *f = field_of(s);
	const struct value *base = s->sides[SIDE_BEFORE];
	struct value out = { .kind = VALUE_LIST };
	uint32_t room = 1;

	for (int i = SIDE_THEIRS; i <= SIDE_MINE; i++)
		room += s->sides[i]->kind == VALUE_LIST ? s->sides[i]->count : 0;
	out.items = arena_new(a, sizeof *out.items * room);
	for (int i = SIDE_THEIRS; i <= SIDE_MINE; i++) {
		const struct value *v = s->sides[i];
		const struct value *other = s->sides[SIDE_THEIRS + SIDE_MINE - i];

		for (uint32_t j = 0; v->kind == VALUE_LIST && j < v->count; j++) {
			const struct value *member = &v->items[j];

			if (has_member(base, member, f) && !has_member(other, member, f))
				continue;
			if (!has_member(&out, member, f))
				out.items[out.count++] = value_copy(a, member, f);
		}
	}
	value_settle(&out, f);
	return out;
}

static const char *
text_in(const struct value *v, const char *language)
{
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		if (strcmp(v->translations[i].language, language) == 0)
			return v->translations[i].text;
	}
	return NULL;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static struct value
value_of_text(struct arena *a, const char *text)
{
	return text == NULL ? nothing :
	                      (struct value){ .kind = VALUE_TEXT, .text = arena_text(a, text) };
}

static const char *
merge_text(struct merge *m, const struct spot *s, const char *language)
{
	struct arena *a = &m->record->arena;
	const char *texts[SIDE_COUNT];
	struct conflict c = { .kind = CONFLICT_VALUE, .field = s->field, .column = s->column,
	                      .row = s->row };

	for (int i = 0; i < SIDE_COUNT; i++)
		texts[i] = text_in(s->sides[i], language);
	if (same_text(texts[SIDE_THEIRS], texts[SIDE_MINE]) ||
	    same_text(texts[SIDE_BEFORE], texts[SIDE_MINE]))
		return texts[SIDE_THEIRS];
	if (!m->base_is_unknown && same_text(texts[SIDE_BEFORE], texts[SIDE_THEIRS]))
		return texts[SIDE_MINE];
	for (int i = 0; i < SIDE_COUNT; i++)
		c.values[i] = value_of_text(a, texts[i]);
	c.language = arena_text(a, language);
	add_conflict(m, &c);
	return texts[SIDE_THEIRS];
}

static struct value
merge_languages(struct merge *m, const struct spot *s)
{
	struct arena *a = &m->record->arena;
	struct value out = { .kind = VALUE_LANGUAGES };
	uint32_t room = 1;

	for (int i = SIDE_THEIRS; i <= SIDE_MINE; i++)
		room += s->sides[i]->kind == VALUE_LANGUAGES ? s->sides[i]->count : 0;
	out.translations = arena_new(a, sizeof *out.translations * room);
	for (int i = SIDE_THEIRS; i <= SIDE_MINE; i++) {
		const struct value *v = s->sides[i];

		for (uint32_t j = 0; v->kind == VALUE_LANGUAGES && j < v->count; j++) {
			const char *language = v->translations[j].language, *text;

			if (i == SIDE_MINE && text_in(s->sides[SIDE_THEIRS], language) != NULL)
				continue;       /* it had its turn */
			text = merge_text(m, s, language);
			if (text != NULL)
				out.translations[out.count++] = (struct translation){
					arena_text(a, language), arena_text(a, text),
				};
		}
	}
	value_settle(&out, field_of(s));
	return out;
}

static struct value
merge_value(struct merge *m, const struct spot *s)
{
	struct arena *a = &m->record->arena;
	const struct field *f = field_of(s);
	const struct value *const *v = s->sides;
	struct conflict c = { .kind = CONFLICT_VALUE, .field = s->field, .column = s->column,
	                      .row = s->row };

	if (value_equal(v[SIDE_THEIRS], v[SIDE_MINE], f) ||
	    value_equal(v[SIDE_BEFORE], v[SIDE_MINE], f))
		return value_copy(a, v[SIDE_THEIRS], f);
	if (!m->base_is_unknown && value_equal(v[SIDE_BEFORE], v[SIDE_THEIRS], f))
		return value_copy(a, v[SIDE_MINE], f);
	if (!m->base_is_unknown && f->many == MANY_SET)
		return merge_members(a, s);
	if (f->many == MANY_LANGUAGE)
		return merge_languages(m, s);
	for (int i = 0; i < SIDE_COUNT; i++)
		c.values[i] = value_copy(a, v[i], f);
	add_conflict(m, &c);
	return value_copy(a, v[SIDE_THEIRS], f);
}

/* ---- rows */

/* A table being merged. */
struct tables {
	struct merge *merge;
	const struct field *field;
	struct value sides[SIDE_COUNT]; /* copies in the record's arena */
	struct value merged;            /* rows in no order */
};

static bool
same_row(const struct row *a, const struct row *b, const struct fields *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (!value_equal(&a->values[i], &b->values[i], &columns->list[i]))
			return false;
	}
	return true;
}

static bool
same_key(const struct field *table, const struct row *a, const struct row *b)
{
	bool has_any = false;

	for (size_t i = 0; i < table->key_count; i++) {
		const struct value *x = row_value(a, table->key[i]);

		if (!value_equal(x, row_value(b, table->key[i]), table->key[i]))
			return false;
		has_any = has_any || !value_is_empty(x);
	}
	return has_any;
}

static bool
is_new(const struct tables *t, uint64_t id)
{
	return value_row(&t->sides[SIDE_BEFORE], id) == NULL;
}

/* Two operators who tick members from the same list add the same rows: these become one, by the
 * table's key. */
static void
join_added(struct tables *t)
{
	struct value *theirs = &t->sides[SIDE_THEIRS], *mine = &t->sides[SIDE_MINE];

	for (uint32_t i = 0; mine->kind == VALUE_ROWS && i < mine->count; i++) {
		struct row *row = &mine->rows[i];

		if (!is_new(t, row->id) || value_row(theirs, row->id) != NULL)
			continue;
		for (uint32_t j = 0; theirs->kind == VALUE_ROWS && j < theirs->count; j++) {
			uint64_t id = theirs->rows[j].id;

			if (is_new(t, id) && value_row(mine, id) == NULL &&
			    same_key(t->field, row, &theirs->rows[j])) {
				row->id = id;
				break;
			}
		}
	}
}

static struct row *
keep_row(struct tables *t, const struct row *row)
{
	struct row *kept = value_add_row(&t->merge->record->arena, &t->merged, t->field->table);

	*kept = *row;
	return kept;
}

static void
merge_columns(struct tables *t, const struct row *const rows[SIDE_COUNT])
{
	const struct fields *columns = t->field->table;
	struct value *values = arena_new(&t->merge->record->arena,
	                                 sizeof *values * (columns->count + 1));
	struct row *row = keep_row(t, rows[SIDE_THEIRS]);

	for (size_t i = 0; i < columns->count; i++) {
		struct spot s = { .field = t->field, .column = &columns->list[i],
		                  .row = rows[SIDE_THEIRS]->id };

		for (int j = 0; j < SIDE_COUNT; j++)
			s.sides[j] = rows[j] == NULL ? &nothing : &rows[j]->values[i];
		values[i] = merge_value(t->merge, &s);
	}
	row->values = values;
}

static void
merge_row(struct tables *t, uint64_t id)
{
	const struct row *rows[SIDE_COUNT], *left;
	struct conflict c = { .kind = CONFLICT_ROW, .field = t->field, .row = id };

	for (int i = 0; i < SIDE_COUNT; i++)
		c.rows[i] = rows[i] = value_row(&t->sides[i], id);
	if (rows[SIDE_THEIRS] != NULL && rows[SIDE_MINE] != NULL) {
		merge_columns(t, rows);
		return;
	}
	left = rows[SIDE_THEIRS] != NULL ? rows[SIDE_THEIRS] : rows[SIDE_MINE];
	if (!t->merge->base_is_unknown && rows[SIDE_BEFORE] != NULL &&
	    same_row(rows[SIDE_BEFORE], left, t->field->table))
		return;                 /* taken out by one, untouched by the other */
	keep_row(t, left);
	if (rows[SIDE_BEFORE] != NULL)
		add_conflict(t->merge, &c);
}

/* ---- their order */

struct order {
	uint64_t *ids;
	uint32_t count;
};

static bool
order_has(const struct order *o, uint64_t id)
{
	for (uint32_t i = 0; i < o->count; i++) {
		if (o->ids[i] == id)
			return true;
	}
	return false;
}

static void
order_insert(struct order *o, uint32_t at, uint64_t id)
{
	memmove(o->ids + at + 1, o->ids + at, sizeof *o->ids * (o->count - at));
	o->ids[at] = id;
	o->count++;
}

/* A row goes after the row before it on its own side, and after rows that others have put into that
 * gap. */
static uint32_t
place_for(const struct order *o, const struct value *side, uint32_t index)
{
	uint32_t at = 0;

	for (uint32_t i = index; i-- > 0 && at == 0; ) {
		for (uint32_t j = 0; j < o->count; j++) {
			if (o->ids[j] == side->rows[i].id)
				at = j + 1;
		}
	}
	while (at < o->count && value_row(side, o->ids[at]) == NULL)
		at++;
	return at;
}

/* Inserts the remaining rows of a side that the order does not have yet. */
static void
order_add(const struct tables *t, struct order *o, const struct value *side)
{
	for (uint32_t i = 0; side->kind == VALUE_ROWS && i < side->count; i++) {
		uint64_t id = side->rows[i].id;

		if (value_row(&t->merged, id) != NULL && !order_has(o, id))
			order_insert(o, place_for(o, side, i), id);
	}
}

/* The remaining rows in the order of one side, with the additional rows of the others. */
static struct order
order_by(const struct tables *t, enum side first)
{
	struct order o = { 0 };

	o.ids = arena_new(&t->merge->record->arena, sizeof *o.ids * (t->merged.count + 1));
	order_add(t, &o, &t->sides[first]);
	for (int i = SIDE_THEIRS; i < SIDE_COUNT; i++)
		order_add(t, &o, &t->sides[i]);
	return o;
}

/* Whether rows that both sides have are in a different order. */
static bool
is_moved(const struct value *a, const struct value *b)
{
	uint32_t last = 0;

	for (uint32_t i = 0; a->kind == VALUE_ROWS && b->kind == VALUE_ROWS && i < a->count; i++) {
		const struct row *row = value_row(b, a->rows[i].id);
		uint32_t at;

		if (row == NULL)
			continue;
		at = (uint32_t)(row - b->rows);
		if (at < last)
			return true;
		last = at;
	}
	return false;
}

static void
order_rows(struct tables *t)
{
	const struct value *base = &t->sides[SIDE_BEFORE], *theirs = &t->sides[SIDE_THEIRS];
	const struct value *mine = &t->sides[SIDE_MINE];
	bool was_moved = is_moved(base, mine);
	struct order orders[SIDE_COUNT];
	bool is_mine = was_moved && !t->merge->base_is_unknown && !is_moved(base, theirs);
	enum side first = is_mine ? SIDE_MINE : SIDE_THEIRS;
	struct conflict c = { .kind = CONFLICT_ORDER, .field = t->field };

	for (int i = 0; i < SIDE_COUNT; i++) {
		orders[i] = order_by(t, (enum side)i);
		c.orders[i] = orders[i].ids;
	}
	record_order_rows(t->merge->record, t->field, &t->merged, orders[first].ids,
	                  orders[first].count);
	if (first == SIDE_MINE || !was_moved || !is_moved(theirs, mine))
		return;
	c.order_count = orders[first].count;
	add_conflict(t->merge, &c);
}

/* Notes what is needed to put the row of a conflict back in its place. */
static void
note_places(struct tables *t, size_t from)
{
	const struct value *v = record_value(t->merge->record, t->field);

	for (size_t i = from; i < t->merge->count; i++) {
		struct conflict *c = &t->merge->list[i];

		if (c->kind == CONFLICT_ROW)
			c->place = (uint32_t)(value_row(v, c->row) - v->rows);
	}
}

static void
merge_table(struct merge *m, const struct field *f, const struct record *const sides[SIDE_COUNT])
{
	struct tables t = { .merge = m, .field = f };
	size_t from = m->count;

	for (int i = 0; i < SIDE_COUNT; i++)
		t.sides[i] = value_copy(&m->record->arena, record_value(sides[i], f), f);
	join_added(&t);
	for (int i = SIDE_THEIRS; i < SIDE_COUNT; i++) {
		const struct value *v = &t.sides[i];

		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			if (i == SIDE_THEIRS ||
			    value_row(&t.sides[SIDE_THEIRS], v->rows[j].id) == NULL)
				merge_row(&t, v->rows[j].id);
		}
	}
	order_rows(&t);
	note_places(&t, from);
}

/* ---- the record */

static struct merge *
merge_sides(const struct record *const sides[SIDE_COUNT], bool base_is_unknown)
{
	const struct record *base = sides[SIDE_BEFORE];
	struct merge *m = mem_new(sizeof *m);

	m->base_is_unknown = base_is_unknown;
	m->record = record_copy(sides[SIDE_THEIRS]);
	for (size_t i = 0; i < base->type->fields.count; i++) {
		const struct field *f = &base->type->fields.list[i];
		struct spot s = { .field = f };

		if (f->type == FIELD_TABLE) {
			merge_table(m, f, sides);
			continue;
		}
		for (int j = 0; j < SIDE_COUNT; j++)
			s.sides[j] = record_value(sides[j], f);
		*record_value(m->record, f) = merge_value(m, &s);
	}
	return m;
}

struct merge *
merge_of(const struct record *base, const struct record *theirs, const struct record *mine)
{
	return merge_sides((const struct record *const[SIDE_COUNT]){ base, theirs, mine }, false);
}

struct merge *
merge_unknown(const struct record *base, const struct record *theirs, const struct record *mine)
{
	return merge_sides((const struct record *const[SIDE_COUNT]){ base, theirs, mine }, true);
}

void
merge_free(struct merge *m)
{
	if (m == NULL)
		return;
	record_free(m->record);
	free(m->list);
	free(m);
}

struct record *
merge_take(struct merge *m)
{
	struct record *r = m->record;

	m->record = NULL;
	free(m->list);
	m->list = NULL;
	m->count = m->room = 0;
	return r;
}

size_t
merge_open_count(const struct merge *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->count; i++)
		n += !m->list[i].is_settled;
	return n;
}
