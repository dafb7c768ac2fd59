/* What the acts of chance share: a register of places, offices, sessions and tasks, the model of
 * it, and what has happened so far. */
#ifndef TESTS_UNIT_TRIAL_H
#define TESTS_UNIT_TRIAL_H

#include "model.h"

/* What has happened to a record, to be looked for at the end. */
struct event {
	enum { REMOVED, MERGED, RENAMED } kind;
	uint32_t number;
	char *old_code;                 /* RENAMED */
};

struct trial {
	struct desk *desk;
	struct model model;
	struct chance chance;
	uint32_t codes;                 /* given so far */
	const struct type *place, *office, *session, *task;
	struct event *events;
	size_t event_count, event_room;
	size_t done, refused;
	size_t by_kind[16];
};

/* A register with the trial's schema; cmocka's fixture. */
int trial_begin(void **state);

void trial_note(struct trial *t, int kind, uint32_t number, char *old_code);
/* The code of a record as the model has it; the caller frees it. */
char *trial_code(const struct trial *t, uint32_t number);
/* The register's own copy of a record, which is the caller's. */
struct record *trial_read(const struct trial *t, uint32_t number);

/* What was to be done was done, or refused as the model says. True: it was done. */
bool trial_settle(struct trial *t, enum err_code rc, enum err_code expected, const struct err *e);

/* Puts something else, by chance, into a field of the record, if it is one that an operator
 * types. */
void trial_set(struct trial *t, struct record *r, const struct field *f);
/* A code that no record ever had. */
void trial_new_code(struct trial *t, char out[16]);

/* trial_merge.c */
void do_merge(struct trial *t);

#endif
