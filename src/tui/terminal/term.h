/* The terminal: opening, drawing, signals, and leaving it as it was. The only things global to the
 * process are its own. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"
#include "settings/settings.h"
#include "tui/terminal/key.h"

#define NARROWEST 40
#define LOWEST    10

/* ERR_USAGE: standard input and output are not both a terminal. */
enum err_code term_check(struct err *e);

/* Opens the terminal. An unknown TERM is taken for its nearest kin. ERR_USAGE: it
 * cannot place its cursor. */
enum err_code term_open(const struct settings *s, struct err *e);
void term_close(void);

int term_rows(void);
int term_columns(void);
enum text_charset term_charset(void);
bool term_is_slow(void);                /* the line: nothing is sent that was not asked for */
bool term_highlights(void);             /* whether the current row is highlighted */

/* The next event: a key, K_TICK when `wait` milliseconds (-1: for ever) have passed, K_HANG_UP when
 * the line is gone. A resize comes as K_TICK with term_was_resized(). */
struct key term_next(int wait);
bool term_has_keys(void);               /* whether a key is waiting */
void term_drop_keys(void);              /* forgets what was typed ahead */
bool term_was_resized(void);            /* once after each */

/* ---- drawing, into the virtual screen */

/* Looks can be joined. */
enum look { LOOK_PLAIN = 0, LOOK_STRONG = 1, LOOK_TURNED = 2, LOOK_FOUND = 4, LOOK_FIELD = 8 };

/* Writes the text at a place, filled up with blanks or cut to width columns. */
void term_put(int y, int x, int width, const char *text, enum look look);
void term_erase(void);

/* Sends what differs to the terminal, with the cursor at that place. */
void term_show(int y, int x);

/* Everything anew, at the next term_show(). */
void term_redraw(void);

#endif
