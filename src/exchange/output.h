/* Records out: cells of csv, values as JSON, aligned tables. */
#ifndef EXCHANGE_OUTPUT_H
#define EXCHANGE_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "record/form.h"

struct json_t;

/* What leaves the register. */
struct disclosure {
	bool sensitive;                 /* also sensitive fields, and counts under 5 */
	bool versions;                  /* also each record's version */
};

/* Whether the field may be in the output at all. */
bool is_disclosed(const struct field *f, const struct disclosure *d);

/* ---- csv (RFC 4180), LF at the ends of lines */

/* One cell, quoted where it must be. guard: a text that a spreadsheet would run gets a ' first. */
void csv_put(FILE *out, const char *text, bool guard, bool is_first);

/* The text of a field as a file has it; a small count as "<5" unless it is disclosed. */
void file_text(const struct value *v, const struct field *f, const struct directory *d,
               const struct disclosure *disclosure, struct buf *out);

/* ---- JSON: the caller frees with json_decref() */

/* {"type","id","code",...}: what is not empty, in schema order. only: just these fields, or NULL
 * for all with their tables. */
struct json_t *json_record(const struct record *r, const struct directory *d,
                           const struct disclosure *disclosure, const struct field **only,
                           size_t only_count);

/* A row of a table, with its record: {"PARENT TYPE","id",...}. */
struct json_t *json_row(const struct record *r, const struct field *table, const struct row *row,
                        const struct directory *d, const struct disclosure *disclosure,
                        const struct field **only, size_t only_count);

/* Writes it on one line. */
void json_put(FILE *out, const struct json_t *value);

/* ---- tables for people: aligned on a terminal, columns apart by tabs elsewhere */

struct sheet_column {
	const char *heading;
	int width;                      /* columns; 0: takes what the others leave */
};

struct sheet {
	FILE *out;
	const struct sheet_column *columns;
	size_t count;
	int terminal;                   /* its width; 0: no terminal */
	int flexible;                   /* width of the column that takes the rest */
};

void sheet_begin(struct sheet *s, FILE *out, const struct sheet_column *columns, size_t count);
void sheet_row(struct sheet *s, const char *const *cells);

/* Columns of the terminal that the stream is, or 0. */
int terminal_width(FILE *out);

#endif
