/* What can be changed in a report of what lies ahead: its limit, its days, and whether what is due is
 * part of it. */
#ifndef VIEW_AHEAD_H
#define VIEW_AHEAD_H

#include "view/deed/face.h"

/* What a screen or place keeps of such a report. */
struct ahead_place {
	char *limit;                    /* freed by who keeps it; NULL: none */
	partial_date day;               /* the first; DATE_NONE: today */
	bool is_brief;                  /* without what is due */
};

/* Whether the action changes such a report. */
bool ahead_is_turn(enum action_id action);

/* Does it; given: what stands behind the order, or "". True: the report is to be shown anew. */
bool ahead_turn(struct face *f, enum report report, enum action_id action, const char *given,
                struct ahead_place *place);

/* The report of what lies ahead that the action opens. */
enum report ahead_report(enum action_id action);

#endif
