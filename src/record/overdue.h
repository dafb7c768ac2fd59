/* What is in force, what is owed and what is overdue, by the roles of a record's fields. */
#ifndef RECORD_OVERDUE_H
#define RECORD_OVERDUE_H

#include "base/date.h"
#include "record/record.h"

/* The first day of the record; DATE_NONE: it has none, or it is unknown. */
partial_date record_start(const struct record *r);

/* Whether something dated is in force on the day: its period touches the (partial) date. */
bool is_in_force(const struct fields *fields, const struct value *values, partial_date day);

/* Whether the record (or the row, if not NULL) is overdue: it was due before the end of today, is
 * not done, and has no final status. */
bool record_is_overdue(const struct record *r, partial_date today);
bool row_is_overdue(const struct record *r, const struct field *table, const struct row *row,
                    partial_date today);

/* Whether a record's values, or those of a row, say that it is done: by a date of completion or a
 * final status. */
bool values_are_settled(const struct fields *fields, const struct value *values);
/* Whether nothing can be owed for the record any more: it is closed, cancelled or postponed. */
bool record_owes_nothing(const struct record *r);

/* How many rows of the record owe something that is not done, whether or not it is due by now. */
size_t record_owed(const struct record *r);

/* Whether the record is open: it has no date of completion and no final status. */
bool record_is_open(const struct record *r);

#endif
