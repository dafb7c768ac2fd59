/* Defines the kind "e-mail". */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

/* A local part, an at sign, a domain with a dot in it: enough to catch a slip of the hand. */
static bool
is_right(const char *text)
{
	const char *at = strchr(text, '@');

	if (at == NULL || at == text || strchr(at + 1, '@') != NULL ||
	    strpbrk(text, " ,;<>\"") != NULL)
		return false;
	return at[1] != '.' && strchr(at + 1, '.') != NULL && text[strlen(text) - 1] != '.';
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return kind_check_text(is_right, v, _("\"%s\" is not an e-mail address (name@example.org)"), e);
}

const struct kind kind_email = { .example = "name@example.org", .check = check };
