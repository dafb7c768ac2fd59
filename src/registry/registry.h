/* The registry: the one door to records, for the screen, the command line, import and replication
 * alike. It validates, keeps references, indexes, history and journal in step, in one short
 * transaction, and refuses at every door with the same sentence. */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include "query/query.h"
#include "record/change.h"
#include "record/check.h"
#include "record/form.h"
#include "record/record.h"
#include "settings/settings.h"

struct registry;

/* Makes an empty store with that schema in settings->store. ERR_STORE: there is one already.
 * ERR_USAGE: the schema has mistakes; all are in the faults. */
enum err_code registry_create(const struct settings *settings,
                              const struct schema_sources *sources, struct registry **out,
                              struct faults *faults, struct err *e);

/* Opens the store of the settings, with the schema that it carries. *out is closed by
 * registry_close(); the settings must live as long. */
enum err_code registry_open(const struct settings *settings, struct registry **out,
                            struct err *e);
/* The same for a file that backup wrote, for reading. */
enum err_code registry_open_copy(const struct settings *settings, const char *file,
                                 struct registry **out, struct err *e);
void registry_close(struct registry *r);
void registry_discard(struct registry *r);      /* closes, and takes the store away */

const struct schema *registry_schema(const struct registry *r);
const struct settings *registry_settings(const struct registry *r);
bool registry_is_read_only(const struct registry *r);

/* ERR_DENIED, with who may, unless the operator is at least that. Whatever writes asks by
 * itself. */
enum err_code registry_may(const struct registry *r, enum operator_role role, struct err *e);

/* Codes, titles and identities of records, as values need them. */
const struct directory *registry_directory(struct registry *r);

/* Grows with every commit of any session: what was read under another number may be old. */
uint64_t registry_commit(const struct registry *r);

/* Called about once a second while another session holds the writers' lock; see store.h. */
void registry_on_waiting(struct registry *r,
                         bool (*waiting)(void *context, const char *holder, int seconds),
                         void *context);

/* ---- reading */

/* Does work whose reading is all of one moment. Only for what writes into memory or a file of its
 * own: nothing may be waited for. What others write meanwhile makes the store grow; so work() asks
 * registry_moment_goes_on() at each step, and returns what that says if it is an error: the growth
 * has passed the limit. It is called again then, to begin anew at a later moment.
 * ERR_STORE: that did not help either, or the schema is no longer that of the session. */
enum err_code registry_at_one_moment(struct registry *r,
                                     enum err_code (*work)(void *context, struct err *e),
                                     void *context, struct err *e);
enum err_code registry_moment_goes_on(struct registry *r, struct err *e);

/* How much a moment may cost; made tiny by tests. */
extern struct moment_limits {
	uint64_t cost;                  /* bytes; less than from where on writers are told of it */
} moment_limits;

/* How many records of the type there are. */
enum err_code registry_count(struct registry *r, const struct type *type, uint64_t *out,
                             struct err *e);

/* The record with that code. ERR_NOT_FOUND, with a sentence: there is none. *out is the caller's,
 * freed by record_free(). */
enum err_code registry_get(struct registry *r, const struct type *type, const char *code,
                           struct record **out, struct err *e);
enum err_code registry_get_number(struct registry *r, uint32_t number, struct record **out,
                                  struct err *e);
enum err_code registry_find_code(struct registry *r, const struct type *type, const char *code,
                                 uint32_t *number, struct err *e);

/* The same of a record that was removed: the one that had this code last, if several had. Its
 * history is there, and its removal can be taken back. */
enum err_code registry_find_removed(struct registry *r, const struct type *type, const char *code,
                                    uint32_t *number, struct err *e);

/* Calls each() for every record of the type, by code, until it returns false: quick work that waits
 * for nobody, in one transaction. */
enum err_code registry_every(struct registry *r, const struct type *type,
                             bool (*each)(void *context, const struct record *record),
                             void *context, struct err *e);

/* The record of the operator's office; 0: the settings name none, or it is not there. */
uint32_t registry_my_office(struct registry *r);

/* The code of a record as people read it; the caller frees it. Never NULL. */
char *registry_code(struct registry *r, const struct record *record);
/* Its title in the schema's language, or an empty text; the caller frees it. */
char *registry_title(struct registry *r, const struct record *record);

/* Who refers to a record. */
struct referrer {
	uint32_t number;
	const struct type *type;
	const struct field *field;
	const struct field *column;     /* NULL: the field itself */
};

/* All of them, by type, field and column; *out is freed with free(). */
enum err_code registry_referrers(struct registry *r, uint32_t number, struct referrer **out,
                                 size_t *count, struct err *e);

/* ---- writing: each call is one act, one transaction */

struct saved {
	bool is_unchanged;              /* there was nothing to write */
	uint64_t version;
	uint32_t number;
};

/* Saves a new record (number 0) or a changed one. ERR_DATA: refused, with all problems in
 * *problems (which may be NULL). ERR_CONFLICT: it was changed or removed since the version that
 * this one is based on. On success the record has its number, identity and version. */
enum err_code registry_save(struct registry *r, struct record *record, struct problems *problems,
                            struct saved *saved, struct err *e);

/* Changes the record of that code as it is when nobody else can write: what others saved until then
 * stays. change() alters the record it is given, waits for nobody and prints nothing; what it
 * answers with, unless ERR_OK, is the answer, and nothing is saved then. */
struct amending {
	enum err_code (*change)(void *context, struct record *record, struct err *e);
	void *context;
};
enum err_code registry_change(struct registry *r, const struct type *type, const char *code,
                              const struct amending *by, struct problems *problems,
                              struct saved *saved, struct err *e);

/* Saves a record that a merge made (record/merge.h): on top of its version, with what was changed
 * in the version `mine` of it. Its journal entry has both as parents. */
enum err_code registry_save_merged(struct registry *r, struct record *record, uint64_t mine,
                                   struct problems *problems, struct saved *saved,
                                   struct err *e);

/* Saves a changed record; the act says that what it holds was there before. */
enum err_code registry_restore(struct registry *r, struct record *record,
                               struct problems *problems, struct saved *saved, struct err *e);

/* Removes the record as it was read. ERR_REFERRED names who refers to it; ERR_CONFLICT. */
enum err_code registry_remove(struct registry *r, const struct record *record, struct err *e);
/* The same in whatever version it is. ERR_NOT_FOUND: no record of the type has this code. */
enum err_code registry_remove_code(struct registry *r, const struct type *type, const char *code,
                                   struct err *e);

/* Gives the record another code; whoever refers to it goes on doing so. */
enum err_code registry_rename(struct registry *r, const struct type *type, const char *code,
                              const char *new_code, struct err *e);

/* Folds the record of a code into another of the type: all references move, what the other has not
 * is taken over, the duplicate is removed. With is_trial nothing is kept. */
struct merged {
	size_t references;              /* that moved */
	uint32_t act;
};
enum err_code registry_merge(struct registry *r, const struct type *type, const char *code,
                             const char *into, bool is_trial, struct merged *out, struct err *e);

/* What one undo takes back. */
struct undo {
	uint32_t act;
	uint64_t entry;                 /* of the journal; 0: all of the act */
};

/* The operator's last act that is in force: what was taken back is passed over, and so is taking
 * back, so that undo after undo walks backwards. ERR_DATA: that act changed no record (a schema, a
 * restore) and stands in the way; ERR_NOT_FOUND: there is none. */
enum err_code registry_my_last_act(struct registry *r, uint32_t *out, struct err *e);
/* What that version of a record changed (0: the last that is in force, or its removal). */
enum err_code registry_undo_of(struct registry *r, uint32_t number, uint64_t version,
                               struct undo *out, struct err *e);

/* Takes it back. ERR_CONFLICT names who changed the same field since, or what took it back already;
 * nothing is taken back then. It is an act itself and can be taken back. */
enum err_code registry_take_back(struct registry *r, const struct undo *what, struct err *e);
enum err_code registry_undo_act(struct registry *r, uint32_t act, struct err *e);
enum err_code registry_undo(struct registry *r, uint32_t number, uint64_t version, struct err *e);

/* Takes a sensitive value out of the record and out of its history for good: the journal's entries
 * stay as they are, but nothing tells any more what their digests stand for. *count: how many
 * values are gone. ERR_DATA: the field is not sensitive; ERR_NOT_FOUND: there is no value. */
struct what_to_erase {
	const struct type *type;
	const struct field *field;
	const struct field *column;     /* of a table; else NULL */
	uint64_t row;                   /* identity; 0: of every row */
};
enum err_code registry_erase(struct registry *r, uint32_t number, const struct what_to_erase *what,
                             size_t *count, struct err *e);

/* The same in all records of the type that are older than a day, as one act: those that ended before
 * it, by the fields with the roles `to` (or `from`) and else `done`; those that have no such field and
 * were changed last before it; and rows that ended before it of records that go on. Removed records
 * are no exception. With is_trial nothing is kept. *out has the records that had a value, is freed
 * with free() and NULL if there are none. */
struct erase_older {
	const struct what_to_erase *what;
	partial_date before;
	struct query *where;            /* of the type; NULL: all */
};
struct erased {
	uint32_t number;
	bool is_removed;
	size_t count;                   /* of values */
};
enum err_code registry_erase_older(struct registry *r, const struct erase_older *how, bool is_trial,
                                   struct erased **out, size_t *count, struct err *e);

/* Makes a new record for each that is still open of those that belong to `from` (its follow-up
 * actions), in the same series of `to`, and says in the old one where it was carried. One act. */
enum err_code registry_carry(struct registry *r, const struct record *from,
                             const struct record *to, size_t *count, struct err *e);

/* Plans the record anew on another day, says in the old one that it is postponed, and carries what
 * belongs to it and is open. One act. *number is the new one's. ERR_USAGE: such records are not
 * postponed; ERR_DATA: it is over already. */
enum err_code registry_postpone(struct registry *r, const struct record *record, partial_date start,
                                uint32_t *number, struct err *e);

/* How many are still open of those that belong to the record, and can be carried. */
enum err_code registry_count_open(struct registry *r, const struct record *record, size_t *count,
                                  struct err *e);

/* Records that are likely to be this one, recorded before: by the schema's "alike". *out is freed
 * with free(). */
enum err_code registry_duplicates(struct registry *r, const struct record *record, uint32_t **out,
                             size_t *count, struct err *e);

/* The same for many records one after the other, without going through the register for each. */
struct twins;
struct twins *twins_new(struct registry *r);
void twins_free(struct twins *t);

/* *twin: a record, of the register or met before, that is likely to be this one; 0: there is none. The
 * record itself is one of those met from here on. */
enum err_code twins_meet(struct twins *t, const struct record *record, uint32_t *twin, struct err *e);

/* Puts another schema in force. ERR_USAGE with all reasons in faults: it would give a number
 * another meaning, records do not fit it, or it makes a field sensitive whose values stand in the
 * journal in plain. With begins_chain those are sealed, in a journal that is chained anew under a
 * new origin; the act tells the old chain's head. ERR_FAULTY: the old chain is not whole. */
struct schema_applied {
	bool is_changed;                /* false: it was in force already */
	bool begins_chain;
	uint64_t sealed;                /* values */
};
enum err_code registry_apply_schema(struct registry *r, const struct schema_sources *sources,
                                    bool begins_chain, struct schema_applied *out,
                                    struct faults *faults, struct err *e);

/* ---- history */

struct entry {
	uint32_t act;
	uint64_t sequence;              /* in the journal */
	const char *kind;               /* "add", "change", "remove" */
	const struct type *type;
	struct uuid uuid;
	uint32_t number;
	uint64_t version;
	const char *who;
	int64_t when;                   /* UTC milliseconds */
	bool is_merged;                 /* it has more than one parent */
};

struct act_entry {
	uint32_t number;
	const char *who, *kind, *sentence;
	int64_t when;
	uint64_t first, last;           /* of its journal entries */
	struct undo takes_back;         /* act 0: it is no undo, or does not tell of which act */
};

/* Calls each() with the versions of the record, newest first, until it returns false. What it is
 * given is good during the call, and its own to change. */
enum err_code registry_history(struct registry *r, uint32_t number,
                               bool (*each)(void *context, const struct entry *entry,
                                            struct changes *changes),
                               void *context, struct err *e);

/* The acts of the register, newest first. */
enum err_code registry_acts(struct registry *r,
                            bool (*each)(void *context, const struct act_entry *act),
                            void *context, struct err *e);

/* One act. */
enum err_code registry_act(struct registry *r, uint32_t number,
                           void (*each)(void *context, const struct act_entry *act),
                           void *context, struct err *e);

/* The entries of one act, in order. */
enum err_code registry_act_entries(struct registry *r, const struct act_entry *act,
                                   bool (*each)(void *context, const struct entry *entry,
                                                struct changes *changes),
                                   void *context, struct err *e);

/* The record as it was in that version. ERR_NOT_FOUND: there is none. */
enum err_code registry_version(struct registry *r, const struct record *now, uint64_t version,
                               struct record **out, struct err *e);

/* The record as it is, or, if it was removed, as it was before. */
enum err_code registry_last_known(struct registry *r, uint32_t number, bool *is_removed,
                                  struct record **out, struct err *e);

/* When and by whom the record was last changed; who is good until the next call. */
bool registry_last_change(struct registry *r, const struct record *record, int64_t *when,
                          const char **who);

/* The place in the journal that is reached: what other sessions write behind it is news. */
uint64_t registry_position(struct registry *r);
/* Whether the record's version was written behind the place, and not by this process. */
bool registry_is_unseen(struct registry *r, const struct record *record, uint64_t place);

/* ---- looking after the store */

struct registry_info {
	const char *path;
	uint64_t file_size, used_size;
	uint64_t records, entries, acts;
	uint64_t format;
	struct uuid origin;
	char head[65];                  /* the journal's last hash in hex, "" if it is empty */
	uint64_t head_sequence;
};

enum err_code registry_info(struct registry *r, struct registry_info *out, struct err *e);

/* Of all readers in other processes the one whose state of the register is the oldest. */
struct registry_reader {
	char who[64];                   /* the user who runs it */
	long process;
	bool is_stopped;
	int64_t since;                  /* when the first change was made that it does not see */
	uint64_t cost;                  /* bytes that cannot be used again before it ends */
};

/* False: nobody reads an older state than the last. */
bool registry_oldest_reader(struct registry *r, struct registry_reader *out);

/* When the last act was written: in the order of acts, in which time does not go back, and by the
 * clock of the system. */
struct registry_times {
	int64_t when, by_clock;
	int64_t ahead;                  /* of the clock as it is now; negative as a rule */
};

/* False: nothing was written yet. */
bool registry_last_times(struct registry *r, struct registry_times *out);

/* Sentences, each with a line feed behind it, for who has just written: an old reader that costs
 * much, a time far ahead of the clock. Empty if there is nothing to say, or something was said a
 * short while ago. The caller frees it. */
char *registry_caution(struct registry *r);

/* From which on it is told, and how long it is not told again; made tiny by tests. */
extern struct caution_limits {
	uint64_t cost;                  /* bytes */
	int64_t ahead, pause;           /* milliseconds */
} caution_limits;

/* Verifies every record's checksum, decoding, schema and references, the indexes, the links, the
 * counts and the journal's chain. Each fault is told; ERR_FAULTY if there are any. progress() is
 * told how far it is (in records), and may be NULL. */
enum err_code registry_check(struct registry *r, struct faults *faults,
                             void (*progress)(void *context, uint64_t done, uint64_t all),
                             void *context, struct err *e);

/* The journal alone: that every entry and every act is as it was written. */
enum err_code registry_check_journal(struct registry *r, struct faults *faults, struct err *e);

/* Makes anew what can be derived: from the journal damaged records and the history, from the
 * records identities, indexes, links, words and counts. An act. mended: told what was not as it
 * should be; lost: told what cannot be had from anywhere. */
enum err_code registry_repair(struct registry *r, struct faults *mended, struct faults *lost,
                              struct err *e);

/* ---- copies */

/* Writes a compacted copy of one moment to the file, while others go on writing. name: what
 * sentences call the file. */
enum err_code registry_copy(struct registry *r, int fd, const char *name, struct err *e);

/* Gives a restored store an identity of its own, as a recorded act: what it writes from now on is
 * told from what was written where it was copied from. */
enum err_code registry_restart(struct registry *r, const char *sentence, struct err *e);

/* The right to replace the store of the settings; store/store.h has the rules. */
struct claim;
enum err_code registry_claim(const struct settings *settings, struct claim **out, struct err *e);
enum err_code registry_replace(const struct claim *c, const char *draft, bool is_new,
                               struct err *e);     /* by the store in the folder `draft` */
void registry_unclaim(struct claim *c);

#endif
