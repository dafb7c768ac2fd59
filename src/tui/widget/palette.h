/* Any action, found by a part of its name. */
#ifndef TUI_PALETTE_H
#define TUI_PALETTE_H

#include "tui/app/app.h"

/* Any action of the present screen, found by a part of its name; ACTION_NONE: Esc. */
enum action_id palette_choose(struct app *a);

#endif
