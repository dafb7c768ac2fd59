/* Defines the kind "time zone": a name of the IANA time zone database. */
#include <config.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/intl.h"
#include "record/kind.h"

/* Where the data base is not installed only the form of the name is checked. */
static bool
is_right(const char *text)
{
	static const char folder[] = "/usr/share/zoneinfo";
	char path[256];

	if (!isalpha((unsigned char)*text) || strstr(text, "..") != NULL ||
	    text[strspn(text,
	                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-")] !=
	            '\0')
		return false;
	if (access(folder, F_OK) != 0)
		return true;
	snprintf(path, sizeof path, "%s/%s", folder, text);
	return access(path, F_OK) == 0;
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return kind_check_text(is_right, v, _("\"%s\" is not a time zone (Africa/Dakar)"), e);
}

const struct kind kind_time_zone = { .example = "Africa/Dakar", .check = check };
