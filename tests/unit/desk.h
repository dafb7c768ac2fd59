/* A register in a folder that goes away, with the shelf's schema. Its operator is amina. */
#ifndef TESTS_UNIT_DESK_H
#define TESTS_UNIT_DESK_H

#include "registry/batch.h"
#include "registry/registry.h"
#include "registry/select.h"
#include "shelf.h"

struct desk {
	char *folder;
	struct settings settings;
	struct registry *registry;
};

/* cmocka's fixtures: *state is the desk. At the end the register is verified, all of it. */
int desk_begin(void **state);
int desk_end(void **state);

/* The same with another schema, whose sources it takes. */
int desk_begin_on(void **state, struct schema_sources *sources);

/* The shelf's schema again, with what desk_furnish() puts in. */
int desk_begin_furnished(void **state);
/* The same, with places zz and AA and as many things with what chance gives. */
#define DESK_MANY 70
int desk_begin_crowded(void **state);

/* Closes and opens it again. */
void desk_reopen(struct desk *d);

/* Until desk_thaw() the registry reads the store as it is now. */
enum err_code desk_freeze(struct desk *d);
void desk_thaw(struct desk *d);

const struct type *desk_type(const struct desk *d, const char *type);
const struct field *desk_field(const struct desk *d, const char *type, const char *field);

/* A new record, filled as record_fill() does and not saved. */
struct record *desk_new(struct desk *d, const char *type, ...);

/* Saves a record and frees it; fails with the sentence unless the code is the expected one. */
uint32_t desk_save(struct desk *d, struct record *r);
void desk_refused(struct desk *d, struct record *r, enum err_code code, const char *sentence);

/* The record of that code, which must be there; the caller frees it. */
struct record *desk_get(struct desk *d, const char *type, const char *code);

/* Places CH, LK and SN, things T1 (of CH) and T2 (of LK, below T1), steps T1/1 and T1/2. */
void desk_furnish(struct desk *d);

/* Whether the field holds what a file would have of it, and the type so many records. */
void assert_field(struct desk *d, const struct record *r, const char *field, const char *expected);
void assert_count(struct desk *d, const char *type, uint64_t expected);

#endif
