/* A terminal for tests: a program behind a pseudo-terminal, its screen kept by libvterm. Nothing
 * here sleeps for a guessed time: a wait ends when the program is at rest, or its limit is over. */
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
	uint64_t to_be_read;            /* bytes that the program has read once it has all */
	bool has_ended;
	int status;                     /* as waitpid() gives it, once it has ended */
};

/* Starts the command with `sh -c`, in the caller's environment and working folder. NULL: no
 * pseudo-terminal could be had. */
struct vt *vt_start(const char *command, int columns, int rows);

/* Ends the program by force if it still runs. */
void vt_free(struct vt *t);

/* Text, a key by its name in view/key_name.h as this terminal sends it in its present mode (false:
 * there is no such key), and a paste, in brackets if the program has asked for them. All that was
 * typed is sent at once, so that the program finds it together. */
void vt_type(struct vt *t, const char *bytes, size_t n);
bool vt_type_key(struct vt *t, const char *name);
void vt_type_paste(struct vt *t, const char *text, size_t n);
void vt_send(struct vt *t);

void vt_resize(struct vt *t, int columns, int rows);
void vt_hang_up(struct vt *t);

/* Reads until the program has taken all it was sent, sleeps, and has sent nothing for `quiet`
 * milliseconds. False: it was not so within the limit. */
bool vt_settle(struct vt *t, int quiet, int limit);
/* Reads until a line of the screen has the text. */
bool vt_wait(struct vt *t, const char *text, int limit);
/* Reads until the program has sent anything, or has ended. */
bool vt_wait_sign(struct vt *t, int limit);
bool vt_wait_end(struct vt *t, int limit);
/* Whether the program is silent for that long. */
bool vt_is_silent(struct vt *t, int milliseconds);

/* Whether the line's settings are what they were, and the first screen is shown again. */
bool vt_is_cooked(const struct vt *t);

/* Appends a line of the screen (from 0), without the blanks at its end. */
void vt_line(const struct vt *t, int row, struct buf *out);
/* The line that has the text; -1: none. */
int vt_find(const struct vt *t, const char *text);

#endif
