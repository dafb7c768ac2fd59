/* What two people changed to different ends, as lines to choose from: for each conflict what was
 * before, what they have, what I have, and room for another value. */
#ifndef VIEW_CONFLICT_H
#define VIEW_CONFLICT_H

#include "record/merge.h"
#include "view/report/sheet.h"

#define CHOICE_OTHER SIDE_COUNT         /* behind the sides */

struct conflicts {
	struct registry *registry;
	struct merge *merge;            /* not ours */
	const char *who;                /* they */
	int *chosen;                    /* by conflict: a side or CHOICE_OTHER; -1: nothing yet */
	struct value *others;           /* by conflict, in the merged record's arena */
};

/* who must live as long. */
void conflicts_init(struct conflicts *c, struct registry *r, struct merge *m, const char *who);
void conflicts_clear(struct conflicts *c);

void conflicts_lines(const struct conflicts *c, int width, struct sheet_lines *out);

/* Which conflict and choice a line is of. False: it is of none. */
bool conflicts_at(const struct conflicts *c, const struct sheet_line *line, size_t *conflict,
                  int *choice);

/* Settles by what a side has. */
void conflicts_choose(struct conflicts *c, size_t conflict, enum side side);

/* Whether another value can be typed for it, and of which field; as text it starts with mine. */
const struct field *conflicts_field(const struct conflicts *c, size_t conflict);
void conflicts_text(const struct conflicts *c, size_t conflict, struct buf *out);
/* Settles by what was typed. ERR_DATA: it is no value of the field. */
enum err_code conflicts_type(struct conflicts *c, size_t conflict, const char *text,
                             struct err *e);

#endif
