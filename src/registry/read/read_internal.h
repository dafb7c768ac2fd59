/* What registry/read offers to the other rooms: records, their codes and their keys. */
#ifndef REGISTRY_READ_INTERNAL_H
#define REGISTRY_READ_INTERNAL_H

#include "registry/registry_internal.h"

/* ---- load.c */

/* In the present transaction. stored may be NULL. ERR_NOT_FOUND: none, or removed; then *stored
 * tells which. */
enum err_code load_record(struct registry *r, uint32_t number, struct record **out,
                          struct stored *stored, struct err *e);
/* The name of the number in meta that counts the records of a type. */
void count_name(const struct type *type, char name[32]);

/* ---- lookup.c */

void directory_init(struct registry *r);

/* Which record a text means for a field: TYPE:CODE, or a bare code that only one of the field's
 * targets has. find(): the number of the record of that type and code, or ERR_NOT_FOUND. */
typedef enum err_code (*find_code_fn)(void *context, const struct type *type, const char *code,
                                      uint32_t *number, struct err *e);
enum err_code resolve_with(find_code_fn find, void *context, const struct field *f,
                           const char *text, uint32_t *number, struct err *e);

/* The key that an index has for the code, as typed. ERR_DATA: it is not a code of the type. */
enum err_code code_key(const struct directory *d, const struct type *type, const char *text,
                       struct buf *key, struct err *e);

/* ---- index_key.c */

/* The key that the index of the field has for the record. */
void index_key(const struct record *r, const struct field *f, struct buf *key);
/* Whether the field has a column, which holds the beginnings of its records' sort keys. */
bool field_has_column(const struct field *f);

/* ---- links.c: what a record refers to */

/* Calls each() for every reference of the record until it is not ERR_OK; returns that. */
enum err_code record_references(const struct record *record,
                                enum err_code (*each)(void *context, const struct field *field,
                                                      const struct field *column,
                                                      uint32_t target),
                                void *context);

#endif
