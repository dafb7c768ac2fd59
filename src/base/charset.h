/* Standard output and error in the characters of the locale. The program writes UTF-8; where the locale
 * has another character set, every text is put into that on its way out, so that no terminal gets bytes
 * that it takes for something else. Files that are named (-o FILE) are UTF-8 everywhere. */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stdbool.h>

/* What becomes of a character that the locale's set lacks; in JSON, of every one above ASCII. */
enum charset_for {
	CHARSET_FOR_PEOPLE,     /* an accent falls away, anything else is a "?" */
	CHARSET_FOR_CSV,        /* the output is refused: charset_has_refused() */
	CHARSET_FOR_JSON,       /* it is escaped, which every reader of JSON takes back */
};

/* Must come before anything is written, and after setlocale(). */
void charset_begin(void);

/* For what standard output is from here on. */
void charset_choose(enum charset_for purpose);

/* Whether something was refused; the stream has an error then. */
bool charset_has_refused(void);

/* As the locale calls its set: "ANSI_X3.4-1968". */
const char *charset_name(void);

#endif
