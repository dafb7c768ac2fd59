/* Drafts: what an operator was typing and has not saved, kept beside the register for when the line
 * drops; and who has a record open for editing. Drafts are seen by nobody but their operator. Where
 * neither can be kept (store/session.h), work goes on without. */
#ifndef REGISTRY_DRAFTS_H
#define REGISTRY_DRAFTS_H

#include "registry/registry.h"
#include "store/session.h"

/* A text that is no value yet: still being typed, or not to be read as one. */
struct draft_text {
	const struct field *field;      /* of the record, or a column of the row */
	const char *language;           /* of a text by language; else NULL */
	const char *text;
};

struct draft {
	uint32_t id;                    /* 0: not kept yet */
	int64_t when;                   /* it was last kept, in UTC milliseconds */
	struct record *record;          /* as it would be saved */
	struct record *base;            /* as it was read; NULL: new */
	bool base_is_unknown;           /* the register does not have what it was changed from (it was
	                                 * restored): base is what was there before each change, and
	                                 * all else as it is now */
	uint64_t merged;                /* version that was merged into it; 0: none */
	struct draft_text *texts;
	size_t count, room;
	const struct field *table;      /* of the row that is being typed; NULL: none is */
	uint64_t row;                   /* its identity; 0: it is new */
	const struct field *current;    /* where the cursor stands; or NULL */
	bool is_open;                   /* in another session, which lives */
	bool is_removed;                /* the record was removed since: saved, it is a new one */
	struct arena arena;             /* owns the texts */
};

void draft_init(struct draft *d);
/* Also frees record and base, unless they were taken out. */
void draft_clear(struct draft *d);
void draft_add_text(struct draft *d, const struct field *field, const char *language,
                    const char *text);

/* Opens what drafts and presence are kept in. The registry works without; then drafts are refused
 * and nobody is seen. */
enum err_code registry_open_session(struct registry *r, struct err *e);

/* Appends the draft as bytes: the same as long as nothing was typed. */
void draft_encode(struct registry *r, const struct draft *d, struct buf *out);

/* Keeps what draft_encode() gave under the draft's number, or under a new one (*id 0), as open in
 * this session. It is on the disk then. */
enum err_code registry_keep_draft(struct registry *r, struct span encoded, uint32_t *id,
                                  struct err *e);
/* Lets it go: at once, or, while another session has the lock, with the next call or at the end. */
enum err_code registry_drop_draft(struct registry *r, uint32_t id, struct err *e);

/* Calls each() with the operator's drafts, the oldest first, until it returns false; what it is
 * given is freed behind the call. A draft of which nothing is left to save is dropped on the
 * way. */
enum err_code registry_drafts(struct registry *r, bool (*each)(void *context, struct draft *d),
                              void *context, struct err *e);

/* The newest draft of a record, or of a new one of the type (number 0), that no session has open.
 * ERR_NOT_FOUND: there is none; e is left alone. The caller clears *out if it is ERR_OK. */
enum err_code registry_find_draft(struct registry *r, const struct type *type, uint32_t number,
                                  struct draft *out, struct err *e);

/* The draft of that number. ERR_NOT_FOUND: there is none, or nothing of it is left. */
enum err_code registry_get_draft(struct registry *r, uint32_t id, struct draft *out,
                                 struct err *e);

/* The numbers of the records that have drafts, ascending; *out is freed with free(). */
void registry_draft_numbers(struct registry *r, uint32_t **out, size_t *count);

/* ---- presence */

/* A session that has a record open says so about every half minute, since when; after 90 s without
 * a sign of life it is taken to be gone. Nothing depends on it. */
void registry_be_present(struct registry *r, uint32_t number, int64_t since);
void registry_be_gone(struct registry *r, uint32_t number);
/* Who else has the record open for editing; *out is freed with free(). */
void registry_present(struct registry *r, uint32_t number, struct present **out, size_t *count);

#endif
