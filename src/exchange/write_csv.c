/* Writes csv (RFC 4180) with LF at the ends of lines. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "exchange/csv_cell.h"
#include "exchange/writer.h"

static bool
must_quote(const char *text)
{
	size_t n = strlen(text);

	return strpbrk(text, ",\"\r\n") != NULL ||
	       (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));
}

static void
put_cell(FILE *out, const char *text, bool guarded)
{
	if (!must_quote(text)) {
		if (guarded)
			fputc('\'', out);
		fputs(text, out);
		return;
	}
	fputc('"', out);
	if (guarded)
		fputc('\'', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

void
csv_put(FILE *out, const char *text, bool guard, bool is_first)
{
	bool guarded = guard && *text != '\0' && strchr("=+-@\t\r'", *text) != NULL;
	struct buf safe;

	if (!is_first)
		fputc(',', out);
	buf_init(&safe);
	text_defuse(text, strlen(text), &safe);
	put_cell(out, buf_string(&safe), guarded);
	buf_clear(&safe);
}

static void
csv_begin(struct writer *w)
{
	for (size_t i = 0; i < w->column_count; i++)
		csv_put(w->out, w->columns[i].name, false, i == 0);
	fputc('\n', w->out);
}

static void
csv_row(struct writer *w, const struct record *r, const struct row *row)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < w->column_count; i++) {
		const struct writer_column *c = &w->columns[i];

		buf_reset(&text);
		c->put(w, c, r, row, &text);
		csv_put(w->out, buf_string(&text), c->is_free_text, i == 0);
	}
	fputc('\n', w->out);
	buf_clear(&text);
}

static void
csv_record(struct writer *w, const struct record *r)
{
	csv_row(w, r, NULL);
}

const struct writer_format writer_csv = {
	.charset = CHARSET_FOR_CSV,
	.has_columns = true,
	.begin = csv_begin,
	.record = csv_record,
	.row = csv_row,
};
