/* Defines the kind "telephone", for telephone and fax numbers. */
#include <config.h>

#include <ctype.h>
#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

static bool
is_right(const char *text)
{
	size_t digits = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (isdigit((unsigned char)*p))
			digits++;
		else if (strchr("+ ()-./*#x", *p) == NULL || (*p == '+' && p != text))
			return false;
	}
	return digits >= 3;
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return kind_check_text(is_right, v, _("\"%s\" is not a telephone number (+41 22 717 9111)"), e);
}

const struct kind kind_telephone = { .example = "+41 22 717 9111", .width = 18, .check = check };
