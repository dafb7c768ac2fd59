/* What the output formats write before, between and after records and rows. */
#include <config.h>

#include "exchange/writer.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"

struct framing {
	const char *says;
	const struct writer_format *format;
	int records;
	const char *expected;
};

#define CH "{\"type\":\"place\",\"id\":\"\",\"code\":\"CH\",\"name\":{\"en\":\"Côte d'Azur\"}}"
#define LK "{\"type\":\"place\",\"id\":\"\",\"code\":\"LK\",\"name\":{\"en\":\"Sri Lanka\"}}"

static const struct framing framings[] = {
	{ "csv without records is its heading", &writer_csv, 0, "code,kind\n" },
	{ "csv has a line for each record", &writer_csv, 2, "code,kind\nCH,country\nLK,\n" },
	{ "JSON without records is an empty array", &writer_json, 0, "[]\n" },
	{ "JSON of one record is an array of one object", &writer_json, 1, "[\n" CH "\n]\n" },
	{ "JSON has a comma between records", &writer_json, 2, "[\n" CH ",\n" LK "\n]\n" },
	{ "JSON Lines without records are empty", &writer_jsonl, 0, "" },
	{ "JSON Lines have an object on each line", &writer_jsonl, 2, CH "\n" LK "\n" },
	{ "a table without records has no headings", &writer_table, 0, "" },
	{ "a table has its headings once, above the records", &writer_table, 2,
	  "code\tkind\nCH\tcountry\nLK\t\n" },
};

static void
add_field(struct writer *w, struct desk *d, const char *type, const char *field)
{
	writer_add(w, (struct writer_column){ .name = field, .put = put_field_cell,
	                                      .field = desk_field(d, type, field) });
}

/* Identities are made by chance: {"id":"..."} becomes {"id":""}. */
static void
drop_ids(char *text)
{
	static const char before[] = "\"id\":\"";

	for (char *p = text; (p = strstr(p, before)) != NULL; ) {
		char *end;

		p += sizeof before - 1;
		end = strchr(p, '"');
		assert_non_null(end);
		memmove(p, end, strlen(end) + 1);
	}
}

static void
test_framing(void **state)
{
	static const char *const codes[] = { "CH", "LK" };
	const struct framing *row = *state;
	void *fixture;
	struct desk *d;
	char *text;
	size_t size;
	struct writer w = { .format = row->format };
	const struct field *fields[1];

	assert_int_equal(desk_begin_furnished(&fixture), 0);
	d = fixture;
	fields[0] = desk_field(d, "place", "name");
	w.out = open_memstream(&text, &size);
	assert_non_null(w.out);
	w.directory = registry_directory(d->registry);
	w.fields = fields;
	w.field_count = 1;
	add_field(&w, d, "place", "code");
	add_field(&w, d, "place", "kind");
	writer_begin(&w);
	for (int i = 0; i < row->records; i++) {
		struct record *r = desk_get(d, "place", codes[i]);

		writer_record(&w, r);
		record_free(r);
	}
	writer_end(&w);
	writer_clear(&w);
	fclose(w.out);
	drop_ids(text);
	assert_string_equal(text, row->expected);
	assert_int_equal(w.count, row->records);
	free(text);
	desk_end(&fixture);
}

static const struct framing rows_of_t1[] = {
	{ "csv has a line for each row", &writer_csv, 2, "thing,role\nT1,chair\nT1,\n" },
	{ "JSON has an object for each row", &writer_json, 2,
	  "[\n{\"thing\":\"T1\",\"id\":\"\",\"party\":\"CH\",\"role\":\"chair\"},\n"
	  "{\"thing\":\"T1\",\"id\":\"\",\"party\":\"LK\"}\n]\n" },
	{ "JSON Lines have a line for each row", &writer_jsonl, 1,
	  "{\"thing\":\"T1\",\"id\":\"\",\"party\":\"CH\",\"role\":\"chair\"}\n" },
	{ "a table has a line for each row", &writer_table, 2,
	  "thing\trole\nT1\tchair\nT1\t\n" },
};

static void
test_rows(void **state)
{
	const struct framing *row = *state;
	void *fixture;
	struct desk *d;
	struct record *r;
	const struct field *table;
	char *text;
	size_t size;
	struct writer w = { .format = row->format };

	assert_int_equal(desk_begin_furnished(&fixture), 0);
	d = fixture;
	table = desk_field(d, "thing", "members");
	r = desk_get(d, "thing", "T1");
	w.out = open_memstream(&text, &size);
	assert_non_null(w.out);
	w.directory = registry_directory(d->registry);
	w.table = table;
	writer_add(&w, (struct writer_column){ .name = "thing", .put = put_code_cell });
	writer_add(&w, (struct writer_column){ .name = "role", .put = put_field_cell,
	                                       .field = fields_find(table->table, "role") });
	writer_begin(&w);
	for (int i = 0; i < row->records; i++)
		writer_row(&w, r, &record_value(r, table)->rows[i]);
	writer_end(&w);
	writer_clear(&w);
	fclose(w.out);
	drop_ids(text);
	assert_string_equal(text, row->expected);
	free(text);
	record_free(r);
	desk_end(&fixture);
}

static void
test_names(void **state)
{
	(void)state;
	assert_ptr_equal(writer_format_named("table"), &writer_table);
	for (size_t i = 0; file_writer_names[i] != NULL; i++)
		assert_false(is_for_people(writer_format_named(file_writer_names[i])));
	assert_string_equal(file_writer_names[0], "csv");
	assert_true(is_for_people(writer_format_named(writer_names[0])));
}

int
main(void)
{
	struct suite suite = { 0 };

	SUITE_ROWS(&suite, framings, test_framing);
	SUITE_ROWS(&suite, rows_of_t1, test_rows);
	suite_add(&suite, "the formats of files are not for people, and csv is the first",
	          test_names, NULL);
	return suite_run(&suite, "writer_test");
}
