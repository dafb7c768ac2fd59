/* The one place where the program ends because something failed that it cannot go on without: memory,
 * the store's file, or the program itself. What must be left in order is put in order first. */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

#include <stddef.h>

#include "base/err.h"

/* What is put in order before the program ends, whatever ends it. */
enum fatal_step {
	FATAL_TERMINAL,                 /* is given back as it was */
	FATAL_FILES,                    /* that are unfinished are removed */
	FATAL_STEP_COUNT
};

/* Sets what a step does; NULL: nothing. It must be async-signal-safe. */
void fatal_on(enum fatal_step step, void (*hook)(void));

/* Does all steps; for a handler of a signal that ends the process. */
void fatal_prepare(void);

/* Writes the sentence, which ends in a line feed, and exits with the status of the code. */
_Noreturn void fatal_end(const char *sentence, enum err_code code);

/* Handles the signals that report a fault. A fault of the program is told with its version and the
 * calls that led to it, and then ends the process as if it had not been handled, so that a core can be
 * had. A file that the disk has damaged or taken away ends it with the status of ERR_STORE; so does a
 * library that ends the process itself, as some do when there is no memory left. */
void fatal_catch(void);
/* The program is about to return from main(). */
void fatal_over(void);
/* The signals end the process without a word again. */
void fatal_release(void);

#endif
