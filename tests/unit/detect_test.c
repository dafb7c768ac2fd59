/* What a file is, by its first bytes. */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "exchange/detect.h"
#include "test.h"

#define BYTES(text) text, sizeof(text) - 1

static struct span
span_of(const char *bytes, size_t size)
{
	return (struct span){ (const unsigned char *)bytes, size };
}

static const struct encoding_row {
	const char *bytes;
	size_t size;
	const char *encoding, *says;
} encodings[] = {
	{ BYTES("code,name"), NULL, "ASCII has no mark" },
	{ BYTES("\xEF\xBB\xBF" "code"), NULL, "nor does UTF-8 need one" },
	{ BYTES("\xFF\xFE" "c\0o\0"), "UTF-16LE", "UTF-16 with the low byte first" },
	{ BYTES("\xFE\xFF\0c\0o"), "UTF-16BE", "and last" },
	{ BYTES("\xFF\xFE\0\0c\0\0\0"), "UTF-32LE", "UTF-32 begins as UTF-16 does" },
	{ BYTES("c\0o\0d\0e\0"), "UTF-16LE", "UTF-16 without a mark is known by its zeros" },
	{ BYTES("\0c\0o\0d\0e"), "UTF-16BE", "on the other side as well" },
	{ BYTES("co\0\0de,name"), NULL, "but a few zeros are no UTF-16" },
	{ BYTES(""), NULL, "an empty file is in no encoding" },
};

static void
test_encoding(void **state)
{
	const struct encoding_row *row = *state;
	const char *encoding = detect_encoding(span_of(row->bytes, row->size));

	if (row->encoding == NULL)
		assert_null(encoding);
	else
		assert_string_equal(encoding, row->encoding);
}

static const struct separator_row {
	const char *line;
	char separator;
	const char *says;
} separators[] = {
	{ "code,name,type", ',', "commas" },
	{ "code;name;type", ';', "semicolons" },
	{ "code\tname\ttype", '\t', "tabs" },
	{ "code|name|type", '|', "vertical bars" },
	{ "code;\"name, in full, with commas\";type", ';', "what is quoted does not count" },
	{ "name, official;code;type", ';', "the most frequent counts" },
	{ "code", ',', "one column has commas as well as anything" },
	{ "a,b;c", ',', "in doubt it is the comma" },
};

static void
test_separator(void **state)
{
	const struct separator_row *row = *state;

	assert_int_equal(detect_separator(span_of(row->line, strlen(row->line))), row->separator);
}

static const struct utf8_row {
	const char *bytes;
	size_t size;
	int line;               /* 0: it is UTF-8 */
	const char *says;
} utf8s[] = {
	{ BYTES("a\nB\xC3\xBCro\n"), 0, "UTF-8" },
	{ BYTES("a\nB\xFCro\n"), 2, "a byte of Latin-1 and its line" },
	{ BYTES("a\r\nb\r\xFC"), 3, "lines of any end" },
	{ BYTES("a\n\xC3"), 2, "half a character at the end" },
	{ BYTES("\xC0\x80"), 1, "a character in too many bytes" },
	{ BYTES("\xED\xA0\x80"), 1, "half a surrogate" },
	{ BYTES(""), 0, "nothing" },
};

static void
test_utf8(void **state)
{
	const struct utf8_row *row = *state;
	FILE *f = tmpfile();
	struct err e;
	int line;

	fwrite(row->bytes, 1, row->size, f);
	rewind(f);
	assert_int_equal(detect_utf8(f, &line, &e), row->line == 0 ? ERR_OK : ERR_DATA);
	if (row->line != 0)
		assert_int_equal(line, row->line);
	fclose(f);
}

/* A character that is cut by the end of a chunk is whole. */
static void
test_chunks(void **state)
{
	FILE *f = tmpfile();
	struct err e;
	int line;

	(void)state;
	fputc('a', f);
	for (int i = 0; i < 100000; i++)
		fputs("\xE2\x82\xAC", f);
	rewind(f);
	assert_int_equal(detect_utf8(f, &line, &e), ERR_OK);
	fputc(0xFC, f);
	rewind(f);
	assert_int_equal(detect_utf8(f, &line, &e), ERR_DATA);
	fclose(f);
}

static const struct foreign_row {
	const char *bytes;
	size_t size;
	const char *what;       /* NULL: it is text */
	const char *says;
} foreigns[] = {
	{ BYTES("code,name\n"), NULL, "csv" },
	{ BYTES("PK,name\n"), NULL, "csv whose first heading is PK" },
	{ BYTES("PK\3\4....xl/workbook.xml"), "a workbook (xlsx)", "a workbook" },
	{ BYTES("PK\3\4....office.csv"), "a zip archive", "an archive" },
	{ BYTES("\n <!DOCTYPE html>"), "a web page", "a web page, blanks passed" },
	{ BYTES("\xEF\xBB\xBF" "BEGIN:VCALENDAR"), "a calendar (ics)", "a calendar, a mark passed" },
};

static void
test_foreign(void **state)
{
	const struct foreign_row *row = *state;
	struct err e;
	enum err_code rc = detect_foreign(span_of(row->bytes, row->size), &e);

	assert_int_equal(rc, row->what == NULL ? ERR_OK : ERR_DATA);
	if (row->what != NULL)
		assert_says(e.text, row->what);
}

static const struct json_row {
	const char *text;
	bool is_json;
	const char *says;
} jsons[] = {
	{ "{\"code\":1}", true, "an object" },
	{ "\n[\n {\"code\":1}]", true, "an array of objects" },
	{ "{}", true, "an empty object" },
	{ "[]", true, "an empty array" },
	{ "[code],name", false, "a heading in brackets" },
	{ "{code},name", false, "or in braces" },
	{ "\"{\",name", false, "or a brace" },
};

static void
test_json(void **state)
{
	const struct json_row *row = *state;

	assert_int_equal(detect_json(span_of(row->text, strlen(row->text))), row->is_json);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, encodings, test_encoding);
	SUITE_ROWS(&s, separators, test_separator);
	SUITE_ROWS(&s, utf8s, test_utf8);
	suite_add(&s, "characters over the end of a chunk are whole", test_chunks, NULL);
	SUITE_ROWS(&s, foreigns, test_foreign);
	SUITE_ROWS(&s, jsons, test_json);
	return suite_run(&s, "detect");
}
