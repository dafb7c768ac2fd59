/* Fills a new record with the values that a query asks of every record. */
#include <config.h>

#include "query/term.h"
#include "record/form.h"

/* Whether only one value of one field of the record itself can match the term. */
static bool
is_prefilled(const struct term *t)
{
	bool is_plain = t->kind == TERM_FIELD && t->path.count == 1 && !t->path.from_parent;
	const struct field *f = is_plain ? t->path.steps[0] : NULL;

	return f != NULL && (t->comparison == CMP_HAS || t->comparison == CMP_EXACT) &&
	       (f->type == FIELD_REFERENCE || f->type == FIELD_CHOICE) && f->many == MANY_ONE &&
	       t->operand_count == 1 && !t->operands[0].is_nothing && !t->operands[0].is_anything;
}

static void
prefill(const struct term *t, struct record *r, const struct directory *d)
{
	/* A value that does not exist is skipped; the operator then sees the field empty. */
	if (is_prefilled(t))
		record_assign(r, t->path.steps[0]->name, ASSIGN_SET, t->operands[0].text, d, NULL);
}

void
query_prefill(const struct query *q, struct record *r, const struct directory *d)
{
	if (q->root == NULL)
		return;
	prefill(q->root, r, d);
	for (const struct term *t = q->root->kind == TERM_AND ? q->root->first : NULL; t != NULL;
	     t = t->next)
		prefill(t, r, d);
}
