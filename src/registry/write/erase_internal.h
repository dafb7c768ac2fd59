/* What erase.c and erase_older.c share. */
#ifndef REGISTRY_ERASE_INTERNAL_H
#define REGISTRY_ERASE_INTERNAL_H

#include "registry/registry_internal.h"

struct erasing {
	struct act *act;
	const struct what_to_erase *what;
	struct buf digests;             /* of the entry in hand, each DIGEST_SIZE long */
	struct buf plain;               /* versions that hold a value in plain, "2, 5" */
	size_t count;                   /* of values that are gone */
	struct err *e;
};

/* ERR_DATA: the field is not sensitive. */
enum err_code erase_may(const struct what_to_erase *what, struct err *e);
/* Forgets what is meant in one record, which may be removed, and in its history; adds to the count.
 * ERR_DATA: not all of it can be forgotten; the act has to be aborted. */
enum err_code erase_record(struct erasing *x, uint32_t number);
void erasing_clear(struct erasing *x);

#endif
