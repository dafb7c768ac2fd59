/* Finds the known name that is closest to a mistyped one. */
#include <config.h>

#include "base/suggest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/intl.h"

#define LONGEST 63
#define FARTHEST 2

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static int
lower(char c)
{
	return tolower((unsigned char)c);
}

size_t
suggest_distance(const char *a, const char *b, size_t limit)
{
	size_t rows[3][LONGEST + 1];
	size_t na = strlen(a), nb = strlen(b);
	size_t *before = rows[0], *above = rows[1], *row = rows[2];

	if (na > LONGEST || nb > LONGEST)
		return limit + 1;
	for (size_t j = 0; j <= nb; j++)
		above[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *spare = before;

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t change = above[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));

			row[j] = least(change, least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
			    lower(a[i - 2]) == lower(b[j - 1]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = above;
		above = row;
		row = spare;
	}
	return least(above[nb], limit + 1);
}

void
suggest_init(struct suggest *s, const char *unknown)
{
	*s = (struct suggest){ .unknown = unknown, .distance = FARTHEST + 1 };
}

void
suggest_try(struct suggest *s, const char *known)
{
	size_t distance = suggest_distance(s->unknown, known, FARTHEST);

	/* A name of two letters is two edits from everything. */
	if (distance >= s->distance || distance >= strlen(s->unknown))
		return;
	s->nearest = known;
	s->distance = distance;
}

const char *
suggest_text(const struct suggest *s, char *buffer, size_t size)
{
	buffer[0] = '\0';
	if (s->nearest != NULL)
		snprintf(buffer, size, _(" (did you mean \"%s\"?)"), s->nearest);
	return buffer;
}
