/* Text for people on standard output and standard error. The program's own words may have line
 * breaks and tabs; everything inserted with %s comes from outside (file names, other people's
 * words, records, settings) and is shown by text_reveal(), so that it stays on its line and cannot
 * control the terminal. Files for machines (csv, JSON) have writers of their own. */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

/* Prints like printf() on standard output. It knows %s %c %d %i %u %x %X %f and %%, with flags,
 * width, precision and length, but not "1$"; %s is padded by columns, not by bytes. */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, on any stream. */
void print_to(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, appended to a text. */
void print_into(struct buf *out, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Prints the program's own words, such as a help text, as they are. */
void print_own(const char *text);

#endif
