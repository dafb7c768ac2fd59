/* A map of columns: which column of a file is which field, a line each.
 *
 *     Kode = code                          a column by its heading
 *     "#country+code" = state              a heading that begins with #, or holds =
 *     3 = city                             a column by its number
 *     Remarks = -                          passed over
 *     "{country}-{location}" = code        columns joined
 *     Country = state by title             a reference by the title of what it refers to
 *     Day = start as %d/%m/%Y              a date's format
 */
#ifndef EXCHANGE_MAP_H
#define EXCHANGE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* A text, then a column unless that is NULL. */
struct map_part {
	const char *text, *column;
};

struct map_line {
	int line;                       /* in the map, for messages */
	const char *column;             /* of the file, or how columns are joined */
	const char *field;              /* or "-": passed over */
	const char *date;               /* the format of a date, or NULL */
	bool by_title;
	struct map_part *parts;         /* of columns that are joined; else NULL */
	size_t part_count;
};

struct column_map {
	const char *path;
	struct map_line *list;
	size_t count;
	struct arena arena;
};

/* ERR_USAGE: it cannot be read, or a line is none, which is told with its place. */
enum err_code column_map_read(const char *path, struct column_map *out, struct err *e);
/* The same of a text. */
enum err_code column_map_parse(const char *text, const char *path, struct column_map *out,
                               struct err *e);
void column_map_clear(struct column_map *m);

/* Appends the date that the text has in the format of a map, as 2011-04-19, or as 2011-04 or 2011 if
 * the format has no day or month. False: it is not in that format. */
bool map_date(const char *text, const char *format, struct buf *out);

#endif
