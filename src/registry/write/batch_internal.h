/* What the files behind registry/batch.h share. */
#ifndef REGISTRY_BATCH_INTERNAL_H
#define REGISTRY_BATCH_INTERNAL_H

#include "base/keymap.h"
#include "base/spool.h"
#include "registry/batch.h"
#include "registry/registry_internal.h"

/* A record that the batch adds or changes. */
struct slot {
	const struct type *type;
	struct uuid uuid;
	const char *code;               /* as announced; NULL: nameless */
	uint64_t offset;                /* of its body in the spool */
	uint64_t merged;                /* version that was merged in; 0: none */
	uint32_t number;
	uint32_t size;                  /* of its body */
	int line;
	bool is_new, is_put;
};

struct batch {
	struct registry *registry;
	enum act_kind kind;
	const char *sentence;
	uint64_t commit;                /* of the store when the batch was begun */
	uint32_t first, next;           /* numbers of the first new record, of the next one */
	uint32_t *fresh;                /* slots of those in between */
	size_t fresh_room;
	struct slot *slots;
	size_t count, room;
	struct keymap codes;            /* type number and folded code -> slot */
	struct keymap uuids;            /* uuid -> slot */
	struct keymap numbers;          /* number of a record that is in the store -> slot */
	struct spool *bodies;
	struct buf body;                /* being encoded */
	struct arena texts;
	struct directory directory;
	void (*progress)(void *context, uint64_t done, uint64_t all);   /* or NULL */
	void *context;
};

/* ---- batch_slots.c; each NULL if there is none */

struct slot *batch_slot_by(const struct batch *b, const struct keymap *map, const void *key,
                           size_t size);
struct slot *batch_slot_of(const struct batch *b, uint32_t number);
struct slot *batch_announced(const struct batch *b, const struct type *type, const char *code);
/* The slot of a record that the store has, made when it is first asked for. NULL: e says why. */
struct slot *batch_existing_slot(struct batch *b, uint32_t number, struct err *e);
/* A new slot; number 0: the record is new and takes the next number. */
struct slot *batch_add_slot(struct batch *b, const struct type *type, uint32_t number, bool is_new,
                            const struct uuid *uuid);
/* Appends the key under which a code is announced. */
void batch_announced_key(const struct type *type, const char *code, struct buf *key);

/* What was put; the caller's. */
enum err_code batch_decode(const struct batch *b, const struct slot *s, struct record **out,
                           struct err *e);

/* ---- batch_directory.c */

void batch_directory_init(struct batch *b);

#endif
