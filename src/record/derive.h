/* Records made from records: the next of a series, a duplicate folded in, references moved. */
#ifndef RECORD_DERIVE_H
#define RECORD_DERIVE_H

#include "base/date.h"
#include "record/record.h"

/* A new record: the next of the series of which `from` is one, by the schema's rules ("next"). Its
 * presets are given; the caller owns it. */
struct record *record_next(const struct record *from, const struct directory *d);

/* A new record in the place of `from`, which is postponed to another start: as planned as before,
 * and nothing of it done. Its end is as far from the start as it was. */
struct record *record_postponed(const struct record *from, partial_date start,
                                const struct directory *d);

/* A new record like `from`, without identity, code and row identities. */
struct record *record_like(const struct record *from);

/* What a new row takes over from the one above (NULL: it is the first), by the schema's rules
 * ("again"); counts_only: all else it has already. */
void row_follow(struct row *row, const struct fields *columns, const struct row *above,
                bool counts_only, struct arena *a);

/* Puts `to` where the record refers to `from`; returns in how many places. */
size_t record_replace_reference(struct record *r, uint32_t from, uint32_t to);

/* Clears what must not refer to the record itself: parent, successor, what it was carried to, what
 * came before it. */
void record_forget_self(struct record *r);

/* Takes from `other` what r has not: values where r has none, members of sets and lists, texts in
 * other languages, rows. Code, title and what is computed stay r's own. */
void record_complete(struct record *r, const struct record *other);

#endif
