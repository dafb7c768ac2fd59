/* Defines the kind "language": the tag of a language. */
#include <config.h>

#include <ctype.h>
#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

bool
language_is_right(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	if (n < 2 || n > 3)
		return false;
	for (text += n; *text == '-'; text += n) {
		text++;
		for (n = 0; isalnum((unsigned char)text[n]); n++)
			continue;
		if (n < 2 || n > 8)
			return false;
	}
	return *text == '\0';
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return kind_check_text(language_is_right, v,
	                       _("\"%s\" is not a language code (en, fr, pt-BR)"), e);
}

const struct kind kind_language = { .example = "fr", .width = 8, .check = check };
