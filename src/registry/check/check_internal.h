/* What the files behind registry_check() share. */
#ifndef REGISTRY_CHECK_INTERNAL_H
#define REGISTRY_CHECK_INTERNAL_H

#include "base/faults.h"
#include "registry/registry_internal.h"

struct word_sums;

struct checking {
	struct registry *registry;
	struct faults *faults;
	struct err *e;
	void (*progress)(void *context, uint64_t done, uint64_t all);
	void *context;
	uint64_t done, all;
	uint64_t index_entries, links;  /* that the records ask for */
	uint64_t *counts;               /* records, by the type's index in the schema */
	struct word_sums *words;
};

void fault(struct checking *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* check_journal.c: the chain of entries, and the acts that they belong to; with_history: also
 * whether each entry stands in the history of its record. */
enum err_code check_journal(struct checking *c, bool with_history);
enum err_code check_sensitive(struct checking *c);

struct word_sums *word_sums_new(struct registry *r);
void word_sums_free(struct word_sums *s);
void word_sums_add(struct word_sums *s, const struct record *r);        /* a live record */
void word_sums_compare(struct word_sums *s, struct faults *faults);     /* after all of them */

#endif
