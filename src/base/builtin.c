/* Finds the files that are compiled into the program. */
#include <config.h>

#include "base/builtin.h"

#include <string.h>

const struct builtin *
builtin_find(const char *name)
{
	for (const struct builtin *b = builtin_table; b->name != NULL; b++) {
		if (strcmp(b->name, name) == 0)
			return b;
	}
	return NULL;
}
