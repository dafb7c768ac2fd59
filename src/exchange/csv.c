/* Comma-separated values (RFC 4180), by libcsv. */
#include <config.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "exchange/input.h"
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
	int header_rows;
	const struct column_map *map;
	char **names;           /* of the columns; "" is passed over */
	size_t name_count;
	struct csv_row *rows;   /* read and not yet given: a line may end several */
	size_t row_count, row_room, next_row;
	struct csv_row open;    /* being read */
	int line;               /* lines read */
	bool is_at_end;
	bool is_broken;         /* cannot be read on, which was told */
	struct item item;
	char *buffer;
	size_t buffer_size;
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

/* Feeds lines until one row at least is complete. */
static enum err_code
read_rows(struct csv_reading *c, struct err *e)
{
	forget_rows(c);
	forget_texts(c);
	while (c->row_count == 0 && !c->is_at_end) {
		ssize_t n = getline(&c->buffer, &c->buffer_size, c->base.in);

		if (n < 0) {
			if (input_end(c->base.in, e) != ERR_OK)
				return ERR_STORE;
			c->is_at_end = true;
			if (csv_fini(&c->parser, on_field, on_row, c) != 0)
				return err_set(e, ERR_DATA, _("a quote is not closed"));
			break;
		}
		c->line++;
		/* The first line of a row is the one that starts it, also when a quote holds the
		 * rest. */
		if (c->parser.pstate == 0)
			c->open.line = c->line;
		if (csv_parse(&c->parser, c->buffer, (size_t)n, on_field, on_row, c) != (size_t)n)
			return err_set(e, ERR_DATA, _("the quotes are not right: %s"),
			               csv_strerror(csv_error(&c->parser)));
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

static const char *
mapped(const struct csv_reading *c, const char *column)
{
	for (size_t i = 0; c->map != NULL && i < c->map->count; i++) {
		if (strcmp(c->map->list[i].name, column) == 0)
			return strcmp(c->map->list[i].text, "-") == 0 ? "" : c->map->list[i].text;
	}
	return column;
}

static enum err_code
read_header(struct csv_reading *c, struct err *e)
{
	struct csv_row *row = NULL;

	for (int i = 0; i < c->header_rows; i++) {
		enum err_code rc = next_row(c, &row, e);

		if (rc == ERR_NOT_FOUND)
			return err_set(e, ERR_DATA, _("the header row is missing"));
		if (rc != ERR_OK)
			return rc;
	}
	if (row == NULL)
		return err_set(e, ERR_DATA, _("the header row is missing"));
	c->base.names_line = row->line;
	c->names = mem_new(sizeof *c->names * (row->count + 1));
	for (c->name_count = 0; c->name_count < row->count; c->name_count++)
		c->names[c->name_count] = mem_text(mapped(c, row->fields[c->name_count]));
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
	if (row->count > c->name_count)
		return err_set(e, ERR_DATA, _("has %zu cells, but the header names %zu columns"),
		               row->count, c->name_count);
	item->cells = arena_new(&c->base.arena, sizeof *item->cells * (row->count + 1));
	for (size_t i = 0; i < row->count; i++) {
		if (*c->names[i] != '\0')
			item->cells[item->count++] = (struct cell){ c->names[i], row->fields[i] };
	}
	return ERR_OK;
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
	if (c->names == NULL)
		rc = read_header(c, e);
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
}

static void
forget_names(struct csv_reading *c)
{
	for (size_t i = 0; i < c->name_count; i++)
		free(c->names[i]);
	free(c->names);
	c->names = NULL;
	c->name_count = 0;
}

static void
csv_rewind(struct reader *r)
{
	struct csv_reading *c = (struct csv_reading *)r;

	forget_rows(c);
	forget_names(c);
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
	forget_names(c);
	free(c->open.fields);
	free(c->rows);
	free(c->buffer);
	csv_free(&c->parser);
	free(c);
}

struct reader *
csv_reader(FILE *in, int header_rows, const struct column_map *map)
{
	static const struct reader_ops ops = {
		.next = csv_next,
		.rewind = csv_rewind,
		.free = csv_reader_free,
	};
	struct csv_reading *c = mem_new(sizeof *c);

	reader_init(&c->base, &ops, in);
	c->header_rows = header_rows;
	c->map = map;
	start(c);
	return &c->base;
}
