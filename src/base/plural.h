/* Which form of a message a number takes: the "Plural-Forms" of a catalogue (GNU gettext manual,
 * "Additional functions for plural forms"), an expression in C's syntax over the number n. */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include <stdbool.h>

struct plural {
	const char *expression;         /* borrowed: lives as long as the header it was read from */
	unsigned long forms;            /* how many a message has */
};

/* Reads the line "Plural-Forms: nplurals=N; plural=EXPRESSION;" of a catalogue's header. False:
 * there is none, or it is not well formed; *out is then the rule of English. */
bool plural_read(const char *header, struct plural *out);

/* The form of the number n: 0 to forms - 1. */
unsigned long plural_form(const struct plural *p, unsigned long n);

#endif
