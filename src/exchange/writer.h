/* Records and rows out, as `list`, `find`, `show` and `export` write them. A format is one row of
 * WRITER_LIST and one definition of a struct writer_format in a file of its own, write_NAME.c; a row
 * without a definition does not link. */
#ifndef EXCHANGE_WRITER_H
#define EXCHANGE_WRITER_H

#include <stdio.h>

#include "base/charset.h"
#include "exchange/output.h"
#include "record/fit.h"

/* What files have, and what import takes back: the first is what export writes unless told. */
#define FILE_WRITER_LIST(X) \
	X(csv)      \
	X(json)     \
	X(jsonl)

/* All of them: the first is what list and find write unless told. */
#define WRITER_LIST(X) \
	X(table)    \
	FILE_WRITER_LIST(X)

struct writer;

/* begin and end may be NULL: nothing comes before or after what is written. */
struct writer_format {
	enum charset_for charset;       /* of standard output */
	bool has_columns;               /* writes the writer's columns; else whole fields */
	void (*begin)(struct writer *w);
	void (*record)(struct writer *w, const struct record *r);
	void (*row)(struct writer *w, const struct record *r, const struct row *row);
	void (*end)(struct writer *w);
};

#define WRITER_DECLARATION(name) extern const struct writer_format writer_##name;
WRITER_LIST(WRITER_DECLARATION)
#undef WRITER_DECLARATION

/* The names of the formats, ended by NULL. */
extern const char *const writer_names[], *const file_writer_names[];

/* The format of that name, which is one of writer_names. */
const struct writer_format *writer_format_named(const char *name);

/* Whether the format is for people: in their language, and with labels in place of names. */
bool is_for_people(const struct writer_format *format);

/* A column, for formats that have columns. All texts are borrowed. */
struct writer_column {
	const char *name;               /* or a label, for people */
	struct fit fit;                 /* what it asks of a line, for people */
	bool is_right;                  /* stands at the right of its column, for people */
	bool is_free_text;              /* csv sees to it that no spreadsheet runs it */
	/* Appends what the record or row (NULL: none) has there. */
	void (*put)(const struct writer *w, const struct writer_column *c, const struct record *r,
	            const struct row *row, struct buf *out);
	/* The same in short, where there is no room for it; appends nothing if it has no short form.
	 * NULL: nothing has one. */
	void (*put_brief)(const struct writer *w, const struct writer_column *c,
	                  const struct record *r, const struct row *row, struct buf *out);
	bool is_path;                   /* no field: formats of whole fields write its text */
	const struct field *field;      /* these are for put() */
	const char *language;
	const void *context;
};

/* Filled by whoever writes, before writer_begin(). */
struct writer {
	const struct writer_format *format;
	FILE *out;
	const struct directory *directory;
	const char *language;           /* of what is for people */
	struct disclosure disclosure;
	const struct field *table;      /* whose rows are written; NULL: records are */
	const struct field *const *fields;      /* for formats without columns; NULL: all */
	size_t field_count;
	struct writer_column *columns;  /* see writer_add() */
	size_t column_count, column_room;
	uint64_t count;                 /* of records or rows that were written */
	void *state;                    /* the format's own, from its begin() to its end() */
};

void writer_add(struct writer *w, struct writer_column column);

/* Between writer_begin() and writer_end() come records, or rows. Whether writing failed is asked of
 * the stream. */
void writer_begin(struct writer *w);
void writer_record(struct writer *w, const struct record *r);
void writer_row(struct writer *w, const struct record *r, const struct row *row);
void writer_end(struct writer *w);

/* Frees the columns; whether or not the writer was begun. */
void writer_clear(struct writer *w);

/* Columns of the terminal that the stream writes to; 0: it is none. */
int writer_terminal_width(FILE *out);

/* What columns put: the record's code; the field of the record or row as files have it. */
void put_code_cell(const struct writer *w, const struct writer_column *c, const struct record *r,
                   const struct row *row, struct buf *out);
void put_field_cell(const struct writer *w, const struct writer_column *c, const struct record *r,
                    const struct row *row, struct buf *out);

#endif
