/* What was typed is kept as a draft. */
#ifndef TUI_AUTOSAVE_H
#define TUI_AUTOSAVE_H

#include "tui/app/app.h"

/* Keeps what was typed in forms and is not saved. */
void app_keep(struct app *a);

#endif
