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

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "the example of every kind is read, and written as it was", examples_are_read, NULL);
	suite_add(&s, "the help of a field falls back on the example of its kind",
	          help_falls_back_on_the_example, NULL);
	return suite_run(&s, "kind");
}
