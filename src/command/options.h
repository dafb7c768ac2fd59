/* The options of commands, for the parser and for --help. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "command/command.h"

/* Those that every command has beside the settings; ended by one without a name. */
extern const struct option general_options[];

/* An option as far as parsing goes: before the command is known, any command's may come. */
struct known {
	const char *name, *argument;
	const char *const *choices;
	bool is_setting;
};

/* The option of the list that has the first n bytes of the text as its name, or NULL. */
const struct option *option_in(const struct option *list, const char *text, size_t n);

/* A setting, or an option of the command (NULL: of any) or of all commands. False: there is none. */
bool option_find(const struct command *command, const char *text, size_t n, struct known *out);

/* ERR_USAGE, with the nearest name. */
enum err_code option_unknown(const struct command *command, const char *text, struct err *e);
/* ERR_USAGE, with what a value is. */
enum err_code option_lacks_value(const struct known *o, struct err *e);

/* ERR_USAGE: the option has choices, and the value is none of them. */
enum err_code option_check(const struct option *o, const char *value, struct err *e);

/* Appends "--limit N", "--format csv|json", "-o FILE" or "--all". */
void option_usage(const char *name, const char *argument, const char *const *choices,
                  struct buf *out);

#endif
