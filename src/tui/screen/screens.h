/* All kinds of screen, one row a kind: what draws it and what is done on it. With the headers that
 * nearly every screen needs. */
#ifndef TUI_SCREENS_H
#define TUI_SCREENS_H

#include "tui/app/app.h"
#include "tui/app/frame.h"
#include "tui/app/watch.h"
#include "tui/screen/drafts_screen.h"
#include "tui/screen/records.h"
#include "tui/widget/ask.h"
#include "tui/widget/menu.h"
#include "view/report/report.h"

#define SCREEN_LIST(X) \
	X(start) X(list) X(record) X(form) X(rows) X(lines) X(tick) X(grid) X(tree) X(conflict) \
	X(drafts) X(past) X(text) X(due) X(clashes) X(calendar) X(print)

#define SCREEN_DECLARATION(name) extern const struct screen_ops name##_ops;
SCREEN_LIST(SCREEN_DECLARATION)
#undef SCREEN_DECLARATION

/* What all screens do alike (shared.c). */
extern const struct handler shared_handlers[];

/* ---- to open one: each is to be pushed or visited */

struct form;

struct screen *start_screen(struct app *a);
struct screen *list_screen(struct app *a, const struct type *type, const struct view *view);
/* The type's first view with another limit; only what is overdue comes first in it. */
struct screen *list_screen_limited(struct app *a, const struct type *type, const char *query);
struct screen *record_screen(struct app *a, struct record *record);     /* takes it over */
struct screen *form_screen(struct app *a, struct record *record);       /* takes it over */
struct screen *form_screen_of(struct app *a, struct form *form);        /* takes it over */
struct screen *form_screen_at(struct app *a, struct form *form, size_t item);
/* A form's screen goes to the item of the field, and of a table to its row. */
struct form_spot {
	const struct field *field;
	const char *language;           /* NULL: any */
	uint64_t row;                   /* 0: none */
};
void form_screen_go(struct app *a, struct screen *s, const struct form_spot *spot);
struct screen *rows_screen(struct app *a, struct form *form, const struct field *table);
/* The same with the mark on a row. */
struct screen *rows_screen_at(struct app *a, struct form *form, const struct field *table,
                              uint64_t row);
struct screen *tree_screen(struct app *a, const struct type *type, uint32_t number);
struct screen *grid_screen(struct app *a, const struct type *type);
struct screen *help_screen(struct app *a, const struct screen *about);

/* NULL: there is nothing to tell; why has been said. What the subject points to is copied. */
struct screen *report_screen(struct app *a, enum report report,
                             const struct report_subject *subject);
struct screen *drafts_screen(struct app *a);

#endif
