/* Files of records: lines, csv and JSON, read item by item. */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "exchange/csv.h"
#include "exchange/input.h"
#include "exchange/lines.h"
#include "test.h"

struct text_row {
	const char *text;
	size_t size;
	const char *expected;   /* what is read, as below */
	const char *says;
};

#define TEXT(text) (text), sizeof (text) - 1

static const struct text_row line_rows[] = {
	{ TEXT(""), "", "an empty file has no line" },
	{ TEXT("a\nb\n"), "<a\n><b\n>", "lines end with a line feed" },
	{ TEXT("a\rb\r"), "<a\r><b\r>", "or with a carriage return" },
	{ TEXT("a\r\nb\r\n"), "<a\r\n><b\r\n>", "or with both, which is one end" },
	{ TEXT("a\n\nb"), "<a\n><\n><b>", "an empty line is a line, and the last needs no end" },
	{ TEXT("a\r\r\nb"), "<a\r><\r\n><b>", "a return before both ends a line of its own" },
};

static FILE *
open_text(const struct text_row *row)
{
	struct err e;
	FILE *in;

	if (input_open_text(row->text, row->size, &in, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return in;
}

static void
test_lines(void **state)
{
	const struct text_row *row = *state;
	FILE *in = fmemopen((void *)(uintptr_t)row->text, row->size > 0 ? row->size : 1, "r");
	struct buf all, line;

	assert_non_null(in);
	if (row->size == 0)
		assert_int_equal(fgetc(in), row->text[0]);
	buf_init(&all);
	buf_init(&line);
	while (line_next(in, &line))
		buf_printf(&all, "<%s>", buf_string(&line));
	assert_string_equal(buf_string(&all), row->expected);
	buf_clear(&line);
	buf_clear(&all);
	fclose(in);
}

/* "2:code=A,name=B;": the line of each item and its cells; "!3;" for one that cannot be read. */
static void
tell_items(struct reader *r, struct buf *out)
{
	for (;;) {
		const struct item *item;
		struct err e;
		int line;
		enum err_code rc = reader_next(r, &item, &line, &e);

		if (rc == ERR_NOT_FOUND)
			break;
		if (rc != ERR_OK) {
			assert_int_equal(rc, ERR_DATA);
			buf_printf(out, "!%d;", line);
			continue;
		}
		buf_printf(out, "%d:", item->line);
		for (size_t i = 0; i < item->count; i++)
			buf_printf(out, "%s%s=%s", i > 0 ? "," : "", item->cells[i].name,
			           item->cells[i].text);
		for (size_t i = 0; i < item->table_count; i++)
			buf_printf(out, "[%s %zu]", item->tables[i].name, item->tables[i].count);
		buf_byte(out, ';');
	}
}

/* Reads all twice: a reader can be rewound. */
static void
assert_items(struct reader *r, const char *expected)
{
	struct buf out;

	buf_init(&out);
	for (int i = 0; i < 2; i++) {
		buf_reset(&out);
		tell_items(r, &out);
		assert_string_equal(buf_string(&out), expected);
		reader_rewind(r);
	}
	buf_clear(&out);
}

static const struct text_row csv_rows[] = {
	{ TEXT("code,name\nA,One\n"), "2:code=A,name=One;", "csv has the names of its cells above" },
	{ TEXT("code;name\nA;One, two\n"), "2:code=A,name=One, two;", "a separator is found by the headings" },
	{ TEXT("code\tname\nA\tOne\n"), "2:code=A,name=One;", "a tab is one" },
	{ TEXT("code,name\nA,\"One\n2\"\nB,Two\n"), "2:code=A,name=One\n2;4:code=B,name=Two;",
	  "a quoted line break belongs to the cell, and lines go on counting" },
	{ TEXT("code,name\nA,\"say \"\"x\"\"\"\n"), "2:code=A,name=say \"x\";", "a doubled quote is one quote" },
	{ TEXT("code,name\n\nA,One\n"), "3:code=A,name=One;", "empty lines are passed over" },
	{ TEXT("code,name\nA\n"), "2:code=A;", "a short row has fewer cells" },
	{ TEXT("code\nA,B\nC\n"), "!2;3:code=C;", "a row that is too long is refused, and the next one read" },
};

static void
test_csv(void **state)
{
	const struct text_row *row = *state;
	const struct csv_layout layout = { .name = "x.csv", .header_rows = 1 };
	FILE *in = open_text(row);
	struct reader *r = csv_reader(in, &layout);

	assert_items(r, row->expected);
	reader_free(r);
	fclose(in);
}

static const struct text_row json_rows[] = {
	{ TEXT("{\"code\":\"A\"}"), "1:code=A;", "one object is one item" },
	{ TEXT("{\"code\":\"A\"}\n{\"code\":\"B\"}\n"), "1:code=A;2:code=B;", "JSON Lines have one on each line" },
	{ TEXT("[{\"code\":\"A\"},\n{\"code\":\"B\"}]"), "1:code=A;1:code=B;",
	  "the items of an array count as one line" },
	{ TEXT("{\"name\":{\"en\":\"A\",\"fr\":\"B\"}}"), "1:name.en=A,name.fr=B;", "languages are cells of their own" },
	{ TEXT("{\"size\":5}"), "1:size=5;", "a number is its text" },
	{ TEXT("{\"rows\":[{\"a\":\"1\"},{\"a\":\"2\"}]}"), "1:[rows 2];", "an array of objects is a table" },
	{ TEXT(""), "", "an empty file has no item" },
};

static void
test_json(void **state)
{
	const struct text_row *row = *state;
	FILE *in = open_text(row);
	struct reader *r;

	json_begin();
	r = json_reader(in);
	assert_items(r, row->expected);
	reader_free(r);
	fclose(in);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, line_rows, test_lines);
	SUITE_ROWS(&s, csv_rows, test_csv);
	SUITE_ROWS(&s, json_rows, test_json);
	return suite_run(&s, "reader");
}
