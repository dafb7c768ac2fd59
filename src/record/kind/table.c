/* A table of rows: what its columns hold has kinds of its own. */
#include <config.h>

#include "record/kind.h"

const struct kind kind_table = { .width = 0 };
