/* A text of any number of lines. */
#include <config.h>

#include "record/kind.h"

const struct kind kind_long_text = { .has_lines = true };
