/* Standard output and error in the character set of the locale. The program writes UTF-8; where the
 * locale has another character set, text is converted on its way out, so that no terminal receives
 * bytes that it misreads. Files that are named (-o FILE) are always UTF-8. */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stdbool.h>

/* What to do with a character that the locale's set lacks; in JSON, with every one above ASCII. */
enum charset_for {
	CHARSET_FOR_PEOPLE,     /* drop its accent, or else write "?" */
	CHARSET_FOR_CSV,        /* refuse all of the output, which is held until charset_flush() */
	CHARSET_FOR_JSON,       /* escape it, as every JSON reader understands */
};

/* Must come before anything is written, and after setlocale(). */
void charset_begin(void);

/* Says what standard output is used for from here on. */
void charset_choose(enum charset_for purpose);

/* Writes what standard output was given; nothing if some of it was refused. False: it failed, or
 * was refused. */
bool charset_flush(void);

/* Whether something was refused; the stream has an error then. */
bool charset_has_refused(void);

/* As the locale calls its set: "ANSI_X3.4-1968". */
const char *charset_name(void);

#endif
