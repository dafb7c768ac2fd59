/* Places of the prompts: each has a table of the orders that it understands itself; some orders are the
 * same everywhere, and deeds are done with the record that an order names. */
#ifndef LINEAR_PLACE_H
#define LINEAR_PLACE_H

#include "linear/talk.h"

struct place;

typedef void (*order_fn)(struct place *p, const struct order_given *o);

struct place_order {
	enum action_id action;          /* ACTION_NONE ends a table */
	order_fn act;
};

struct place_ops {
	unsigned kind;                  /* ON_LIST, ... */
	const char *prompt;             /* N_() */
	const struct place_order *orders;
	/* What is done with records (view/deed/deeds.h), where the place has any; or NULL. */
	order_fn deed;
	/* Shows the place again after an order that is the same everywhere; or NULL. */
	void (*again)(struct place *p);
	/* The same, where it is shown again only when that is asked for; or NULL. */
	void (*show)(struct place *p);
};

/* The first member of what a place keeps. */
struct place {
	const struct place_ops *ops;
	struct talk *talk;
	bool is_left;                   /* it is at its end */
};

/* What does the action there; NULL: nothing. */
order_fn place_handler(const struct place_ops *ops, enum action_id action);

/* One order. */
void place_do(struct place *p, const struct order_given *o);

/* Takes orders until the place is left or must be. */
void place_run(struct place *p);

/* Whether the line interface offers the action in places of that kind: not what needs a screen. */
bool is_order(enum action_id id, unsigned kind);

/* All kinds of place, one row a kind. */
#define PLACE_LIST(X) \
	X(start) X(list) X(record) X(form) X(rows) X(report) X(past) X(grid) X(tree) X(drafts) \
	X(due) X(clashes) X(calendar) X(print)

#define PLACE_DECLARATION(name) extern const struct place_ops name##_place;
PLACE_LIST(PLACE_DECLARATION)
#undef PLACE_DECLARATION

#endif
