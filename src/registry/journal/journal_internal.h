/* What registry/journal offers to the other rooms: entries and acts as bytes. */
#ifndef REGISTRY_JOURNAL_INTERNAL_H
#define REGISTRY_JOURNAL_INTERNAL_H

#include "base/cbor.h"
#include "base/digest.h"
#include "registry/act.h"
#include "registry/registry_internal.h"

/* ---- entry.c: journal entries as bytes */

enum entry_kind { ENTRY_ADD, ENTRY_CHANGE, ENTRY_REMOVE, ENTRY_KIND_COUNT };

struct raw_entry {
	uint32_t act;
	enum entry_kind kind;
	uint16_t type;
	struct uuid uuid;
	uint64_t version;
	struct span parents;            /* a CBOR array: origin, sequence, ... */
	struct span who;
	int64_t when;
	struct span changes;
	struct span before;             /* the hash of the entry before it */
};

void raw_entry_encode(const struct raw_entry *entry, struct buf *out);
bool raw_entry_decode(struct span bytes, struct raw_entry *out);

struct raw_act {
	struct span who, kind, sentence;
	int64_t when;
	uint64_t first, last;
	struct span seal;               /* see raw_act_seal(); empty in acts of long ago */
	struct span facts;              /* a CBOR map, see enum act_fact; empty in most acts */
	struct span covered;            /* all that is above the seal, as it was read; else empty */
};

/* What some acts tell beside the rest, by its key in the map. Their numbers are permanent. */
enum act_fact {
	FACT_SCHEMA = 1,        /* digest of the schema in force from this act on, as meta has it */
	FACT_OLD_HEAD = 2,      /* hash of the last entry of the chain in whose place a new one began */
	FACT_CLOCK = 3,         /* the system's own time, where the act's is not that */
	FACT_TAKES_BACK = 4,    /* [act, entry], see struct undo */
};

/* A digest of all else of the act and of the hash of its last entry: the last one of the chain,
 * which no other entry vouches for yet, is vouched for so, and the act itself too. */
struct digest raw_act_seal(const struct raw_act *act, const struct digest *last_entry);
void raw_act_encode(const struct raw_act *act, struct buf *out);
bool raw_act_decode(struct span bytes, struct raw_act *out);
/* Whether its kind has that name. */
bool raw_act_is(const struct raw_act *act, enum act_kind kind);
/* A reader at the value of that fact; false: the act does not tell it. */
bool raw_act_fact(const struct raw_act *act, enum act_fact fact, struct cbor *out);

/* What the act took back; act 0: nothing, or it does not tell. */
void undo_read(const struct raw_act *raw, struct undo *out);

/* How sensitive values are kept beside an entry. */
struct sealing {
	struct txn *txn;
	struct entry_key key;
	struct err *e;
	enum err_code rc;               /* what went wrong while closing */
	struct buf scratch;
};

/* Whether what the table has under the digest is what the digest was made of. */
bool is_sealed_by(struct span value, struct span digest);

void sealing_init(struct sealing *s, struct seal *seal, struct txn *txn, struct entry_key key,
                  struct err *e);
void sealing_clear(struct sealing *s);

/* ---- history.c: one entry told to each(), outside of the transaction if there is none yet */

enum err_code tell_entry(struct registry *r, struct entry_key key,
                         bool (*each)(void *context, const struct entry *entry,
                                      struct changes *changes),
                         void *context, bool *goes_on, struct err *e);
const char *entry_kind_name(enum entry_kind kind);

/* ---- undone.c */

bool act_is_undo(const struct act_entry *act);
/* The act that took it back and is in force; 0: none. */
enum err_code undo_find_by(struct registry *r, const struct undo *what, uint32_t *by,
                           struct err *e);

/* ---- totals.c: how many acts and entries were ever written */

/* ERR_NOT_FOUND, and nothing in e: nobody counted them yet. */
enum err_code totals_get(struct txn *t, uint64_t *acts, uint64_t *entries, struct err *e);
/* One act more, that is not written yet, with so many entries, that are. */
enum err_code totals_add(struct txn *t, uint64_t entries, struct err *e);

/* ---- unseen.c */

void unseen_note_own(struct registry *r, uint64_t first, uint64_t last);

#endif
