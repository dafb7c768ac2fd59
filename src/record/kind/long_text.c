/* Defines the kind "long text", which may have several lines. */
#include <config.h>

#include "record/kind.h"

const struct kind kind_long_text = { .has_lines = true };
