/* What the files behind view/list/list.h share. */
#ifndef VIEW_LIST_INTERNAL_H
#define VIEW_LIST_INTERNAL_H

#include "view/list/list.h"

/* list_columns.c */
void list_columns_of_view(struct list *l);
void list_drop_columns(struct list_column *columns, size_t count);

#endif
