/* Conversations about series (series_deeds.c), which the table of deeds.c names. */
#ifndef VIEW_DEEDS_INTERNAL_H
#define VIEW_DEEDS_INTERNAL_H

#include "view/deed/face.h"

void deed_add_next(struct face *f, const struct record *record);
void deed_carry(struct face *f, const struct record *record);
void deed_postpone(struct face *f, const struct record *record);
void deed_open_follow_ups(struct face *f, const struct record *record);

#endif
