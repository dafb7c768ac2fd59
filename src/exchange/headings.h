/* The headings of a file of cells, made into fields once, before any row is read. Whatever reads rows
 * of cells (csv, a workbook) hands its headings in and gets its items from here. */
#ifndef EXCHANGE_HEADINGS_H
#define EXCHANGE_HEADINGS_H

#include "base/faults.h"
#include "exchange/item.h"
#include "exchange/map.h"
#include "schema/schema.h"

/* What the headings are matched with. */
struct heading_rules {
	const struct type *type;        /* NULL: names are taken as they stand */
	const struct field *table;      /* the rows are of that table; NULL: of the type */
	const struct column_map *map;   /* or NULL */
	bool are_numbers;               /* there are no headings: the map names columns by number */
	bool may_update;                /* a record that is there already must be known by its code */
};

struct headings;

/* From the texts of the heading row. What is wrong is added to the faults, with the file's name and
 * line; the result is usable all the same. */
struct headings *headings_new(const char *const *texts, size_t count,
                              const struct heading_rules *rules, const char *file, int line,
                              struct faults *faults);
void headings_free(struct headings *h);

/* The item of a row of cells, in the arena; the cells are borrowed. ERR_DATA: the row has more cells
 * than there are columns, a value in a column without a heading, or a date that is not in the map's
 * format. */
enum err_code headings_item(const struct headings *h, const char *const *cells, size_t count,
                            struct arena *a, struct item *out, struct err *e);

#endif
