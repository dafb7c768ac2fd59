/* A query being read. Private to parse.c and parser.c. */
#ifndef QUERY_PARSER_H
#define QUERY_PARSER_H

#include "query/term.h"

struct parser {
	const char *text, *at;
	struct query *query;
	int depth;              /* of braces */
	struct err *e;
};

/* A mistake at the place `at` of the text, named by its column; ERR_USAGE. */
enum err_code parse_mistake(struct parser *p, const char *at, const char *format, ...)
                      __attribute__((format(printf, 3, 4)));

/* The end of a path at p if an operator or a brace stands behind it; else NULL. A single label may
 * stand in quotes; the end is the closing one then. */
const char *parse_path_end(const char *p);

/* Finds a field by its name or label in any case (fields_named()); "_" stands for a blank in the
 * label. NULL: there is none. */
const struct field *query_field(const struct fields *fields, const char *name);

/* The same behind a reference: the field of the first type that it may refer to and that has it. */
const struct field *query_field_of_target(const struct field *reference, const char *name);

/* The fields of the rows, or of the records, that the query is about. */
const struct fields *query_scope_fields(const struct query_scope *scope);

/* Each passes what it reads. */
enum err_code parse_path(struct parser *p, const struct query_scope *scope, const char *end,
                         struct path *out);
enum err_code parse_quoted(struct parser *p, const char **out);
enum err_code parse_value(struct parser *p, const char **out, bool *is_quoted);
enum comparison parse_comparison(struct parser *p);
/* The values behind the operator. f: the field they are compared with, or NULL for built-in names,
 * which keep the text. */
enum err_code parse_values(struct parser *p, const struct field *f, struct term *t);

#endif
