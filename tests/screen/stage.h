/* What a script is played on: a temporary folder with a store in it, and an environment that holds
 * nothing of the developer's own. The environment is the process's. */
#ifndef SCREEN_STAGE_H
#define SCREEN_STAGE_H

#include <stdbool.h>

#include "base/buf.h"

struct stage {
	char *folder;           /* the temporary one */
	char *starter;          /* the folder of a store to copy, or NULL: one is made */
};

/* False: there is no temporary folder to be had, or $CHANCERY is no program. */
bool stage_open(struct stage *s, const char *starter);
void stage_close(struct stage *s);

/* Puts the folder of a script, as a whole path, into $SCRIPTS. */
void stage_set_scripts(const char *script);

/* A new store in place of what is there: "starter", "empty" or "none". False: there is no such
 * kind, or it could not be made. */
bool stage_set_store(const struct stage *s, const char *kind);

/* Runs a command of the shell, in which `chancery` is the program; what it says is appended to
 * out. Returns its exit status. */
int stage_run(const char *command, struct buf *out);

#endif
