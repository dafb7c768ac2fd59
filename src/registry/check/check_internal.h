/* What registry/check offers to the doors, and what its files share. */
#ifndef REGISTRY_CHECK_INTERNAL_H
#define REGISTRY_CHECK_INTERNAL_H

#include "base/faults.h"
#include "registry/act/act_internal.h"

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
/* After all of them. */
enum err_code word_sums_compare(struct word_sums *s, struct checking *c);

/* ---- rebuild.c */

/* Indexes, links, words and counts made anew from the records. problems: told what the schema does
 * not allow a record; lost: told which records cannot be read, so that they had to be passed over.
 * Either may be NULL; a record that cannot be read is an error then. */
enum err_code rebuild(struct act *a, struct faults *problems, struct faults *lost, struct err *e);

/* The same as an act, where texts are folded by other rules than those by which they were made. */
enum err_code reindex(struct registry *r, struct err *e);

/* ---- rechain.c: sensitive values that stand in the journal in plain */

/* A fault for each field that has such values, and how many. */
enum err_code plain_values_find(struct act *a, struct faults *faults, struct err *e);

/* Seals them all and chains the entries anew, under a new origin; the act tells the old chain's
 * head. ERR_FAULTY: the old chain is not whole, which a new one would hide. *sealed: how many. */
enum err_code rechain(struct act *a, struct faults *faults, uint64_t *sealed, struct err *e);

/* Mends the names of operators that are not UTF-8, under a new chain and origin too, if nothing else
 * is wrong with the journal. */
enum err_code mend_entries(struct act *a, struct faults *mended, struct err *e);

/* ---- mend_acts.c: acts whose texts are not UTF-8, written again */

enum err_code mend_acts(struct act *a, struct faults *mended, struct err *e);

/* Seals every act over its last entry as that is now. */
enum err_code reseal_acts(struct act *a, struct err *e);

#endif
