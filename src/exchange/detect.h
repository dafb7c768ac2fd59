/* What a file is, by its first bytes: its encoding, the separator of its cells, and whether it is
 * something else altogether. Each is a table; nothing here reads more than it needs to. */
#ifndef EXCHANGE_DETECT_H
#define EXCHANGE_DETECT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* As many bytes of the start of a file as detect_encoding() and detect_foreign() look at. */
#define DETECT_HEAD 4096

/* The encoding, as iconv calls it, that a byte order mark says, or the zeros of UTF-16. NULL: UTF-8, or
 * what cannot be told. */
const char *detect_encoding(struct span head);

/* ERR_DATA: the file is not a text of records, but something that is known; the sentence says what, and
 * what to do. It has no subject. */
enum err_code detect_foreign(struct span head, struct err *e);

/* Whether the text is JSON: an object, or an array of objects. */
bool detect_json(struct span head);

/* Reads the stream from where it is to its end. ERR_DATA: it is not UTF-8; *line is where. */
enum err_code detect_utf8(FILE *in, int *line, struct err *e);

/* The separator of cells that a line of headings has outside of quotes: a comma, a semicolon, a tab or
 * a vertical bar, whichever is most frequent; a comma if there is none. */
char detect_separator(struct span line);

#endif
