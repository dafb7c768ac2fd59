/* Which terminal it is, and what its kind is known to understand. */
#ifndef TUI_TERMINFO_H
#define TUI_TERMINFO_H

#include <stdbool.h>
#include <stdio.h>

/* Opens curses by the terminal's own entry; else its kin's; at last that of a vt100, which every
 * terminal understands. Gives a SCREEN; NULL: there is not even that. */
void *terminfo_open(const char *name, FILE *out);

/* Whether it would show the brackets of a paste. */
bool terminfo_is_old(const char *name);

/* Catches what curses sends; where the terminal speaks ANSI X3.64 it is shortened. */
void terminfo_catch(void);

#endif
