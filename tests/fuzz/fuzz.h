/* What the fuzz targets share. A target is one function over any bytes; it is linked with
 * libFuzzer, or with replay.c, which runs it over files. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever the input is: says so and aborts if it does not. */
void require(bool holds, const char *what);

/* The shipped schema, loaded once. */
const struct schema *shipped_schema(void);

/* One of its types, by the first byte of the input, which is passed. */
const struct type *shipped_type(const uint8_t **data, size_t *size);

/* A register with nothing in it: every code is unknown, every number too. */
extern const struct directory empty_directory;
extern const struct query_context empty_context;

/* The input as a text that ends in a NUL; the caller frees it. */
char *input_text(const uint8_t *data, size_t size);

#endif
