/* The sentences of acts in the languages of the interface. */
#include <config.h>

#include <stdlib.h>

#include "base/intl.h"
#include "test.h"
#include "view/report/act_words.h"

static const struct words_row {
	const char *language, *stored, *shown;
	const char *says;
} rows[] = {
	{ "en", "set state LK", "set State LK", "English has the label of the type" },
	{ "en", "set vessel X", "set vessel X", "a type that the schema no longer has keeps its name" },
	{ "fr", "set state LK", "modifier State LK", "French translates the verb of a change" },
	{ "es", "remove state LK", "eliminar State LK", "Spanish translates the verb of a removal" },
	{ "fr", "undo act 12", "annuler l'acte 12", "an undo is translated" },
	{ "fr", "undo act 12 of LK", "annuler l'acte 12 pour LK", "an undo of one record is translated" },
	{ "es", "merge state LK into CE", "unir State LK con CE", "a merge keeps both codes" },
	{ "fr", "carry open records of A to B to C", "reporter les fiches ouvertes de A à B to C",
	  "the first of several fits divides the sentence" },
	{ "fr", "import to do.csv", "importer to do.csv", "the name of a file stays as it is" },
	{ "fr", "set state code, name", "modifier State code, name", "a list of fields stays as it is" },
	{ "fr", "erase email of 12 records older than 2010-01-01",
	  "effacer email de 12 fiches antérieures au 2010-01-01", "an erasure of old values is translated" },
	{ "fr", "repair the store", "réparer le dépôt", "a sentence without names is translated" },
	{ "fr", "change", "modifier", "so is a verb alone" },
	{ "fr", "repair the store in haste", "repair the store in haste", "a longer sentence is left as it is" },
	{ "fr", "import ", "import ", "a sentence that ends too early is left as it is" },
	{ "fr", "", "", "an empty sentence is left as it is" },
};

static void
test_words(void **state)
{
	const struct words_row *row = *state;
	struct type type = { .name = "state", .label = "State" };
	struct type *types[] = { &type };
	const struct schema schema = { .types = types, .count = 1 };
	char *shown;

	intl_choose(row->language);
	shown = act_words_text(&schema, row->stored);
	intl_choose("en");
	assert_string_equal(shown, row->shown);
	free(shown);
}

static void
test_names(void **state)
{
	char *shown = act_words_text(NULL, "set state LK");

	(void)state;
	assert_string_equal(shown, "set state LK");
	free(shown);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, rows, test_words);
	suite_add(&s, "without a schema types are called by their names", test_names, NULL);
	return suite_run(&s, "act words");
}
