/* What every screen that is on a record can do with it. */
#ifndef TUI_RECORDS_H
#define TUI_RECORDS_H

#include "tui/app/app.h"

/* A form for a new record of the type, its code or title begun with a text. False: none was
 * saved. */
bool app_visit_new(struct app *a, const struct type *type, const char *text, uint32_t *number);

/* Asks for a code and opens the record; asks for the date of what is shown: handlers of all screens. */
void app_jump(struct app *a, struct screen *s, enum action_id action);
void app_ask_as_of(struct app *a, struct screen *s, enum action_id action);

void app_open_record(struct app *a, uint32_t number);
/* A form for a new one, with what a limit (or NULL) asks of all. */
void app_add_record(struct app *a, const struct type *type, const char *limit);

/* Does the action with the record: a deed. False: it is none. */
bool app_record_act(struct app *a, enum action_id action, uint32_t number);

#endif
