/* Menus that are pulled down from the bar or stand in a window. */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include "tui/app/app.h"

/* The menu bar, pulled down; the action that was chosen, or ACTION_NONE. */
enum action_id menu_choose(struct app *a);

/* One of the texts, in a window of libmenu; count: none was chosen. */
size_t app_ask_choice(struct app *a, const char *title, const char *const *texts, size_t count,
                      size_t first);

#endif
