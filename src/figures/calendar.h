/* A calendar: events and what is due in some days, in the order in which people look for them. */
#ifndef FIGURES_CALENDAR_H
#define FIGURES_CALENDAR_H

#include "figures/due.h"
#include "figures/events.h"

struct calendar_entry {
	bool is_due;                    /* something that is due; else an event */
	uint32_t record;                /* the event's, or the one that is owed or has the row */
	const struct type *type;
	partial_date start, end;        /* of what is due the same; DATE_NONE: there is no end yet */
	bool is_off;                    /* it was cancelled or postponed */
	bool clashes;                   /* it is planned, and clashes with another from today on */
	char *code;
	char *series;                   /* the code of what it is one of, or "" */
	char *title;                    /* of an event; or what is due */
	char *city;                     /* the text of its place, or "" */
	char *country;                  /* the code of its place, or "" */
	char *status;                   /* as its label, or "" */
	const char *status_name;        /* as files write it, or "" */
};

struct calendar {
	struct calendar_entry *list;    /* partial dates stand at the end of their month or year */
	size_t count, room;
	size_t events, due, clashing;   /* how many of each there are */
};

struct calendar_question {
	const struct type *type;        /* of the events */
	const char *query;              /* of the events; "" or NULL: all */
	partial_date from, to;          /* whole days */
	partial_date today;
	uint32_t party;                 /* only events at which it is expected; 0: all */
	bool with_due;
};

/* Cleared by calendar_clear(), also after an error. */
enum err_code calendar_read(struct registry *r, const struct calendar_question *q,
                            struct calendar *out, struct err *e);
void calendar_clear(struct calendar *c);

#endif
