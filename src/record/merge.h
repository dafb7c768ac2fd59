/* The three-way merge of a record that two people changed independently. What only one of them
 * changed is taken from that side: a field, a row or a column of a row (rows are identified by
 * identity), a language of a text, a member of a set. What both changed in different ways is a
 * conflict, which a person must settle. The same merge serves colleagues at one store, a draft that
 * is older than its record, and two stores whose journals meet. */
#ifndef RECORD_MERGE_H
#define RECORD_MERGE_H

#include "record/record.h"

enum side { SIDE_BEFORE, SIDE_THEIRS, SIDE_MINE, SIDE_COUNT };

enum conflict_kind {
	CONFLICT_VALUE,                 /* of a field, of a column of a row, or of one language */
	CONFLICT_ROW,                   /* one side removed a row that the other has changed */
	CONFLICT_ORDER,                 /* both moved rows of the table about */
};

struct conflict {
	enum conflict_kind kind;
	const struct field *field;
	const struct field *column;     /* NULL: the field itself, or the whole row */
	uint64_t row;                   /* identity; 0: not of a row */
	const char *language;           /* of a text by language: the values are its texts; or NULL */
	struct value values[SIDE_COUNT];        /* CONFLICT_VALUE */
	const struct row *rows[SIDE_COUNT];     /* CONFLICT_ROW; NULL: it is not there */
	const uint64_t *orders[SIDE_COUNT];     /* CONFLICT_ORDER: identities */
	uint32_t order_count;
	uint32_t place;                 /* of the row among its fellows */
	bool is_settled;
};

struct merge {
	struct record *record;          /* theirs by number, identity and version; it keeps their
					 * value and every row while a conflict is not settled */
	struct conflict *list;
	size_t count, room;
	bool base_is_unknown;           /* see merge_unknown() */
};

/* Merges; the three are of one type and are not changed. Rows that both sides added and whose
 * table's key is the same are one row, with their identity. Freed by merge_free(). */
struct merge *merge_of(const struct record *base, const struct record *theirs,
                       const struct record *mine);
/* The same if the version that mine was changed from is not known: base only tells what was there
 * at some time before, and a value that theirs still has proves nothing. Every difference of mine
 * is then a conflict, except rows that it added. */
struct merge *merge_unknown(const struct record *base, const struct record *theirs,
                            const struct record *mine);
void merge_free(struct merge *m);

/* Hands the record over; the caller frees it. The conflicts are gone with it. */
struct record *merge_take(struct merge *m);

/* Settles a conflict with the value of a side, or with another value (CONFLICT_VALUE). It can be
 * settled again. */
void merge_settle(struct merge *m, size_t conflict, enum side side);
void merge_settle_value(struct merge *m, size_t conflict, const struct value *v);

/* How many conflicts are still to be settled. */
size_t merge_open_count(const struct merge *m);

#endif
