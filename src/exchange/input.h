/* Files to read from: UTF-8 whatever they were in, without a byte order mark, and readable
 * twice. */
#ifndef EXCHANGE_INPUT_H
#define EXCHANGE_INPUT_H

#include <stdio.h>

#include "base/err.h"

/* Opens the file ("-" is standard input). encoding: what iconv calls it, or NULL for UTF-8. The
 * stream is the caller's, at its start, and can be rewound. ERR_USAGE: it cannot be read, or the
 * encoding is unknown. ERR_DATA: it is not in that encoding. */
enum err_code input_open(const char *path, const char *encoding, FILE **out, struct err *e);

/* The same of a text in memory that outlives the stream. */
enum err_code input_open_text(const char *text, size_t size, FILE **out, struct err *e);

/* Back to the first character behind a byte order mark. */
void input_rewind(FILE *in);

#endif
