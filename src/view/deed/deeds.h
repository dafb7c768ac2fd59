/* What can be done with a record, as conversations: each is written once and held through the
 * interface (view/deed/face.h), on the screen and at the prompt alike. */
#ifndef VIEW_DEEDS_H
#define VIEW_DEEDS_H

#include "view/deed/face.h"

/* Whether the action is a deed: done with a record, or taking back what one has done. */
bool deed_is(enum action_id action);

/* Does the deed with the record of that number; 0: none, which taking back does not need. False: the
 * action is no deed. */
bool deed_do(struct face *f, enum action_id action, uint32_t number);

/* Takes back the operator's last act that is in force, or the act of that number, after showing what
 * becomes of which records and asking. */
void deed_undo(struct face *f);
void deed_take_back(struct face *f, uint32_t act);

/* Asks for a code and opens the record; text: what was given already, or "". */
void deed_jump(struct face *f, const char *text);

/* Asks for the date on which what is shown was in force; text: what was given already, or "". False:
 * the operator went back, and *date is what it was. */
bool deed_ask_as_of(struct face *f, const char *text, partial_date *date);

/* Opens what a line of the record leads to: the whole of a row that is cut, else a record or a list, else
 * the row that it is. False: it leads nowhere. */
bool deed_follow(struct face *f, const struct record *record, const struct sheet_line *line);

/* Whether a new record shall be saved: one that may be there already is shown beside it first. */
bool deed_is_no_duplicate(struct face *f, const struct record *record);

/* Offers to carry what is still open of the record before a new one of its series. */
void deed_offer_to_carry(struct face *f, const struct record *record);

/* Begins a new record with a text: what looks like a code goes into the code, all else into the
 * title. */
void deed_begin_with(struct record *record, const char *text, const struct directory *d);

#endif
