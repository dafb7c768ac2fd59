/* The prompt face: the same records and actions as on the screen, as numbered lines and questions.
 * Not one escape byte is sent, and no control character but the line feed: for screen readers,
 * braille lines, printers, and terminals that cannot place a cursor. */
#ifndef LINEAR_LINEAR_H
#define LINEAR_LINEAR_H

#include "registry/registry.h"

/* Where to start. */
struct linear_place {
	const struct type *type;        /* NULL: the start menu */
	const struct view *view;        /* NULL: the type's first */
	uint32_t number;                /* a record; 0: the list */
};

/* Runs on standard input and output until the operator leaves or the input ends. */
enum err_code linear_run(struct registry *r, struct settings *s,
                         const struct linear_place *place, struct err *e);

#endif
