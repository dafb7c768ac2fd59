/* One change to all tagged records. */
#ifndef TUI_APPLY_H
#define TUI_APPLY_H

#include "tui/app/app.h"

struct list;

/* Asks for a field and a value, shows what would change in the tagged records (or all of the list),
 * and does it for those that stay ticked. True: something was changed. */
bool apply_visit(struct app *a, struct list *list);

#endif
