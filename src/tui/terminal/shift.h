/* Before curses sends what has changed, bands of lines that the screen keeps are scrolled to where
 * they will stand. curses does so by itself where three lines in a row or more moved together; not
 * where a narrowed list leaves one here and two there. */
#ifndef TUI_SHIFT_H
#define TUI_SHIFT_H

/* Between what was drawn (wnoutrefresh) and doupdate(). */
void shift_bands(void);

#endif
