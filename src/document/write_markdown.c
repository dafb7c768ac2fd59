/* Writes a document as Markdown, with the tables of GitHub Flavored Markdown. */
#include <config.h>

#include <string.h>

#include "document/blocks.h"

/* Whether the character at p would begin something at the start of a line: a heading, a list, a
 * quotation, a rule, a number of a list. */
static bool
begins_something(const char *line, const char *p)
{
	const char *digits = line;

	if (p == line)
		return strchr("#>+-=~", *p) != NULL;
	while (*digits >= '0' && *digits <= '9')
		digits++;
	return p == digits && digits > line && (*p == '.' || *p == ')');
}

/* A text with everything escaped that Markdown would take for a sign; blanks at the start of a line
 * would make it a block of code. */
static void
put_text(const char *text, const char *line_break, struct buf *out)
{
	const char *line = text + strspn(text, " ");

	for (const char *p = line; *p != '\0'; p++) {
		if (*p == '\n') {
			line = p + 1 + strspn(p + 1, " ");
			p = line - 1;
			buf_text(out, line_break);
			continue;
		}
		if (strchr("\\`*_[]<>|&$", *p) != NULL || begins_something(line, p))
			buf_byte(out, '\\');
		buf_byte(out, (unsigned char)*p);
	}
}

static void
put_row(char *const *cells, size_t count, struct buf *out)
{
	for (size_t c = 0; c < count; c++) {
		buf_text(out, "| ");
		put_text(cells[c], "<br>", out);
		buf_byte(out, ' ');
	}
	buf_text(out, "|\n");
}

static void
put_table(const struct block *b, struct buf *out)
{
	if (b->head != NULL) {
		put_row(b->head, b->columns, out);
	} else {
		for (size_t c = 0; c < b->columns; c++)
			buf_text(out, "|   ");
		buf_text(out, "|\n");
	}
	for (size_t c = 0; c < b->columns; c++)
		buf_text(out, "| --- ");
	buf_text(out, "|\n");
	for (size_t r = 0; r < b->rows; r++)
		put_row(b->cells + r * b->columns, b->columns, out);
}

static void
put_facts(const struct block *b, struct buf *out)
{
	for (size_t r = 0; r < b->rows; r++) {
		buf_text(out, "- **");
		put_text(b->cells[r * b->columns], " ", out);
		buf_text(out, "**: ");
		put_text(b->cells[r * b->columns + 1], "<br>", out);
		buf_byte(out, '\n');
	}
}

static void
put_heading(const struct block *b, struct buf *out)
{
	int level = b->kind == BLOCK_TITLE ? 1 : b->level < 5 ? b->level + 1 : 6;

	for (int i = 0; i < level; i++)
		buf_byte(out, '#');
	buf_byte(out, ' ');
	put_text(b->text, " ", out);
	buf_byte(out, '\n');
}

static void
put_block(const struct block *b, struct buf *out)
{
	switch (b->kind) {
	case BLOCK_TITLE:
	case BLOCK_HEADING:
		put_heading(b, out);
		break;
	case BLOCK_FACTS:
		put_facts(b, out);
		break;
	case BLOCK_TABLE:
		put_table(b, out);
		break;
	case BLOCK_BREAK:
		buf_text(out, "---\n");
		break;
	default:
		put_text(b->text, "\\\n", out);
		buf_byte(out, '\n');
		break;
	}
}

void
write_markdown(const struct blocks *b, struct buf *out)
{
	for (size_t i = 0; i < b->count; i++) {
		if (i > 0)
			buf_byte(out, '\n');
		put_block(&b->list[i], out);
	}
}
