/* Taking back, without a face for it: what an undo is about, in words, before it is done. */
#ifndef VIEW_UNDO_H
#define VIEW_UNDO_H

#include "registry/registry.h"

struct undo_plan {
	struct undo what;
	char *heading;                  /* "act 12, 2026-11-24 09:12:45, amina: set state LK" */
	int64_t when;
	uint64_t first, last;           /* the entries that go */
	bool is_of_many;                /* the act changed more than one record */
};

/* ERR_NOT_FOUND: there is no such act. Freed by undo_plan_clear(), which an empty one allows. */
enum err_code undo_plan(struct registry *r, const struct undo *what, struct undo_plan *out,
                        struct err *e);
void undo_plan_clear(struct undo_plan *p);

/* How many records it changes. */
uint64_t undo_records(const struct undo_plan *p);

/* Whether it is shown and asked about in any case: the act changed more than one record, or was done
 * more than a day ago. */
bool undo_is_grave(const struct undo_plan *p);

/* What becomes of each record, a line a record, until each() returns false:
 * "State LK: Region: Asia -> -". */
enum err_code undo_tell(struct registry *r, const struct undo_plan *p,
                        bool (*each)(void *context, const char *line), void *context,
                        struct err *e);

/* The line of an undo of one record; the caller frees it. */
char *undo_line(struct registry *r, const struct undo_plan *p);

#endif
