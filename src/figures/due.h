/* What falls due: records and rows of records that somebody owes by a day, such as follow-up actions
 * and the preparation of meetings. */
#ifndef FIGURES_DUE_H
#define FIGURES_DUE_H

#include "registry/registry.h"

enum due_when {
	DUE_LATE,       /* the last possible day is past */
	DUE_SOON,       /* the last possible day is not past, and within the days that are asked for */
	DUE_DONE,       /* it was done lately */
};

struct due_item {
	enum due_when when;
	uint32_t record;                /* that is owed, or that has the row */
	const struct type *type;
	const struct field *table;      /* of the row; NULL: the record itself is owed */
	uint64_t row;
	int32_t written;                /* as the register has it: a date, or an offset from the start */
	partial_date day;               /* the date that is meant; of DUE_DONE, when it was done */
	int days;                       /* it is late, until it is due, since it was done */
	char *code;                     /* of the record */
	char *what;                     /* what is owed */
	char *of;                       /* of a row: the title of its record, with its start */
	uint32_t *owners;
	size_t owner_count;
};

struct due_list {
	struct due_item *list;          /* by `when`, last possible day and code */
	size_t count, room;
};

struct due_question {
	const char *query;              /* of the records; "" or NULL: all */
	partial_date today;             /* a whole day */
	partial_date until;             /* what is due up to this day is asked for */
	partial_date since;             /* and what was done from this day on; DATE_NONE: not asked for */
	uint32_t owner;                 /* only what this record owes; 0: everybody */
};

/* Reads what is due. Sensitive fields are never part of it. ERR_USAGE: no type that has due dates
 * understands the query. Cleared by due_list_clear(), also after an error. */
enum err_code due_read(struct registry *r, const struct due_question *q, struct due_list *out,
                       struct err *e);
void due_list_clear(struct due_list *d);

/* How many of the list are of that kind. */
size_t due_count(const struct due_list *d, enum due_when when);

/* The day as it is printed, "29 Oct 2026", and how late it is or how soon, "30 days", "today", "in 26
 * days"; "" for what was done. free() frees both. */
char *due_day_text(const struct due_item *item);
char *due_end_text(const struct due_item *item);

/* Whether the record owes the item, alone or with others. */
bool due_is_owned(const struct due_item *item, uint32_t owner);

#endif
