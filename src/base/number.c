/* Reads whole numbers from text, and is the only file that may call strtoll(). */
#include <config.h>

#include "base/number.h"

#include <errno.h>
#include <stdlib.h>

/* strtoll() alone would pass over blanks. */
static bool
begins_with_digits(const char *text)
{
	if (*text == '-' || *text == '+')
		text++;
	return *text >= '0' && *text <= '9';
}

bool
number_take(const char *text, int64_t least, int64_t most, int64_t *out, const char **rest)
{
	char *end;
	long long n;

	if (!begins_with_digits(text))
		return false;
	errno = 0;
	n = strtoll(text, &end, 10);
	if (errno != 0 || n < least || n > most)
		return false;
	*out = n;
	*rest = end;
	return true;
}

bool
number_read(const char *text, int64_t least, int64_t most, int64_t *out)
{
	const char *rest;
	int64_t n;

	if (!number_take(text, least, most, &n, &rest) || *rest != '\0')
		return false;
	*out = n;
	return true;
}
