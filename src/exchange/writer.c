/* Holds the table of output formats, and what they have in common. */
#include <config.h>

#include "exchange/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define WRITER_NAME(name) #name,
#define WRITER_FORMAT(name) &writer_##name,

const char *const writer_names[] = { WRITER_LIST(WRITER_NAME) NULL };
const char *const file_writer_names[] = { FILE_WRITER_LIST(WRITER_NAME) NULL };

static const struct writer_format *const writer_formats[] = { WRITER_LIST(WRITER_FORMAT) };

const struct writer_format *
writer_format_named(const char *name)
{
	size_t i = 0;

	while (strcmp(writer_names[i], name) != 0) {
		i++;
		assert(writer_names[i] != NULL);
	}
	return writer_formats[i];
}

bool
is_for_people(const struct writer_format *format)
{
	return format->charset == CHARSET_FOR_PEOPLE;
}

void
writer_add(struct writer *w, struct writer_column column)
{
	MEM_ROOM(w->columns, w->column_count, w->column_room);
	w->columns[w->column_count++] = column;
}

void
writer_begin(struct writer *w)
{
	if (w->out == stdout)
		charset_choose(w->format->charset);
	if (w->format->begin != NULL)
		w->format->begin(w);
}

void
writer_record(struct writer *w, const struct record *r)
{
	w->format->record(w, r);
	w->count++;
}

void
writer_row(struct writer *w, const struct record *r, const struct row *row)
{
	w->format->row(w, r, row);
	w->count++;
}

void
writer_end(struct writer *w)
{
	if (w->format->end != NULL)
		w->format->end(w);
}

void
writer_clear(struct writer *w)
{
	free(w->columns);
	w->columns = NULL;
	w->column_count = w->column_room = 0;
}

void
put_code_cell(const struct writer *w, const struct writer_column *c, const struct record *r,
              const struct row *row, struct buf *out)
{
	(void)c;
	(void)row;
	record_code(r, w->directory, out);
}

void
put_field_cell(const struct writer *w, const struct writer_column *c, const struct record *r,
               const struct row *row, struct buf *out)
{
	const struct field *f = c->field;

	if (f->part_count > 0)
		record_code(r, w->directory, out);
	else
		file_text(f->in != NULL ? row_value(row, f) : record_value(r, f), f, w->directory,
		          &w->disclosure, out);
}
