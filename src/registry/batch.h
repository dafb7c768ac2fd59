/* Many records in one act: import, init, bulk change. Records are prepared outside of any
 * transaction, then applied in one: all or nothing. */
#ifndef REGISTRY_BATCH_H
#define REGISTRY_BATCH_H

#include "registry/act.h"
#include "registry/registry.h"

struct batch;

/* What is applied is an act of that kind; sentence: what the register's log says. */
struct batch *batch_new(struct registry *r, enum act_kind kind, const char *sentence);
void batch_free(struct batch *b);

/* Codes of records in the store and of those that the batch has announced. */
const struct directory *batch_directory(struct batch *b);

/* Announces a record of that code, so that others may refer to it before it is put. A nil uuid
 * makes a new one. *number is its number, *is_new whether the store has it not yet.
 * ERR_DATA: the batch has announced it already, or the uuid belongs to another record. */
enum err_code batch_announce(struct batch *b, const struct type *type, const char *code,
                             const struct uuid *uuid, uint32_t *number, bool *is_new,
                             struct err *e);

/* One without a code: computed, and nobody refers to it. The uuid is nil, or known to be new. */
uint32_t batch_announce_nameless(struct batch *b, const struct type *type,
                                 const struct uuid *uuid);

/* One without a code whose uuid the store may have. Otherwise as batch_announce(). */
enum err_code batch_announce_uuid(struct batch *b, const struct type *type,
                                  const struct uuid *uuid, uint32_t *number, bool *is_new,
                                  struct err *e);

/* A copy of the record as the batch has it by now (else as the store has it), or an empty new one;
 * the caller's. */
enum err_code batch_get(struct batch *b, uint32_t number, struct record **out, struct err *e);

/* Takes the record's content as what its number shall hold, and gives its rows identities.
 * ERR_DATA with all problems. */
enum err_code batch_put(struct batch *b, struct record *record, struct problems *problems,
                        struct err *e);

/* The record that is about to be put was merged with what its version `mine` has. */
void batch_note_merged(struct batch *b, uint32_t number, uint64_t mine);

/* Where the record came from, for messages about what is found at the end. */
void batch_note_origin(struct batch *b, uint32_t number, int line);

struct batch_result {
	uint64_t added, changed, unchanged;
	uint32_t act;
	uint32_t failed;                /* the number of the record that was refused, 0: none */
	int failed_line;                /* where it came from */
};

/* Told after each record that is applied how many were. */
void batch_on_progress(struct batch *b,
                       void (*progress)(void *context, uint64_t done, uint64_t all), void *context);

/* Applies all. ERR_CONFLICT: the store has changed since the batch was begun in a way that matters
 * (prepare it again, or hold the lock). With is_trial nothing is kept, but all is checked. */
enum err_code batch_apply(struct batch *b, bool is_trial, struct batch_result *result,
                          struct err *e);

/* Whether the store has changed since the batch was begun. */
bool batch_is_stale(const struct batch *b);

/* Keeps other writers out until registry_unlock(): for a batch that was stale once. */
enum err_code registry_lock(struct registry *r, struct err *e);
void registry_unlock(struct registry *r);

#endif
