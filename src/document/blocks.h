/* A document as a list of blocks, whatever format it is written in: titles, headings, paragraphs,
 * tables and notes, in the order in which they are read. */
#ifndef DOCUMENT_BLOCKS_H
#define DOCUMENT_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum block_kind {
	BLOCK_TITLE,
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,        /* may have line breaks */
	BLOCK_FACTS,            /* a table of two columns: a label and its value */
	BLOCK_TABLE,
	BLOCK_NOTE,             /* a small line, such as a symbol or a foot */
	BLOCK_BREAK,            /* what follows begins a new page */
};

struct block {
	enum block_kind kind;
	int level;              /* of a heading, from 1 */
	char *text;             /* of what is not a table; may hold line breaks */
	size_t columns, rows;   /* of a table; its head is not among the rows */
	char **head;            /* of BLOCK_TABLE, a text a column; NULL: it has none */
	char **cells;           /* rows after one another */
	size_t room;
};

struct blocks {
	struct block *list;
	size_t count, room;
};

void blocks_clear(struct blocks *b);

/* Appends a block of text, of which a copy is kept without what could drive a terminal; nothing if the
 * text is empty. level: of a heading; else 0. */
void blocks_text(struct blocks *b, enum block_kind kind, int level, const char *text);
void blocks_break(struct blocks *b);    /* nothing at the start, or behind another break */

/* Appends a table; head: a text a column, or NULL. Good until the next block. */
struct block *blocks_table(struct blocks *b, enum block_kind kind, const char *const *head,
                           size_t columns);
/* The next cell of the table, row by row; text may be NULL: empty. */
void block_cell(struct block *table, const char *text);

/* ---- writers */

enum document_format { DOCUMENT_TEXT, DOCUMENT_MARKDOWN };

/* The names of the formats in the order of the enum, ended by NULL. */
extern const char *const document_formats[];

/* Appends the blocks as UTF-8 with line feeds. Text is at most `width` columns wide, and nothing is cut:
 * cells that do not fit go on in the next line. Markdown is GitHub's (tables of pipes). */
void write_text(const struct blocks *b, int width, struct buf *out);
void write_markdown(const struct blocks *b, struct buf *out);

#endif
