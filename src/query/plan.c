/* Plans a query: finds which records may match, as far as the indexes can tell. Every term gives an
 * answer; what no index can tell is left to matching. An exact answer needs no matching at all, so
 * a term claims to be exact only where the index means exactly what the term means. */
#include <config.h>

#include <string.h>

#include "query/plan_internal.h"

#define FEW          300        /* with no more candidates than this, they are matched instead of
				 * narrowed further */
#define FEW_FOR_KEYS 5000       /* the same before a range of an index is read */
#define MOST_TARGETS 5000       /* records that a path steps through */

static enum err_code plan(struct planner *p, const struct term *t, const struct about *about,
                          struct answer *out);

/* ---- paths through references */

/* The same term applied to the target: from a step of its path on, with the target's own field. */
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

/* Finds the targets for which the rest of the term holds; *is_known is false if there are too
 * many. */
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
			*out = plan_unknown;
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
		*out = plan_unknown;
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
	return p->index->referrers(p->index->context, p->world->my_office,
	                           table == NULL ? owner : table, table == NULL ? NULL : owner, out,
	                           p->e);
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
	bool is_known = due != NULL && due->type == FIELD_DATE &&
	                plan_has_range(due, NULL, CMP_LESS);
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < fields->count; i++)
		is_known = is_known && (fields->list[i].table == NULL ||
		                        fields->list[i].table->by_role[ROLE_DUE] == NULL);
	*out = (struct answer){ .is_exact = false };
	if (is_known)
		rc = plan_range(p, due, &today, CMP_LESS, &out->bits, &is_known);
	if (!is_known)
		*out = plan_unknown;
	return rc;
}

static enum err_code
plan_parent(const struct term *t, struct answer *out)
{
	*out = (struct answer){ .is_exact = false };
	for (size_t i = 0; i < t->operand_count; i++) {
		if (t->operands[i].target != 0)
			bits_set(&out->bits, t->operands[i].target);
		if (t->operands[i].is_anything)
			out->is_all = true;
	}
	if (out->is_all) {
		bits_clear(&out->bits);
		*out = plan_unknown;
	}
	return ERR_OK;
}

/* ---- and, or, not */

/* Ranks a term by how cheap it is to answer and how much it is likely to narrow. */
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
	for (const struct term *child = t->first; rc == ERR_OK && child != NULL;
	     child = child->next) {
		struct answer one;

		rc = plan(p, child, about, &one);
		if (rc == ERR_OK && one.is_all) {
			bits_clear(&out->bits);
			*out = plan_unknown;
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

	*out = plan_unknown;
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
	/* Rows that are not in force are ignored, and no index knows which they are. */
	if (about->table != NULL || p->world->as_of != DATE_NONE)
		out->is_exact = false;
	return rc;
}

enum err_code
query_plan(const struct query *q, const struct query_context *world,
           const struct query_index *index, struct answer *out, struct err *e)
{
	struct planner p = { q, world, index, e };
	const struct about about = { q->scope.type, q->scope.table };
	enum err_code rc;

	*out = plan_unknown;
	if (q->root == NULL)
		return ERR_OK;
	rc = plan(&p, q->root, &about, out);
	if (rc != ERR_OK)
		bits_clear(&out->bits);
	return rc;
}
