/* Writes tables for people: aligned on a terminal, separated by tabs elsewhere. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "exchange/writer.h"

#define NARROWEST 8

struct widths {
	int terminal;                   /* columns of the terminal; 0: there is none */
	int flexible;                   /* of the column that takes what the others leave */
};

int
writer_terminal_width(FILE *out)
{
	struct winsize size;

	/* A stream that converts for the locale has no descriptor of its own. */
	int fd = out == stdout ? STDOUT_FILENO : fileno(out);

	if (!isatty(fd))
		return 0;
	return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* The last cell is not filled up with blanks. */
static void
aligned_cell(const struct writer *w, size_t i, const char *text, struct buf *line)
{
	const struct widths *widths = w->state;
	int width = w->columns[i].width > 0 ? w->columns[i].width : widths->flexible;

	if (i + 1 < w->column_count)
		text_pad(text, strlen(text), width, TEXT_UTF8, line);
	else
		text_show(text, strlen(text), width, TEXT_UTF8, line);
}

/* A cell of tab-separated text holds no tab and no line break: a long text's are blanks. */
static void
plain_cell(const char *text, struct buf *line)
{
	size_t start = line->size;

	text_reveal(text, strlen(text), TEXT_LONG, line);
	for (size_t i = start; i < line->size; i++) {
		if (line->data[i] == '\n')
			line->data[i] = ' ';
	}
}

static void
put_cell(const struct writer *w, size_t i, const char *text, struct buf *line)
{
	const struct widths *widths = w->state;

	if (i > 0)
		buf_byte(line, widths->terminal > 0 ? ' ' : '\t');
	if (widths->terminal > 0)
		aligned_cell(w, i, text, line);
	else
		plain_cell(text, line);
}

static void
put_line(const struct writer *w, struct buf *line)
{
	buf_byte(line, '\n');
	fputs(buf_string(line), w->out);
	buf_clear(line);
}

static void
table_begin(struct writer *w)
{
	struct widths *widths = mem_new(sizeof *widths);

	widths->terminal = writer_terminal_width(w->out);
	widths->flexible = widths->terminal;
	for (size_t i = 0; i < w->column_count; i++)
		widths->flexible -= w->columns[i].width + (i > 0);
	if (widths->flexible < NARROWEST)
		widths->flexible = NARROWEST;
	w->state = widths;
}

static void
put_headings(const struct writer *w)
{
	struct buf line;

	buf_init(&line);
	for (size_t i = 0; i < w->column_count; i++)
		put_cell(w, i, w->columns[i].name, &line);
	put_line(w, &line);
}

/* The headings come with the first line, so that a table without lines is empty. */
static void
table_row(struct writer *w, const struct record *r, const struct row *row)
{
	struct buf line, text;

	if (w->count == 0)
		put_headings(w);
	buf_init(&line);
	buf_init(&text);
	for (size_t i = 0; i < w->column_count; i++) {
		const struct writer_column *c = &w->columns[i];

		buf_reset(&text);
		c->put(w, c, r, row, &text);
		put_cell(w, i, buf_string(&text), &line);
	}
	buf_clear(&text);
	put_line(w, &line);
}

static void
table_record(struct writer *w, const struct record *r)
{
	table_row(w, r, NULL);
}

static void
table_end(struct writer *w)
{
	free(w->state);
	w->state = NULL;
}

const struct writer_format writer_table = {
	.charset = CHARSET_FOR_PEOPLE,
	.has_columns = true,
	.begin = table_begin,
	.record = table_record,
	.row = table_row,
	.end = table_end,
};
