/* What a register should hold, kept by a test beside it: copies of all records, changed by the
 * test's own means, and what they were before the last act. */
#ifndef TESTS_UNIT_MODEL_H
#define TESTS_UNIT_MODEL_H

#include "desk.h"

struct model {
	struct desk *desk;
	struct record **list;           /* by record number; NULL: there is none */
	uint32_t room;
	uint32_t live;
	/* The last act: the records that it changed, as they were before (NULL: not there). */
	struct { uint32_t number; struct record *before; } *last;
	size_t last_count, last_room;
};

void model_clear(struct model *m);

/* An act begins: what the one before it did is not taken back any more. */
void model_begin(struct model *m);
/* Takes the record over as what its number holds; NULL: nothing. */
void model_put(struct model *m, uint32_t number, struct record *r);
/* What the last act did is taken back, which is an act itself. */
void model_undo(struct model *m);

/* NULL: there is none. */
const struct record *model_get(const struct model *m, uint32_t number);
/* A live record of the type (NULL: of any) for which fits() holds (NULL: each); 0: there is
 * none. */
uint32_t model_pick(const struct model *m, struct chance *c, const struct type *type,
                    bool (*fits)(const struct model *m, const struct record *r));

bool is_locked(const struct record *r);
/* Whether a record other than itself refers to it. */
bool model_refers(const struct model *m, uint32_t target);
/* Whether its parent, or that one's and so on, is `above`. */
bool model_stands_below(const struct model *m, uint32_t number, uint32_t above);

/* Calls each() with every reference of the record. */
struct reference {
	const struct field *field, *column;     /* column: NULL, or that of the row */
	uint64_t row;
	uint32_t target;
};
void each_reference(const struct record *r,
                    void (*each)(void *context, const struct reference *ref), void *context);

/* A copy of the record that refers to `to` where it referred to `from`. */
struct record *record_moved(const struct record *r, uint32_t from, uint32_t to);

/* Fails unless the register holds what the model does, every record of every type, and nothing
 * refers to what is not there. */
void model_compare(const struct model *m);

#endif
