/* The question before something is taken back. */
#ifndef TUI_UNDO_SCREEN_H
#define TUI_UNDO_SCREEN_H

#include "tui/screen/lines_screen.h"
#include "view/deed/undo.h"

bool undo_confirm(struct app *a, const struct undo_plan *plan);

#endif
