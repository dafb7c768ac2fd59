/* What a field with known values may hold, narrowed as one types. */
#ifndef VIEW_LOOKUP_H
#define VIEW_LOOKUP_H

#include "registry/registry.h"

struct candidate {
	uint32_t number;                /* of the record, or of the choice */
	char *code, *title;             /* code: as the field takes it */
	/* Its titles in every language, and what else it is called; of a choice the name that files
	 * have. */
	char *aliases;
	int rank;                       /* the lower the better */
};

struct lookup {
	struct registry *registry;
	const struct field *field;
	struct candidate *all, **shown; /* shown: those that fit, the best first */
	size_t count, room, shown_count;
};

/* Whether it is known what the field may hold: records, choices, yes and no, languages, time zones. */
bool lookup_has(const struct field *field);

/* All that the field may refer to, in one reading: up to some thousands of records. */
enum err_code lookup_open(struct registry *r, const struct field *field, struct lookup **out,
                          struct err *e);
void lookup_close(struct lookup *l);

/* Keeps what fits the text: by the code, its start, the title's start, any word of title
 * or alias. */
void lookup_narrow(struct lookup *l, const char *text);

/* The candidate that the text leaves no doubt of once it has narrowed: the only one of that code (of
 * choices: label or name), or the only one that fits. NULL: there is none, and nobody guesses. */
const struct candidate *lookup_certain(const struct lookup *l, const char *text);

#endif
