/* How wide the columns of a list are: as wide as what they have to show, as far as the line has
 * room. Text gives way first, then choices that have short labels, then headings; the last columns
 * are left out before a text gets too narrow to be read. */
#ifndef RECORD_FIT_H
#define RECORD_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"

/* What one column asks for, in columns of the screen. */
struct fit {
	int heading;            /* its label */
	int need;               /* the widest cell among those looked at; 0: all of them are empty */
	int brief;              /* the same with the short labels of choices; not above `need` */
	int form;               /* what any value of its kind takes at most; 0: that is not known */
	int asked;              /* set by the operator; 0: found here */
	bool is_text;           /* can be cut, and takes what the others leave */
	bool is_flexible;       /* of texts, the one that gets more and is never left out */
};

/* What the kind of a field says of its column; width: that the schema gives, or 0. */
struct fit fit_of_field(const struct field *f, int width, const char *label);

/* The same of a column; one of several fields is a text. */
struct fit fit_of_column(const struct column *c);

/* Whether values of the field, or of the column, stand at the right, as numbers do. */
bool field_is_right(const struct field *f);
bool column_is_right(const struct column *c);

/* The short label of what a record, or a row of it (else NULL), has in a column; NULL: there is
 * none. */
const char *column_brief(const struct column *c, const struct record *r, const struct row *row);

/* Makes room for one more cell. */
void fit_add(struct fit *fit, int width);

/* The widths of the columns on a line of that many columns, with a gap between two; 0: the column
 * is left out. The first column never is. */
void fit_columns(const struct fit *fits, size_t count, int gap, int line, int *widths);

#endif
