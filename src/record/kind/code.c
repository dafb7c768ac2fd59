/* Defines the kind "code": the short name by which people call a record. */
#include <config.h>

#include <ctype.h>
#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

static bool
is_right(const char *text)
{
	return isalnum((unsigned char)*text) &&
	       text[strspn(text,
	                   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")] ==
	               '\0';
}

/* A computed code is made of codes and slashes, and is made by the register. */
static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	if (f->part_count > 0)
		return ERR_OK;
	return kind_check_text(is_right, v,
	                       _("\"%s\" is not a code: letters, digits, \"-\", \"_\" and \".\""), e);
}

const struct kind kind_code = { .width = 12, .check = check };
