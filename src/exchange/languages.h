/* Columns for texts by language: which languages the records have is known when all of them have
 * been read once. FIELD is the English text, and FIELD.fr the French one. */
#ifndef EXCHANGE_LANGUAGES_H
#define EXCHANGE_LANGUAGES_H

#include "exchange/writer.h"

struct languages;

/* For these fields of records, which are borrowed. */
struct languages *languages_new(const struct field *const *fields, size_t count);
void languages_free(struct languages *l);

/* Whether some field has texts by language; else no record need be read. */
bool languages_matter(const struct languages *l);

void languages_note(struct languages *l, const struct record *r);

/* Adds a column for each language besides English of the field at that place among the fields. The
 * writer's columns use what l has. */
void languages_add(struct languages *l, size_t place, struct writer *w);

#endif
