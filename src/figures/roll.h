/* Who is in an attendance table, and who could be: the members of the record's series on the day. */
#ifndef FIGURES_ROLL_H
#define FIGURES_ROLL_H

#include "figures/protocol.h"

struct member {
	struct party party;
	int64_t as;                     /* the choice of the table that means the member's role; 0: none */
	const char *role;               /* its label; NULL: none */
	uint32_t row;                   /* of those that are there: its place in the table */
	bool is_usual;                  /* in the first of the roles: a member, no observer or guest */
	bool is_there;                  /* the table has a row of it already */
};

/* The members of the record that the series field refers to, in the order of protocol and named in the
 * language of the schema, as of the record's start. ERR_NOT_FOUND with a sentence: the table has no party, or
 * the record no series yet. Freed by members_free(). */
enum err_code members_on(struct registry *r, const struct record *record, const struct field *table,
                         struct member **out, size_t *count, struct err *e);
/* The parties that the table has rows of, in the same order. */
void members_there(struct registry *r, const struct record *record, const struct field *table,
                   struct member **out, size_t *count);
void members_free(struct member *members, size_t count);

/* The column of the table by which its rows say in which capacity a party is there; NULL: none. */
const struct field *roll_capacity(const struct record *record, const struct field *table);

/* Appends a row for the member to the table's value. */
void member_add(struct registry *r, struct record *record, const struct field *table,
                const struct member *m);

#endif
