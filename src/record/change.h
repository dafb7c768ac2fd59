/* What differs between two versions of a record, field by field and row by row: what the journal
 * keeps, history shows, undo reverses and a merge compares. */
#ifndef RECORD_CHANGE_H
#define RECORD_CHANGE_H

#include "base/cbor.h"
#include "record/record.h"

/* One value that changed. */
struct change {
	const struct field *field;
	uint64_t row;                   /* identity; 0: not in a row */
	const struct field *column;     /* of that row; NULL: not in a row */
	struct value before, after;
	bool before_is_forgotten;       /* a sensitive value that was erased */
	bool after_is_forgotten;
	struct span before_seal;        /* the digest that stood for a sensitive value; else empty */
	struct span after_seal;
};

/* Rows that were added, removed or moved: from `start` on, the identities `before` were replaced by
 * the identities `after`. */
struct order_change {
	const struct field *field;
	uint32_t start;
	uint64_t *before, *after;
	uint32_t before_count, after_count;
};

struct changes {
	struct change *list;
	size_t count, room;
	struct order_change *orders;
	size_t order_count, order_room;
	struct arena arena;             /* owns the values */
};

void changes_clear(struct changes *c);

/* From before to after; NULL on either side is an empty record. */
void changes_between(const struct record *before, const struct record *after,
                     struct changes *out);

/* The same backwards. */
void changes_invert(struct changes *c);

/* Puts the values `after` into the record, and rows into their order. */
void changes_apply(const struct changes *c, struct record *r);

/* How sensitive values are kept out of the journal: a digest stands for each. */
struct seal {
	void *context;
	/* Appends the digest (as CBOR bytes) that stands for the encoded value. */
	void (*close)(void *context, struct span value, struct buf *out);
	/* The encoded value for a digest; false if it was erased. */
	bool (*open)(void *context, struct span digest, struct span *value);
};

/* As bytes: a map from field number to [before, after], or for a table to [rows, order], where
 * rows maps identity to column number to [before, after]. References are uuids. */
void changes_encode(const struct changes *c, const struct directory *uuids,
                    const struct seal *seal, struct buf *out);

/* False: the bytes are not what changes_encode() writes. Fields that the type no longer has are
 * skipped. */
bool changes_decode(const struct type *type, struct span bytes, const struct directory *uuids,
                    const struct seal *seal, struct changes *out);

/* Copies encoded changes, with a digest in place of each value of a sensitive field that is in
 * plain text because the field was not sensitive when it was written. note() is called for each
 * first. out NULL: only note() is called. False: the bytes are not what changes_encode() writes. */
struct reseal {
	void (*note)(void *context, const struct field *field, const struct field *column);
	void *context;
	const struct seal *seal;
};
bool changes_reseal(const struct type *type, struct span bytes, const struct reseal *how,
                    struct buf *out);

/* Whether the next item in an entry is a digest that stands for a value of the field. */
bool change_is_digest(const struct cbor *c, const struct field *f);

#endif
