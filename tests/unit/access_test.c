#include <config.h>

#include <stdlib.h>

#include "base/privilege.h"
#include "settings/role.h"
#include "test.h"

/* ---- which variables are kept */

struct variable {
	const char *says, *name, *value;
	bool is_kept;
};

static void
test_variable(void **state)
{
	const struct variable *v = *state;

	assert_int_equal(environment_keeps(v->name, v->value), v->is_kept);
}

/* ---- who may */

struct leave {
	const char *says;
	enum operator_role is, needs;
	const char *refusal;            /* NULL: may */
};

static void
test_leave(void **state)
{
	const struct leave *l = *state;
	const struct settings s = { .role = l->is, .operator_name = "amina" };
	struct err e;
	enum err_code rc = settings_may(&s, l->needs, &e);

	assert_int_equal(rc, l->refusal == NULL ? ERR_OK : ERR_DENIED);
	if (l->refusal != NULL)
		assert_says(e.text, l->refusal);
}

static void
test_private(void **state)
{
	const struct sharing sharing = { .group = "" };

	(void)state;
	assert_int_equal(role_find(&sharing, false), OPERATOR_ROOT);
}

/* ---- which files */

struct naming {
	const char *says, *exchange, *name, *path;      /* path NULL: refused */
	bool is_captive;
};

static void
test_naming(void **state)
{
	const struct naming *n = *state;
	const struct settings s = { .captive = n->is_captive, .exchange = n->exchange };
	struct err e;
	char *path;
	enum err_code rc = settings_path(&s, n->name, &path, &e);

	if (n->path == NULL) {
		assert_int_equal(rc, ERR_DENIED);
		assert_null(path);
	} else {
		assert_int_equal(rc, ERR_OK);
		assert_string_equal(path, n->path);
	}
	free(path);
}

int
main(void)
{
	static const struct variable variables[] = {
		{ "a terminal", "TERM", "xterm-256color", true },
		{ "a terminal with a path", "TERM", "../../tmp/x", false },
		{ "a locale", "LC_ALL", "C.UTF-8", true },
		{ "another", "LANG", "sr_RS@latin", true },
		{ "a locale with a path", "LC_MESSAGES", "/tmp/x", false },
		{ "a zone", "TZ", "Asia/Colombo", true },
		{ "a zone by rule", "TZ", "CET-1CEST,M3.5.0,M10.5.0/3", true },
		{ "a zone in a file", "TZ", ":/tmp/x", false },
		{ "a zone above", "TZ", "../../tmp/x", false },
		{ "a long value", "LANG",
		  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		  false },
		{ "an escape", "TERM", "\033]0;x\a", false },
		{ "what speaks", "ACCESSIBLE", "1", true },
		{ "the loader's", "LD_PRELOAD", "x", false },
		{ "the locale's path", "LOCPATH", "x", false },
		{ "the terminal's path", "TERMINFO", "x", false },
		{ "a home", "HOME", "x", false },
		{ "a path", "PATH", "x", false },
		{ "a language list", "LANGUAGE", "fr", false },
		{ "a store", "CHANCERY_STORE", "x", false },
		{ "one that only begins like it", "LC_x/y", "x", false },
	};
	static const struct leave leaves[] = {
		{ "an outsider reads not", OPERATOR_OUTSIDER, OPERATOR_READER,
		  "amina is in none of the groups" },
		{ "a reader reads", OPERATOR_READER, OPERATOR_READER, NULL },
		{ "and writes not", OPERATOR_READER, OPERATOR_EDITOR, "and not change it" },
		{ "an editor writes", OPERATOR_EDITOR, OPERATOR_EDITOR, NULL },
		{ "and administers not", OPERATOR_EDITOR, OPERATOR_ADMINISTRATOR, "only an administrator" },
		{ "an administrator reads", OPERATOR_ADMINISTRATOR, OPERATOR_READER, NULL },
		{ "and restores not", OPERATOR_ADMINISTRATOR, OPERATOR_ROOT, "only root" },
		{ "root does", OPERATOR_ROOT, OPERATOR_ROOT, NULL },
	};
	static const struct naming namings[] = {
		{ "any path", "", "/etc/motd", "/etc/motd", false },
		{ "a captive's plain name", "/srv/exchange", "list.csv", "/srv/exchange/list.csv", true },
		{ "a captive's standard input", "/srv/exchange", "-", "-", true },
		{ "a captive's path", "/srv/exchange", "/etc/motd", NULL, true },
		{ "a captive's way up", "/srv/exchange", "..", NULL, true },
		{ "a captive's hidden file", "/srv/exchange", ".profile", NULL, true },
		{ "a captive without a folder", "", "list.csv", NULL, true },
	};
	struct suite s = { 0 };

	SUITE_ROWS(&s, variables, test_variable);
	SUITE_ROWS(&s, leaves, test_leave);
	SUITE_ROWS(&s, namings, test_naming);
	suite_add(&s, "a store of one's own", test_private, NULL);
	return suite_run(&s, "access");
}
