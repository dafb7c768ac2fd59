/* Limits that are kept under a name, beside the views of the schema. */
#ifndef VIEW_LIMIT_H
#define VIEW_LIMIT_H

#include "view/deed/face.h"
#include "view/list/list.h"

/* Asks for a name and keeps the list's limit under it; without a limit, forgets the one of that name. */
void deed_keep_limit(struct face *f, struct settings *settings, const struct list *l);

#endif
