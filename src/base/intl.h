/* Messages: every one is a whole sentence, marked by _() or ngettext(). */
#ifndef BASE_INTL_H
#define BASE_INTL_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) text

#endif
