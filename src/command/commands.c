/* All commands: the first is what no command means. */
#include <config.h>

#include "command/command.h"

extern const struct command browse_command, init_command, list_command, find_command,
	show_command, add_command, set_command, remove_command, rename_command, import_command,
	export_command, history_command, log_command, info_command, check_command, schema_command,
	keys_command, merge_command, undo_command, carry_command, postpone_command, backup_command,
	restore_command, keytest_command, tour_command, erase_command, drafts_command;

const struct command *const commands[] = {
	&browse_command,
	&init_command,
	&list_command,
	&find_command,
	&show_command,
	&add_command,
	&set_command,
	&remove_command,
	&rename_command,
	&merge_command,
	&carry_command,
	&postpone_command,
	&import_command,
	&export_command,
	&history_command,
	&log_command,
	&undo_command,
	&erase_command,
	&drafts_command,
	&info_command,
	&check_command,
	&backup_command,
	&restore_command,
	&schema_command,
	&keys_command,
	&keytest_command,
	&tour_command,
	NULL
};
