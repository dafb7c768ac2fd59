/* Mail messages as files, for a mailer to send (RFC 5322): nothing is sent from here. Lines end in LF,
 * as local mailers expect, and all bytes are ASCII. */
#ifndef EXCHANGE_MAIL_H
#define EXCHANGE_MAIL_H

#include "base/buf.h"
#include "base/err.h"

struct mail {
	const char *from;               /* "name@example.org" or "A Name <name@example.org>" */
	const char *const *to;          /* addresses, ended by NULL; at least one */
	const char *subject;
	const char *identity;           /* the left part of the Message-ID: letters, digits, "-" */
	int64_t date;                   /* UTC milliseconds */
	const char *text;               /* UTF-8; its lines end in LF */
};

/* Whether it is an address that can stand in a header as it is. */
bool mail_is_address(const char *text, size_t size);

/* ERR_USAGE: the text is neither an address nor a name with an address. what: how the sentence calls
 * it. */
enum err_code mail_check_sender(const char *from, const char *what, struct err *e);

/* Appends the message. It is marked as made by a program (RFC 3834), so that nobody's out-of-office
 * reply answers it. */
void mail_put(const struct mail *m, struct buf *out);

#endif
