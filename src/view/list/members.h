/* Who could be in an attendance table: the members of the record's series on the day. */
#ifndef VIEW_MEMBERS_H
#define VIEW_MEMBERS_H

#include "registry/registry.h"

struct member {
	uint32_t party;                 /* record number */
	int64_t as;                     /* the choice of the table that means the member's role; 0: none */
	size_t place;                   /* of that choice among its fellows */
	const char *role;               /* its label; NULL: none */
	char *code, *title;
	uint32_t row;                   /* of those that are there: its place in the table */
	bool is_usual;                  /* in the first of the roles: a member, no observer or guest */
	bool is_there;                  /* the table has a row of it already */
};

/* The members of the record that the series field refers to, in protocol order (role by role, by
 * title in the language of the schema), as of the record's start. ERR_NOT_FOUND with a sentence:
 * the table has no party, or the record no series yet. Freed by members_free(). */
enum err_code members_on(struct registry *r, const struct record *record, const struct field *table,
                         struct member **out, size_t *count, struct err *e);
/* The parties that the table has rows of, in the same order. */
void members_there(struct registry *r, const struct record *record, const struct field *table,
                   struct member **out, size_t *count);
void members_free(struct member *members, size_t count);

/* Appends a row for the member to the table's value. */
void member_add(struct registry *r, struct record *record, const struct field *table,
                const struct member *m);

#endif
