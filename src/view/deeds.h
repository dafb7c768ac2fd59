/* What can be done with a record beside editing it, as far as no face is needed for it: what to
 * ask, and what comes of the answer. */
#ifndef VIEW_DEEDS_H
#define VIEW_DEEDS_H

#include "registry/registry.h"

/* Begins a new record with a text: what looks like a code goes into the code, all else into the
 * title. */
void deed_begin_with(struct record *record, const char *text, const struct directory *d);

/* What is asked before a record gets another code; the caller frees it. */
char *deed_ask_renaming(struct registry *r, const struct record *record, const char *to);

/* Closing, which locks a record, and reopening. */
struct closing {
	const struct field *status;
	const struct choice *to;        /* what the status becomes */
	bool is_closed;                 /* it is now: this reopens it */
	size_t owed;                    /* rows of it that are not done */
};

/* False: records of the type cannot be closed. */
bool deed_closing(const struct record *record, struct closing *out);
/* The question, which the caller frees. */
char *deed_ask_closing(const struct closing *c);
enum err_code deed_close(struct registry *r, struct record *record, const struct closing *c,
                         struct err *e);

/* The code of the record that was made as the next of this one, where its follow-ups are likely to
 * be carried; "" if there is none. The caller frees it. */
char *deed_next_code(struct registry *r, const struct record *record);

/* Whether what is still open of the record before a new one of its series shall come along: the
 * question, and that record; both are the caller's. NULL: nothing is open. */
char *deed_ask_carrying(struct registry *r, const struct record *record, struct record **from);

/* The list of what belongs to the record and can be carried (of a series, over all its members):
 * its type, and its limit, which the caller frees. NULL: the record has no follow-ups. */
char *deed_follow_ups(struct registry *r, const struct record *record, const struct type **type);

/* The operator's last act: its number, and its sentence, which the caller frees. */
enum err_code deed_last(struct registry *r, uint32_t *number, char **sentence, struct err *e);

/* The record that a text names: CODE of any type, or TYPE:CODE. */
enum err_code deed_find(struct registry *r, const char *text, uint32_t *number, struct err *e);

#endif
