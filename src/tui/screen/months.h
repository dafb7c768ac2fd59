/* The months beside a calendar's list. */
#ifndef TUI_MONTHS_H
#define TUI_MONTHS_H

#include "view/report/sheet.h"

#define MONTHS_COLUMNS 24       /* of the months, with the gap before them */
#define MONTHS_LEAST   70       /* columns of a screen that has room for them */

/* Draws as many months as the body has room for, from that of the day on. A day on which something of
 * the lines meets has a "#" before it, one on which something is due a "."; these marks are the same
 * on every terminal. */
void months_draw(const struct sheet_lines *lines, partial_date day);

#endif
