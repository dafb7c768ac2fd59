/* Whole numbers as people and files write them. Every number that comes from outside is read here,
 * against the range that its use has: no other file calls strtol() or its relatives, and none narrows
 * a number before its range was checked. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* Reads a decimal number with at most a sign before its digits, and nothing around it. False: the
 * text is not one, or it is not from least to most; *out is left alone. */
bool number_read(const char *text, int64_t least, int64_t most, int64_t *out);

/* The same of a number that the text begins with; *rest is what follows its last digit. */
bool number_take(const char *text, int64_t least, int64_t most, int64_t *out, const char **rest);

#endif
