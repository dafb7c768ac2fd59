/* Parses the command line, runs the command, and turns its result into an exit status. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/charset.h"
#include "base/ending.h"
#include "base/fatal.h"
#include "base/intl.h"
#include "base/print.h"
#include "base/privilege.h"
#include "base/suggest.h"
#include "command/options.h"
#include "exchange/item.h"
#include "view/input/bindings.h"

/* ---- parsing */

struct parsing {
	char **argv;
	int argc, next;
	bool options_ended;
	struct invocation *in;
	struct given settings[16];
	size_t setting_count;
};

static enum err_code
take_option(struct parsing *p, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	size_t n = equals == NULL ? strlen(text) : (size_t)(equals - text);
	struct given *list = p->in->given;
	size_t *count = &p->in->given_count;
	size_t room = sizeof p->in->given / sizeof p->in->given[0];
	const char *value = equals == NULL ? NULL : equals + 1;
	struct known o;

	if (!option_find(p->in->command, text, n, &o))
		return option_unknown(p->in->command, text, e);
	if (o.argument == NULL && o.choices == NULL && value != NULL)
		return err_set(e, ERR_USAGE, _("--%s takes no value"), o.name);
	if ((o.argument != NULL || o.choices != NULL) && value == NULL) {
		if (p->next == p->argc)
			return option_lacks_value(&o, e);
		value = p->argv[p->next++];
	}
	if (o.is_setting) {
		list = p->settings;
		count = &p->setting_count;
		room = sizeof p->settings / sizeof p->settings[0];
	}
	if (*count == room)
		return err_set(e, ERR_USAGE, _("there are too many options"));
	list[(*count)++] = (struct given){ o.name, value == NULL ? "" : value };
	return ERR_OK;
}

static const struct command *
command_named(const char *name)
{
	for (size_t i = 0; commands[i] != NULL; i++) {
		if (strcmp(command_names[i], name) == 0)
			return commands[i];
	}
	return NULL;
}

static enum err_code
unknown_command(const char *name, struct err *e)
{
	struct suggest s;
	char hint[128];

	suggest_init(&s, name);
	for (size_t i = 0; command_names[i] != NULL; i++)
		suggest_try(&s, command_names[i]);
	return err_set(e, ERR_USAGE, _("there is no command \"%s\"%s"), name,
	               suggest_text(&s, hint, sizeof hint));
}

/* Options start with "--" (only -o is short) and may stand anywhere; "--" ends them; anything else
 * with a "-" in front is a term of a query. */
static enum err_code
parse(struct parsing *p, struct err *e)
{
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK && p->next < p->argc) {
		const char *arg = p->argv[p->next++];
		struct known o;

		if (!p->options_ended && strcmp(arg, "--") == 0)
			p->options_ended = true;
		else if (!p->options_ended && strncmp(arg, "--", 2) == 0)
			rc = take_option(p, arg + 2, e);
		else if (!p->options_ended && arg[0] == '-' && arg[1] != '\0' && arg[2] == '\0' &&
		         option_find(p->in->command, arg + 1, 1, &o))
			rc = take_option(p, arg + 1, e);
		else if (p->in->command == NULL)
			rc = (p->in->command = command_named(arg)) != NULL ?
			             ERR_OK :
			             unknown_command(arg, e);
		else
			p->in->arguments[p->in->count++] = arg;
	}
	return rc;
}

/* What was given before the command was known must be an option of its. */
static enum err_code
check_given(const struct invocation *in, struct err *e)
{
	const struct command *c = in->command;

	for (size_t i = 0; i < in->given_count; i++) {
		const char *name = in->given[i].name;
		const struct option *o = option_in(c->options, name, strlen(name));

		if (o == NULL && option_in(general_options, name, strlen(name)) == NULL)
			return option_unknown(c, name, e);
		if (o != NULL && option_check(o, in->given[i].value, e) != ERR_OK)
			return ERR_USAGE;
	}
	if (in->count < c->least || (c->most >= 0 && in->count > c->most))
		return refuse_arguments(c, e);
	return ERR_OK;
}

/* ---- help */

#define USAGE_WIDTH 24

static void
print_option(const char *name, const char *argument, const char *const *choices, const char *help)
{
	struct buf usage;

	buf_init(&usage);
	option_usage(name, argument, choices, &usage);
	if (usage.size > USAGE_WIDTH)
		print("  %s\n%*s%s\n", buf_string(&usage), USAGE_WIDTH + 3, "", _(help));
	else
		print("  %-*s %s\n", USAGE_WIDTH, buf_string(&usage), _(help));
	buf_clear(&usage);
}

static void
print_options(const struct option *o)
{
	for (; o->name != NULL; o++)
		print_option(o->name, o->argument, o->choices, o->help);
}

static void
print_general(void)
{
	const struct settings_option *o;

	print("\n%s\n", _("Everywhere:"));
	for (size_t i = 0; (o = settings_option(i)) != NULL; i++)
		print_option(o->name, o->argument, NULL, o->help);
	print_options(general_options);
}

static void
print_command_help(const struct command *c)
{
	print(_("Usage: chancery %s [OPTION...] %s\n"), command_name(c), c->arguments);
	print("\n%s.\n", _(c->help));
	if (c->details != NULL) {
		print_own("\n");
		print_own(_(c->details));
		print_own("\n");
	}
	if (c->options[0].name != NULL) {
		print("\n%s\n", _("Options:"));
		print_options(c->options);
	}
	print_general();
}

static void
print_help(void)
{
	print("%s\n\n%s\n", _("Usage: chancery [OPTION...] [COMMAND [ARGUMENT...]]"),
	       _("A register of offices, case categories and meetings. Without a command: browse."));
	print("\n%s\n", _("Commands:"));
	for (size_t i = 0; commands[i] != NULL; i++)
		print("  %-10s %s\n", command_names[i], _(commands[i]->help));
	print_general();
	print("\n%s\n", _("chancery COMMAND --help says more."));
}

/* ---- running */

static enum operator_role
needed_role(const struct command *c)
{
	if (c->role != OPERATOR_OUTSIDER || c->need == NEED_NOTHING)
		return c->role;
	return c->need == NEED_WRITE ? OPERATOR_EDITOR : OPERATOR_READER;
}

/* Whoever has written is told what an administrator should know. */
static void
say_caution(struct registry *r)
{
	char *caution = registry_caution(r), *rest = NULL;

	for (char *line = strtok_r(caution, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		say("%s", line);
	free(caution);
}

static enum err_code
run(struct invocation *in, struct err *e)
{
	enum err_code rc = settings_may(in->settings, needed_role(in->command), e);

	if (in->command->need == NEED_NOTHING)
		privilege_drop();
	if (rc == ERR_OK && in->command->need == NEED_NOTHING && in->settings->language_is_asked)
		rc = check_language(in->settings->language, NULL, e);
	if (rc == ERR_OK && (in->command->need == NEED_STORE || in->command->need == NEED_WRITE)) {
		in->settings->read_only |= in->command->need == NEED_STORE;
		rc = open_register(in->settings, &in->registry, e);
	}
	if (rc == ERR_OK && in->registry != NULL && in->command->need == NEED_WRITE)
		wait_with_patience(in->registry);
	if (rc == ERR_OK)
		rc = in->command->run(in, e);
	if (rc == ERR_OK)
		rc = finish_output(e);
	else
		charset_flush();
	if (rc == ERR_OK && in->registry != NULL && in->command->need == NEED_WRITE)
		say_caution(in->registry);
	registry_close(in->registry);
	return rc;
}

/* A file that binds a key twice is refused by every command, as one with any other mistake is. The
 * default keys are checked by a test. */
static void
check_keys(const struct settings *s, struct faults *faults)
{
	if (s->key_count > 0)
		bindings_free(bindings_new(s, faults));
}

static enum err_code
load_settings(struct parsing *p, struct err *e)
{
	const char *config = NULL;
	struct faults faults;
	enum err_code rc;

	for (size_t i = 0; i < p->setting_count; i++) {
		if (strcmp(p->settings[i].name, "config") == 0)
			config = p->settings[i].value;
	}
	faults_init(&faults);
	rc = settings_load(config, check_keys, &p->in->settings, &faults, e);
	if (faults.count > 0) {
		say_faults(&faults);
		p->in->is_silent = true;
	}
	faults_clear(&faults);
	for (size_t i = 0; rc == ERR_OK && i < p->setting_count; i++)
		rc = settings_set_option(p->in->settings, p->settings[i].name, p->settings[i].value,
		                         e);
	if (rc == ERR_OK && p->argc > 0 && p->argv[0][0] == '-')        /* a login shell */
		rc = settings_set_option(p->in->settings, "captive", "", e);
	if (rc == ERR_OK)
		rc = settings_finish(p->in->settings, e);
	if (rc == ERR_OK)
		intl_choose(p->in->settings->language);
	return rc;
}

/* Whether an option of every command was given, and not the command's own of that name, which has
 * a value. */
static bool
asks_for(const struct invocation *in, const char *name)
{
	const char *value = option_value(in, name);

	return value != NULL && (*value == '\0' || in->command == NULL ||
	                         option_in(in->command->options, name, strlen(name)) == NULL);
}

/* Help needs no settings, and speaks the language that was asked for all the same. */
static enum err_code
choose_language(const struct parsing *p, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < p->setting_count; i++) {
		if (strcmp(p->settings[i].name, "lang") != 0)
			continue;
		rc = check_language(p->settings[i].value, NULL, e);
		if (rc == ERR_OK)
			intl_choose(p->settings[i].value);
	}
	return rc;
}

static enum err_code
parse_and_run(struct parsing *p, struct err *e)
{
	struct invocation *in = p->in;
	enum err_code rc = parse(p, e);

	if (rc != ERR_OK)
		return rc;
	if (asks_for(in, "version")) {
		print("chancery %s\n", PACKAGE_VERSION);
		return finish_output(e);
	}
	if (asks_for(in, "help")) {
		rc = choose_language(p, e);
		if (rc != ERR_OK)
			return rc;
		if (in->command == NULL)
			print_help();
		else
			print_command_help(in->command);
		return finish_output(e);
	}
	if (in->command == NULL)
		in->command = commands[0];
	rc = check_given(in, e);
	if (rc == ERR_OK)
		rc = load_settings(p, e);
	return rc == ERR_OK ? run(in, e) : rc;
}

/* A standard descriptor that came closed must not become a store's file, into which output would
 * go: it is opened the wrong way round, so that its use is an error. */
static void
fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(err_status(ERR_STORE));
	}
}

int
command_main(int argc, char **argv)
{
	struct invocation in = { 0 };
	struct parsing p = { .argv = argv, .argc = argc, .next = argc > 0 ? 1 : 0, .in = &in };
	struct err e = { 0 };
	enum err_code rc;

	fill_descriptors();
	fatal_catch();
	json_begin();
	/* A file that may not grow further is one more full disk. */
	signal(SIGXFSZ, SIG_IGN);
	ending_catch();
	in.arguments = mem_new(sizeof *in.arguments * (size_t)(argc + 1));
	rc = parse_and_run(&p, &e);
	if (rc != ERR_OK && !in.is_silent)
		say("%s", e.text);
	free(in.paths[0]);
	free(in.paths[1]);
	settings_free(in.settings);
	free(in.arguments);
	fatal_over();
	return err_status(rc);
}
