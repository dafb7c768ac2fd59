/* A query being planned. Private to plan.c and plan_leaf.c. */
#ifndef QUERY_PLANNER_H
#define QUERY_PLANNER_H

#include "query/term.h"

struct planner {
	const struct query *query;
	const struct query_context *world;
	const struct query_index *index;
	struct err *e;
};

/* What a term is about: records of a type, or rows of a table in them. */
struct about {
	const struct type *type;
	const struct field *table;      /* NULL: the records */
};

/* What no index tells: all may match. */
static const struct answer plan_unknown = { .is_all = true };

/* Each plans a term without inner terms. *out is the caller's, also on failure. */

/* Plans folded words, separated by blanks: finds records that have every word by its beginning. The
 * answer is exact if each word is stored whole in the index. */
enum err_code plan_words(struct planner *p, const struct type *type, const char *words,
                         struct answer *out);
/* The same for words that stand alone in the query, which may also be a code. */
enum err_code plan_plain(struct planner *p, const struct term *t, const struct about *about,
                         struct answer *out);
/* A field of the type, or a column of its table f, against any of the term's values. */
enum err_code plan_leaf(struct planner *p, const struct term *t, const struct type *type,
                        const struct field *f, const struct field *column, struct answer *out);

/* Whether an index has the values that the comparison accepts as one range, and which records these
 * are: *is_known is false if the value itself cannot be looked up. */
bool plan_has_range(const struct field *f, const struct field *column, enum comparison c);
enum err_code plan_range(struct planner *p, const struct field *f, const struct operand *o,
                         enum comparison c, struct bits *out, bool *is_known);

#endif
