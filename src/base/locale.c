/* Reads the character set and the language from the environment. */
#include <config.h>

#include "base/locale.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum text_charset
locale_charset(bool ascii_only)
{
	if (!ascii_only && strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return TEXT_UTF8;
	return TEXT_ASCII;
}

void
locale_language(char language[LOCALE_LANGUAGE])
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *value = "";
	size_t n;

	for (size_t i = 0; i < sizeof names / sizeof names[0] && *value == '\0'; i++) {
		if (getenv(names[i]) != NULL)
			value = getenv(names[i]);
	}
	n = strspn(value, "abcdefghijklmnopqrstuvwxyz");
	snprintf(language, LOCALE_LANGUAGE, "%.*s", n < 2 || n > 3 ? 2 : (int)n,
	         n < 2 || n > 3 ? "en" : value);
}
