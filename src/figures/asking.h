/* Asks several types of records one question: a query is read for each type, and a type that does
 * not have what it asks for is passed over. */
#ifndef FIGURES_ASKING_H
#define FIGURES_ASKING_H

#include "registry/registry.h"

struct asking {
	const char *query;              /* "" or NULL: every record */
	const struct type *only;        /* NULL: all that are wanted */
	bool (*wants)(const struct type *type);         /* which types are asked */
	/* Appends terms that what is looked for matches as well, so that an index can answer; or
	 * NULL. */
	void (*narrow)(void *context, const struct type *type, struct buf *query);
	bool (*each)(void *context, const struct record *record);      /* false: no more */
	void *context;
};

/* Calls each() with every record that matches, type by type. ERR_USAGE: no type that is wanted
 * understands the query. */
enum err_code ask_types(struct registry *r, const struct asking *asking, struct err *e);

#endif
