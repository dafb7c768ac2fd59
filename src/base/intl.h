/* Messages in the operator's language: every one is a whole sentence, marked by _() or ngettext().
 *
 * The catalogues are compiled in, so that the program speaks its languages uninstalled, on systems
 * without their locales, and without reading a file that somebody else could have written. They are
 * made by GNU gettext's tools from conf/lang/LL.po. */
#ifndef BASE_INTL_H
#define BASE_INTL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A catalogue, as msgfmt makes it (GNU gettext manual, "The Format of GNU MO Files"). */
struct intl_catalogue {
	const char *language;           /* "fr"; NULL ends the table */
	const unsigned char *data;
	size_t size;
};

extern const struct intl_catalogue intl_catalogues[];

/* Whether messages can be in that language: there is a catalogue of it, or it is English. */
bool intl_knows(const char *language);

/* Appends those languages: "en, es, fr". */
void intl_languages(struct buf *out);

/* From here on messages are in that language; in English if there is no catalogue of it. */
void intl_choose(const char *language);

/* Whether messages are said as the source has them. */
bool intl_is_english(void);

/* The message in the chosen language, or as it is. */
const char *intl_text(const char *message) __attribute__((format_arg(1)));

/* The form of the message that fits the number. */
const char *intl_plural(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

/* What an English name is called in a language, from a catalogue that the system may have: the domain
 * is one of GNU gettext's, such as "iso_3166-1" of iso-codes. Lives as long as the program; NULL: it
 * is in no catalogue. */
const char *intl_name(const char *domain, const char *language, const char *name);

/* Calls each() with every English name of the catalogue and what it is called in the language. */
void intl_names(const char *domain, const char *language,
                void (*each)(void *context, const char *english, const char *name), void *context);

#define _(text)                intl_text(text)
#define N_(text)               text
#define ngettext(one, many, n) intl_plural(one, many, (unsigned long)(n))

#endif
