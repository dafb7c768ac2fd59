/* What the files of registry/ share. */
#ifndef REGISTRY_INTERNAL_H
#define REGISTRY_INTERNAL_H

#include "base/cbor.h"
#include "base/digest.h"
#include "registry/act.h"
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

/* ---- a transaction for a while: the present one, or a reading one of its own */

struct visit {
	struct registry *registry;
	bool is_own;
};

enum err_code visit_begin(struct registry *r, struct visit *v, struct err *e);
void visit_end(struct visit *v);

/* ---- origin.c */

enum err_code origins_read(struct registry *r, struct txn *t, struct err *e);
enum err_code origins_add(struct registry *r, struct txn *t, uint64_t first, struct err *e);

/* The key of an entry of this store's own chain. */
struct entry_key own_key(const struct registry *r, uint64_t sequence);
/* The last of them; sequence 0 and an empty span if there is none. */
enum err_code own_last(const struct registry *r, struct txn *t, struct entry_key *key,
                       struct span *entry, struct err *e);

/* ---- lookup.c */

void directory_init(struct registry *r);

/* Which record a text means for a field: TYPE:CODE, or a bare code that only one of the field's
 * targets has. find(): the number of the record of that type and code, or ERR_NOT_FOUND. */
typedef enum err_code (*find_code_fn)(void *context, const struct type *type, const char *code,
                                      uint32_t *number, struct err *e);
enum err_code resolve_with(find_code_fn find, void *context, const struct field *f,
                           const char *text, uint32_t *number, struct err *e);

/* The key that an index has for the code, as typed. ERR_DATA: it is no code of the type. */
enum err_code code_key(const struct directory *d, const struct type *type, const char *text,
                       struct buf *key, struct err *e);

/* ---- drafts.c */

void drafts_close(struct registry *r);

/* ---- news.c */

void news_note_own(struct registry *r, uint64_t first, uint64_t last);

/* ---- get.c */

enum err_code load_record(struct registry *r, uint32_t number, struct record **out,
                          struct stored *stored, struct err *e);
void count_name(const struct type *type, char name[32]);

/* ---- world.c: what the query language may ask */

struct world {
	struct query_world base;
	struct registry *registry;
	const uint32_t *tagged;
	size_t tagged_count;
};

void world_init(struct world *w, struct registry *r);

/* answers.c: what indexes tell the planner, in the present transaction. */
void answers_init(struct query_index *index, struct world *w);

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

/* history.c: one entry told to each(), outside of the transaction if there is none yet */
enum err_code tell_entry(struct registry *r, struct entry_key key,
                         bool (*each)(void *context, const struct entry *entry,
                                      struct changes *changes),
                         void *context, bool *goes_on, struct err *e);
const char *entry_kind_name(enum entry_kind kind);

/* ---- undone.c */

bool act_is_undo(const struct act_entry *act);
/* What the act took back; act 0: nothing, or it does not tell. */
void undo_read(const struct raw_act *raw, struct undo *out);
/* The act that took it back and is in force; 0: none. */
enum err_code undo_find_by(struct registry *r, const struct undo *what, uint32_t *by,
                           struct err *e);

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

/* ---- act.c: changes of one act, in one writing transaction */

/* What must hold at the end of an act. */
enum check_kind { CHECK_TARGET, CHECK_PARENT, CHECK_UNREFERRED };

struct check {
	enum check_kind kind;
	uint32_t number;                /* of the record to blame */
	uint32_t target;                /* CHECK_TARGET */
	const struct field *field, *column;
};

struct act {
	struct registry *registry;
	struct txn *txn;
	const struct directory *directory;      /* knows records that are still to be put, too */
	enum act_kind kind;
	char *sentence;                 /* UTF-8, whatever it was begun with */
	uint32_t number;
	int64_t when, by_clock;         /* later than every act before it; as the system has it */
	struct entry_key last;          /* the last entry of our chain */
	uint64_t first;                 /* the first of this act */
	struct digest hash;             /* of the last entry */
	int64_t *counts;                /* by the type's index in the schema: records more or fewer */
	struct word_changes *words;     /* NULL: none yet */
	struct index_changes *indexes;  /* NULL: none yet */
	struct column_changes *columns; /* likewise */
	bool codes_are_free;            /* typed codes of new records, as a batch has seen to */
	struct check *checks;           /* what must hold when all is in place */
	size_t check_count, check_room;
	bool is_recorded;               /* also if no record was changed */
	bool tells_schema;              /* which one is in force, as it may be another one */
	bool begins_chain;              /* in place of the one whose last hash is: */
	struct digest old_head;
	struct undo takes_back;         /* act 0: nothing */
};

/* ERR_DENIED: the operator may not begin an act of that kind. */
enum err_code act_begin(struct act *a, struct registry *r, enum act_kind kind, const char *sentence,
                        struct err *e);

/* What the log says of the act: the one door by which words from outside come into it, made UTF-8
 * here. act_begin() says its sentence so. */
void act_say(struct act *a, const char *sentence);

/* give.c: what was left empty: the next free number of a series; the code that the schema
 * proposes */
enum err_code give_ordinal(const struct act *a, struct record *r, struct err *e);
enum err_code give_code(const struct act *a, struct record *r, struct err *e);

/* Writes the record, which replaces `before` (NULL: it is new); before and stored are what the
 * store has under its number. *is_unchanged: there was nothing to write. */
enum err_code act_put(struct act *a, struct record *after, const struct record *before,
                      const struct stored *stored, bool *is_unchanged, struct err *e);
enum err_code act_remove(struct act *a, const struct record *before, const struct stored *stored,
                         struct err *e);

/* Checks what can be checked only now (references, parents), records the act and commits.
 * *failed is the number of the record that is at fault, if one is. Ends the act either way. */
enum err_code act_end(struct act *a, bool is_trial, uint32_t *failed, struct err *e);
void act_abort(struct act *a);
void act_leave(struct act *a);  /* act_end.c: what is left of it after the transaction */
void count_record(struct act *a, const struct type *type, int by);

/* ---- save.c: adds the entry of a version (0: none) to the heads that a record is based on */

enum err_code add_parent(struct registry *r, uint32_t number, uint64_t version,
                         struct stored *stored, struct err *e);

/* ---- rebuild.c, open.c */

/* Indexes, links, words and counts made anew from the records. problems: told what the schema does
 * not allow a record; lost: told which records cannot be read, so that they had to be passed over.
 * Either may be NULL; a record that cannot be read is an error then. */
enum err_code rebuild(struct act *a, struct faults *problems, struct faults *lost, struct err *e);

/* The same as an act, where texts are folded by other rules than those by which they were made. */
enum err_code reindex(struct registry *r, struct err *e);
enum err_code folding_put(struct txn *t, struct err *e);

/* ---- rechain.c: sensitive values that stand in the journal in plain */

/* A fault for each field that has such values, and how many. */
enum err_code plain_values_find(struct act *a, struct faults *faults, struct err *e);

/* Seals them all and chains the entries anew, under a new origin; the act tells the old chain's
 * head. ERR_FAULTY: the old chain is not whole, which a new one would hide. *sealed: how many. */
enum err_code rechain(struct act *a, struct faults *faults, uint64_t *sealed, struct err *e);

/* ---- mend_acts.c: acts whose texts are not UTF-8, written again */

enum err_code mend_acts(struct act *a, struct faults *mended, struct err *e);

/* Seals every act over its last entry as that is now. */
enum err_code reseal_acts(struct act *a, struct err *e);

/* ---- totals.c: how many acts and entries were ever written */

/* ERR_NOT_FOUND, and nothing in e: nobody counted them yet. */
enum err_code totals_get(struct txn *t, uint64_t *acts, uint64_t *entries, struct err *e);
/* One act more, that is not written yet, with so many entries, that are. */
enum err_code totals_add(struct txn *t, uint64_t entries, struct err *e);

/* ---- verify.c */

void add_check(struct act *a, struct check c);
enum err_code run_checks(struct act *a, uint32_t *failed, struct err *e);

/* ---- depend.c: index entries and links; NULL before: new, NULL after: removed */

enum err_code update_indexes(struct act *a, const struct record *before,
                             const struct record *after, struct err *e);
enum err_code update_links(struct act *a, const struct record *before, const struct record *after,
                           uint32_t number, struct err *e);

/* index.c: entries that are not looked for before the act ends, written then or when many have come
 * together. */
enum err_code index_gather(struct act *a, const struct field *f, struct span sort_key,
                           uint32_t number, struct err *e);
enum err_code index_flush(struct act *a, struct err *e);
void index_forget(struct act *a);

/* column.c: the beginning of a record's sort key in the column of a field that has one, written at
 * the end. */
bool field_has_column(const struct field *f);
enum err_code column_set(struct act *a, const struct field *f, uint32_t number,
                         struct span sort_key, struct err *e);
enum err_code column_flush(struct act *a, struct err *e);
void column_forget(struct act *a);

/* words.c: gathered, and written at the end. words_end() also sees to it that what many words begin
 * with is kept; words_forget() frees. */
enum err_code update_words(struct act *a, const struct record *before, const struct record *after,
                           uint32_t number, struct err *e);
enum err_code words_flush(struct act *a, struct err *e);
enum err_code words_end(struct act *a, struct err *e);
void words_forget(struct act *a);
/* Empties the index, before all records come anew. */
enum err_code words_reset(struct act *a, struct err *e);

/* How much of a word is kept: up to a length, to the end of a character. */
size_t word_kept(const char *text, size_t size);

/* How many links the record has: each target once by field and column. */
size_t count_links(const struct record *r);

/* ---- links.c: what a record refers to */

/* Calls each() for every reference of the record until it is not ERR_OK; returns that. */
enum err_code record_references(const struct record *record,
                                enum err_code (*each)(void *context, const struct field *field,
                                                      const struct field *column,
                                                      uint32_t target),
                                void *context);

#endif
