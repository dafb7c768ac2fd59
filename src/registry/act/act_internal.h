/* What registry/act offers to the other rooms: one act, in one writing transaction, with everything
 * that follows from the records. */
#ifndef REGISTRY_ACT_INTERNAL_H
#define REGISTRY_ACT_INTERNAL_H

#include "base/digest.h"
#include "registry/act.h"
#include "registry/registry_internal.h"

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

/* ---- defaults.c: what was left empty: the next free number of a series; the code that the
 * schema proposes */

enum err_code default_ordinal(const struct act *a, struct record *r, struct err *e);
enum err_code default_code(const struct act *a, struct record *r, struct err *e);

/* ---- verify.c */

void add_check(struct act *a, struct check c);
enum err_code run_checks(struct act *a, uint32_t *failed, struct err *e);

/* ---- depend.c: index entries and links; NULL before: new, NULL after: removed */

enum err_code update_indexes(struct act *a, const struct record *before,
                             const struct record *after, struct err *e);
enum err_code update_links(struct act *a, const struct record *before, const struct record *after,
                           uint32_t number, struct err *e);

/* ---- index.c: entries that are not looked for before the act ends, written then or when many have
 * come together */

enum err_code index_gather(struct act *a, const struct field *f, struct span sort_key,
                           uint32_t number, struct err *e);
enum err_code index_flush(struct act *a, struct err *e);
void index_forget(struct act *a);

/* ---- column.c: the beginning of a record's sort key in the column of a field that has one,
 * written at the end */

enum err_code column_set(struct act *a, const struct field *f, uint32_t number,
                         struct span sort_key, struct err *e);
enum err_code column_flush(struct act *a, struct err *e);
void column_forget(struct act *a);

/* ---- words.c: gathered, and written at the end. words_end() also sees to it that what many words
 * begin with is kept; words_forget() frees. */

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

#endif
