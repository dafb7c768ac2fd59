/* One cell of a csv file, for all that write csv. */
#ifndef EXCHANGE_CSV_CELL_H
#define EXCHANGE_CSV_CELL_H

#include <stdbool.h>
#include <stdio.h>

/* guard: a text that a spreadsheet would run gets a ' first. A comma stands before all but the
 * first cell of a line. */
void csv_put(FILE *out, const char *text, bool guard, bool is_first);

#endif
