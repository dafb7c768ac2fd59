/* What of a record may leave the register, and as what text. */
#ifndef EXCHANGE_OUTPUT_H
#define EXCHANGE_OUTPUT_H

#include <stdbool.h>

#include "query/path.h"
#include "record/form.h"

/* What leaves the register. */
struct disclosure {
	bool sensitive;                 /* also sensitive fields, and counts under 5 */
	bool versions;                  /* also each record's version */
};

/* Whether the field may be in the output at all. */
bool is_disclosed(const struct field *f, const struct disclosure *d);

/* The text of a field as a file has it; a small count as "<5" unless it is disclosed. */
void file_text(const struct value *v, const struct field *f, const struct directory *d,
               const struct disclosure *disclosure, struct buf *out);

/* What a path leads to from the record or row (else NULL) as a file has it: values are separated by
 * ";" as the members of a set are; of a path with ":count", how many. */
void file_path(const struct path *p, const struct query_context *world, const struct record *r,
               const struct row *row, const struct disclosure *disclosure, struct buf *out);

#endif
