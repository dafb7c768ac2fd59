/* The line to the terminal. What curses sends is caught, shortened, and handed over only as fast as
 * the line takes it; while something waits to be taken nothing new is drawn, so that what comes
 * next is the newest screen and nothing that has passed meanwhile. */
#ifndef TUI_WIRE_H
#define TUI_WIRE_H

#include <stdbool.h>
#include <stdio.h>

/* A stream for curses to write to; standard output itself until wire_catch(). NULL: there is no
 * memory or no descriptor for one. */
FILE *wire_open(void);

/* From here on output is caught. is_ansi: the terminal speaks it, so that it can be shortened;
 * has_column: all the more. */
void wire_catch(bool is_ansi, bool has_column);

/* Sends what was caught, and lets curses write straight to the terminal again. */
void wire_release(void);
void wire_close(void);

/* Takes over what curses has sent to a terminal of so many rows, and sends what the line takes. */
void wire_send(int rows);

/* Sends more of what waits, if the line takes it. False: the line is gone. */
bool wire_go_on(void);

/* The descriptor to poll for room while something waits; -1: nothing does. */
int wire_waiting(void);

/* Whether the line was seen to take output slower than 38,400 bits a second. */
bool wire_is_slow(void);

#endif
