#include <config.h>

#include "settings/settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "test.h"

/* A home of its own for each test: nothing of the user's is read. */
static int
setup(void **state)
{
	char *home = folder_new(), *own = path_join(home, "config");

	setenv("HOME", home, 1);
	setenv("XDG_CONFIG_HOME", own, 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("CHANCERY_STORE");
	unsetenv("ACCESSIBLE");
	free(own);
	*state = home;
	return 0;
}

static int
teardown(void **state)
{
	folder_remove(*state);
	return 0;
}

static struct settings *
load(const char *config, struct faults *faults, enum err_code expected, struct err *e)
{
	struct settings *s;

	faults_init(faults);
	assert_int_equal(settings_load(config, NULL, &s, faults, e), expected);
	if (expected != ERR_OK)
		assert_null(s);
	return s;
}

static void
put_own(const char *home, const char *text)
{
	char *folder = path_join(home, "config/chancery"), *path;
	struct err e;

	assert_int_equal(directory_make(folder, &e), ERR_OK);
	path = file_put(folder, "chancery.conf", text, strlen(text));
	free(path);
	free(folder);
}

static void
test_defaults(void **state)
{
	struct faults f;
	struct err e;
	struct settings *s = load(NULL, &f, ERR_OK, &e);
	char *store = path_join(*state, ".local/share/chancery");

	assert_int_equal(settings_finish(s, &e), ERR_OK);
	assert_string_equal(s->store, store);
	assert_string_equal(s->link, "auto");
	assert_int_equal(s->escape_delay, 300);
	assert_false(s->ascii || s->mono || s->read_only || s->captive || s->linear);
	assert_true(strlen(s->operator_name) > 0);
	assert_null(settings_my_office(s));
	settings_free(s);
	free(store);
}

static void
test_own_file(void **state)
{
	struct faults f;
	struct settings *s;
	struct err e;

	put_own(*state, "screen: { link = \"slow\"; escape_delay = 50; };\nlanguage = \"fr\";\n");
	s = load(NULL, &f, ERR_OK, &e);
	assert_string_equal(s->link, "slow");
	assert_int_equal(s->escape_delay, 50);
	assert_string_equal(s->language, "fr");
	settings_free(s);
}

static void
test_named_file(void **state)
{
	char *path = file_put(*state, "other.conf", "language = \"es\";", 16);
	struct faults f;
	struct settings *s;
	struct err e;

	put_own(*state, "language = \"fr\";");
	s = load(path, &f, ERR_OK, &e);
	assert_string_equal(s->language, "es");
	settings_free(s);
	free(path);
	path = path_join(*state, "missing.conf");
	load(path, &f, ERR_USAGE, &e);
	assert_says(e.text, "missing.conf");
	free(path);
}

static void
test_mistakes(void **state)
{
	struct faults f;
	struct err e;

	put_own(*state, "screen: { link = \"quick\"; };\nlimits: { map = 0; };\nstoer = \"x\";\n"
	                "operators: { amina = \"HQ\"; };\n");
	load(NULL, &f, ERR_USAGE, &e);
	assert_int_equal(f.count, 4);
	assert_says(f.list[0].sentence, "\"link\" is \"slow\", \"fast\" or \"auto\"");
	assert_int_equal(f.list[0].line, 1);
	assert_says(f.list[1].sentence, "\"map\" must be from 1");
	assert_says(f.list[2].sentence, "did you mean \"store\"?");
	assert_int_equal(f.list[3].line, 4);
	assert_says(f.list[3].file, "config/chancery/chancery.conf");
	faults_clear(&f);
}

static void
test_environment(void **state)
{
	struct faults f;
	struct settings *s;
	struct err e;

	put_own(*state, "store = \"/from/the/file\";");
	s = load(NULL, &f, ERR_OK, &e);
	assert_string_equal(s->store, "/from/the/file");
	settings_free(s);
	setenv("CHANCERY_STORE", "/from/the/environment", 1);
	setenv("ACCESSIBLE", "1", 1);
	s = load(NULL, &f, ERR_OK, &e);
	assert_string_equal(s->store, "/from/the/environment");
	assert_true(s->linear);
	assert_int_equal(settings_set_option(s, "store", "/from/an/option", &e), ERR_OK);
	assert_int_equal(settings_finish(s, &e), ERR_OK);
	assert_string_equal(s->store, "/from/an/option");
	settings_free(s);
}

static void
test_options(void **state)
{
	struct faults f;
	struct err e;
	struct settings *s = load(NULL, &f, ERR_OK, &e);
	size_t n = 0;

	(void)state;
	while (settings_option(n) != NULL)
		n++;
	assert_int_equal(n, 10);
	assert_int_equal(settings_set_option(s, "link", "slow", &e), ERR_OK);
	assert_string_equal(s->link, "slow");
	assert_int_equal(settings_set_option(s, "link", "quick", &e), ERR_USAGE);
	assert_says(e.text, "--link is slow|fast|auto, not \"quick\"");
	assert_string_equal(s->link, "slow");
	assert_int_equal(settings_set_option(s, "read-only", "", &e), ERR_OK);
	assert_true(s->read_only);
	assert_int_equal(settings_set_option(s, "lang", "fr", &e), ERR_OK);
	assert_string_equal(s->language, "fr");
	settings_free(s);
}

static void
test_office(void **state)
{
	struct faults f;
	struct settings *s;
	struct err e;

	put_own(*state, "operators: { amina = { office = \"HQ\"; }; bo = { }; };");
	s = load(NULL, &f, ERR_OK, &e);
	s->operator_name = "amina";
	assert_string_equal(settings_my_office(s), "HQ");
	s->operator_name = "bo";
	assert_null(settings_my_office(s));
	s->operator_name = "chandra";
	assert_null(settings_my_office(s));
	settings_free(s);
}

static void
test_homeless(void **state)
{
	struct faults f;
	struct settings *s;
	struct err e;

	(void)state;
	unsetenv("HOME");
	unsetenv("XDG_CONFIG_HOME");
	s = load(NULL, &f, ERR_OK, &e);
	assert_int_equal(settings_finish(s, &e), ERR_USAGE);
	assert_says(e.text, "--store DIR");
	settings_free(s);
}

/* Queries are kept in a file of their own, which a broken one of does not lose. */
static void
test_queries(void **state)
{
	static const char broken[] = "queries = ( { type = ";
	struct faults f;
	struct settings *s, *other;
	struct err e;
	char *folder, *path;

	put_own(*state,
	        "queries = ( { type = \"meeting\"; name = \"Old\"; query = \"start<2000\"; } );");
	s = load(NULL, &f, ERR_OK, &e);
	other = load(NULL, &f, ERR_OK, &e);
	assert_string_equal(settings_query(s, "meeting", "Old"), "start<2000");
	assert_null(settings_query(s, "office", "Old"));
	assert_int_equal(settings_keep_query(s, "meeting", "A \"name\"", "kind:summit", &e),
	                 ERR_OK);
	assert_int_equal(settings_keep_query(other, "office", "Kenya", "covers:KE", &e), ERR_OK);
	assert_string_equal(settings_query(s, "meeting", "A \"name\""), "kind:summit");
	settings_free(s);
	settings_free(other);

	s = load(NULL, &f, ERR_OK, &e);
	assert_string_equal(settings_query(s, "meeting", "A \"name\""), "kind:summit");
	assert_string_equal(settings_query(s, "office", "Kenya"), "covers:KE");
	assert_int_equal(settings_keep_query(s, "meeting", "A \"name\"", "", &e), ERR_OK);
	assert_null(settings_query(s, "meeting", "A \"name\""));
	settings_free(s);

	s = load(NULL, &f, ERR_OK, &e);
	assert_int_equal(s->query_count, 2);
	folder = path_join(*state, "config/chancery");
	path = file_put(folder, "queries.conf", broken, strlen(broken));
	assert_int_equal(settings_keep_query(s, "meeting", "New", "ministerial", &e), ERR_STORE);
	assert_null(settings_query(s, "meeting", "New"));
	settings_free(s);
	free(path);
	free(folder);
	load(NULL, &f, ERR_USAGE, &e);
	assert_says(e.text, "queries.conf");
	faults_clear(&f);
}

static void
test_language(void **state)
{
	static const struct { const char *locale, *language; } rows[] = {
		{ "fr_FR.UTF-8", "fr" }, { "C", "en" }, { "POSIX", "en" }, { "C.UTF-8", "en" },
		{ "es", "es" }, { "", "en" },
	};
	struct faults f;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct settings *s = load(NULL, &f, ERR_OK, &e);

		setenv("LC_ALL", rows[i].locale, 1);
		unsetenv("LC_MESSAGES");
		unsetenv("LANG");
		assert_int_equal(settings_finish(s, &e), ERR_OK);
		assert_string_equal(s->language, rows[i].language);
		settings_free(s);
	}
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "without files the built-in settings hold", test_defaults },
		{ "the user's file overrides them", test_own_file },
		{ "a file that is named is read instead, and must be there", test_named_file },
		{ "all mistakes of a file are told", test_mistakes },
		{ "the environment overrides files, options the environment", test_environment },
		{ "an option takes only its own values", test_options },
		{ "an operator may have an office", test_office },
		{ "without a home a store must be named", test_homeless },
		{ "the language is the locale's", test_language },
		{ "queries are kept under names", test_queries },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, setup, teardown);
	return suite_run(&s, "settings");
}
