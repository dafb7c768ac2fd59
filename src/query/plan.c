/* The planner: which records may match, as far as indexes tell. Every term gives an answer; what an
 * index cannot tell is left to matching. An answer that is exact needs no matching at all, so a term
 * says so only where its meaning and the index's are one and the same. */
#include <config.h>

#include <string.h>

#include "query/term.h"
#include "record/sort.h"

#define FEW          300        /* candidates that are matched rather than narrowed further */
#define FEW_FOR_KEYS 5000       /* the same before a range of an index is read */
#define MOST_TARGETS 5000       /* records that a path steps through */

struct planner {
	const struct query *query;
	const struct query_world *world;
	const struct query_index *index;
	struct err *e;
};

/* What a term is about: records of a type, or rows of a table in them. */
struct about {
	const struct type *type;
	const struct field *table;      /* NULL: the records */
};

static enum err_code plan(struct planner *p, const struct term *t, const struct about *about,
                          struct answer *out);

static const struct answer unknown = { .is_all = true };

static struct span
span_of(const char *text, size_t size)
{
	return (struct span){ (const unsigned char *)text, size };
}

/* ---- words */

/* Records that have every word, by its beginning. Exact where each is whole in the index. */
static enum err_code
plan_words(struct planner *p, const struct type *type, const char *words, struct answer *out)
{
	enum err_code rc = ERR_OK;
	bool is_first = true;

	*out = (struct answer){ .is_exact = true };
	if (*words == '\0' || p->index->word_most == 0) {
		*out = unknown;
		return ERR_OK;
	}
	while (rc == ERR_OK && *words != '\0') {
		size_t size = strcspn(words, " "), kept = size;
		struct bits found = { 0 };

		if (size > p->index->word_most) {
			for (kept = p->index->word_most; ((unsigned char)words[kept] & 0xC0) == 0x80; )
				kept--;
			out->is_exact = false;
		}
		rc = p->index->words(p->index->context, type, span_of(words, kept),
		                     is_first ? &out->bits : &found, p->e);
		if (!is_first)
			bits_and(&out->bits, &found);
		bits_clear(&found);
		is_first = false;
		words += size + (words[size] == ' ');
	}
	return rc;
}

/* Codes are also matched whole. */
static enum err_code
plan_plain(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	const struct operand whole = { .text = t->whole };
	enum err_code rc = ERR_OK;
	uint32_t number;

	if (*t->folded != '\0')
		rc = plan_words(p, about->type, t->folded, out);
	else
		*out = (struct answer){ .is_exact = true };
	if (rc != ERR_OK || out->is_all || about->table != NULL)
		return rc;
	number = operand_target(&whole, about->type, p->world);
	if (number != 0)
		bits_set(&out->bits, number);
	return ERR_OK;
}

/* ---- a field against values */

static void
number_key(const struct field *f, int64_t number, struct buf *key)
{
	const struct value v = { .kind = VALUE_NUMBER, .number = number };

	value_sort_key(&v, f, key);
}

/* The least date that begins on the same day: the year's, if that is the first of January. */
static partial_date
least_alike(partial_date d)
{
	if (d % 100 == 1)
		d -= 1;
	if (d % 10000 == 100)
		d -= 100;
	return d;
}

/* The first and last value that the comparison with the operand holds for. False: it is none that an
 * index has in one piece. Partial dates sort by their earliest day, a year before its months. */
static bool
limits_of(const struct field *f, const struct operand *o, enum comparison c, int64_t *first,
          int64_t *last)
{
	int64_t low = o->number, high = low;

	if (f->type == FIELD_DATE && c != CMP_EXACT)
		high = date_latest((partial_date)o->number);
	if (f->type == FIELD_DATE && (c == CMP_LESS || c == CMP_GREATER_EQUAL))
		low = least_alike((partial_date)o->number);
	*first = INT64_MIN;
	*last = INT64_MAX;
	switch (c) {
	case CMP_HAS:
	case CMP_EXACT:         *first = low; *last = high; return true;
	case CMP_LESS:          *last = low - 1; return low > INT64_MIN;
	case CMP_LESS_EQUAL:    *last = high; return true;
	case CMP_GREATER:       *first = high + 1; return high < INT64_MAX;
	case CMP_GREATER_EQUAL: *first = low; return true;
	}
	return false;
}

/* The keys behind an empty value's and before every value's. */
static void
split_keys(const struct field *f, struct buf *empty_end)
{
	const struct value none = { .kind = VALUE_NONE };

	value_sort_key(&none, f, empty_end);
	empty_end->data[empty_end->size - 1]++;
}

static enum err_code
plan_range(struct planner *p, const struct field *f, const struct operand *o, enum comparison c,
           struct bits *out, bool *is_known)
{
	struct buf from, to;
	int64_t first, last;
	enum err_code rc = ERR_OK;

	buf_init(&from);
	buf_init(&to);
	*is_known = true;
	if (o->is_nothing) {
		split_keys(f, &to);
	} else if (o->is_anything) {
		split_keys(f, &from);
	} else if (limits_of(f, o, c, &first, &last)) {
		if (first == INT64_MIN)
			split_keys(f, &from);
		else
			number_key(f, first, &from);
		if (last < INT64_MAX)
			number_key(f, last + 1, &to);
	} else {
		*is_known = false;
	}
	if (*is_known)
		rc = p->index->range(p->index->context, f, buf_span(&from), buf_span(&to), out, p->e);
	buf_clear(&from);
	buf_clear(&to);
	return rc;
}

/* Records that refer to what the operand names, which may be of any of the field's types. */
static enum err_code
plan_reference(struct planner *p, const struct operand *o, const struct field *f,
               const struct field *column, struct bits *out)
{
	const struct field *reference = column != NULL ? column : f;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < reference->target_count; i++) {
		uint32_t target;

		if (o->of != NULL && o->of != reference->targets[i])
			continue;
		target = operand_target(o, reference->targets[i], p->world);
		if (target != 0)
			rc = p->index->referrers(p->index->context, target, f, column, out, p->e);
	}
	return rc;
}

static bool
has_range(const struct field *f, const struct field *column, enum comparison c)
{
	if (column != NULL || !f->is_indexed || f->many != MANY_ONE || f->part_count > 0)
		return false;
	if (f->type == FIELD_CHOICE)
		return c == CMP_HAS || c == CMP_EXACT;
	return f->type == FIELD_DATE || f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ||
	       f->type == FIELD_FLAG;
}

/* One operand; nothing that is known is worth nothing. */
static enum err_code
plan_operand(struct planner *p, const struct term *t, const struct operand *o, const struct type *type,
             const struct field *f, const struct field *column, struct answer *out)
{
	const struct field *leaf = column != NULL ? column : f;
	bool is_word = !o->is_nothing && !o->is_anything;
	bool is_known = false;
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_exact = true };
	if (is_word && o->field != NULL && o->field->type != leaf->type)
		return ERR_OK;          /* a value of another kind is never the same */
	if (is_word && leaf->type == FIELD_REFERENCE) {
		is_known = true;
		rc = plan_reference(p, o, f, column, &out->bits);
	} else if (is_word && field_shape(leaf) == SHAPE_TEXT && !leaf->is_sensitive &&
	           leaf->part_count == 0 && t->comparison == CMP_HAS) {
		rc = plan_words(p, type, o->folded, out);
		out->is_exact = false;
		return rc;
	} else if (has_range(leaf, column, t->comparison) && (!is_word || o->field == leaf)) {
		rc = plan_range(p, leaf, o, t->comparison, &out->bits, &is_known);
	}
	if (rc == ERR_OK && !is_known)
		*out = unknown;
	return rc;
}

/* Any of the operands. */
static enum err_code
plan_leaf(struct planner *p, const struct term *t, const struct type *type, const struct field *f,
          const struct field *column, struct answer *out)
{
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_exact = true };
	for (size_t i = 0; rc == ERR_OK && i < t->operand_count && !out->is_all; i++) {
		struct answer one;

		rc = plan_operand(p, t, &t->operands[i], type, f, column, &one);
		if (one.is_all) {
			bits_clear(&out->bits);
			*out = unknown;
		} else {
			bits_or(&out->bits, &one.bits);
			out->is_exact = out->is_exact && one.is_exact;
		}
		bits_clear(&one.bits);
	}
	return rc;
}

/* ---- paths through references */

/* The same term about the target: from a step of its path on, by the target's own field. */
static bool
step_into(const struct term *t, size_t step, const struct type *target, struct term *out)
{
	*out = *t;
	out->path.from_parent = false;
	out->path.count = t->path.count - step;
	memmove(out->path.steps, t->path.steps + step, out->path.count * sizeof *out->path.steps);
	out->path.steps[0] = fields_find(&target->fields, t->path.steps[step]->name);
	return out->path.steps[0] != NULL;
}

/* The targets for which the rest of the term holds; *is_known is false if they are too many. */
static enum err_code
find_targets(struct planner *p, const struct term *t, const struct type *type, struct bits *out,
             bool *is_known)
{
	const struct query_scope scope = { p->query->scope.schema, type, NULL };
	const struct about about = { type, NULL };
	struct answer found;
	enum err_code rc = plan(p, t, &about, &found);

	if (rc == ERR_OK && found.is_all)
		rc = p->index->all(p->index->context, type, &found.bits, p->e);
	*is_known = rc == ERR_OK && bits_number(&found.bits) <= MOST_TARGETS;
	for (uint32_t n = bits_next(&found.bits, 0); *is_known && n != BITS_END;
	     n = bits_next(&found.bits, n + 1)) {
		struct record *r;

		if (found.is_exact) {
			bits_set(out, n);
			continue;
		}
		r = p->world->get(p->world->context, n);
		if (r != NULL && term_matches(t, &scope, p->world, r))
			bits_set(out, n);
		record_free(r);
	}
	bits_clear(&found.bits);
	return rc;
}

static enum err_code
plan_through(struct planner *p, const struct term *t, size_t step, const struct field *f,
             const struct field *column, struct answer *out)
{
	const struct field *reference = column != NULL ? column : f;
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_exact = true };
	for (size_t i = 0; rc == ERR_OK && i < reference->target_count; i++) {
		struct bits targets = { 0 };
		struct term inner;
		bool is_known;

		if (!step_into(t, step, reference->targets[i], &inner))
			continue;
		rc = find_targets(p, &inner, reference->targets[i], &targets, &is_known);
		for (uint32_t n = bits_next(&targets, 0); rc == ERR_OK && is_known && n != BITS_END;
		     n = bits_next(&targets, n + 1))
			rc = p->index->referrers(p->index->context, n, f, column, &out->bits, p->e);
		bits_clear(&targets);
		if (rc == ERR_OK && !is_known) {
			bits_clear(&out->bits);
			*out = unknown;
			return ERR_OK;
		}
	}
	return rc;
}

static enum err_code
plan_field(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	bool is_row = about->table != NULL && !t->path.from_parent;
	const struct field *f = is_row ? about->table : t->path.steps[0];
	const struct field *column = is_row ? t->path.steps[0] : NULL;
	size_t step = 1;

	if (!is_row && f->type == FIELD_TABLE && t->path.count > 1)
		column = t->path.steps[step++];
	if (step == t->path.count)
		return plan_leaf(p, t, about->type, f, column, out);
	return plan_through(p, t, step, f, column, out);
}

static enum err_code
plan_rows(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	const struct about rows = { about->type, t->path.steps[0] };
	enum err_code rc;

	if (t->path.count > 1) {
		*out = unknown;
		return ERR_OK;
	}
	rc = plan(p, t->first, &rows, out);
	out->is_exact = false;
	return rc;
}

/* ---- what has a meaning of its own */

static enum err_code
add_owned(struct planner *p, const struct fields *fields, const struct field *table,
          struct bits *out)
{
	const struct field *owner = fields->by_role[ROLE_OWNER];

	if (owner == NULL)
		return ERR_OK;
	return p->index->referrers(p->index->context, p->world->my_office, table == NULL ? owner : table,
	                           table == NULL ? NULL : owner, out, p->e);
}

static enum err_code
plan_mine(struct planner *p, const struct about *about, struct answer *out)
{
	const struct fields *fields = &about->type->fields;
	enum err_code rc;

	*out = (struct answer){ .is_exact = false };
	if (p->world->my_office == 0)
		return ERR_OK;
	rc = add_owned(p, fields, NULL, &out->bits);
	for (size_t i = 0; rc == ERR_OK && i < fields->count; i++) {
		if (fields->list[i].type == FIELD_TABLE)
			rc = add_owned(p, fields->list[i].table, &fields->list[i], &out->bits);
	}
	bits_set(&out->bits, p->world->my_office);
	return rc;
}

/* Where only the record itself can be due, by a date that is indexed. */
static enum err_code
plan_overdue(struct planner *p, const struct about *about, struct answer *out)
{
	const struct fields *fields = &about->type->fields;
	const struct field *due = fields->by_role[ROLE_DUE];
	const struct operand today = { .number = p->world->today };
	bool is_known = due != NULL && due->type == FIELD_DATE && has_range(due, NULL, CMP_LESS);
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < fields->count; i++)
		is_known = is_known && (fields->list[i].table == NULL ||
		                        fields->list[i].table->by_role[ROLE_DUE] == NULL);
	*out = (struct answer){ .is_exact = false };
	if (is_known)
		rc = plan_range(p, due, &today, CMP_LESS, &out->bits, &is_known);
	if (!is_known)
		*out = unknown;
	return rc;
}

static enum err_code
plan_parent(const struct term *t, struct answer *out)
{
	*out = (struct answer){ .is_exact = false };
	for (size_t i = 0; i < t->operand_count; i++) {
		if (t->operands[i].target != 0)
			bits_set(&out->bits, t->operands[i].target);
	}
	return ERR_OK;
}

/* ---- and, or, not */

/* How cheap a term is to answer, and how much it is likely to narrow. */
static int
cost_of(const struct term *t)
{
	switch (t->kind) {
	case TERM_PARENT:
	case TERM_TAGGED:
	case TERM_MINE:    return 0;
	case TERM_FIELD:
		if (t->path.count > 2)
			return 3;
		if (t->path.steps[t->path.count - 1]->type == FIELD_REFERENCE)
			return 0;
		return field_shape(t->path.steps[t->path.count - 1]) == SHAPE_TEXT ? 1 : 2;
	case TERM_WORDS:
	case TERM_PHRASE:  return 1;
	case TERM_OVERDUE:
	case TERM_OR:
	case TERM_ROWS:    return 3;
	case TERM_NOT:     return 4;
	default:           return 5;
	}
}
#define COSTS 6

static bool
is_enough(const struct answer *so_far, int cost)
{
	uint64_t n;

	if (so_far->is_all)
		return false;
	n = bits_number(&so_far->bits);
	return n <= (cost > 1 ? FEW_FOR_KEYS : FEW);
}

static enum err_code
narrow(struct planner *p, const struct term *t, const struct about *about, struct answer *all)
{
	bool is_not = t->kind == TERM_NOT;
	struct answer one;
	enum err_code rc = plan(p, is_not ? t->first : t, about, &one);

	if (rc != ERR_OK || one.is_all || (is_not && (!one.is_exact || about->table != NULL))) {
		all->is_exact = false;
	} else if (is_not && all->is_all) {
		rc = p->index->all(p->index->context, about->type, &all->bits, p->e);
		all->is_all = false;
		bits_take(&all->bits, &one.bits);
	} else if (is_not) {
		bits_take(&all->bits, &one.bits);
	} else if (all->is_all) {
		all->bits = one.bits;
		all->is_all = false;
		all->is_exact = all->is_exact && one.is_exact;
		return ERR_OK;
	} else {
		bits_and(&all->bits, &one.bits);
		all->is_exact = all->is_exact && one.is_exact;
	}
	bits_clear(&one.bits);
	return rc;
}

static enum err_code
plan_and(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_all = true, .is_exact = true };
	for (int cost = 0; cost < COSTS; cost++) {
		for (const struct term *child = t->first; rc == ERR_OK && child != NULL;
		     child = child->next) {
			if (cost_of(child) != cost)
				continue;
			if (is_enough(out, cost))
				out->is_exact = false;
			else
				rc = narrow(p, child, about, out);
		}
	}
	if (out->is_all)
		out->is_exact = false;
	return rc;
}

static enum err_code
plan_or(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_exact = true };
	for (const struct term *child = t->first; rc == ERR_OK && child != NULL; child = child->next) {
		struct answer one;

		rc = plan(p, child, about, &one);
		if (rc == ERR_OK && one.is_all) {
			bits_clear(&out->bits);
			*out = unknown;
			return ERR_OK;
		}
		bits_or(&out->bits, &one.bits);
		out->is_exact = out->is_exact && one.is_exact;
		bits_clear(&one.bits);
	}
	return rc;
}

/* A term that stands alone is a list of one. */
static enum err_code
plan_not(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	*out = (struct answer){ .is_all = true, .is_exact = true };
	return narrow(p, t, about, out);
}

static enum err_code
plan(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	enum err_code rc;

	*out = unknown;
	switch (t->kind) {
	case TERM_AND:     rc = plan_and(p, t, about, out); break;
	case TERM_OR:      rc = plan_or(p, t, about, out); break;
	case TERM_NOT:     rc = plan_not(p, t, about, out); break;
	case TERM_WORDS:   rc = plan_plain(p, t, about, out); break;
	case TERM_PHRASE:
		rc = plan_words(p, about->type, t->folded, out);
		out->is_exact = false;
		break;
	case TERM_FIELD:   rc = plan_field(p, t, about, out); break;
	case TERM_ROWS:    rc = plan_rows(p, t, about, out); break;
	case TERM_PARENT:  rc = plan_parent(t, out); break;
	case TERM_MINE:    rc = plan_mine(p, about, out); break;
	case TERM_OVERDUE: rc = plan_overdue(p, about, out); break;
	case TERM_TAGGED:
		out->is_all = false;    /* a tagged record may have gone */
		rc = p->index->tagged(p->index->context, &out->bits, p->e);
		break;
	default:
		rc = ERR_OK;
		break;
	}
	/* What is not in force is not looked at, which no index knows. */
	if (about->table != NULL || p->world->as_of != DATE_NONE)
		out->is_exact = false;
	return rc;
}

enum err_code
query_plan(const struct query *q, const struct query_world *world, const struct query_index *index,
           struct answer *out, struct err *e)
{
	struct planner p = { q, world, index, e };
	const struct about about = { q->scope.type, q->scope.table };
	enum err_code rc;

	*out = unknown;
	if (q->root == NULL)
		return ERR_OK;
	rc = plan(&p, q->root, &about, out);
	if (rc != ERR_OK)
		bits_clear(&out->bits);
	return rc;
}
