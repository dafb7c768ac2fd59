/* What all rooms of registry/ share: the open register. Each room has a header of its own for what it
 * offers to those above it. */
#ifndef REGISTRY_INTERNAL_H
#define REGISTRY_INTERNAL_H

#include "base/cbor.h"
#include "base/digest.h"
#include "registry/registry.h"
#include "store/session.h"
#include "store/store.h"
#include "store/tables.h"

#define META_FORMAT  "format"
#define META_ORIGIN  "origin"
#define META_SCHEMA  "schema"
#define META_COMPILED "compiled"
#define META_EDITION "edition"  /* how often another schema was put in force; absent: never */
#define META_FOLDING "folding"
#define INDEX_LAYOUT 3          /* changes when another table is made from the records */
#define META_ORIGINS "origins"

/* Under which identity this store has written its entries: a new one since each time that it was
 * restored, so that they are told from those that were written where it was copied from. The
 * sequence and the chain go on; an entry's number of origin is its origin's index here. */
struct origin {
	struct uuid uuid;
	uint64_t first;                 /* sequence of its first entry */
};

/* Entries of the journal that this process wrote itself. */
#define OWN_MOST 256
struct own_entries {
	uint64_t first, last;
};

/* Of what is read as of one moment; core/moment.c. */
struct moment {
	bool is_bounded;                /* such reading goes on */
	bool is_over;                   /* it has cost too much */
	uint64_t looked_at;             /* the last commit when its cost was counted */
};

struct registry {
	const struct settings *settings;
	struct store *store;
	struct schema *schema;
	bool schema_is_compiled;        /* its compiled form is in the store and fits */
	uint64_t edition;               /* of the schema, see META_EDITION */
	struct directory directory;
	struct origin *origins;         /* the last one is the present one */
	size_t origin_count;
	bool has_words;                 /* the word index fits the rules by which texts are folded */
	struct txn *txn;                /* that lookups use at present; NULL: each begins its own */
	struct buf who;                 /* what registry_last_change() answered with */
	struct session *session;        /* drafts and presence; NULL: not opened, or not to be had */
	uint32_t *undropped;            /* drafts that are to go as soon as the session's lock is free */
	size_t undropped_count, undropped_room;
	struct own_entries own[OWN_MOST];       /* the latest, in a ring */
	size_t own_count;               /* that ever were */
	struct moment moment;
	bool was_cautioned;
	int64_t cautioned_at;           /* in ticks */
};

/* ---- schema.c: the schema in the store, with its compiled form */

enum err_code schema_read(struct registry *r, struct txn *t, struct err *e);
enum err_code schema_put(struct txn *t, const struct schema_sources *sources, struct err *e);
/* Writes the compiled form if it was missing or did not fit when the register was opened. */
enum err_code schema_compile_again(struct registry *r, struct txn *t, struct err *e);
/* Whether the compiled form, if there is one, is what the text gives. */
enum err_code schema_check_compiled(struct txn *t, bool *fits, struct err *e);

/* ---- handle.c: a transaction for a while: the present one, or a reading one of its own */

struct visit {
	struct registry *registry;
	bool is_own;
};

enum err_code visit_begin(struct registry *r, struct visit *v, struct err *e);
void visit_end(struct visit *v);

/* ---- folding.c: by which rules, and which knowledge of characters, the indexes were made */

enum err_code folding_put(struct txn *t, struct err *e);
/* Whether they are those of this program. */
enum err_code folding_is_ours(struct txn *t, bool *out, struct err *e);

/* ---- origin.c */

enum err_code origins_read(struct registry *r, struct txn *t, struct err *e);
enum err_code origins_add(struct registry *r, struct txn *t, uint64_t first, struct err *e);

/* The key of an entry of this store's own chain. */
struct entry_key own_key(const struct registry *r, uint64_t sequence);
/* The last of them; sequence 0 and an empty span if there is none. */
enum err_code own_last(const struct registry *r, struct txn *t, struct entry_key *key,
                       struct span *entry, struct err *e);

#endif
