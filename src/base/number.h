/* Whole numbers as people and files write them. Every number from outside is read here and checked
 * against the range of its use: no other file calls strtol() or its relatives, and none narrows a
 * number before its range was checked. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Reads a decimal number: an optional sign and digits, with nothing before or after. False: the
 * text is not such a number, or it is not from least to most; *out is not changed. */
bool number_read(const char *text, int64_t least, int64_t most, int64_t *out);

/* The same for a text that begins with a number; *rest is what follows its last digit. */
bool number_take(const char *text, int64_t least, int64_t most, int64_t *out, const char **rest);

#endif
