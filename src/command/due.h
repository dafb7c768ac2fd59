/* What "due" writes: a text for people, and messages for a mailer. */
#ifndef COMMAND_DUE_H
#define COMMAND_DUE_H

#include "command/command.h"
#include "figures/due.h"

enum due_group { DUE_BY_NOTHING, DUE_BY_OWNER, DUE_BY_DATE, DUE_BY_RECORD };

struct due_report {
	struct registry *registry;
	const char *house;              /* the name of the house, or "" */
	struct due_question question;
	int within;                     /* days */
	enum due_group group;
	const struct due_list *list;
};

/* Appends the text: 78 columns, lines that end in LF. owner: only what this record owes, and with
 * whom; 0: everything. */
void due_text(const struct due_report *d, uint32_t owner, struct buf *out);

/* "Follow-up of 28 November 2026: 2 late, 1 due within 30 days" */
void due_subject(const struct due_report *d, uint32_t owner, struct buf *out);

/* "office:RO-BKK" */
void due_owner_code(struct registry *r, uint32_t owner, struct buf *out);

/* Writes one message to standard output, or with --split one for each owner into a folder.
 * ERR_USAGE: nobody is named to send it to, or the settings do not say from whom it is. */
enum err_code due_mail(struct invocation *in, const struct due_report *d, struct err *e);

#endif
