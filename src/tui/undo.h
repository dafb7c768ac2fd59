/* The question before something is taken back. */
#ifndef TUI_UNDO_H
#define TUI_UNDO_H

#include "tui/lines.h"
#include "view/undo.h"

bool undo_confirm(struct app *a, const struct undo_plan *plan);

#endif
