/* Every kind of field reads what it writes, and its example is a value of it. */
#include <config.h>

#include "record/kind.h"

#include <stdlib.h>

#include "test.h"

static const char *const names[FIELD_TYPE_COUNT] = {
#define NAME(id, symbol, name, shape, many) [FIELD_##id] = name,
	FIELD_TYPE_LIST(NAME)
#undef NAME
};

static struct field
field_of(int type)
{
	return (struct field){ .name = "field", .type = (enum field_type)type, .min = INT64_MIN,
	                       .max = INT64_MAX, .max_length = 100 };
}

static void
examples_are_read(void **state)
{
	(void)state;
	for (int type = 0; type < FIELD_TYPE_COUNT; type++) {
		const struct field f = field_of(type);
		const char *example = field_kind(&f)->example;
		struct arena arena;
		struct value v;
		struct buf text;
		struct err e = { 0 };

		if (example == NULL)
			continue;
		arena_init(&arena);
		buf_init(&text);
		if (value_parse(&f, example, NULL, &arena, &v, &e) != ERR_OK)
			fail_msg("%s: \"%s\" %s", names[type], example, e.text);
		value_format(&v, &f, NULL, FORM_FILE, "en", &text);
		assert_string_equal(buf_string(&text), example);
		buf_clear(&text);
		arena_clear(&arena);
	}
}

static void
help_falls_back_on_the_example(void **state)
{
	struct field date = field_of(FIELD_DATE), text = field_of(FIELD_TEXT);
	char *help;

	(void)state;
	help = field_help(&date);
	assert_string_equal(help, "For example: 2011-04-19");
	free(help);
	date.help = "The first day";
	help = field_help(&date);
	assert_string_equal(help, "The first day");
	free(help);
	help = field_help(&text);
	assert_string_equal(help, "");
	free(help);
}

static void
columns_have_the_width_of_their_kind(void **state)
{
	const struct field date = field_of(FIELD_DATE), text = field_of(FIELD_TEXT);
	const struct field *of_date[] = { &date }, *of_text[] = { &text };

	(void)state;
	assert_int_equal(column_width(&(struct column){ .fields = of_date, .count = 1 }), 10);
	assert_int_equal(column_width(&(struct column){ .fields = of_text, .count = 1 }), 20);
	assert_int_equal(
	        column_width(&(struct column){ .fields = of_date, .count = 1, .width = 4 }), 4);
	assert_int_equal(column_width(
	        &(struct column){ .fields = of_text, .count = 1, .is_flexible = true }), 0);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "the example of every kind is read, and written as it was", examples_are_read, NULL);
	suite_add(&s, "the help of a field falls back on the example of its kind",
	          help_falls_back_on_the_example, NULL);
	suite_add(&s, "a column has the width of its kind unless the view says otherwise",
	          columns_have_the_width_of_their_kind, NULL);
	return suite_run(&s, "kind");
}
