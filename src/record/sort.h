/* Keys whose bytes compare in the order of the values. */
#ifndef RECORD_SORT_H
#define RECORD_SORT_H

#include "record/record.h"

/* Appends the key: texts folded (of texts by language the English one) and cut, numbers by size,
 * partial dates by their earliest day, choices in the order of their numbers, a set or list by its
 * first member, empty values before all others. A reference's key is its record number: the
 * registry orders such groups by code when it walks them, so that a rename touches one record. */
void value_sort_key(const struct value *v, const struct field *f, struct buf *out);

/* Appends what no two records of the type may share: the folded code, or the keys of the parts that
 * it is computed from. */
void code_sort_key(const struct record *r, struct buf *out);

/* The same in the order of the texts that people see in that language, as value_shown() gives
 * them. */
void value_shown_key(const struct value *v, const struct field *f, const char *language,
                     struct buf *out);

#endif
