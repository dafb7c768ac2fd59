/* A schema with every type of field, and records that stand on a shelf instead of in a store: what
 * record/, query/ and the registry are tried with. */
#ifndef TESTS_UNIT_SHELF_H
#define TESTS_UNIT_SHELF_H

#include "query/query.h"
#include "record/form.h"
#include "test.h"

#define SHELF_ROOM 64

struct shelf {
	struct schema *schema;
	struct record *list[SHELF_ROOM];        /* by number - 1 */
	uint32_t count;
	struct directory directory;
	struct query_context world;
	/* What the world answers with. */
	int64_t changed;
	const char *by;
	uint32_t tagged;
	int lent;               /* records that were not given back */
};

/* The schema: places, things with every type of field, steps with a computed code. */
void shelf_sources(struct schema_sources *out);
struct schema *shelf_schema(void);

void shelf_init(struct shelf *s);
void shelf_clear(struct shelf *s);

const struct type *shelf_type(const struct shelf *s, const char *type);
const struct field *shelf_field(const struct shelf *s, const char *path);       /* "thing.start" */

/* Assigns "FIELD=VALUE" texts up to a NULL; "TABLE=COLUMN=VALUE,...|COLUMN=VALUE..." makes rows,
 * with identities from 1 on, or what "id=7" among the columns says. Fails if one is refused. */
void record_fill(struct record *r, const struct directory *d, ...);

/* A new record on the shelf, filled likewise. */
struct record *shelf_add(struct shelf *s, const char *type, ...);
void record_fillv(struct record *r, const struct directory *d, va_list args);

/* A record of `thing` with whatever chance puts into it; it refers to records 1 to 3. */
struct record *record_random(const struct type *type, struct chance *c);

/* Fails, naming the field, unless both hold the same. */
void assert_same_record(const struct record *a, const struct record *b);

#endif
