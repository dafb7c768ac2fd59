#include <config.h>

#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "test.h"

#define LABEL "label = { en = \"L\"; fr = \"E\"; }; "

/* One field a line, so that a mistake's line says which; the first field is on line 5. */
static const char tree[] =
	"name = \"tree\"; number = 1;\n"
	LABEL "plural = { en = \"Trees\"; };\n"
	"menu = 10; retired = [ 40 ];\n"
	"fields = (\n"
	"{ name = \"code\"; number = 1; type = \"code\"; role = \"code\"; required = true; " LABEL "},\n"
	"{ name = \"title\"; number = 2; type = \"text\"; many = \"language\"; role = \"title\"; "
		LABEL "},\n"
	"{ name = \"kind\"; number = 3; type = \"choice\"; " LABEL "choices = (\n"
		"{ name = \"leaf\"; number = 1; role = \"open\"; label = { en = \"Leafy\"; }; },\n"
		"{ name = \"needle\"; number = 2; retired = true; } ); },\n"
	"{ name = \"height\"; number = 4; type = \"integer\"; min = 0; max = 100; " LABEL "},\n"
	"{ name = \"parent\"; number = 5; type = \"reference\"; targets = [ \"tree\" ]; "
		"role = \"parent\"; " LABEL "},\n"
	"{ name = \"felled\"; number = 6; type = \"date\"; role = \"to\"; " LABEL "},\n"
	"{ name = \"boughs\"; number = 7; type = \"table\"; key = [ \"name\" ]; " LABEL "columns = (\n"
		"{ name = \"name\"; number = 1; type = \"text\"; max_length = 30; " LABEL "},\n"
		"{ name = \"seen\"; number = 2; type = \"date\"; role = \"from\"; " LABEL "} ); }\n"
	");\n"
	"sections = ( { " LABEL "fields = [ \"code\", \"title\", \"kind\", \"height\", \"parent\", "
		"\"felled\", \"boughs\" ]; } );\n"
	"views = ( { name = \"trees\"; " LABEL "columns = ( { field = \"code\"; width = 9; }, "
		"{ field = \"title\"; flex = true; } ); sort = \"-height\"; } );\n";

/* The text with the first `find` replaced. */
static char *
replaced(const char *text, const char *find, const char *replace)
{
	const char *at = strstr(text, find);
	struct buf out;

	if (at == NULL)
		fail_msg("\"%s\" is not in the schema", find);
	buf_init(&out);
	buf_add(&out, text, (size_t)(at - text));
	buf_text(&out, replace);
	buf_text(&out, at + strlen(find));
	return buf_take(&out);
}

static enum err_code
load(const char *text, struct schema **out, struct faults *faults, struct err *e)
{
	struct schema_sources sources = { 0 };
	enum err_code rc;

	faults_init(faults);
	schema_sources_add(&sources, "tree.conf", text);
	rc = schema_load(&sources, "fr", out, faults, e);
	schema_sources_clear(&sources);
	return rc;
}

/* ---- mistakes: each is one replacement away from a schema that is right */

static const struct mistake {
	const char *find, *replace;
	int line;               /* 0: of the file as a whole */
	const char *sentence;
	const char *says;
} mistakes[] = {
	{ "number = 4;", "number = 99999999999;", 10, "too large", "a number that would wrap" },
	{ "fields = (", "fields = ", 6, "syntax error", "a syntax error" },
	{ "menu = 10;", "\n @include \"tree.menu\"\n", 4, "cannot include another",
	  "a file that is not all there" },
	{ "menu = 10;", "manu = 10;", 3, "did you mean \"menu\"?", "an unknown key" },
	{ "menu = 10;", "menu = 0;", 3, "\"menu\" must be from 1", "a place that is none" },
	{ "plural = { en = \"Trees\"; };", "", 0, "\"plural\" is missing", "a label left out" },
	{ "retired = [ 40 ]", "retired = ( 40, 41 )", 3, "array of numbers", "a list of numbers" },
	{ "retired = [ 40 ]", "retired = [ 40000 ]", 3, "must be from 1", "a retired number too large" },
	{ "retired = [ 40 ]", "retired = [ 4 ]", 10, "has the number 4, which is retired",
	  "a number that is retired" },
	{ "name = \"tree\";", "name = \"Tree\";", 0, "lower-case", "a type's name in capitals" },
	{ "name = \"height\";", "name = \"heIght\";", 10, "lower-case", "a field's name in capitals" },
	{ "name = \"height\";", "name = \"version\";", 10, "files use that name", "a reserved name" },
	{ "name = \"height\";", "name = \"kind\";", 10, "stands twice", "a field that stands twice" },
	{ "number = 4;", "number = 3;", 10, "\"kind\" and \"height\" have the same number 3",
	  "a number given twice" },
	{ "number = 4;", "number = 0;", 10, "must be from 1", "the number nought" },
	{ "type = \"integer\"", "type = \"intiger\"", 10, "did you mean \"integer\"?",
	  "an unknown field type" },
	{ "many = \"language\"", "many = \"set\"", 6, "a field of the type text cannot have many = \"set\"",
	  "a many that the type does not take" },
	{ "many = \"language\"", "many = \"lots\"", 6, "there is no sort of \"many\" \"lots\"",
	  "an unknown many" },
	{ "role = \"title\"", "role = \"tilte\"", 6, "did you mean \"title\"?", "an unknown role" },
	{ "role = \"title\"", "role = \"code\"", 6, "both have the role \"code\"",
	  "a role that stands twice" },
	{ "role = \"code\"; ", "", 0, "no field with the role \"code\"", "no code" },
	{ "type = \"code\"; role = \"code\"", "type = \"text\"; role = \"code\"", 5, "must be a code",
	  "a code that is a text" },
	{ "type = \"integer\"; min = 0; max = 100", "type = \"code\"", 10, "must have the role",
	  "a code without the role" },
	{ "type = \"date\"; role = \"to\"", "type = \"text\"; role = \"to\"", 12, "must be a date",
	  "an end that is not a date" },
	{ "type = \"date\"; role = \"from\"", "type = \"text\"; role = \"from\"", 15, "must be a date",
	  "a column's start that is not a date" },
	{ "type = \"date\"; role = \"to\"", "type = \"date\"; role = \"small_count\"", 12,
	  "must be an integer", "a small count that is not an integer" },
	{ "role = \"parent\"", "role = \"parent\"; many = \"list\"", 11, "a field of the type reference cannot have many = \"list\"",
	  "a list of references" },
	{ "type = \"date\"; role = \"to\"", "type = \"date\"; role = \"parent\"", 12,
	  "must refer to its own type", "a parent that is a date" },
	{ "min = 0; max = 100;", "min = 100; max = 0;", 10, "above its max", "a min above its max" },
	{ "type = \"date\"; role = \"to\";", "type = \"date\"; min = 5;", 12, "is not a number",
	  "a min of a date" },
	{ "type = \"date\"; role = \"to\";", "type = \"date\"; max_length = 5;", 12, "is not a text",
	  "a length of a date" },
	{ "role = \"to\";", "role = \"to\"; absent = \"to\";", 12, "\"absent\" can be \"from\"",
	  "an absent of another word" },
	{ "number = 4;", "number = 4; absent = \"from\";", 10, "\"absent\" can be \"from\"",
	  "an absent without the role" },
	{ "type = \"choice\"", "type = \"text\"", 7, "is not a choice", "choices of a text" },
	{ "type = \"integer\"; min = 0; max = 100;", "type = \"choice\";", 10, "has no choices",
	  "a choice without choices" },
	{ "name = \"needle\"; number = 2", "name = \"leaf\"; number = 2", 9, "stands twice",
	  "a choice that stands twice" },
	{ "name = \"needle\"; number = 2", "name = \"needle\"; number = 1", 9, "the same number 1",
	  "two choices of one number" },
	{ "name = \"needle\"", "name = \"nee,dle\"", 9, "semicolon, comma or quote",
	  "a choice that a query could not name" },
	{ "role = \"open\"", "role = \"opened\"", 8, "did you mean \"open\"?", "an unknown choice role" },
	{ "targets = [ \"tree\" ]", "targets = [ \"trea\" ]", 11, "did you mean \"tree\"?",
	  "an unknown target" },
	{ "targets = [ \"tree\" ]; role = \"parent\";", "", 11, "has no targets",
	  "a reference to nothing" },
	{ "number = 4;", "number = 4; again = \"copy\";", 10, "is not a column of a table",
	  "a field that is taken again" },
	{ "number = 4;", "number = 4; again = \"cuont\";", 10, "did you mean \"count\"?",
	  "a rule for rows that there is none of" },
	{ "number = 4;", "number = 4; proposal = [ \"code\" ];", 10, "is not a code that is typed",
	  "a proposal for what is not a code" },
	{ "number = 4;", "number = 4; targets = [ \"tree\" ];", 10, "is not a reference",
	  "targets of an integer" },
	{ "key = [ \"name\" ]", "key = [ \"nane\" ]", 13, "did you mean \"name\"?",
	  "an unknown key column" },
	{ "number = 4;", "number = 4; key = [ \"code\" ];", 10, "is not a table", "a key of an integer" },
	{ "type = \"table\"; key = [ \"name\" ];", "type = \"text\";", 13, "has columns, but is not a table",
	  "columns of a text" },
	{ "type = \"integer\"; min = 0; max = 100;", "type = \"table\";", 10, "has no columns",
	  "a table without columns" },
	{ "type = \"text\"; max_length = 30;", "type = \"table\"; columns = ( );", 14,
	  "column cannot be a table", "a table in a table" },
	{ "role = \"code\";", "role = \"code\"; parts = [ \"title\" ];", 5, "cannot be part of a code",
	  "a code made of a text" },
	{ "role = \"code\";", "role = \"code\"; proposal = [ \"title\" ];", 5,
	  "a code cannot be made of \"title\"", "a proposal made of a text" },
	{ "number = 4;", "number = 4; parts = [ \"parent\" ];", 10, "has parts, but is not a code",
	  "parts of an integer" },
	{ "number = 4;", "number = 4; names = \"iso_3166-1\";", 10,
	  "has names, but is not a text by language", "names of an integer" },
	{ "many = \"language\"", "many = \"language\"; names = \"../etc\"", 6,
	  "are a catalogue's, such as \"iso_3166-1\"", "names from anywhere" },
	{ "\"kind\", \"height\"", "\"kind\"", 10, "stands in no section", "a field in no section" },
	{ "\"kind\", \"height\"", "\"kind\", \"hieght\", \"height\"", 17, "did you mean \"height\"?",
	  "an unknown field in a section" },
	{ "\"boughs\" ]; } )", "\"boughs\" ]; }, { " LABEL "fields = [ \"kind\" ]; } )", 7,
	  "stands in two sections", "a field in two sections" },
	{ "field = \"code\"; width", "field = \"cod\"; width", 18, "did you mean \"code\"?",
	  "an unknown field in a view" },
	{ "field = \"code\"; width", "width", 18, "names no field", "a column of nothing" },
	{ "field = \"code\"; width", "field = [ \"code\", \"kind\" ]; width", 18, "needs a label",
	  "a column of two fields without a label" },
	{ "field = \"code\"; width", "field = \"boughs\"; width", 18, "cannot be a column",
	  "a column that is a table" },
	{ "width = 9;", "flex = true;", 18, "more than one column with \"flex\"",
	  "two columns that stretch" },
	{ "sort = \"-height\"", "sort = \"-heigh\"", 18, "did you mean \"height\"?",
	  "a view sorted by nothing" },
	{ "sort = \"-height\"", "sort = \"boughs\"", 18, "cannot be sorted by the table",
	  "a view sorted by a table" },
	{ "sort = \"-height\"; } )",
	  "}, { name = \"trees\"; " LABEL "columns = ( { field = \"code\"; } ); } )", 18,
	  "the view \"trees\" stands twice", "two views of one name" },
	{ "columns = ( { field = \"code\"; width = 9; }, { field = \"title\"; flex = true; } )",
	  "columns = ( )", 18, "has no columns", "a view without columns" },
	{ "sort = \"-height\"", "sort = \"-height\"; as_of = \"2015\"", 18,
	  "can be as of \"today\" alone", "a view of another day" },
};

static void
test_mistake(void **state)
{
	const struct mistake *row = *state;
	char *text = replaced(tree, row->find, row->replace);
	struct schema *s;
	struct faults f;
	struct err e;
	bool is_told = false;

	assert_int_equal(load(text, &s, &f, &e), ERR_USAGE);
	assert_null(s);
	assert_true(f.count > 0);
	for (size_t i = 0; i < f.count; i++) {
		assert_string_equal(f.list[i].file, "tree.conf");
		is_told = is_told || ((f.list[i].line == row->line || row->line == 0) &&
		                      strstr(f.list[i].sentence, row->sentence) != NULL);
	}
	if (!is_told)
		fail_msg("line %d: \"%s\" is not told, but %d: \"%s\"", row->line, row->sentence,
		         f.list[0].line, f.list[0].sentence);
	faults_clear(&f);
	free(text);
}

static void
test_no_view(void **state)
{
	char *text = mem_text(tree);
	struct schema *s;
	struct faults f;
	struct err e;

	(void)state;
	strcpy(strstr(text, "views = "), "views = ( );");
	assert_int_equal(load(text, &s, &f, &e), ERR_USAGE);
	assert_says(f.list[0].sentence, "has no view");
	faults_clear(&f);
	free(text);
}

static void
test_two_types(void **state)
{
	struct schema_sources sources = { 0 };
	struct schema *s;
	struct faults f;
	struct err e;

	(void)state;
	faults_init(&f);
	schema_sources_add(&sources, "b.conf", tree);
	schema_sources_add(&sources, "a.conf", tree);
	assert_string_equal(sources.list[0].name, "a.conf");
	assert_int_equal(schema_load(&sources, "en", &s, &f, &e), ERR_USAGE);
	assert_true(f.count >= 2);
	assert_string_equal(f.list[0].file, "b.conf");
	assert_says(f.list[0].sentence, "also declared in a.conf");
	assert_says(f.list[1].sentence, "has the number 1");
	faults_clear(&f);
	schema_sources_clear(&sources);
}

/* ---- what is right */

static void
test_loaded(void **state)
{
	struct schema *s;
	const struct type *t;
	const struct field *f;
	struct faults faults;
	struct err e;

	(void)state;
	assert_int_equal(load(tree, &s, &faults, &e), ERR_OK);
	assert_int_equal(schema_find_type(s, "tree", &t, &e), ERR_OK);
	assert_ptr_equal(t, schema_type(s, 1));
	assert_string_equal(t->label, "E");
	assert_string_equal(t->plural, "Trees");
	assert_int_equal(t->fields.count, 7);
	f = fields_find(&t->fields, "kind");
	assert_string_equal(f->choices[0].label, "Leafy");
	assert_string_equal(f->choices[1].label, "needle");
	assert_ptr_equal(field_choice_named(f, "LEAFY"), &f->choices[0]);
	assert_ptr_equal(field_choice_with(f, CHOICE_ROLE_OPEN), &f->choices[0]);
	assert_null(field_choice(f, 3));
	f = fields_find(&t->fields, "boughs");
	assert_int_equal(f->key_count, 1);
	assert_ptr_equal(f->key[0], fields_number(f->table, 1));
	assert_ptr_equal(f->table->by_role[ROLE_FROM], fields_number(f->table, 2));
	assert_true(fields_find(&t->fields, "height")->is_indexed);
	assert_false(fields_find(&t->fields, "felled")->is_indexed);
	assert_true(t->views[0].is_descending);
	assert_ptr_equal(t->views[0].sort, fields_find(&t->fields, "height"));
	assert_ptr_equal(type_view(t, "trees"), &t->views[0]);
	assert_int_equal(schema_find_type(s, "trea", &t, &e), ERR_USAGE);
	assert_says(e.text, "did you mean \"tree\"?");
	schema_free(s);
}

static void
test_pack(void **state)
{
	struct schema_sources shipped, again;
	struct buf packed;
	struct span cut;
	struct err e;

	(void)state;
	assert_int_equal(schema_sources_load(NULL, &shipped, &e), ERR_OK);
	assert_int_equal(shipped.count, 9);
	buf_init(&packed);
	schema_sources_pack(&shipped, &packed);
	assert_int_equal(schema_sources_unpack(buf_span(&packed), &again, &e), ERR_OK);
	assert_int_equal(again.count, shipped.count);
	for (size_t i = 0; i < again.count; i++) {
		assert_string_equal(again.list[i].name, shipped.list[i].name);
		assert_string_equal(again.list[i].text, shipped.list[i].text);
	}
	schema_sources_clear(&again);
	for (size_t n = 0; n < packed.size; n = n * 2 + 1) {
		cut = (struct span){ packed.data, n };
		assert_int_equal(schema_sources_unpack(cut, &again, &e), ERR_STORE);
		assert_int_equal(again.count, 0);
	}
	buf_clear(&packed);
	schema_sources_clear(&shipped);
}

static void
test_folder(void **state)
{
	char *folder = folder_new(), *path = file_put(folder, "tree.conf", tree, strlen(tree));
	struct schema_sources sources;
	struct schema *s;
	struct faults f;
	struct err e;

	(void)state;
	free(path);
	path = file_put(folder, "README", "no schema", 9);
	free(path);
	faults_init(&f);
	assert_int_equal(schema_sources_load(folder, &sources, &e), ERR_OK);
	assert_int_equal(sources.count, 10);
	/* The number of `tree` is that of a shipped type. */
	assert_int_equal(schema_load(&sources, "en", &s, &f, &e), ERR_USAGE);
	schema_sources_clear(&sources);
	faults_clear(&f);
	folder_remove(folder);
	assert_int_equal(schema_sources_load("/no/such/folder", &sources, &e), ERR_USAGE);
	assert_says(e.text, "/no/such/folder");
	assert_int_equal(sources.count, 0);
}

/* The shipped schema is right in each of its languages. */
static void
test_shipped(void **state)
{
	static const char *const languages[] = { "en", "fr", "es", "xx" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct schema_sources sources;
		struct schema *s;
		struct faults f;
		struct err e;

		faults_init(&f);
		assert_int_equal(schema_sources_load("", &sources, &e), ERR_OK);
		assert_int_equal(schema_load(&sources, languages[i], &s, &f, &e), ERR_OK);
		assert_int_equal(s->count, 9);
		schema_free(s);
		schema_sources_clear(&sources);
	}
}

/* ---- another schema for the same store */

static const struct compared {
	const char *find, *replace;
	const char *sentence;   /* NULL: it may */
	const char *says;
} compareds[] = {
	{ "max = 100;", "max = 200;", NULL, "a range may grow" },
	{ "max = 100;", "max = 99;", "\"height\" takes less than before", "but not shrink" },
	{ "min = 0;", "min = 1;", "\"height\" takes less than before", "at neither end" },
	{ "max_length = 30;", "max_length = 29;", "\"name\" takes less than before",
	  "nor may a column's text" },
	{ "max_length = 30;", "", NULL, "a text may grow to what all have" },
	{ "name = \"height\";", "name = \"length\";", NULL, "a field may be renamed" },
	{ "type = \"date\"; role = \"to\"", "type = \"text\"", "cannot become another sort of field",
	  "but not become another sort" },
	{ "many = \"language\"; ", "", "cannot become another sort of field",
	  "nor one of many languages" },
	{ ",\n{ name = \"needle\"; number = 2; retired = true; }", "",
	  "the choice 2 (needle) of \"kind\" is gone", "a choice may not go" },
	{ "name = \"needle\";", "name = \"spine\";", NULL, "but be renamed" },
	{ "retired = true; }", "}", NULL, "or come back" },
	{ "retired = [ 40 ]", "retired = [ 41 ]", "the number 40 was retired",
	  "a retired number stays so" },
	{ "retired = [ 40 ]", "retired = [ 40, 41 ]", NULL, "others may join it" },
	{ "{ name = \"seen\"; number = 2;", "{ name = \"seen\"; number = 3;", "the field 2 (seen) is gone",
	  "a column's number may not change" },
	{ "name = \"tree\"; number = 1;", "name = \"tree\"; number = 2;", "the type 1 (tree) is gone",
	  "nor a type's" },
	{ "key = [ \"name\" ]; ", "", NULL, "a key may go" },
};

static void
test_compare(void **state)
{
	const struct compared *row = *state;
	char *text = replaced(tree, row->find, row->replace), *fixed = NULL;
	struct schema *before, *after;
	struct faults f, found;
	struct err e;

	/* What refers to the field by name goes with it. */
	if (strstr(text, "\"length\"") != NULL) {
		fixed = replaced(text, "\"kind\", \"height\"", "\"kind\", \"length\"");
		free(text);
		text = replaced(fixed, "\"-height\"", "\"-length\"");
		free(fixed);
	}
	assert_int_equal(load(tree, &before, &f, &e), ERR_OK);
	assert_int_equal(load(text, &after, &f, &e), ERR_OK);
	faults_init(&found);
	schema_compare(before, after, &found);
	assert_int_equal(found.count > 0, row->sentence != NULL);
	if (row->sentence != NULL)
		assert_says(found.list[0].sentence, row->sentence);
	faults_clear(&found);
	schema_free(before);
	schema_free(after);
	free(text);
}

/* A field that goes must be retired; what is retired may not be a field again. */
static void
test_compare_dropped(void **state)
{
	static const char *const drop[] = {
		"{ name = \"felled\"; number = 6; type = \"date\"; role = \"to\"; " LABEL "},\n",
		"\"felled\", "
	};
	char *one = replaced(tree, drop[0], ""), *two = replaced(one, drop[1], "");
	char *three = replaced(two, "retired = [ 40 ]", "retired = [ 40, 6 ]");
	struct schema *before, *gone, *retired;
	struct faults f, found;
	struct err e;

	(void)state;
	assert_int_equal(load(tree, &before, &f, &e), ERR_OK);
	assert_int_equal(load(two, &gone, &f, &e), ERR_OK);
	assert_int_equal(load(three, &retired, &f, &e), ERR_OK);
	faults_init(&found);
	schema_compare(before, gone, &found);
	assert_int_equal(found.count, 1);
	assert_says(found.list[0].sentence,
	            "the field 6 (felled) is gone: add its number to \"retired\"");
	faults_clear(&found);
	schema_compare(before, retired, &found);
	assert_int_equal(found.count, 0);
	schema_compare(retired, before, &found);
	assert_int_equal(found.count, 1);
	assert_says(found.list[0].sentence, "the number 6 was retired");
	faults_clear(&found);
	schema_free(before);
	schema_free(gone);
	schema_free(retired);
	free(one);
	free(two);
	free(three);
}

/* In the test's schema nearly every field is called "L". */
static void
test_label_of_two(void **state)
{
	const struct field *f;
	struct schema *s;
	struct faults faults;
	struct err e;

	(void)state;
	assert_int_equal(load(tree, &s, &faults, &e), ERR_OK);
	assert_null(fields_named(&s->types[0]->fields, "E"));
	assert_int_equal(fields_get_named(&s->types[0]->fields, "tree", "e", &f, &e), ERR_USAGE);
	assert_null(f);
	assert_string_equal(e.text, "tree has two fields called \"e\": say code or title");
	assert_int_equal(fields_get_named(&s->types[0]->fields, "tree", "HEIGHT", &f, &e), ERR_OK);
	assert_string_equal(f->name, "height");
	schema_free(s);
	faults_clear(&faults);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "a schema is loaded with all it says", test_loaded, NULL);
	SUITE_ROWS(&s, mistakes, test_mistake);
	suite_add(&s, "a type without a view", test_no_view, NULL);
	suite_add(&s, "two types of one name and number", test_two_types, NULL);
	suite_add(&s, "sources are packed and unpacked", test_pack, NULL);
	suite_add(&s, "a folder's files join the shipped ones", test_folder, NULL);
	suite_add(&s, "the shipped schema is right", test_shipped, NULL);
	SUITE_ROWS(&s, compareds, test_compare);
	suite_add(&s, "a field that goes is retired for good", test_compare_dropped, NULL);
	suite_add(&s, "a label that two fields have is told with both", test_label_of_two, NULL);
	return suite_run(&s, "schema");
}
