/* Lines of a file of any origin. Private to exchange/. */
#ifndef EXCHANGE_LINES_H
#define EXCHANGE_LINES_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"

/* The next line with its end, which is LF, CR or CR LF, in place of what was in *line. False: there
 * is no more, or reading failed (ferror(3)). */
bool line_next(FILE *in, struct buf *line);

#endif
