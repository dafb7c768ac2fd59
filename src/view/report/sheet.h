/* A record as lines to read: sections, labels, values; references say which record they lead to. */
#ifndef VIEW_SHEET_H
#define VIEW_SHEET_H

#include "registry/registry.h"

enum line_kind {
	LINE_HEADING,
	LINE_VALUE,             /* a label with its text beside it */
	LINE_MORE,              /* the text goes on */
	LINE_BELOW,             /* a text, or more of it, that stands below its label */
	LINE_COLUMNS,           /* the headings of a table */
	LINE_ROW,               /* a row of a table, below those headings */
	LINE_BLANK,
};

struct sheet_line {
	enum line_kind kind;
	char *label, *text;             /* label: "" where there is none */
	uint32_t target;                /* the record that the line refers to; 0: none */
	const struct type *type;        /* of a list that the line leads to; NULL: none */
	char *query;                    /* its limit */
	char mark;                      /* shown in column two; 0: none */
	uint64_t key;                   /* what who made the line finds it again by */
	const struct field *field;      /* that the line shows something of; NULL: none */
	char *language;                 /* of the field's text; NULL: the language of the schema */
	uint64_t row;                   /* the row of the field's table; 0: none */
	bool is_cut;                    /* the row has more than its line shows */
	partial_date from, to;          /* of an event; of what is due only `from`; else DATE_NONE */
	uint32_t other;                 /* of a clash: the record of the other event; else 0 */
	char *note;                     /* what is said while the mark is on the line; or NULL */
};

struct sheet_lines {
	struct sheet_line *list;
	size_t count, room;
	char *summary;                  /* what all lines amount to; or NULL */
};

#define SHEET_LABEL 20  /* columns of a label, with the gap behind it */
/* Columns of this label with the gap behind it: a long one takes more, and its text less. */
int sheet_label_room(const char *label);

#define SHEET_BELOW 2   /* by which a text is set in that stands below its label */
#define SHEET_NARROW 38 /* columns of values: with fewer, long ones stand below their labels */

/* A width in which nothing is wrapped or cut: for lines that are read aloud. */
#define SHEET_UNWRAPPED 4000

/* How a record is laid out. */
struct sheet_form {
	partial_date as_of;             /* rows that were in force then; DATE_NONE: all */
	int width;                      /* of the screen, without the marks */
	bool shows_empty;               /* also sections and fields without a value */
};

/* The record as lines. Long values are wrapped; a table is laid out in columns, one line a row, without
 * the sources of the rows. On a narrow screen a long value stands below its label. */
void sheet_of(struct registry *r, const struct record *record, const struct sheet_form *form,
              struct sheet_lines *out);

/* Appends the records that belong to this one by the schema's roles: the members of a series, what
 * stands below it, what covers it, what was carried to it. Each line leads to its record. */
enum err_code sheet_belongings(struct registry *r, const struct record *record,
                               const struct sheet_form *form, struct sheet_lines *out,
                               struct err *e);
void sheet_lines_clear(struct sheet_lines *s);

/* Appends lines of plain text, wrapped. */
void sheet_text(struct sheet_lines *out, const char *text, int width);
/* A label with a text; a long text stands below it where the screen is narrow. */
void sheet_entry(struct sheet_lines *out, const char *label, const char *text, int width);
void sheet_blank(struct sheet_lines *out);
/* Drops the lines behind the first `count`. */
void sheet_cut(struct sheet_lines *out, size_t count);
/* The last line leads to a record, or to a list of a type with a limit. */
void sheet_leads_to(struct sheet_lines *out, uint32_t target);
void sheet_leads_to_list(struct sheet_lines *out, const struct type *type, const char *query);
void sheet_heading(struct sheet_lines *out, const char *text);
/* A line of a table that is laid out already. */
void sheet_table_line(struct sheet_lines *out, enum line_kind kind, const char *text);
/* Gives the lines from `first` on, blank ones apart, a key. */
void sheet_keys(struct sheet_lines *out, size_t first, uint64_t key);

/* Appends what tells a row apart from its fellows: what its key or its first column holds. */
void row_name(struct registry *r, const struct field *table, const struct row *row,
              struct buf *out);
/* Why there is no next record, or previous one: the list that led here is at its end, or none did. */
const char *record_neighbour_refusal(bool has_list, bool down);

/* A row on a page of its own: all its cells, one below the other. */
void sheet_row(struct registry *r, const struct record *record, const struct field *table,
               const struct row *row, int width, struct sheet_lines *out);

/* Appends "LK  Sri Lanka". */
void reference_text(struct registry *r, uint32_t number, struct buf *out);

/* Appends a cell of a row of the record: a reference with its title, what is due before or after
 * the record's start with the day that this means ("-6w = 2026-10-27"). record may be NULL. */
void cell_text(struct registry *r, const struct record *record, const struct field *column,
               const struct value *v, struct buf *out);

/* Appends what a row of the record (or NULL) holds, on one line; is_brief: without lists, such as its
 * sources. */
void row_text(struct registry *r, const struct record *record, const struct field *table,
              const struct row *row, bool is_brief, struct buf *out);
/* The record that a row refers to, its party before all others; 0: none. */
uint32_t row_target(const struct field *table, const struct row *row);

#endif
