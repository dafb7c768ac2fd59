/* Actions found by typing a part of their name. */
#ifndef VIEW_PALETTE_H
#define VIEW_PALETTE_H

#include "view/input/action.h"

/* The actions that a screen of that kind has and that fit the text, the best first: by the start of
 * the label or name, by a part of either, by the starts of words of the help. An empty text fits
 * all. Returns how many. */
size_t palette_find(const char *text, unsigned screen, enum action_id out[ACTION_COUNT]);

#endif
