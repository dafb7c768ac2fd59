/* Changing many records, and asking before it is done. */
#ifndef COMMAND_BULK_H
#define COMMAND_BULK_H

#include "command/command.h"

/* set TYPE --where QUERY FIELD=VALUE... */
enum err_code bulk_set(struct invocation *in, const char *where, struct err *e);

/* Asks on a terminal, unless --yes was given; elsewhere the answer is yes. */
bool is_confirmed(const struct invocation *in, const char *question);

#endif
