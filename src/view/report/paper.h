/* Documents on the screen: which of them fit a record, and their text as lines to read. */
#ifndef VIEW_PAPER_H
#define VIEW_PAPER_H

#include "document/document.h"
#include "view/report/report.h"

/* The documents that fit the register's schema, with what printing them needs. */
struct paper {
	struct documents documents;
	struct printing printing;
};

void paper_begin(struct registry *r, partial_date as_of, struct paper *out);
void paper_end(struct paper *p);

/* The document of one record of the type that comes behind the one of that name, by name; the first
 * behind the last, or for NULL. NULL: no document is of such a record. */
const struct document *paper_next(const struct paper *p, const struct type *type, const char *name);

/* The record, printed as the document; one of many records is of this one alone. */
enum err_code paper_print(const struct paper *p, const struct document *d,
                          const struct record *record, struct blocks *out, struct err *e);

/* The document that the subject names by its text, or else the first that fits; NULL: none does. */
const struct document *paper_shown(const struct paper *p, const struct report_subject *s);

/* The subject's record as the document of its text (see paper_shown()): lines of the width, or,
 * where nothing is to be wrapped, a line a row: "Party: Nepal; Level: minister". */
enum err_code report_paper(struct registry *r, const struct report_subject *s, int width,
                           struct sheet_lines *out, struct err *e);
/* "list of participants, CP-20181116"; the caller frees it. */
char *paper_title(struct registry *r, const struct report_subject *s);

#endif
