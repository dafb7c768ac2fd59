/* Screens that a form visits. */
#ifndef TUI_FORM_PARTS_H
#define TUI_FORM_PARTS_H

#include "tui/app/app.h"
#include "view/form/form.h"

/* A text on the whole screen. True: it was changed and taken. */
bool text_visit(struct app *a, const char *title, struct edit *edit);

/* The members of a set, ticked from all that it may hold. text: the set as a form has it; the new
 * one is appended to out. False: it was left as it was. */
bool tick_members(struct app *a, const struct field *field, const char *text, struct buf *out);

/* Lets the operator choose where two people changed the same. True: all of it is settled. */
bool conflict_visit(struct app *a, const struct form_conflict *conflict);

/* A list to tick from. */
struct tick {
	char *code, *title;
	const char *note;               /* beside the code, such as a role; NULL: none */
	uint32_t number;
	int64_t extra;                  /* the caller's own */
	bool is_on;
};

/* Lets the operator tick; true if it was finished, not left. */
bool tick_visit(struct app *a, const char *title, struct tick *ticks, size_t count);

#endif
