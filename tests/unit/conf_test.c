#include <config.h>

#include "settings/conf.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

struct plant {
	const char *name, *note;
	long height;
	bool is_tree;
	struct conf_texts colours;
	struct conf_label label;
	size_t parts;
};

static void
read_parts(struct conf *c, config_setting_t *setting, void *object)
{
	((struct plant *)object)->parts = conf_list_length(c, setting);
}

#define P(name) offsetof(struct plant, name)
static const struct conf_key keys[] = {
	{ .name = "name",    .type = CONF_TEXT, .offset = P(name), .required = true },
	{ .name = "note",    .type = CONF_ANY_TEXT, .offset = P(note) },
	{ .name = "height",  .type = CONF_INT, .offset = P(height), .min = -5, .max = 2147483647 },
	{ .name = "is_tree", .type = CONF_FLAG, .offset = P(is_tree) },
	{ .name = "colours", .type = CONF_TEXTS, .offset = P(colours) },
	{ .name = "label",   .type = CONF_LABEL, .offset = P(label) },
	{ .name = "parts",   .type = CONF_OTHER, .read = read_parts },
	{ 0 }
};

struct reading {
	struct arena arena;
	struct faults faults;
	struct plant plant;
	bool is_open;
};

static void
reading_begin(struct reading *r, const char *text)
{
	struct conf c;

	*r = (struct reading){ 0 };
	arena_init(&r->arena);
	faults_init(&r->faults);
	r->is_open = conf_open(&c, "plant.conf", text, &r->arena, &r->faults);
	if (r->is_open)
		conf_read_group(&c, config_root_setting(&c.config), keys, &r->plant);
	conf_close(&c);
}

static void
reading_end(struct reading *r)
{
	arena_clear(&r->arena);
	faults_clear(&r->faults);
}

/* ---- what is taken */

static void
test_values(void **state)
{
	struct reading r;

	(void)state;
	reading_begin(&r, "name = \"ulmus\"; note = \"\"; height = -5; is_tree = true;\n"
	                  "colours = [ \"green\", \"red\" ];\n"
	                  "label = { fr = \"orme\"; en = \"elm\"; };\n"
	                  "parts = ( { }, { }, { } );\n");
	assert_int_equal(r.faults.count, 0);
	assert_string_equal(r.plant.name, "ulmus");
	assert_string_equal(r.plant.note, "");
	assert_int_equal(r.plant.height, -5);
	assert_true(r.plant.is_tree);
	assert_int_equal(r.plant.colours.count, 2);
	assert_string_equal(r.plant.colours.list[1], "red");
	assert_string_equal(conf_label_in(&r.plant.label, "fr"), "orme");
	assert_string_equal(conf_label_in(&r.plant.label, "es"), "elm");
	assert_int_equal(r.plant.parts, 3);
	reading_end(&r);
}

static const struct taken_row {
	const char *text;
	long height;
	const char *says;
} takens[] = {
	{ "name = \"a\"; height = 2147483647;", 2147483647, "the largest number of 32 bits" },
	{ "name = \"a\"; height = 0x7FFFFFFF;", 2147483647, "and in hexadecimal" },
	{ "name = \"a\"; height = 000012;", 12, "zeros before a number" },
	{ "name = \"99999999999\"; height = 1;", 1, "a large number in a text" },
	{ "name = \"a\\\"99999999999\"; height = 1;", 1, "or behind an escaped quote" },
	{ "name = \"a\"; # 99999999999\nheight = 1;", 1, "or in a comment" },
	{ "name = \"a\"; // 99999999999\nheight = 1;", 1, "or in the other sort" },
	{ "name = \"a\"; /* 99999999999\n\" */ height = 1;", 1, "or in a long one" },
	{ "name = \"a\"; colours = \"red\"; height = 1;", 1, "one text for an array of them" },
};

static void
test_taken(void **state)
{
	const struct taken_row *row = *state;
	struct reading r;

	reading_begin(&r, row->text);
	assert_int_equal(r.faults.count, 0);
	assert_int_equal(r.plant.height, row->height);
	reading_end(&r);
}

/* ---- what is told, with file and line */

static const struct fault_row {
	const char *text;
	const char *place, *sentence;
	const char *says;
} fault_rows[] = {
	{ "name = \"a\";\nheight = ;", "plant.conf:2: ", "syntax error", "a syntax error" },
	{ "name = \"a\";\n\nheight = 1", "", "", "the last semicolon can be left out" },
	{ "name = \"a\";\nheight = 2147483648;", "plant.conf:2: ", "2147483648 is too large",
	  "a number that 32 bits do not hold" },
	{ "name = \"a\";\n\nheight = 99999999999;", "plant.conf:3: ", "99999999999 is too large",
	  "a number that would wrap" },
	{ "name = \"a\"; height = 0xFFFFFFFF;", "plant.conf:1: ", "0xFFFFFFFF is too large",
	  "a hexadecimal number that would be negative" },
	{ "name = \"a\";\nnote = \"x\ny\";\nheight = 4294967297;", "plant.conf:4: ", "is too large",
	  "lines inside a text are counted" },
	{ "name = \"a\";\nheight = -6;", "plant.conf:2: ", "\"height\" must be from -5 to 2147483647",
	  "a number out of its range" },
	{ "name = \"a\";\nheight = \"6\";", "plant.conf:2: ", "whole number is expected for \"height\"",
	  "a text for a number" },
	{ "name = \"a\";\nheight = 1.5;", "plant.conf:2: ", "whole number is expected",
	  "a fraction for a number" },
	{ "name = \"a\";\nis_tree = 1;", "plant.conf:2: ", "\"is_tree\" is true or false",
	  "a number for a flag" },
	{ "name = 5;", "plant.conf:1: ", "text in double quotes is expected", "a number for a text" },
	{ "\n\nname = \"\";", "plant.conf:3: ", "the text is empty", "an empty text" },
	{ "name = \"a\\x1B[31m\";", "plant.conf:1: ", "control character (U+001B)",
	  "a text that could drive the terminal" },
	{ "name = \"a\xFF\";", "plant.conf:1: ", "not UTF-8", "a text that is not UTF-8" },
	{ "height = 1;", "", "\"name\" is missing", "what must be there and is not" },
	{ "name = \"a\";\nheigth = 1;", "plant.conf:2: ", "(did you mean \"height\"?)",
	  "an unknown key, with the nearest" },
	{ "name = \"a\";\nzzzzzz = 1;", "plant.conf:2: ", "\"zzzzzz\" is not known here",
	  "an unknown key that is near to nothing" },
	{ "name = \"a\";\ncolours = 5;", "plant.conf:2: ", "array of texts is expected",
	  "a number for an array" },
	{ "name = \"a\";\ncolours = { a = \"b\"; };", "plant.conf:2: ", "array of texts is expected",
	  "a group for an array" },
	{ "name = \"a\";\ncolours = [ 1, 2 ];", "plant.conf:2: ", "text in double quotes",
	  "numbers in an array of texts" },
	{ "name = \"a\";\nlabel = \"elm\";", "plant.conf:2: ", "group by language is expected",
	  "a text for a label" },
	{ "name = \"a\";\nlabel = { fr = \"orme\"; };", "plant.conf:2: ", "English text is missing",
	  "a label without English" },
	{ "name = \"a\";\nparts = { };", "plant.conf:2: ", "list in parentheses is expected",
	  "a group for a list" },
};

static void
test_fault(void **state)
{
	const struct fault_row *row = *state;
	struct reading r;
	char *text;

	reading_begin(&r, row->text);
	if (*row->sentence == '\0') {
		assert_int_equal(r.faults.count, 0);
		reading_end(&r);
		return;
	}
	assert_true(r.faults.count >= 1);
	text = fault_text(&r.faults.list[0]);
	assert_says(text, row->sentence);
	assert_memory_equal(text, row->place, strlen(row->place));
	free(text);
	reading_end(&r);
}

static void
test_all_told(void **state)
{
	struct reading r;

	(void)state;
	reading_begin(&r, "heigth = 1;\nis_tree = 2;\nnote = 3;\ncolours = [ \"\" ];\n");
	assert_int_equal(r.faults.count, 5);
	for (int i = 0; i < 4; i++)
		assert_int_equal(r.faults.list[i].line, i + 1);
	assert_says(r.faults.list[4].sentence, "\"name\" is missing");
	reading_end(&r);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "every sort of value is read", test_values, NULL);
	SUITE_ROWS(&s, takens, test_taken);
	SUITE_ROWS(&s, fault_rows, test_fault);
	suite_add(&s, "all mistakes are told at once", test_all_told, NULL);
	return suite_run(&s, "conf");
}
