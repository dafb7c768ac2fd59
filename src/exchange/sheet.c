/* Tables for people. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "exchange/output.h"

#define NARROWEST 8

int
terminal_width(FILE *out)
{
	struct winsize size;

	/* A stream that converts for the locale has no descriptor of its own. */
	int fd = out == stdout ? STDOUT_FILENO : fileno(out);

	if (!isatty(fd))
		return 0;
	return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void
sheet_begin(struct sheet *s, FILE *out, const struct sheet_column *columns, size_t count)
{
	const char **headings = mem_new(sizeof *headings * (count + 1));

	*s = (struct sheet){ .out = out, .columns = columns, .count = count };
	s->terminal = terminal_width(out);
	s->flexible = s->terminal;
	for (size_t i = 0; i < count; i++)
		s->flexible -= columns[i].width + (i > 0);
	if (s->flexible < NARROWEST)
		s->flexible = NARROWEST;
	for (size_t i = 0; i < count; i++)
		headings[i] = columns[i].heading;
	sheet_row(s, headings);
	free(headings);
}

/* The last cell is not filled up with blanks. */
static void
aligned_cell(const struct sheet *s, size_t i, const char *text, struct buf *line)
{
	int width = s->columns[i].width > 0 ? s->columns[i].width : s->flexible;

	if (i + 1 < s->count)
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

void
sheet_row(struct sheet *s, const char *const *cells)
{
	struct buf line;

	buf_init(&line);
	for (size_t i = 0; i < s->count; i++) {
		if (i > 0)
			buf_byte(&line, s->terminal > 0 ? ' ' : '\t');
		if (s->terminal > 0)
			aligned_cell(s, i, cells[i], &line);
		else
			plain_cell(cells[i], &line);
	}
	buf_byte(&line, '\n');
	fputs(buf_string(&line), s->out);
	buf_clear(&line);
}
