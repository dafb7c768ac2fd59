/* Defines the kind "table", whose columns have kinds of their own. */
#include <config.h>

#include "record/kind.h"

const struct kind kind_table = { .width = 0 };
