/* Which parties take part in an event: whom its attendance names, or else the members of its series
 * on its first day; and who hosts or chairs it. */
#ifndef FIGURES_PARTIES_H
#define FIGURES_PARTIES_H

#include "figures/events.h"

struct parties;                         /* remembers each series, and of which kind parties are */

/* with_all: parties of every kind. Otherwise only those of the first type that the attendance's party
 * may refer to: States, not organisations. */
struct parties *parties_new(struct registry *r, bool with_all);
void parties_free(struct parties *p);

/* Fills in the event's parties, ascending by record number; nothing is done the second time. */
enum err_code parties_find(struct parties *p, struct event *event, struct err *e);

/* Whether the register knows who belongs to the event's series; true where the event names its
 * parties itself. */
enum err_code parties_are_known(struct parties *p, const struct event *event, bool *known,
                                struct err *e);

#endif
