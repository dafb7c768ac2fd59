#include <config.h>

#include "record/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "record/change.h"
#include "shelf.h"
#include "test.h"

static struct shelf shelf;

static int
setup(void **state)
{
	(void)state;
	shelf_init(&shelf);
	shelf_add(&shelf, "place", "code=CH", NULL);
	shelf_add(&shelf, "place", "code=LK", NULL);
	shelf_add(&shelf, "place", "code=SN", NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

/* ---- tables of sentences */

/* A thing of "FIELD=VALUE" texts joined by "&". */
static struct record *
thing(const char *text)
{
	struct record *r = record_new(shelf_type(&shelf, "thing"));
	char *copy = mem_text(text), *rest = copy;

	for (char *one; (one = strsep(&rest, "&")) != NULL; ) {
		if (*one != '\0')
			record_fill(r, &shelf.directory, one, NULL);
	}
	free(copy);
	return r;
}

/* "size, title fr, members 2 from, members 2, members order" */
static void
tell_conflicts(const struct merge *m, struct buf *out)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct conflict *c = &m->list[i];

		buf_printf(out, "%s%s", i > 0 ? ", " : "", c->field->name);
		if (c->row != 0)
			buf_printf(out, " %d", (int)c->row);
		if (c->column != NULL)
			buf_printf(out, " %s", c->column->name);
		if (c->language != NULL)
			buf_printf(out, " %s", c->language);
		if (c->kind == CONFLICT_ORDER)
			buf_text(out, " order");
	}
}

static const struct merge_row {
	const char *base, *theirs, *mine, *merged, *conflicts;
	const char *says;
} merge_rows[] = {
	{ "size=5", "size=5", "size=5", "size=5", "", "nobody changed anything" },
	{ "size=5", "size=6", "size=5", "size=6", "", "they changed a field" },
	{ "size=5", "size=5", "size=6", "size=6", "", "I changed a field" },
	{ "size=5&rate=1", "size=6&rate=1", "size=5&rate=2", "size=6&rate=2", "",
	  "each changed another field" },
	{ "size=5", "size=6", "size=6", "size=6", "", "both changed it to the same" },
	{ "size=5", "size=6", "size=7", "size=6", "size", "both changed it to different ends" },
	{ "size=5", "", "size=7", "", "size", "they emptied what I changed" },
	{ "", "size=6", "size=7", "size=6", "size", "both filled an empty field" },
	{ "tags=a", "tags=a;b", "tags=a;c", "tags=a;b", "tags", "a list is one value" },
	{ "covers=CH", "covers=CH;LK", "covers=CH;SN", "covers=CH;LK;SN", "",
	  "each put another member into a set" },
	{ "covers=CH;LK", "covers=LK", "covers=CH;LK;SN", "covers=LK;SN", "",
	  "one took out a member, the other put one in" },
	{ "covers=CH;LK", "covers=CH", "covers=LK", "", "", "together they emptied a set" },
	{ "title=A", "title=B", "title=A&title.fr=C", "title=B&title.fr=C", "",
	  "each changed another language" },
	{ "title=A&title.fr=C", "title=A&title.fr=D", "title=A&title.fr=E", "title=A&title.fr=D",
	  "title fr", "both changed one language" },
	{ "title=A&title.fr=C", "title=A", "title=A&title.fr=E", "title=A", "title fr",
	  "one took away the language that the other changed" },
	{ "title=A&title.fr=C", "title=A", "title=B&title.fr=C", "title=B", "",
	  "one took away a language, the other changed another" },

	{ "members=party=CH", "members=party=CH,from=2011", "members=party=CH,to=2012",
	  "members=party=CH,from=2011,to=2012", "", "each changed another column of a row" },
	{ "members=party=CH", "members=party=CH,from=2011", "members=party=CH,from=2012",
	  "members=party=CH,from=2011", "members 1 from", "both changed one column" },
	{ "members=party=CH|party=LK", "members=party=CH,from=2011|party=LK",
	  "members=party=CH|party=LK,from=2012", "members=party=CH,from=2011|party=LK,from=2012", "",
	  "each changed another row" },
	{ "members=party=CH", "members=party=CH|id=7,party=LK", "members=party=CH|id=8,party=SN",
	  "members=party=CH|id=7,party=LK|id=8,party=SN", "", "each added a row: theirs comes first" },
	{ "", "members=id=7,party=LK,from=2011", "members=id=8,party=LK,to=2012",
	  "members=id=7,party=LK,from=2011,to=2012", "", "both added the same row, by its key" },
	{ "", "members=id=7,party=LK,from=2011", "members=id=8,party=LK,from=2012",
	  "members=id=7,party=LK,from=2011", "members 7 from", "and filled it in differently" },
	{ "", "duties=id=7,what=x", "duties=id=8,what=x", "duties=id=7,what=x|id=8,what=x", "",
	  "without a key they are two rows" },
	{ "members=party=CH|party=LK", "members=party=CH", "members=party=CH|party=LK",
	  "members=party=CH", "", "they took a row away" },
	{ "members=party=CH|party=LK", "members=party=CH|party=LK", "members=id=2,party=LK",
	  "members=id=2,party=LK", "", "I took a row away" },
	{ "members=party=CH|party=LK", "members=party=CH", "members=id=2,party=LK", "", "",
	  "each took another row away" },
	{ "members=party=CH|party=LK", "members=party=CH", "members=party=CH|party=LK,from=2011",
	  "members=party=CH|party=LK,from=2011", "members 2", "they took away the row that I changed" },
	{ "members=party=CH|party=LK", "members=party=CH|party=LK,from=2011", "members=party=CH",
	  "members=party=CH|party=LK,from=2011", "members 2", "I took away the row that they changed" },

	{ "duties=what=a|what=b|what=c", "duties=what=a|what=b|what=c",
	  "duties=id=3,what=c|id=1,what=a|id=2,what=b", "duties=id=3,what=c|id=1,what=a|id=2,what=b", "",
	  "I moved a row" },
	{ "duties=what=a|what=b|what=c", "duties=id=3,what=c|id=1,what=a|id=2,what=b",
	  "duties=what=a|what=b|what=d", "duties=id=3,what=d|id=1,what=a|id=2,what=b", "",
	  "they moved the row that I changed" },
	{ "duties=what=a|what=b", "duties=what=a|id=7,what=x|id=2,what=b",
	  "duties=id=2,what=b|id=1,what=a", "duties=id=2,what=b|id=1,what=a|id=7,what=x", "",
	  "what they added stays behind the row that I moved" },
	{ "duties=what=a|what=b|what=c", "duties=id=2,what=b|id=1,what=a|id=3,what=c",
	  "duties=id=2,what=b|id=1,what=a|id=3,what=c", "duties=id=2,what=b|id=1,what=a|id=3,what=c", "",
	  "both moved them alike" },
	{ "duties=what=a|what=b|what=c", "duties=id=2,what=b|id=1,what=a|id=3,what=c",
	  "duties=id=3,what=c|id=1,what=a|id=2,what=b", "duties=id=2,what=b|id=1,what=a|id=3,what=c",
	  "duties order", "both moved them differently" },
};

static void
test_merge(void **state)
{
	const struct merge_row *row = *state;
	struct record *base = thing(row->base), *theirs = thing(row->theirs),
		      *mine = thing(row->mine);
	struct record *merged = thing(row->merged);
	struct merge *m;
	struct buf told;

	buf_init(&told);
	theirs->number = 4;
	theirs->version = 9;
	m = merge_of(base, theirs, mine);
	tell_conflicts(m, &told);
	assert_string_equal(buf_string(&told), row->conflicts);
	assert_same_record(m->record, merged);
	assert_int_equal(m->record->number, 4);
	assert_int_equal(m->record->version, 9);
	merge_free(m);
	record_free(base);
	record_free(theirs);
	record_free(mine);
	record_free(merged);
	buf_clear(&told);
}

static const struct settle_row {
	const char *base, *theirs, *mine;
	int side;                       /* SIDE_COUNT: another value */
	const char *merged, *says;
} settle_rows[] = {
	{ "size=5", "size=6", "size=7", SIDE_BEFORE, "size=5", "as it was before" },
	{ "size=5", "size=6", "size=7", SIDE_THEIRS, "size=6", "as they have it" },
	{ "size=5", "size=6", "size=7", SIDE_MINE, "size=7", "as I have it" },
	{ "size=5", "size=6", "size=7", SIDE_COUNT, "size=8", "as neither has it" },
	{ "size=5", "size=6", "", SIDE_MINE, "", "emptied" },
	{ "title=A&title.fr=C", "title=B&title.fr=D", "title=A&title.fr=E", SIDE_MINE,
	  "title=B&title.fr=E", "one language" },
	{ "title=A&title.fr=C", "title=B&title.fr=D", "title=A", SIDE_MINE, "title=B",
	  "one language, taken away" },
	{ "members=party=CH|party=LK", "members=party=CH", "members=party=CH|party=LK,from=2011",
	  SIDE_THEIRS, "members=party=CH", "without the row" },
	{ "members=party=CH|party=LK", "members=party=CH", "members=party=CH|party=LK,from=2011",
	  SIDE_BEFORE, "members=party=CH|party=LK", "with the row as it was" },
	{ "members=party=CH|party=LK", "members=party=CH", "members=party=CH|party=LK,from=2011",
	  SIDE_MINE, "members=party=CH|party=LK,from=2011", "with the row as I have it" },
	{ "members=party=CH", "members=party=CH,from=2011", "members=party=CH,from=2012", SIDE_MINE,
	  "members=party=CH,from=2012", "one column" },
	{ "duties=what=a|what=b|what=c", "duties=id=2,what=b|id=1,what=a|id=3,what=c|id=7,what=x",
	  "duties=id=3,what=c|id=1,what=a|id=2,what=b", SIDE_MINE,
	  "duties=id=3,what=c|id=7,what=x|id=1,what=a|id=2,what=b",
	  "in my order, with what they added" },
	{ "duties=what=a|what=b|what=c", "duties=id=2,what=b|id=1,what=a|id=3,what=c",
	  "duties=id=3,what=c|id=1,what=a|id=2,what=b", SIDE_BEFORE, "duties=what=a|what=b|what=c",
	  "in the order that was" },
};

static void
settle_once(struct merge *m, int side)
{
	struct value eight = { .kind = VALUE_NUMBER, .number = 8 };

	if (side == SIDE_COUNT)
		merge_settle_value(m, 0, &eight);
	else
		merge_settle(m, 0, (enum side)side);
}

/* Whatever was chosen before, the last choice holds. */
static void
test_settle(void **state)
{
	const struct settle_row *row = *state;
	struct record *base = thing(row->base), *theirs = thing(row->theirs),
		      *mine = thing(row->mine);
	struct record *merged = thing(row->merged);

	for (int first = SIDE_BEFORE; first <= SIDE_COUNT; first++) {
		struct merge *m = merge_of(base, theirs, mine);

		assert_int_equal(m->count, 1);
		assert_int_equal(merge_open_count(m), 1);
		if (first < SIDE_COUNT)
			settle_once(m, first);
		settle_once(m, row->side);
		assert_int_equal(merge_open_count(m), 0);
		assert_same_record(m->record, merged);
		merge_free(m);
	}
	record_free(base);
	record_free(theirs);
	record_free(mine);
	record_free(merged);
}

/* ---- what holds whatever the records are */

#define ROUNDS 1000

struct three {
	struct record *base, *theirs, *mine;
};

/* The record with some fields, and some columns of its rows, as another has them. */
static struct record *
changed(const struct record *base, struct chance *c)
{
	struct record *r = record_copy(base), *other = record_random(base->type, c);

	for (size_t i = 0; i < base->type->fields.count; i++) {
		const struct field *f = &base->type->fields.list[i];
		struct value *v = &r->values[i];

		if (chance(c, 5) == 0)
			*v = value_copy(&r->arena, &other->values[i], f);
		else if (v->kind == VALUE_ROWS && chance(c, 3) == 0 &&
		         other->values[i].kind == VALUE_ROWS)
			v->rows[chance(c, v->count)]
				.values[0] = value_copy(&r->arena,
			                                &other->values[i].rows[0].values[0],
			                                &f->table->list[0]);
	}
	record_free(other);
	return r;
}

static void
three_begin(struct three *t, struct chance *c)
{
	t->base = record_random(shelf_type(&shelf, "thing"), c);
	t->theirs = changed(t->base, c);
	t->mine = changed(t->base, c);
}

static void
three_end(struct three *t)
{
	record_free(t->base);
	record_free(t->theirs);
	record_free(t->mine);
}

static void
merges_to(const struct record *base, const struct record *theirs, const struct record *mine,
          const struct record *expected)
{
	struct merge *m = merge_of(base, theirs, mine);

	assert_int_equal(m->count, 0);
	assert_same_record(m->record, expected);
	merge_free(m);
}

static void
test_identity(void **state)
{
	struct chance c = { 1 };
	struct three t;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		three_begin(&t, &c);
		merges_to(t.base, t.base, t.mine, t.mine);
		merges_to(t.base, t.theirs, t.base, t.theirs);
		merges_to(t.base, t.mine, t.mine, t.mine);
		three_end(&t);
	}
}

/* Rows by identity, whatever their order: that of rows which both added is theirs first. */
static void
assert_same_rows(const struct value *a, const struct value *b, const struct field *f)
{
	assert_int_equal(a->kind == VALUE_ROWS ? a->count : 0,
	                 b->kind == VALUE_ROWS ? b->count : 0);
	for (uint32_t i = 0; a->kind == VALUE_ROWS && i < a->count; i++) {
		const struct row *row = value_row(b, a->rows[i].id);

		assert_non_null(row);
		for (size_t j = 0; j < f->table->count; j++)
			assert_true(value_equal(&a->rows[i].values[j], &row->values[j],
			                        &f->table->list[j]));
	}
}

/* A table in which both added a row of the same key: whose identity it gets is no matter of
 * chance. */
static bool
has_joined(const struct three *t, const struct field *f)
{
	const struct value *theirs = record_value(t->theirs, f), *mine = record_value(t->mine, f);

	for (uint32_t i = 0; mine->kind == VALUE_ROWS && i < mine->count; i++) {
		for (uint32_t j = 0; theirs->kind == VALUE_ROWS && j < theirs->count; j++) {
			if (f->key_count > 0 && mine->rows[i].id != theirs->rows[j].id &&
			    value_equal(&mine->rows[i].values[f->key[0]->place],
			                &theirs->rows[j].values[f->key[0]->place], f->key[0]))
				return true;
		}
	}
	return false;
}

static void
test_symmetry(void **state)
{
	struct chance c = { 2 };
	struct three t;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct merge *one, *other;

		three_begin(&t, &c);
		one = merge_of(t.base, t.theirs, t.mine);
		other = merge_of(t.base, t.mine, t.theirs);
		for (size_t j = 0; j < one->count; j++)
			merge_settle(one, j, SIDE_MINE);
		for (size_t j = 0; j < other->count; j++)
			merge_settle(other, j, SIDE_THEIRS);
		for (size_t j = 0; j < t.base->type->fields.count; j++) {
			const struct field *f = &t.base->type->fields.list[j];

			if (f->type != FIELD_TABLE)
				assert_true(value_equal(&one->record->values[j],
				                        &other->record->values[j], f));
			else if (!has_joined(&t, f))
				assert_same_rows(&one->record->values[j], &other->record->values[j],
				                 f);
		}
		merge_free(one);
		merge_free(other);
		three_end(&t);
	}
}

/* ---- no value vanishes: what a side changed is in the merged record, or in a conflict */

static bool
is_in_conflict(const struct merge *m, const struct change *x)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct conflict *c = &m->list[i];

		if (c->field == x->field && c->row == x->row &&
		    (c->column == x->column || c->kind == CONFLICT_ROW))
			return true;
	}
	return false;
}

static const struct value *
merged_value(const struct merge *m, const struct change *x)
{
	static const struct value nothing;
	const struct value *v = record_value(m->record, x->field);
	const struct row *row;

	if (x->column == NULL)
		return v;
	row = value_row(v, x->row);
	return row == NULL ? &nothing : row_value(row, x->column);
}

static bool
has_item(const struct value *v, const struct value *item, const struct field *f)
{
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (value_equal(&v->items[i], item, f))
			return true;
	}
	return false;
}

/* Of a set: what was put in is there, what was taken out is not. */
static bool
set_has_change(const struct value *v, const struct change *x, const struct field *f)
{
	for (uint32_t i = 0; x->after.kind == VALUE_LIST && i < x->after.count; i++) {
		if (!has_item(&x->before, &x->after.items[i], f) &&
		    !has_item(v, &x->after.items[i], f))
			return false;
	}
	for (uint32_t i = 0; x->before.kind == VALUE_LIST && i < x->before.count; i++) {
		if (!has_item(&x->after, &x->before.items[i], f) &&
		    has_item(v, &x->before.items[i], f))
			return false;
	}
	return true;
}

static const char *
text_of(const struct value *v, const char *language)
{
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		if (strcmp(v->translations[i].language, language) == 0)
			return v->translations[i].text;
	}
	return "";
}

static bool
languages_have_change(const struct value *v, const struct change *x)
{
	static const char *const languages[] = { "en", "fr" };

	for (size_t i = 0; i < 2; i++) {
		const char *after = text_of(&x->after, languages[i]);

		if (strcmp(text_of(&x->before, languages[i]), after) != 0 &&
		    strcmp(text_of(v, languages[i]), after) != 0)
			return false;
	}
	return true;
}

static bool
has_change(const struct merge *m, const struct change *x)
{
	const struct field *f = x->column != NULL ? x->column : x->field;
	const struct value *v = merged_value(m, x);

	if (f->many == MANY_SET)
		return set_has_change(v, x, f);
	if (f->many == MANY_LANGUAGE)
		return languages_have_change(v, x);
	return value_equal(v, &x->after, f);
}

static void
assert_has_changes(const struct three *t, const struct merge *m, const struct record *side,
                   bool or_conflicts)
{
	struct changes changes;

	changes_between(t->base, side, &changes);
	for (size_t i = 0; i < changes.count; i++) {
		const struct change *x = &changes.list[i];

		if (x->column != NULL && has_joined(t, x->field))
			continue;
		if (!has_change(m, x) && !(or_conflicts && is_in_conflict(m, x)))
			fail_msg("%s row %d %s is lost", x->field->name, (int)x->row,
			         x->column == NULL ? "" : x->column->name);
	}
	changes_clear(&changes);
}

static void
test_nothing_vanishes(void **state)
{
	struct chance c = { 3 };
	struct three t;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct merge *m;

		three_begin(&t, &c);
		m = merge_of(t.base, t.theirs, t.mine);
		assert_has_changes(&t, m, t.theirs, true);
		assert_has_changes(&t, m, t.mine, true);
		for (size_t j = 0; j < m->count; j++)
			merge_settle(m, j, SIDE_MINE);
		assert_has_changes(&t, m, t.mine, false);
		for (size_t j = 0; j < m->count; j++)
			merge_settle(m, j, SIDE_THEIRS);
		assert_has_changes(&t, m, t.theirs, false);
		merge_free(m);
		three_end(&t);
	}
}

/* A value that nobody wrote is in no merge. */
static void
test_nothing_appears(void **state)
{
	struct chance c = { 4 };
	struct three t;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct merge *m;

		three_begin(&t, &c);
		m = merge_of(t.base, t.theirs, t.mine);
		for (size_t j = 0; j < t.base->type->fields.count; j++) {
			const struct field *f = &t.base->type->fields.list[j];
			const struct value *v = &m->record->values[j];

			if (f->type == FIELD_TABLE || f->many == MANY_SET ||
			    f->many == MANY_LANGUAGE)
				continue;
			assert_true(value_equal(v, &t.base->values[j], f) ||
			            value_equal(v, &t.theirs->values[j], f) ||
			            value_equal(v, &t.mine->values[j], f));
		}
		merge_free(m);
		three_end(&t);
	}
}

/* ---- a base that nobody knows: it has what was there before the changes, and nothing is proved by
 * that theirs has it still */

static const struct merge_row unknown_rows[] = {
	{ "size=5", "size=5", "size=6", "size=5", "size", "a field that they still have is asked about" },
	{ "size=5", "size=7", "size=6", "size=7", "size", "so is one that they have otherwise" },
	{ "size=5", "size=6", "size=6", "size=6", "", "what is the same is not asked about" },
	{ "size=5&rate=1", "size=5&rate=1", "size=5&rate=2", "size=5&rate=1", "rate",
	  "what I left alone is not asked about" },
	{ "size=5", "size=5", "", "size=5", "size", "a field that I emptied is asked about" },
	{ "covers=CH", "covers=CH", "covers=CH;LK", "covers=CH", "covers", "so is a set" },
	{ "title=A&title.fr=C", "title=A&title.fr=C", "title=A&title.fr=E", "title=A&title.fr=C",
	  "title fr", "and one language of a text" },
	{ "members=party=CH", "members=party=CH", "members=party=CH,from=2011", "members=party=CH",
	  "members 1 from", "and a column of a row" },
	{ "members=party=CH|party=LK", "members=party=CH|party=LK", "members=party=CH",
	  "members=party=CH|party=LK", "members 2", "and a row that I took away" },
	{ "members=party=CH", "members=party=CH", "members=party=CH|id=8,party=SN",
	  "members=party=CH|id=8,party=SN", "", "a row that I added takes nothing from anybody" },
	{ "duties=what=a|what=b", "duties=what=a|what=b", "duties=id=2,what=b|id=1,what=a",
	  "duties=what=a|what=b", "duties order", "the order of rows that I moved is asked about" },
};

static void
test_unknown(void **state)
{
	const struct merge_row *row = *state;
	struct record *base = thing(row->base), *theirs = thing(row->theirs);
	struct record *mine = thing(row->mine), *expected = thing(row->merged);
	struct merge *m = merge_unknown(base, theirs, mine);
	struct changes changes;
	struct buf conflicts;

	buf_init(&conflicts);
	tell_conflicts(m, &conflicts);
	assert_string_equal(buf_string(&conflicts), row->conflicts);
	changes_between(expected, m->record, &changes);
	assert_int_equal(changes.count + changes.order_count, 0);
	changes_clear(&changes);
	buf_clear(&conflicts);
	merge_free(m);
	record_free(base);
	record_free(theirs);
	record_free(mine);
	record_free(expected);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, merge_rows, test_merge);
	SUITE_ROWS(&s, settle_rows, test_settle);
	SUITE_ROWS(&s, unknown_rows, test_unknown);
	suite_add(&s, "what only one changed is that one's", test_identity, NULL);
	suite_add(&s, "who is who makes no difference", test_symmetry, NULL);
	suite_add(&s, "no value vanishes", test_nothing_vanishes, NULL);
	suite_add(&s, "and none appears", test_nothing_appears, NULL);
	return suite_run_in(&s, "merge", setup, teardown);
}
