/* What the files behind registry/drafts.h share: a draft as it was kept. */
#ifndef REGISTRY_DRAFT_INTERNAL_H
#define REGISTRY_DRAFT_INTERNAL_H

#include "base/digest.h"
#include "base/process.h"
#include "registry/drafts.h"
#include "registry/registry_internal.h"

#define ENVELOPE_PARTS 4        /* number and start of the process, when, content */

/* Which version a draft was changed from. */
struct base_key {
	struct uuid origin;
	struct digest hash;
};

/* A draft as it was found. */
struct stored_draft {
	uint32_t id;
	struct process process;
	int64_t when;
	const struct type *type;
	struct uuid uuid;
	uint64_t version, merged;
	struct span changes, texts, row;
	uint64_t current;
	bool has_base;                  /* it tells which by: */
	struct base_key base;
};

/* ---- draft_coding.c */

/* Keeps sensitive values as they are: a draft is private, and goes when it is saved. */
extern const struct seal draft_seal;

/* False: the register has no such version of the record. */
bool draft_find_base_key(struct registry *r, uint32_t number, uint64_t version,
                         struct base_key *out);
/* False: it is damaged, or of a type or a program that this one does not know. */
bool draft_read(struct registry *r, uint32_t id, struct span bytes, struct stored_draft *out);
/* Which row was open in it, and what was typed; false: they are damaged. */
bool draft_read_row(struct span bytes, const struct type *type, struct draft *d);
bool draft_read_texts(struct span bytes, const struct type *type, struct draft *d);
/* NULL: there is none of that number. */
const struct field *draft_field(const struct fields *fields, uint64_t number);

/* ---- draft_open.c */

/* ERR_NOT_FOUND: nothing of it is left to save. ERR_STORE: it cannot be read. */
enum err_code draft_open(struct registry *r, const struct stored_draft *f, struct draft *d,
                         struct err *e);

#endif
