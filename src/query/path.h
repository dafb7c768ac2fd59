/* Paths: what a column of a list shows, or what a list is sorted by, from a record or a row on:
 * "process.name", "attendance.party", "documents:count"; in the rows of a table also "parent.start",
 * and the record that has the rows by the name of its type. */
#ifndef QUERY_PATH_H
#define QUERY_PATH_H

#include "query/query.h"

#define MOST_STEPS 8

/* Each step but the last is a reference or a table. */
struct path {
	const struct field *steps[MOST_STEPS];
	size_t count;
	bool from_parent;       /* starts at the record that the row is in */
	bool is_record;         /* that record itself, by its code; there are no steps */
	bool is_count;          /* how many values there are */
};

/* Reads a path. ERR_USAGE with the nearest name: it names an unknown field, or goes on behind a field
 * that leads nowhere. */
enum err_code path_parse(const char *text, const struct query_scope *scope, struct path *out,
                         struct err *e);

/* Appends the path as it is typed, by the names of the fields; and to an empty buffer what a heading
 * calls it, by their labels. */
void path_name(const struct path *p, const struct query_scope *scope, struct buf *out);
void path_label(const struct path *p, const struct query_scope *scope, struct buf *out);

/* The field that the values are of; the code of the record, if the path is that. */
const struct field *path_field(const struct path *p, const struct query_scope *scope);

/* The path is one field of the record or row itself. */
bool path_is_plain(const struct path *p);

/* Whether a field on the way is sensitive. */
bool path_is_sensitive(const struct path *p);

/* A value that a path leads to, and the record that it is in. */
typedef void path_each(void *context, const struct record *r, const struct field *f,
                       const struct value *v);

/* Calls each() with every value that is not empty: of rows in their order, as far as they are in
 * force, of a set of references in the order of the codes. row: NULL for a record. */
void path_values(const struct path *p, const struct query_context *world, const struct record *r,
                 const struct row *row, path_each *each, void *context);

/* Appends the values as people read them, joined by "; "; of a path with ":count" how many there
 * are. */
void path_format(const struct path *p, const struct query_context *world, const struct record *r,
                 const struct row *row, const char *language, struct buf *out);

/* How many values there are: of a table its rows, of a set its members. */
size_t path_number(const struct path *p, const struct query_context *world, const struct record *r,
                   const struct row *row);

#endif
