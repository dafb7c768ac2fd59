/* Files of values separated by commas or the like. */
#ifndef EXCHANGE_CSV_H
#define EXCHANGE_CSV_H

#include "exchange/headings.h"
#include "exchange/item.h"

struct csv_layout {
	const char *name;               /* of the file, for messages */
	int header_rows;                /* the last of which names the columns; 0: there are none */
	char separator;                 /* NUL: found by looking at the headings */
	struct heading_rules rules;     /* its are_numbers is set by header_rows */
};

/* The stream stays the caller's, and what the layout refers to. */
struct reader *csv_reader(FILE *in, const struct csv_layout *layout);

#endif
