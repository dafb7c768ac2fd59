/* Records and values as bytes (base/cbor.h). A body is a map from field number to value; a row a
 * map from column number to value, with its identity under 0. Empty values are left out. */
#ifndef RECORD_CODING_H
#define RECORD_CODING_H

#include "base/cbor.h"
#include "record/record.h"

/* How references are written: as record numbers, which only this store knows (NULL), or as uuids
 * through a directory, as the journal needs them. */

void record_encode(const struct record *r, struct buf *out);

/* Decodes a record; the caller fills in its identity. *out is NULL and the result ERR_STORE if the
 * bytes are not a body of that type. */
enum err_code record_decode(const struct type *type, struct span body, struct record **out,
                            struct err *e);

/* Decodes a single value of a body and skips the others. False: the bytes are damaged. */
bool record_decode_value(const struct field *f, struct span body, struct arena *a,
                         struct value *out);

/* One value; an empty one as null. */
void value_encode(const struct value *v, const struct field *f, const struct directory *uuids,
                  struct buf *out);
bool value_decode(struct cbor *c, const struct field *f, const struct directory *uuids,
                  struct arena *a, struct value *out);

#endif
