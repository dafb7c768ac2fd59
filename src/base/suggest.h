/* "Did you mean": the known name nearest to an unknown one. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

struct suggest {
	const char *unknown;
	const char *nearest;    /* or NULL: nothing within two edits */
	size_t distance;
};

void suggest_init(struct suggest *s, const char *unknown);
void suggest_try(struct suggest *s, const char *known);         /* known must outlive s */

/* The Damerau-Levenshtein distance (adjacent letters swapped count once), case ignored, up to
 * limit; limit + 1 for all that is farther. Names longer than 63 bytes are far from everything. */
size_t suggest_distance(const char *a, const char *b, size_t limit);

/* " (did you mean \"nearest\"?)" or "", in a buffer of the caller's. Returns buffer. */
const char *suggest_text(const struct suggest *s, char *buffer, size_t size);

#endif
