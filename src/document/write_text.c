/* Writes a document as plain text: underlined headings, and tables aligned by the width that a terminal
 * gives to each character. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "document/blocks.h"

#define GAP 2           /* between two columns */
#define NARROWEST 6     /* a column is not made narrower for others to fit */

/* ---- lines */

static void
blanks(struct buf *out, int count)
{
	for (int i = 0; i < count; i++)
		buf_byte(out, ' ');
}

static void
put_wrapped(const char *text, int width, struct buf *out)
{
	size_t size = strlen(text), at = 0;

	do {
		size_t end, next = text_wrap(text, size, at, width, &end);

		buf_add(out, text + at, end - at);
		buf_end_line(out);
		at = next;
	} while (at < size);
}

static int
widest_line(const char *text)
{
	int widest = 0;

	for (const char *p = text; ; p += strcspn(p, "\n") + 1) {
		size_t n = strcspn(p, "\n");
		int width = text_width(p, n);

		widest = width > widest ? width : widest;
		if (p[n] == '\0')
			return widest;
	}
}

static void
underline(const char *text, int width, char with, struct buf *out)
{
	int widest = widest_line(text);

	put_wrapped(text, width, out);
	for (int i = 0; i < (widest < width ? widest : width); i++)
		buf_byte(out, (unsigned char)with);
	buf_byte(out, '\n');
}

/* ---- tables */

struct layout {
	size_t columns;
	int *width;
};

static void
measure(const struct block *b, struct layout *l)
{
	for (size_t c = 0; c < b->columns; c++) {
		l->width[c] = b->head == NULL ? 0 : widest_line(b->head[c]);
		for (size_t r = 0; r < b->rows; r++) {
			int width = widest_line(b->cells[r * b->columns + c]);

			l->width[c] = width > l->width[c] ? width : l->width[c];
		}
	}
}

static int
total(const struct layout *l)
{
	int sum = GAP * ((int)l->columns - 1);

	for (size_t c = 0; c < l->columns; c++)
		sum += l->width[c];
	return sum;
}

/* Takes what is too much from the columns that are widest, so that narrow ones stay whole. */
static void
fit(struct layout *l, int width)
{
	while (total(l) > width) {
		size_t widest = 0;
		int second = NARROWEST, excess = total(l) - width, cut;

		for (size_t c = 1; c < l->columns; c++)
			widest = l->width[c] > l->width[widest] ? c : widest;
		for (size_t c = 0; c < l->columns; c++) {
			if (c != widest && l->width[c] > second)
				second = l->width[c];
		}
		cut = l->width[widest] - second;
		cut = cut < 1 ? 1 : cut > excess ? excess : cut;
		l->width[widest] -= cut;
		if (l->width[widest] < 2) {     /* more columns than there is room for */
			l->width[widest] = 2;
			return;
		}
	}
}

static void
put_row(char *const *cells, const struct layout *l, struct buf *out)
{
	size_t *at = mem_new(sizeof *at * l->columns);
	bool more = true;

	while (more) {
		int column = 0, start = 0;

		more = false;
		for (size_t c = 0; c < l->columns; c++) {
			size_t size = strlen(cells[c]), end = at[c];

			blanks(out, start - column);
			column = start > column ? start : column;
			if (at[c] < size) {
				size_t next = text_wrap(cells[c], size, at[c], l->width[c], &end);

				buf_add(out, cells[c] + at[c], end - at[c]);
				column += text_width(cells[c] + at[c], end - at[c]);
				at[c] = next;
				more = more || next < size;
			}
			start += l->width[c] + GAP;
		}
		buf_end_line(out);
	}
	free(at);
}

static void
put_table(const struct block *b, int width, struct buf *out)
{
	struct layout l = { .columns = b->columns };

	if (b->columns == 0)
		return;
	l.width = mem_new(sizeof *l.width * b->columns);
	measure(b, &l);
	fit(&l, width);
	if (b->head != NULL) {
		put_row(b->head, &l, out);
		for (size_t c = 0; c < l.columns; c++) {
			blanks(out, c == 0 ? 0 : GAP);
			for (int i = 0; i < l.width[c]; i++)
				buf_byte(out, '-');
		}
		buf_end_line(out);
	}
	for (size_t r = 0; r < b->rows; r++)
		put_row(b->cells + r * b->columns, &l, out);
	free(l.width);
}

/* ---- the whole */

static void
put_block(const struct block *b, int width, struct buf *out)
{
	switch (b->kind) {
	case BLOCK_TITLE:
		underline(b->text, width, '=', out);
		break;
	case BLOCK_HEADING:
		if (b->level < 3)
			underline(b->text, width, b->level == 1 ? '-' : '.', out);
		else
			put_wrapped(b->text, width, out);
		break;
	case BLOCK_FACTS:
	case BLOCK_TABLE:
		put_table(b, width, out);
		break;
	case BLOCK_BREAK:
		for (int i = 0; i < width; i++)
			buf_byte(out, '_');
		buf_byte(out, '\n');
		break;
	default:
		put_wrapped(b->text, width, out);
		break;
	}
}

void
write_text(const struct blocks *b, int width, struct buf *out)
{
	for (size_t i = 0; i < b->count; i++) {
		if (i > 0)
			buf_byte(out, '\n');
		put_block(&b->list[i], width, out);
	}
}
