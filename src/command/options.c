/* Parses and describes the options of commands, and the choices for their values. */
#include <config.h>

#include "command/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/suggest.h"

const char *
option_value(const struct invocation *in, const char *name)
{
	for (size_t i = in->given_count; i-- > 0; ) {
		if (strcmp(in->given[i].name, name) == 0)
			return in->given[i].value;
	}
	return NULL;
}

const struct option general_options[] = {
	{ "help", NULL, N_("say how it is used"), NULL },
	{ "version", NULL, N_("say which version this is"), NULL },
	{ 0 }
};

static bool
is_called(const char *name, const char *text, size_t n)
{
	return strlen(name) == n && strncmp(name, text, n) == 0;
}

const struct option *
option_in(const struct option *list, const char *text, size_t n)
{
	for (; list->name != NULL; list++) {
		if (is_called(list->name, text, n))
			return list;
	}
	return NULL;
}

const char *
option_choice(const struct invocation *in, const char *name)
{
	const char *value = option_value(in, name);

	for (const struct option *o = in->command->options; value == NULL && o->name != NULL; o++) {
		if (strcmp(o->name, name) == 0)
			value = o->choices[0];
	}
	return value;
}

static void
join_choices(const char *const *choices, const char *between, struct buf *out)
{
	for (size_t i = 0; choices[i] != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? between : "", choices[i]);
}

void
option_usage(const char *name, const char *argument, const char *const *choices, struct buf *out)
{
	buf_printf(out, "%s%s", name[1] == '\0' ? "-" : "--", name);
	if (argument != NULL || choices != NULL)
		buf_byte(out, ' ');
	if (choices != NULL)
		join_choices(choices, "|", out);
	else if (argument != NULL)
		buf_text(out, argument);
}

static const struct settings_option *
setting_named(const char *text, size_t n)
{
	const struct settings_option *o;

	for (size_t i = 0; (o = settings_option(i)) != NULL; i++) {
		if (is_called(o->name, text, n))
			return o;
	}
	return NULL;
}

bool
option_find(const struct command *command, const char *text, size_t n, struct known *out)
{
	const struct settings_option *s = setting_named(text, n);
	const struct option *o = NULL;

	if (s != NULL) {
		*out = (struct known){ s->name, s->argument, NULL, true };
		return true;
	}
	/* A command's own goes first: show --version N is not --version. */
	if (command != NULL)
		o = option_in(command->options, text, n);
	if (o == NULL)
		o = option_in(general_options, text, n);
	for (size_t i = 0; o == NULL && command == NULL && commands[i] != NULL; i++)
		o = option_in(commands[i]->options, text, n);
	if (o == NULL)
		return false;
	*out = (struct known){ o->name, o->argument, o->choices, false };
	return true;
}

enum err_code
option_unknown(const struct command *command, const char *text, struct err *e)
{
	const struct settings_option *o;
	struct suggest s;
	char hint[128], *name = mem_textn(text, strcspn(text, "="));

	suggest_init(&s, name);
	for (size_t i = 0; (o = settings_option(i)) != NULL; i++)
		suggest_try(&s, o->name);
	for (size_t i = 0; command != NULL && command->options[i].name != NULL; i++)
		suggest_try(&s, command->options[i].name);
	err_set(e, ERR_USAGE, _("there is no option --%s%s"), name,
	        suggest_text(&s, hint, sizeof hint));
	free(name);
	return ERR_USAGE;
}

enum err_code
option_lacks_value(const struct known *o, struct err *e)
{
	struct buf values;

	buf_init(&values);
	if (o->choices != NULL)
		join_choices(o->choices, ", ", &values);
	else
		buf_text(&values, o->argument);
	err_set(e, ERR_USAGE, _("--%s needs a value: %s"), o->name, buf_string(&values));
	buf_clear(&values);
	return ERR_USAGE;
}

enum err_code
option_check(const struct option *o, const char *value, struct err *e)
{
	const char *const *choice = o->choices;
	struct buf all;

	while (choice != NULL && *choice != NULL && strcmp(*choice, value) != 0)
		choice++;
	if (choice == NULL || *choice != NULL)
		return ERR_OK;
	buf_init(&all);
	join_choices(o->choices, ", ", &all);
	err_set(e, ERR_USAGE, _("--%s is one of %s, not \"%s\""), o->name, buf_string(&all), value);
	buf_clear(&all);
	return ERR_USAGE;
}
