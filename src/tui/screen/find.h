/* Looking for words while they are typed. */
#ifndef TUI_FIND_H
#define TUI_FIND_H

#include "tui/app/app.h"

struct list;

/* Shows the records of a list that have the words while they are typed; Enter goes to the marked
 * one in the whole list. False: Esc, and all is as it was. */
bool find_run(struct app *a, struct list *l, struct edit *words);

/* Asks for words and shows the records of all types that have them. */
void find_everywhere(struct app *a);

#endif
