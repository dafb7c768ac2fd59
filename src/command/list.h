/* Listing, as `list` and `find` do. */
#ifndef COMMAND_LIST_H
#define COMMAND_LIST_H

#include "command/command.h"
#include "exchange/output.h"

enum list_format { LIST_TABLE, LIST_CSV, LIST_JSON, LIST_JSONL };
extern const char *const list_formats[];

#endif
