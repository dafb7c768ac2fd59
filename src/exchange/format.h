/* The formats that import reads: a row in the table of format.c and a file that has the reader. */
#ifndef EXCHANGE_FORMAT_H
#define EXCHANGE_FORMAT_H

#include "exchange/import.h"

struct import_format {
	const char *name;               /* as --format has it */
	const char *ending;             /* of file names */
	bool is_cells;                  /* rows of cells under headings; else items that name their own */
	struct reader *(*open)(const struct import_source *source, bool may_update);
};

/* The names of all, ended by NULL. */
extern const char *const import_format_names[];

/* By its name; NULL: there is none. */
const struct import_format *import_format_named(const char *name);

/* By the end of the file's name, else csv. */
const struct import_format *import_format_of(const char *path);

/* Opens the file as that format. Otherwise as input_open(); ERR_DATA also: it is something else. */
enum err_code import_open(const char *path, const char *encoding,
                          const struct import_format *format, FILE **out, struct err *e);

#endif
