/* Defines the kind "text", which has one line. */
#include <config.h>

#include "record/kind.h"

const struct kind kind_text = { .width = 0 };
