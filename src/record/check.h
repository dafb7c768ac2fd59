/* Whether a record may be saved, as far as its schema decides. What depends on the register
 * (references that exist, codes that are free) is checked by the registry in its transaction. */
#ifndef RECORD_CHECK_H
#define RECORD_CHECK_H

#include "record/record.h"

/* What is wrong with a field: a sentence without its subject ("is required"). */
struct problem {
	const struct field *field;      /* NULL: the record as a whole */
	const struct field *column;     /* NULL: not in a row */
	uint32_t row;                   /* from 1; 0: not in a row */
	char *sentence;
};

struct problems {
	struct problem *list;
	size_t count, room;
};

void problems_clear(struct problems *p);
void problems_add(struct problems *p, const struct field *field, uint32_t row,
                  const struct field *column, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* "start: is required", "attendance 3, party: is required"; the caller frees it. With labels: as
 * the screen calls the fields, else as files do. */
char *problem_text(const struct problem *p, bool with_labels);

/* OK if there are none, else ERR_DATA with the first and how many more there are. */
enum err_code problems_err(const struct problems *p, struct err *e);

/* Whether a value may stand in the field: kind, range, length, form. An empty one may. The
 * sentence has no subject. */
enum err_code value_check(const struct field *f, const struct value *v, struct err *e);

/* Adds all problems of the record. before: what it was, or NULL: a retired choice may stay. */
void record_check(const struct record *r, const struct record *before, struct problems *p);

/* The same of one row of a table; index: from 1, for the problems. */
void row_check(const struct field *table, const struct value *values, uint32_t index,
               struct problems *p);

/* Whether an end is before its start; of partial dates, only if no pair of days fits. */
bool dates_are_reversed(const struct value *from, const struct value *to);

#endif
