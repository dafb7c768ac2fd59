/* Records by their titles, for files that refer to them so. */
#ifndef EXCHANGE_TITLES_H
#define EXCHANGE_TITLES_H

#include "registry/registry.h"

struct titles;

/* Titles are read type by type, when they are first asked for. */
struct titles *titles_new(struct registry *r);
void titles_free(struct titles *t);

/* Appends the code of the record that the title means, as the reference is written in files; of a set,
 * the codes of all its members. Titles count in every language, and so do the names by which a record
 * is also known; case and accents do not. ERR_DATA: there is none, or there are several. */
enum err_code titles_resolve(struct titles *t, const struct field *reference, const char *text,
                             struct buf *out, struct err *e);

#endif
