/* Ordinal words at the start of titles: "Seventh Ministerial Consultation". */
#ifndef BASE_ORDINAL_H
#define BASE_ORDINAL_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends the title with the next ordinal in place of the one that it starts with, in English, French or
 * Spanish words or as digits ("6th", "6e", "6.a"). False: it starts with none that has a next one, and
 * nothing was appended. */
bool ordinal_advance(const char *title, const char *language, struct buf *out);

#endif
