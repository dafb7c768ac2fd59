/* Paths: steps from a record, or a row of it, to what is printed. A step is a field; behind a reference
 * come fields of the record that it refers to, its "code", or its "protocol_name", which is what
 * documents call it. Two paths with ".." between them are the
 * written range from one date to the other. Tokens are paths in braces within a text. */
#ifndef DOCUMENT_PATH_H
#define DOCUMENT_PATH_H

#include "exchange/output.h"
#include "registry/registry.h"

/* What is printed about whom, and from where a path starts. */
struct reading {
	struct registry *registry;
	const char *language;
	struct disclosure disclosure;
	partial_date as_of;             /* rows in force then; DATE_NONE: all */
	const struct record *record;    /* NULL: of many */
	const struct field *table;      /* of the row; NULL: there is none */
	const struct row *row;
	bool *has_sensitive;            /* set to true once a sensitive value was printed */
};

/* ERR_USAGE: the path does not lead anywhere from that type (and table, or NULL). *last: the field
 * that it ends with, and NULL for a code; may be NULL itself. */
enum err_code path_check(const struct type *type, const struct field *table, const char *path,
                         const struct field **last, struct err *e);
enum err_code tokens_check(const struct type *type, const struct field *table, const char *text,
                           struct err *e);

/* Whether what the path ends with may be printed at all. */
bool path_is_disclosed(const struct reading *r, const struct type *type, const struct field *table,
                       const char *path);

/* What heads a column or a fact: the label of the field that the path ends with. */
const char *path_heading(const struct type *type, const struct field *table, const char *path);

/* Appends what the path leads to, as people read it; nothing if it is empty or hidden. */
void path_put(const struct reading *r, const char *path, struct buf *out);

/* Appends the text with what its paths lead to. What separates two empty ones (", ") goes with them. */
void tokens_put(const struct reading *r, const char *text, struct buf *out);

/* Appends a value of a field as documents have it. */
void document_value(const struct reading *r, const struct field *f, const struct value *v,
                    struct buf *out);

#endif
