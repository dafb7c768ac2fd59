/* Records made from records: the next of a series, a duplicate folded in, references moved. */
#ifndef RECORD_DERIVE_H
#define RECORD_DERIVE_H

#include "base/date.h"
#include "record/record.h"

/* A new record: the next of the series of which `from` is one, by the schema's rules ("next"). Its
 * presets are given; the caller owns it. */
struct record *record_next(const struct record *from, const struct directory *d);

/* Makes a new record in place of `from`, which is postponed to another start: as it was planned,
 * with nothing of it done. The time from start to end is kept. */
struct record *record_postponed(const struct record *from, partial_date start,
                                const struct directory *d);

/* A new record like `from`, without identity, code and row identities. */
struct record *record_like(const struct record *from);

/* Fills a new row from the row above (NULL: it is the first), by the schema's rules ("again").
 * counts_only: everything but the counts is filled already. */
void row_follow(struct row *row, const struct fields *columns, const struct row *above,
                bool counts_only, struct arena *a);

/* Replaces references to `from` by `to`; returns how many there were. */
size_t record_replace_reference(struct record *r, uint32_t from, uint32_t to);

/* Clears references that must not lead to the record itself: parent, successor, the record that it
 * was carried to, the record before it. */
void record_forget_self(struct record *r);

/* Copies from `other` what r lacks: values, members of sets and lists, texts in other languages,
 * rows. Code, title and computed values remain those of r. */
void record_complete(struct record *r, const struct record *other);

#endif
