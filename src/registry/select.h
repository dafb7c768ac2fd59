/* Selections: the records of a type that match a query, in the order of a field, of any number.
 * Nothing is loaded but what is fetched. */
#ifndef REGISTRY_SELECT_H
#define REGISTRY_SELECT_H

#include "query/path.h"
#include "registry/registry.h"

struct order {
	const struct field *field;      /* that the keys are of */
	bool is_descending;
	const struct path *path;        /* that leads to it; NULL: it is a field of the type. Borrowed
	                                 * by the selection */
};

/* Reads "-process.name,code": no more than `most` orders, and paths into paths[most]. ERR_USAGE: one
 * names nothing that has an order. */
enum err_code orders_parse(const char *text, const struct query_scope *scope, struct order *orders,
                           struct path *paths, size_t most, size_t *count, struct err *e);

/* What paths ask of the register; free() frees it. as_of: only rows in force then. */
struct query_context *registry_query_context(struct registry *r, partial_date as_of);

struct select {
	const struct type *type;
	struct query *query;            /* borrowed, prepared by the selection; NULL: all records */
	partial_date as_of;             /* DATE_NONE: whenever */
	const struct order *orders;     /* the first decides, the next breaks ties, last the number */
	size_t order_count;             /* 0: by code */
	bool is_by_code_text;           /* also where codes are computed and the index has only parts */
	const uint32_t *tagged;         /* record numbers, ascending, for is:tagged */
	size_t tagged_count;
};

struct selection;

/* Finds what matches. *out is freed by selection_free(); it does not notice later changes of the
 * store (compare selection_commit() with registry_commit()), but never gives a record that is not
 * there any more. */
enum err_code registry_select(struct registry *r, const struct select *what,
                              struct selection **out, struct err *e);
void selection_free(struct selection *s);
uint64_t selection_commit(const struct selection *s);
uint64_t selection_count(const struct selection *s);    /* of records that match */
uint64_t selection_total(const struct selection *s);    /* of the type's records */

/* A place in the order: it stays meaningful when the record at it has gone. */
struct position {
	uint32_t number;                /* 0: before the first */
	struct buf key;
	uint64_t prefix;                /* of the key, where records are sorted by that */
};
void position_clear(struct position *p);

/* Up to count records from a position on: forwards (the record at the position first, or the next
 * if `past`), or backwards (likewise). from NULL: from the first, or backwards from the last.
 * Returns how many; they are the caller's. */
enum err_code selection_fetch(struct selection *s, const struct position *from, bool past,
                              bool backwards, size_t count, struct record **out, size_t *got,
                              struct err *e);

/* Where a record of the type stands in this order, whether or not it matches. */
enum err_code selection_place(struct selection *s, const struct record *record,
                              struct position *out, struct err *e);

/* Where a typed text leads: the record with that code, else the first whose sorted field does not
 * come before the text. ERR_NOT_FOUND: the sorted field cannot hold such a text. */
enum err_code selection_seek(struct selection *s, const char *text, struct position *out,
                             struct err *e);

/* Calls each() with every record in order until it returns false. In batches: no transaction is
 * open during the call. */
enum err_code selection_every(struct selection *s,
                              bool (*each)(void *context, const struct record *record),
                              void *context, struct err *e);

/* A record that was found among those of all types. */
struct hit {
	const struct type *type;
	uint32_t number;
};

/* What matches the query (a text, read for each type; a type that has no such field is passed over)
 * in one type, or in every one: first where the words are in the code, then where they are in the
 * title, then the rest; of each the types in the schema's order, and by code. *out, which free()
 * frees, may be NULL: then they are only counted. ERR_USAGE: no type understands the query. */
enum err_code registry_find(struct registry *r, const char *text, const struct type *only,
                            struct hit **out, uint64_t *count, struct err *e);

/* Appends by which fields a record was found, where that is neither its code nor its title. */
void registry_found_in(struct registry *r, const char *text, const struct record *record,
                       struct buf *out);

/* Calls each() with every row of the table that matches the query (of rows; NULL: every one),
 * record by record in the order of their codes, until it returns false. as_of: rows and records
 * that are in force on that date only. */
enum err_code registry_rows(struct registry *r, const struct field *table, struct query *query,
                            partial_date as_of,
                            bool (*each)(void *context, const struct record *record,
                                         const struct row *row),
                            void *context, struct err *e);

#endif
