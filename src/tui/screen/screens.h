/* All kinds of screen, one row a kind: what draws it and what is done on it. */
#ifndef TUI_SCREENS_H
#define TUI_SCREENS_H

#include "tui/app/app.h"

#define SCREEN_LIST(X) \
	X(start) X(list) X(record) X(form) X(rows) X(lines) X(tick) X(grid) X(tree) X(conflict) \
	X(drafts) X(past) X(text)

#define SCREEN_DECLARATION(name) extern const struct screen_ops name##_ops;
SCREEN_LIST(SCREEN_DECLARATION)
#undef SCREEN_DECLARATION

#endif
