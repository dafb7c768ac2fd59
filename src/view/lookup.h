/* What a reference or choice field may hold, narrowed as one types. */
#ifndef VIEW_LOOKUP_H
#define VIEW_LOOKUP_H

#include "registry/registry.h"

struct candidate {
	char *code, *title;             /* code: as the field takes it */
	int rank;                       /* the lower the better */
};

struct lookup {
	struct registry *registry;
	const struct field *field;
	struct candidate *all, **shown; /* shown: those that fit, the best first */
	size_t count, room, shown_count;
};

/* All that the field may refer to, in one reading: up to some thousands of records. */
enum err_code lookup_open(struct registry *r, const struct field *field, struct lookup **out,
                          struct err *e);
void lookup_close(struct lookup *l);

/* Keeps what fits the text: by the start of the code, of the title, of any word of it. */
void lookup_narrow(struct lookup *l, const char *text);

#endif
