/* Writes tables for people: aligned on a terminal, separated by tabs elsewhere. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"
#include "exchange/writer.h"

#define GAP 1
#define MOST_HELD 500           /* lines that are measured before the first is written */

/* A cell until the widths are known. */
struct held_cell {
	char *text, *brief;             /* brief: NULL, there is no short form */
};

struct layout {
	int terminal;                   /* columns of the terminal; 0: there is none */
	struct fit *fits;
	int *widths;                    /* NULL: not known yet */
	struct held_cell *held;         /* line by line */
	size_t count, room;             /* of lines */
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

static void
aligned_cell(const struct writer *w, size_t i, const char *text, bool is_right, struct buf *line)
{
	const struct layout *layout = w->state;

	text_align(text, strlen(text), layout->widths[i], is_right, TEXT_UTF8, line);
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

/* The last cell is not filled up with blanks. */
static void
put_line(const struct writer *w, struct buf *line)
{
	buf_end_line(line);
	fputs(buf_string(line), w->out);
	buf_clear(line);
}

/* ---- separated by tabs */

static void
put_plain_headings(const struct writer *w)
{
	struct buf line;

	buf_init(&line);
	for (size_t i = 0; i < w->column_count; i++) {
		if (i > 0)
			buf_byte(&line, '\t');
		plain_cell(w->columns[i].name, &line);
	}
	buf_byte(&line, '\n');
	fputs(buf_string(&line), w->out);
	buf_clear(&line);
}

static void
put_plain_row(const struct writer *w, const struct record *r, const struct row *row)
{
	struct buf line, text;

	buf_init(&line);
	buf_init(&text);
	for (size_t i = 0; i < w->column_count; i++) {
		const struct writer_column *c = &w->columns[i];

		buf_reset(&text);
		c->put(w, c, r, row, &text);
		if (i > 0)
			buf_byte(&line, '\t');
		plain_cell(buf_string(&text), &line);
	}
	buf_byte(&line, '\n');
	fputs(buf_string(&line), w->out);
	buf_clear(&text);
	buf_clear(&line);
}

/* ---- aligned: the first lines wait until the widths that they need are known */

static void
put_held(const struct writer *w, const struct held_cell *cells)
{
	const struct layout *layout = w->state;
	struct buf line;

	buf_init(&line);
	for (size_t i = 0; i < w->column_count; i++) {
		const struct held_cell *c = &cells[i];
		bool is_cut = text_width(c->text, strlen(c->text)) > layout->widths[i];

		if (layout->widths[i] == 0)
			continue;
		if (i > 0)
			buf_byte(&line, ' ');
		aligned_cell(w, i, is_cut && c->brief != NULL ? c->brief : c->text,
		             w->columns[i].is_right, &line);
	}
	put_line(w, &line);
}

static void
free_held(const struct writer *w, struct held_cell *cells)
{
	for (size_t i = 0; i < w->column_count; i++) {
		free(cells[i].text);
		free(cells[i].brief);
	}
}

static void
put_headings(const struct writer *w)
{
	struct held_cell *cells = mem_new(sizeof *cells * (w->column_count + 1));

	for (size_t i = 0; i < w->column_count; i++)
		cells[i].text = mem_text(w->columns[i].name);
	put_held(w, cells);
	free_held(w, cells);
	free(cells);
}

static void
put_all_held(struct writer *w)
{
	struct layout *layout = w->state;

	layout->widths = mem_new(sizeof *layout->widths * (w->column_count + 1));
	fit_columns(layout->fits, w->column_count, GAP, layout->terminal, layout->widths);
	put_headings(w);
	for (size_t i = 0; i < layout->count; i++) {
		put_held(w, layout->held + i * w->column_count);
		free_held(w, layout->held + i * w->column_count);
	}
	layout->count = 0;
}

static void
fill_cell(struct writer *w, size_t i, const struct record *r, const struct row *row,
          struct held_cell *cell)
{
	const struct writer_column *c = &w->columns[i];
	struct layout *layout = w->state;
	struct buf text;

	buf_init(&text);
	c->put(w, c, r, row, &text);
	fit_add(&layout->fits[i], text_width((const char *)text.data, text.size));
	cell->text = buf_take(&text);
	cell->brief = NULL;
	if (c->put_brief == NULL)
		return;
	buf_init(&text);
	c->put_brief(w, c, r, row, &text);
	if (text.size > 0)
		cell->brief = buf_take(&text);
	buf_clear(&text);
}

static void
put_aligned_row(struct writer *w, const struct record *r, const struct row *row)
{
	struct layout *layout = w->state;
	struct held_cell *cells;

	layout->held = mem_room(layout->held, layout->count, &layout->room,
	                        sizeof *layout->held * w->column_count);
	cells = layout->held + layout->count * w->column_count;
	for (size_t i = 0; i < w->column_count; i++)
		fill_cell(w, i, r, row, &cells[i]);
	layout->count++;
	if (layout->widths == NULL && layout->count < MOST_HELD)
		return;
	if (layout->widths == NULL) {
		put_all_held(w);
		return;
	}
	put_held(w, cells);
	free_held(w, cells);
	layout->count = 0;
}

/* ---- the format */

static void
table_begin(struct writer *w)
{
	struct layout *layout = mem_new(sizeof *layout);

	layout->terminal = writer_terminal_width(w->out);
	layout->fits = mem_new(sizeof *layout->fits * (w->column_count + 1));
	for (size_t i = 0; i < w->column_count; i++) {
		layout->fits[i] = w->columns[i].fit;
		layout->fits[i].heading = text_width(w->columns[i].name, strlen(w->columns[i].name));
	}
	w->state = layout;
}

/* The headings come with the first line, so that a table without lines is empty. */
static void
table_row(struct writer *w, const struct record *r, const struct row *row)
{
	const struct layout *layout = w->state;

	if (layout->terminal > 0) {
		put_aligned_row(w, r, row);
		return;
	}
	if (w->count == 0)
		put_plain_headings(w);
	put_plain_row(w, r, row);
}

static void
table_record(struct writer *w, const struct record *r)
{
	table_row(w, r, NULL);
}

static void
table_end(struct writer *w)
{
	struct layout *layout = w->state;

	if (layout->terminal > 0 && layout->count > 0)
		put_all_held(w);
	free(layout->held);
	free(layout->widths);
	free(layout->fits);
	free(layout);
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
