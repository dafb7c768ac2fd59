/* What people read on standard output and standard error. The words of the program may have line
 * breaks and tabs; whatever is put into them with %s comes from outside (file names, other people's
 * words, records, settings) and is shown by text_reveal(), so that it stays on its line and nothing
 * of it moves the terminal. Files for machines (csv, JSON) have rules and writers of their own. */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

/* As printf(), on standard output. Of the conversions there are %s %c %d %i %u %x %X %f and %%, with
 * flags, width, precision and length, but without "1$"; %s is filled up by columns, not by bytes. */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, on any stream. */
void print_to(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, appended to a text. */
void print_into(struct buf *out, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Prints the program's own words, such as a help text, as they are. */
void print_own(const char *text);

#endif
