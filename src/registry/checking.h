/* What the files behind registry_check() share. */
#ifndef REGISTRY_CHECKING_H
#define REGISTRY_CHECKING_H

#include "base/faults.h"
#include "registry/private.h"

struct word_sums;

struct word_sums *word_sums_new(struct registry *r);
void word_sums_free(struct word_sums *s);
void word_sums_add(struct word_sums *s, const struct record *r);        /* a live record */
void word_sums_compare(struct word_sums *s, struct faults *faults);     /* after all of them */

#endif
