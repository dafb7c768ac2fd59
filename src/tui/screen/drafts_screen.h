/* Drafts: what was typed and not saved, offered again. */
#ifndef TUI_DRAFTS_SCREEN_H
#define TUI_DRAFTS_SCREEN_H

#include "tui/app/app.h"

/* Opens the form that a draft was of, with the row that was open in it; takes the draft's
 * records. */
struct draft;
void app_resume(struct app *a, struct draft *d);

/* Offers a draft of the record (0: of a new one of the type). True: it was taken up, or nothing is
 * to be done; false: there is none, or it was discarded. */
bool app_offer_draft(struct app *a, const struct type *type, uint32_t number);
/* Says that there are drafts, or one of the record. */
void app_mention_drafts(struct app *a);
void app_mention_draft(struct app *a, const struct record *record);

#endif
