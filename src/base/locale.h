/* What the environment's locale says of characters. */
#ifndef BASE_LOCALE_H
#define BASE_LOCALE_H

#include <stdbool.h>

#include "base/text.h"

/* The characters that can be written. ascii_only: no more than those, whatever the locale knows. */
enum text_charset locale_charset(bool ascii_only);

#define LOCALE_LANGUAGE 4

/* The language of the environment's messages: two or three letters; "en" for C and POSIX. */
void locale_language(char language[LOCALE_LANGUAGE]);

#endif
