/* Conversations about the lines of reports, of the past among them: what a line leads to, and putting
 * back what it is about. Drafts, whose lines are opened and discarded, are held here as well. */
#ifndef VIEW_PAST_DEEDS_H
#define VIEW_PAST_DEEDS_H

#include "view/deed/face.h"

/* Whether there is anything to open on a line of the report. */
bool deed_line_leads(enum report report, const struct sheet_line *line);

/* Opens what the line leads to. False: nothing. */
bool deed_open_line(struct face *f, enum report report, const struct report_subject *subject,
                    const struct sheet_line *line);

/* Asks how to put back what the line of a report of the past is about, and does it. key: the line's; 0
 * where the report is of one version or act as a whole. */
void deed_restore(struct face *f, enum report report, const struct report_subject *subject,
                  uint64_t key);

/* Takes up the operator's draft; or discards it, after asking. */
void deed_open_draft(struct face *f, uint32_t id);
void deed_discard_draft(struct face *f, uint32_t id);

#endif
