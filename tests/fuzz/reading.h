/* Reads a file of items to its end, twice; both times the same must come. */
#ifndef TESTS_FUZZ_READING_H
#define TESTS_FUZZ_READING_H

#include "exchange/item.h"

void read_twice(struct reader *r);

#endif
