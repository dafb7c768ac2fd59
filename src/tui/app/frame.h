/* The frame: menu bar and place above, message, status and keys below; they never move. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "tui/app/app.h"

#define FRAME_MENU   0          /* lines from the top */
#define FRAME_PLACE  1
#define FRAME_BODY   2          /* headings, then the body */

void frame_draw(struct app *a);
void frame_draw_message(struct app *a);

/* The frame's own geometry. */
int app_body_top(void);         /* the first line of the body */
int app_body_height(void);
int app_message_line(void);

/* Draws what an empty body says of itself, and frees it. */
void app_draw_note(char *text);

/* Where a menu's name starts in the bar, in columns. */
int frame_menu_column(enum menu_place menu);

#endif
