/* Tables of texts that are no records: what is due, what clashes, counts. They are written as a table
 * for people, as csv and as JSON, by the same rules as records are. */
#ifndef EXCHANGE_TABULAR_H
#define EXCHANGE_TABULAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum tabular_format { TABULAR_TABLE, TABULAR_CSV, TABULAR_JSON };

/* The names of the formats in the order of the enum, ended by NULL. */
extern const char *const tabular_names[];
enum tabular_format tabular_named(const char *name);

enum tabular_kind {
	TABULAR_TEXT,
	TABULAR_NUMBER,         /* in JSON a number if it reads as one; aligned to the right */
	TABULAR_LIST,           /* members separated by ";": in JSON an array */
	TABULAR_PLAIN,          /* a text that is never somebody's own: dates, kinds */
};

struct tabular_column {
	const char *name;               /* in files */
	const char *label;              /* for people; NULL: the column is in files only */
	enum tabular_kind kind;
	bool is_people_only;
};

struct tabular;

/* columns: borrowed until the end. Nothing is written before the first row, but an array without
 * members in JSON and the headings in csv. */
struct tabular *tabular_begin(FILE *out, enum tabular_format format,
                              const struct tabular_column *columns, size_t count);
/* The next cell, in the order of the columns; behind the last the row is complete. */
void tabular_put(struct tabular *t, const char *text);
/* Writes what is left and frees it. For people, columns are as wide as what they hold; the last is cut
 * where a terminal ends. */
void tabular_end(struct tabular *t);

#endif
