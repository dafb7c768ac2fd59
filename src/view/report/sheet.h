/* A record as lines to read: sections, labels, values; references say which record they lead to. */
#ifndef VIEW_SHEET_H
#define VIEW_SHEET_H

#include "registry/registry.h"

enum line_kind { LINE_HEADING, LINE_VALUE, LINE_MORE, LINE_BLANK };

struct sheet_line {
	enum line_kind kind;
	char *label, *text;             /* label: "" where there is none */
	uint32_t target;                /* the record that the line refers to; 0: none */
	const struct type *type;        /* of a list that the line leads to; NULL: none */
	char *query;                    /* its limit */
	char mark;                      /* shown in column two; 0: none */
	uint64_t key;                   /* what who made the line finds it again by */
};

struct sheet_lines {
	struct sheet_line *list;
	size_t count, room;
};

#define SHEET_LABEL 20  /* columns of a label, with the gap behind it */

/* Lines for a screen of that width. Long values are wrapped; each row of a table is a line without
 * its sources, if it was in force on the date (DATE_NONE: whenever). */
void sheet_of(struct registry *r, const struct record *record, partial_date as_of, int width,
              struct sheet_lines *out);
void sheet_lines_clear(struct sheet_lines *s);

/* Appends lines of plain text, wrapped. */
void sheet_text(struct sheet_lines *out, const char *text, int width);
/* A label with a text. */
void sheet_entry(struct sheet_lines *out, const char *label, const char *text, int width);
void sheet_blank(struct sheet_lines *out);
/* Drops the lines behind the first `count`. */
void sheet_cut(struct sheet_lines *out, size_t count);
/* The last line leads to a record, or to a list of a type with a limit. */
void sheet_leads_to(struct sheet_lines *out, uint32_t target);
void sheet_leads_to_list(struct sheet_lines *out, const struct type *type, const char *query);
void sheet_heading(struct sheet_lines *out, const char *text);
/* Gives the lines from `first` on, blank ones apart, a key. */
void sheet_keys(struct sheet_lines *out, size_t first, uint64_t key);

/* Appends what tells a row apart from its fellows: what its key or its first column holds. */
void row_name(struct registry *r, const struct field *table, const struct row *row,
              struct buf *out);
/* Appends a cell of a row of the record: a reference with its title, what is due before or after
 * the record's start with the day that this means ("-6w = 2026-10-27"). record may be NULL. */
void cell_text(struct registry *r, const struct record *record, const struct field *column,
               const struct value *v, struct buf *out);

/* Appends what a row of the record (or NULL) holds, on one line. */
void row_text(struct registry *r, const struct record *record, const struct field *table,
              const struct row *row, struct buf *out);

#endif
