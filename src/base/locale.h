/* What the environment's locale says of characters. */
#ifndef BASE_LOCALE_H
#define BASE_LOCALE_H

#include <stdbool.h>

#include "base/text.h"

/* The characters that can be written. ascii_only: no more than those, whatever the locale knows. */
enum text_charset locale_charset(bool ascii_only);

#endif
