/* The files under conf/, compiled in: the program works uninstalled and without them. */
#ifndef BASE_BUILTIN_H
#define BASE_BUILTIN_H

#include <stddef.h>

struct builtin {
	const char *name;       /* "chancery.conf", "schema/office.conf"; NULL ends the table */
	const char *text;       /* ends in a NUL that size does not count */
	size_t size;            /* bytes */
};

extern const struct builtin builtin_table[];

/* The file of that name, or NULL. */
const struct builtin *builtin_find(const char *name);

#endif
