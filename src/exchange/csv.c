/* Reads comma-separated values (RFC 4180) with libcsv. */
#include <config.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <csv.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "exchange/csv.h"
#include "exchange/detect.h"
#include "exchange/headings.h"
#include "exchange/input.h"
#include "exchange/lines.h"
#include "exchange/reader.h"

struct csv_row {
	const char **fields;
	size_t count, room;
	int line;
	bool is_bad;            /* holds a NUL */
};

struct csv_reading {
	struct reader base;
	struct csv_parser parser;
	struct csv_layout layout;
	struct headings *headings;      /* NULL: not read yet */
	struct faults faults;           /* of the headings, given one by one */
	size_t next_fault;
	struct csv_row *rows;   /* read and not yet given: a line may end several */
	size_t row_count, row_room, next_row;
	struct csv_row open;    /* being read */
	int line;               /* lines read */
	bool is_at_end;
	bool is_broken;         /* cannot be read on, which was told */
	bool is_parsing;        /* the lines above the headings are behind */
	struct item item;
	struct buf text;        /* of a line */
};

static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

/* libcsv would tell a lack of memory like a stray quote. */
static void *
more_memory(void *p, size_t size)
{
	return mem_grow(p, size, 1);
}

static void
on_field(void *text, size_t size, void *context)
{
	struct csv_reading *c = context;
	const char *copy = arena_textn(&c->base.arena, text == NULL ? "" : text, size);

	if (c->open.line == 0)
		c->open.line = c->line;
	if (strlen(copy) != size)
		c->open.is_bad = true;
	MEM_ROOM(c->open.fields, c->open.count, c->open.room);
	c->open.fields[c->open.count++] = copy;
}

static void
on_row(int end, void *context)
{
	struct csv_reading *c = context;

	(void)end;
	MEM_ROOM(c->rows, c->row_count, c->row_room);
	c->rows[c->row_count++] = c->open;
	c->open = (struct csv_row){ 0 };
}

static void
forget_rows(struct csv_reading *c)
{
	for (size_t i = 0; i < c->row_count; i++)
		free(c->rows[i].fields);
	c->row_count = c->next_row = 0;
}

/* Lets go of the texts of rows that were given; a row that is still open keeps its own. */
static void
forget_texts(struct csv_reading *c)
{
	struct arena old = c->base.arena;

	arena_init(&c->base.arena);
	for (size_t i = 0; i < c->open.count; i++)
		c->open.fields[i] = arena_text(&c->base.arena, c->open.fields[i]);
	arena_clear(&old);
}

/* What libcsv calls a parse error: a quote where none may stand. */
static enum err_code
quote_err(struct csv_reading *c, struct err *e)
{
	if (csv_error(&c->parser) != CSV_EPARSE)
		return err_set(e, ERR_DATA, _("a row is too long to be read"));
	return err_set(e, ERR_DATA,
	               _("a quotation mark stands where none may: a cell that holds one is put in"
	                 " quotation marks, and those within are doubled (\"the \"\"B\"\"\")"));
}

/* The next line is in c->text. */
static bool
next_line(struct csv_reading *c)
{
	if (!line_next(c->base.in, &c->text))
		return false;
	c->line++;
	return true;
}

/* The separator is that of the first line that is parsed, unless it was said. */
static void
settle_separator(struct csv_reading *c)
{
	char separator = c->layout.separator;

	if (c->is_parsing)
		return;
	c->is_parsing = true;
	if (separator == '\0')
		separator = detect_separator(buf_span(&c->text));
	csv_set_delim(&c->parser, (unsigned char)separator);
}

/* Whether the line is "sep=;", with which spreadsheets let a file name its separator in front of
 * the headings. It is taken unless another was said. */
static bool
names_separator(struct csv_reading *c)
{
	const char *line = buf_string(&c->text);

	if (c->line != 1 || strncasecmp(line, "sep=", 4) != 0 || line[4] == '\0' ||
	    line[5 + strspn(line + 5, "\r\n")] != '\0')
		return false;
	if (c->layout.separator == '\0')
		c->layout.separator = line[4];
	return true;
}

/* Feeds lines until one row at least is complete. */
static enum err_code
read_rows(struct csv_reading *c, struct err *e)
{
	forget_rows(c);
	forget_texts(c);
	while (c->row_count == 0 && !c->is_at_end) {
		if (!next_line(c)) {
			if (input_end(c->base.in, e) != ERR_OK)
				return ERR_STORE;
			c->is_at_end = true;
			if (csv_fini(&c->parser, on_field, on_row, c) == 0)
				break;
			c->line = c->open.line;
			return err_set(e, ERR_DATA, _("a quotation mark that opens here is not closed"));
		}
		if (!c->is_parsing && names_separator(c))
			continue;
		/* The first line of a row is the one that starts it, also when a quote holds the
		 * rest. */
		if (c->parser.pstate == 0)
			c->open.line = c->line;
		settle_separator(c);
		if (csv_parse(&c->parser, c->text.data, c->text.size, on_field, on_row, c) !=
		    c->text.size)
			return quote_err(c, e);
	}
	return c->row_count > 0 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err_code
next_row(struct csv_reading *c, struct csv_row **out, struct err *e)
{
	if (c->next_row == c->row_count) {
		enum err_code rc = read_rows(c, e);

		if (rc != ERR_OK)
			return rc;
	}
	*out = &c->rows[c->next_row++];
	return ERR_OK;
}

/* Lines above the headings are counted, not parsed: they may hold anything. */
static enum err_code
read_header(struct csv_reading *c, struct err *e)
{
	const struct heading_rules *rules = &c->layout.rules;
	struct csv_row *row = NULL;
	enum err_code rc;

	for (int i = 1; i < c->layout.header_rows; i++)
		next_line(c);
	rc = next_row(c, &row, e);
	if (rc == ERR_NOT_FOUND)
		return err_set(e, ERR_DATA,
		               rules->are_numbers ? _("the file is empty") :
		                                    _("the header row is missing"));
	if (rc != ERR_OK)
		return rc;
	c->base.names_line = row->line;
	/* The rest of such a heading would not be seen. */
	if (row->is_bad && !rules->are_numbers)
		faults_add(&c->faults, c->layout.name, row->line, "%s", _("holds a NUL byte"));
	c->headings = headings_new(row->fields, row->count, rules, c->layout.name, row->line,
	                           &c->faults);
	/* Without headings that row is the first of the records. */
	c->next_row -= rules->are_numbers;
	return ERR_OK;
}

static bool
is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (*row->fields[i] != '\0')
			return false;
	}
	return true;
}

static enum err_code
make_item(struct csv_reading *c, const struct csv_row *row, struct err *e)
{
	struct item *item = &c->item;

	*item = (struct item){ .line = row->line };
	if (row->is_bad)
		return err_set(e, ERR_DATA, _("holds a NUL byte"));
	return headings_item(c->headings, row->fields, row->count, &c->base.arena, item, e);
}

/* What is wrong with the headings, one after the other; then nothing more is read. */
static enum err_code
next_fault(struct csv_reading *c, int *line, struct err *e)
{
	if (c->next_fault == c->faults.count)
		return ERR_NOT_FOUND;
	*line = c->faults.list[c->next_fault].line;
	return err_set(e, ERR_DATA, "%s", c->faults.list[c->next_fault++].sentence);
}

static enum err_code
csv_next(struct reader *r, const struct item **out, int *line, struct err *e)
{
	struct csv_reading *c = (struct csv_reading *)r;
	struct csv_row *row;
	enum err_code rc = ERR_OK;

	*out = NULL;
	*line = c->line;
	if (c->is_broken)
		return ERR_NOT_FOUND;
	if (c->headings == NULL)
		rc = read_header(c, e);
	if (rc == ERR_OK && c->faults.count > 0)
		return next_fault(c, line, e);
	do {
		if (rc == ERR_OK)
			rc = next_row(c, &row, e);
		*line = c->line;
		if (rc != ERR_OK) {
			c->is_broken = true;
			return rc;
		}
	} while (is_blank(row));
	*line = row->line;
	rc = make_item(c, row, e);
	if (rc == ERR_OK)
		*out = &c->item;
	return rc;
}

static void
start(struct csv_reading *c)
{
	csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
	csv_set_space_func(&c->parser, never);
	csv_set_realloc_func(&c->parser, more_memory);
	c->line = 0;
	c->is_at_end = false;
	c->is_broken = false;
	c->is_parsing = false;
}

static void
forget_headings(struct csv_reading *c)
{
	headings_free(c->headings);
	c->headings = NULL;
	faults_clear(&c->faults);
	c->next_fault = 0;
}

static void
csv_rewind(struct reader *r)
{
	struct csv_reading *c = (struct csv_reading *)r;

	forget_rows(c);
	forget_headings(c);
	free(c->open.fields);
	c->open = (struct csv_row){ 0 };
	csv_free(&c->parser);
	start(c);
}

static void
csv_reader_free(struct reader *r)
{
	struct csv_reading *c = (struct csv_reading *)r;

	forget_rows(c);
	forget_headings(c);
	free(c->open.fields);
	free(c->rows);
	buf_clear(&c->text);
	csv_free(&c->parser);
	free(c);
}

struct reader *
csv_reader(FILE *in, const struct csv_layout *layout)
{
	static const struct reader_ops ops = {
		.next = csv_next,
		.rewind = csv_rewind,
		.free = csv_reader_free,
	};
	struct csv_reading *c = mem_new(sizeof *c);

	reader_init(&c->base, &ops, in);
	c->layout = *layout;
	c->layout.rules.are_numbers = layout->header_rows == 0;
	faults_init(&c->faults);
	buf_init(&c->text);
	start(c);
	return &c->base;
}
