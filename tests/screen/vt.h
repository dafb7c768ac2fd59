/* A terminal for tests: a program behind a pseudo-terminal, its screen kept by libvterm. Nothing
 * here sleeps for a guessed time: the program tells when it is at rest (rest.c), and its clock
 * moves only while a function here lets time pass. A limit is by the wall's clock; it only ends what
 * would never end. */
#ifndef SCREEN_VT_H
#define SCREEN_VT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

#include "base/buf.h"

struct vt {
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	int master;                     /* -1: the line was hung up */
	pid_t pid;
	struct termios before;          /* the line's settings when the program started */
	bool is_alternate;              /* the program is on the alternate screen */
	VTermPos cursor;
	size_t received;                /* bytes from the program, since the count was reset */
	struct buf typed;               /* keys that are to be sent at once */
	int rest;                       /* the socket to rest.c */
	uint64_t asked;                 /* the number of the last question */
	int64_t now;                    /* by the program's clock */
	int64_t until;                  /* when it goes on by itself */
	bool has_ended;
	int status;                     /* as waitpid() gives it, once it has ended */
};

/* Starts the command with `sh -c`, in the caller's environment and working folder. NULL: no
 * pseudo-terminal could be had. */
struct vt *vt_start(const char *command, int columns, int rows);

/* Ends the program by force if it still runs. */
void vt_free(struct vt *t);

/* Text, a key by its name in view/input/key_name.h as this terminal sends it in its present mode (false:
 * there is no such key), and a paste, in brackets if the program has asked for them. All that was
 * typed is sent at once, so that the program finds it together. */
void vt_type(struct vt *t, const char *bytes, size_t n);
bool vt_type_key(struct vt *t, const char *name);
void vt_type_paste(struct vt *t, const char *text, size_t n);
void vt_send(struct vt *t);

void vt_resize(struct vt *t, int columns, int rows);
void vt_hang_up(struct vt *t);

/* Reads until the program is at rest, was stopped or has ended. False: it was not so within the
 * limit. */
bool vt_settle(struct vt *t, int limit);
/* Lets so much time pass by the program's clock; between two moments at which it does something by
 * itself it comes to rest. False: it did not within the limit. */
bool vt_pass(struct vt *t, int milliseconds, int limit);
/* Lets time pass until a line of the screen has the text, so long at most. */
bool vt_wait(struct vt *t, const char *text, int milliseconds, int limit);
bool vt_wait_end(struct vt *t, int limit);
/* Lets so much time pass. Whether the program has sent nothing meanwhile. */
bool vt_is_silent(struct vt *t, int milliseconds, int limit);

/* Whether the line's settings are what they were, and the first screen is shown again. */
bool vt_is_cooked(const struct vt *t);

/* Appends a line of the screen (from 0), without the blanks at its end. */
void vt_line(const struct vt *t, int row, struct buf *out);
/* The line that has the text; -1: none. */
int vt_find(const struct vt *t, const char *text);

#endif
