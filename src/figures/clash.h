/* Clashes: two events on the same days with a party that both expect. */
#ifndef FIGURES_CLASH_H
#define FIGURES_CLASH_H

#include "base/bits.h"
#include "figures/events.h"

enum clash_kind {
	CLASH_SURE,     /* the days of both are known, and overlap */
	CLASH_POSSIBLE, /* a date is partial: they may overlap */
	CLASH_NEAR,     /* one begins in another place a few days after the other ends */
};

struct clash {
	enum clash_kind kind;
	size_t one, other;              /* in events; the one begins first */
	char *one_code, *other_code;
	uint32_t *parties;              /* that both expect, by their codes */
	size_t party_count;
};

struct clashes {
	struct events events;
	struct clash *list;             /* by the first day of the one, of the other, and code */
	size_t count, room;
	uint32_t *unknown;              /* series whose members nobody has recorded */
	size_t unknown_count;
};

struct clash_question {
	const char *query;              /* one of the two matches it; "" or NULL: any two */
	partial_date from, to;          /* both touch these days; DATE_NONE: open */
	uint32_t party;                 /* both expect it; 0: any */
	int near;                       /* most days from the end of one to the start of the other;
	                                 * 0: these do not count */
	bool with_possible;
	bool with_all;                  /* parties of every kind, not States alone */
};

/* Finds the clashes. Events that are cancelled or postponed, that refer to each other, or that are of
 * one series do not clash. Cleared by clashes_clear(), also after an error. */
enum err_code clashes_find(struct registry *r, const struct clash_question *q, struct clashes *out,
                           struct err *e);
void clashes_clear(struct clashes *c);

/* The same for one record as it is, saved or not: only sure clashes, for parties of the first kind.
 * Nothing, if the record is no event, or one that does not count. */
enum err_code clashes_of(struct registry *r, const struct record *record, struct clashes *out,
                         struct err *e);

/* The records that clash surely and are planned, from that day on. */
enum err_code clashes_ahead(struct registry *r, partial_date today, struct bits *out, struct err *e);

/* The days on which both of a clash can be, or (near) from the end of one to the start of the
 * other. */
void clash_days(const struct clashes *c, const struct clash *clash, partial_date *from,
                partial_date *to);

#endif
