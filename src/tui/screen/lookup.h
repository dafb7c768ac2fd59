/* The lookup window. */
#ifndef TUI_LOOKUP_H
#define TUI_LOOKUP_H

#include "tui/app/app.h"

enum lookup_end { LOOKUP_GOES_ON, LOOKUP_LEFT, LOOKUP_TAKEN, LOOKUP_TAB, LOOKUP_SAVE };

/* Narrows what the field may hold by the text, which is typed on. A text is taken that is a code, or
 * the name of a choice, or fits one only; else Enter and Tab mark the first that fits, and the next
 * one takes it. When it is taken, the text has the chosen code (of a set, behind the members that
 * were there). LOOKUP_SAVE: so it was, by F2.
 * line: of the screen, beside which the window opens. in_message: the text is shown in the message
 * line, else by who calls. */
enum lookup_end lookup_run(struct app *a, const struct field *field, struct edit *edit, int line,
                           bool in_message);

/* Puts the code in place of what was typed without the window (pasted), if it is beyond doubt which
 * is meant: 1 then. Else how many fit. */
size_t lookup_settle(struct app *a, const struct field *field, struct edit *edit);

/* What a reference or choice may hold: a window that narrows as one types, starting with text. The
 * chosen one is appended to out. False: none was. */
bool lookup_choose(struct app *a, const struct field *field, const char *text, struct buf *out);

#endif
