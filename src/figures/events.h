/* Events: records that take place on certain days, such as meetings. */
#ifndef FIGURES_EVENTS_H
#define FIGURES_EVENTS_H

#include "registry/registry.h"

struct event {
	uint32_t number;                /* the record's */
	const struct type *type;
	uint32_t series;                /* what it is one of, such as a process; 0: nothing */
	partial_date start, end;        /* end: that of the start if the schema says so */
	int32_t first, last;            /* the first and last day it can touch, in days since 1970 */
	bool is_exact;                  /* both dates are whole */
	bool is_off;                    /* it was cancelled or postponed */
	bool is_planned;
	uint32_t place;                 /* the record of the place, such as a State; 0: not known */
	uint32_t *related;              /* records of its own type that it refers to */
	size_t related_count;
	uint32_t *named;                /* whom its attendance names, unless they stay away; hosts; chairs */
	size_t named_count;
	bool has_attendance;            /* the attendance has rows */
	uint32_t *parties;              /* see figures/parties.h; NULL: not asked for yet */
	size_t party_count;
};

struct events {
	struct event *list;             /* by the first day */
	size_t count, room;
};

struct events_question {
	const struct type *only;        /* NULL: every type whose records have an attendance */
	const char *query;              /* "" or NULL: all */
	partial_date from, to;          /* whole days; DATE_NONE: open */
};

/* Whether records of the type can be events: they have a start. */
bool type_has_events(const struct type *t);
/* Whether parties attend them. */
bool type_has_attendance(const struct type *t);
/* The type of which a calendar is unless another is asked for: the first that has an attendance, else
 * the first that has events. NULL: there is none. */
const struct type *type_of_events(const struct schema *schema);

/* Reads the events that touch the days from `from` to `to`, or may touch them if their dates are
 * partial. Cleared by events_clear(), also after an error. */
enum err_code events_read(struct registry *r, const struct events_question *q, struct events *out,
                          struct err *e);
/* The same for one record, whether or not it is in the register. False: it has no start. */
bool event_of(const struct record *r, struct event *out);
void event_clear(struct event *event);
void events_clear(struct events *events);

/* Sorts them by their first day, and returns where the one of that record stands, from 1 on; 0: there
 * is none. */
size_t events_sort(struct events *events, uint32_t number);

#endif
