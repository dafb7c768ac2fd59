/* Lists all commands; the first is used when no command is given. */
#include <config.h>

#include "base/intl.h"
#include "command/command.h"

#define COMMAND_POINTER(name) &name##_command,
const struct command *const commands[] = { COMMAND_LIST(COMMAND_POINTER) NULL };

#define COMMAND_NAME(name) #name,
const char *const command_names[] = { COMMAND_LIST(COMMAND_NAME) NULL };

const char *
command_name(const struct command *command)
{
	size_t i = 0;

	while (commands[i] != NULL && commands[i] != command)
		i++;
	return command_names[i];
}

enum err_code
refuse_arguments(const struct command *command, struct err *e)
{
	return err_set(e, ERR_USAGE, _("the arguments do not fit; usage: chancery %s %s"),
	               command_name(command), command->arguments);
}
