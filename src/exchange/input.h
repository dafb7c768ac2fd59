/* Files to read from: UTF-8 whatever they were in, without a byte order mark, and readable
 * twice. */
#ifndef EXCHANGE_INPUT_H
#define EXCHANGE_INPUT_H

#include <stdio.h>

#include "base/err.h"

/* Opens the file ("-" is standard input). encoding: what iconv calls it, or NULL: what a byte order
 * mark says, else UTF-8. The stream is the caller's, at its start, and can be rewound. ERR_USAGE: there
 * is no such file, or the encoding is unknown. ERR_DATA: it is not in that encoding, or is not a text at
 * all. ERR_STORE: reading it failed. */
enum err_code input_open(const char *path, const char *encoding, FILE **out, struct err *e);

/* The same of a text in memory that outlives the stream. */
enum err_code input_open_text(const char *text, size_t size, FILE **out, struct err *e);

/* To be asked when getline(3), fread(3) or the like give nothing more, before anything else sets
 * errno. ERR_OK: the file ends there. ERR_STORE: reading failed, or memory was short, and what was
 * read is only a part. */
enum err_code input_end(FILE *in, struct err *e);

/* What a sentence calls the file. */
const char *input_name(const char *path);

/* Back to the first character behind a byte order mark. ERR_STORE: as input_end() says. */
enum err_code input_rewind(FILE *in, struct err *e);

#endif
