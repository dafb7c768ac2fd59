/* Ten keys in two minutes: what to press next, and why. */
#ifndef VIEW_TOUR_H
#define VIEW_TOUR_H

#include <stddef.h>

#include "base/buf.h"
#include "view/input/bindings.h"

/* Appends what the step says, with the key as it is bound on that kind of screen. Behind the last
 * step it says good-bye. */
void tour_say(const struct bindings *b, size_t step, unsigned screen, struct buf *out);

/* The step after one at which that action was done: the same unless it was the one asked for. */
size_t tour_next(size_t step, enum action_id done);

#endif
