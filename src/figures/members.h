/* Who belongs to what holds a series of records, such as the members of a process. */
#ifndef FIGURES_MEMBERS_H
#define FIGURES_MEMBERS_H

#include "registry/registry.h"

/* The table of the type in which memberships stand: the one with the role of members, else, of those
 * that have a party and a status, the one whose roles share most names with a choice of the attendance (NULL: there is none), by which
 * memberships are told from chairs and the like. *as is that column of the attendance, or NULL.
 * NULL: the type has no such table. */
const struct field *membership_table(const struct type *type, const struct field *attendance,
                                     const struct field **as);

/* The status of a membership that means a full member: the one that the attendance names first, else
 * the first of all. NULL: it has no choices. */
const struct choice *membership_full(const struct field *members, const struct field *as);

#endif
