/* Others at work: who has the same record open, and what they do to it. */
#ifndef TUI_WATCH_H
#define TUI_WATCH_H

#include "tui/app/app.h"

/* Appends who else has the record open for editing, and since when, to a status; or nothing. */
void app_add_presence(struct app *a, uint32_t number, struct buf *out);
/* Says it. */
void app_mention_presence(struct app *a, uint32_t number);
/* A record that is being edited: others are told, and what they do to it is said. */
struct watched {
	uint32_t number;                /* 0: a new one */
	uint64_t version;               /* that is known to be the last */
	uint64_t commit;                /* at which that was looked at; 0: not yet */
	int64_t since;                  /* it is open; 0: nobody was told */
	struct buf moved;               /* who has changed it meanwhile, as a text; "": nobody */
};

void watched_begin(struct app *a, struct watched *w, const struct record *record);
void watched_beat(struct app *a, const struct watched *w);
/* Says so if the record has moved on. */
void watched_look(struct app *a, struct watched *w);
void watched_end(struct app *a, struct watched *w);

#endif
