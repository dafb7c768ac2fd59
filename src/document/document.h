/* Makes documents: a definition, and the records that it is of, become blocks. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "document/blocks.h"
#include "document/definition.h"
#include "exchange/output.h"
#include "registry/registry.h"

struct printing {
	struct registry *registry;
	const struct documents *documents;
	const char *language;
	const char *house;              /* the name of the house, or "" */
	struct disclosure disclosure;
	partial_date as_of;             /* rows in force then; DATE_NONE: all */
};

/* Prints the document of one record. A document with a row of its own for each letter prints all of
 * them, or the one of that row (0: all). The blocks are cleared by blocks_clear(), also after an
 * error. */
enum err_code document_print(const struct printing *p, const struct document *d,
                             const struct record *record, uint64_t row, struct blocks *out,
                             struct err *e);

/* Prints the document for all records of its type that match the query ("": all): one document of all, or
 * one after the other. ERR_NOT_FOUND: none matches. */
enum err_code document_print_set(const struct printing *p, const struct document *d,
                                 const char *query, struct blocks *out, struct err *e);

/* The row's party as it goes into the name of a file: "NP", or the row's place. The caller frees it. */
char *document_row_name(struct registry *r, const struct field *table, const struct row *row,
                        size_t place);

/* Whether the record's document would print sensitive values that it has. */
bool document_has_sensitive(const struct printing *p, const struct document *d,
                            const struct record *record);

#endif
