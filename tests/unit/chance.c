/* Records that chance fills, the same in every run. */
#include <config.h>

#include "shelf.h"

static const char *
random_text(struct chance *c)
{
	static const char *const texts[] = {
		"a", "Poznań", "Côte d'Ivoire", "原村", "حي السلام", "x; y \\ z", "\"q\"", "=1+1",
	};

	return texts[chance(c, sizeof texts / sizeof texts[0])];
}

static int64_t
random_number(const struct field *f, struct chance *c)
{
	int32_t period, due;

	switch (f->type) {
	case FIELD_FLAG:
		return chance(c, 2);
	case FIELD_CHOICE:
		return f->choices[chance(c, (uint32_t)f->choice_count)].number;
	case FIELD_REFERENCE:
		return 1 + chance(c, 3);
	case FIELD_DATE:
		return date_make(2000 + (int)chance(c, 20), (int)chance(c, 13), 0);
	case FIELD_PERIOD:
		period_parse(chance(c, 2) == 0 ? "2015-Q3" : "2016", &period);
		return period;
	case FIELD_DUE:
		due_parse(chance(c, 2) == 0 ? "-6w" : "2011-04-19", &due);
		return due;
	case FIELD_TIME:
		return chance(c, 1440);
	case FIELD_PLACE:
		return place_make((int32_t)chance(c, 180000000) - 90000000,
		                  (int32_t)chance(c, 360000000) - 180000000);
	case FIELD_DECIMAL:
		return (int64_t)chance(c, 2000000000) - 1000000000;
	default:
		return (int64_t)chance(c, 2001) - 1000;
	}
}

static struct value
random_one(const struct field *f, struct chance *c)
{
	if (field_shape(f) == SHAPE_TEXT)
		return (struct value){ .kind = VALUE_TEXT, .text = random_text(c) };
	return (struct value){ .kind = VALUE_NUMBER, .number = random_number(f, c) };
}

static struct value
random_value(const struct field *f, struct arena *a, struct chance *c)
{
	struct value v = { 0 }, copy;

	if (chance(c, 3) == 0)
		return v;
	if (f->many == MANY_ONE) {
		v = random_one(f, c);
	} else if (f->many == MANY_LANGUAGE) {
		v.kind = VALUE_LANGUAGES;
		v.translations = arena_new(a, sizeof *v.translations * 2);
		v.translations[v.count++] = (struct translation){ "en", random_text(c) };
		if (chance(c, 2) == 0)
			v.translations[v.count++] = (struct translation){ "fr", random_text(c) };
	} else {
		v.kind = VALUE_LIST;
		v.items = arena_new(a, sizeof *v.items * 4);
		for (v.count = 0; v.count < 1 + chance(c, 3); v.count++)
			v.items[v.count] = random_one(f, c);
	}
	value_settle(&v, f);
	copy = value_copy(a, &v, f);
	return copy;
}

static void
random_rows(const struct field *table, struct value *rows, struct arena *a, struct chance *c)
{
	for (uint32_t n = chance(c, 5), i = 0; i < n; i++) {
		uint64_t id = 1 + chance(c, 8);
		struct row *row;

		if (value_row(rows, id) != NULL)
			continue;
		row = value_add_row(a, rows, table->table);
		row->id = id;
		for (size_t j = 0; j < table->table->count; j++)
			row->values[j] = random_value(&table->table->list[j], a, c);
	}
}

struct record *
record_random(const struct type *type, struct chance *c)
{
	struct record *r = record_new(type);

	for (size_t i = 0; i < type->fields.count; i++) {
		const struct field *f = &type->fields.list[i];

		if (f->type == FIELD_TABLE)
			random_rows(f, &r->values[i], &r->arena, c);
		else
			r->values[i] = random_value(f, &r->arena, c);
	}
	return r;
}
