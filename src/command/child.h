/* Work in a process of its own. */
#ifndef COMMAND_APART_H
#define COMMAND_APART_H

#include <stddef.h>

#include "base/err.h"

struct child_work {
	enum err_code (*work)(void *context, struct err *e);
	void *context;
	void *result;                   /* that work() fills in the other process; plain bytes */
	size_t result_size;
	const char *name;               /* of the store or file that is read, for sentences */
	void (*tick)(void *context);    /* called a few times a second meanwhile; or NULL */
};

/* What work() answers, with its sentence. ERR_FAULTY: reading killed the process. No store may be
 * open in this one. */
enum err_code child_run(const struct child_work *a, struct err *e);

#endif
