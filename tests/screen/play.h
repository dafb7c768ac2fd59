/* A script being played: what its settings and steps share. */
#ifndef SCREEN_PLAY_H
#define SCREEN_PLAY_H

#include "script.h"
#include "stage.h"
#include "vt.h"

/* Milliseconds by the program's clock. */
#define ESCAPE_DELAY  300       /* after which a lone Escape is taken for one */
#define PAUSE          60       /* between the pieces of a sequence that comes in two */
#define LONGEST_WAIT 20000
#define IDLE         1500       /* longer than the second after which the program looks around */
/* By the wall's, multiplied by $CHANCERY_TEST_PATIENCE: a program that takes longer hangs. */
#define LIMIT      120000

#define MOST_SESSIONS 4

struct play {
	struct script script;
	struct stage stage;
	struct vt *vt;                  /* NULL: the program is not running */
	struct session {
		char *name;
		struct vt *vt;
	} sessions[MOST_SESSIONS];      /* their own terminals, while another one is played on */
	size_t session_count, session;  /* the present one; its vt is the one above */
	int columns, rows;
	char *arguments;
	bool has_store;
	bool is_updating;
	int patience;
	size_t line;                    /* of the step, from 1 */
	int checks;
	size_t commands, typed;         /* keystrokes since they were last checked */
	bool has_failed, is_over;
	struct buf updated;             /* the script with its screens as they are */
};

/* A setting or step; rest is what stands behind its name. */
typedef void step_function(struct play *p, const char *rest);

/* One check of the script, which goes on in any case. Returns ok. */
bool check(struct play *p, bool ok, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The script itself is wrong, or the world is: nothing can be told about the program. */
void bail(struct play *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The screen as it is, as comments. */
void say_screen(const struct play *p);

/* How the program ended, as a comment. */
void say_end(const struct play *p);

/* The one text that a step takes. False: it has bailed out. */
bool read_text(struct play *p, const char **at, struct buf *text);
bool read_number(struct play *p, const char **at, long *out);
bool read_size(struct play *p, const char *text, int *columns, int *rows);

/* Lets time pass by the program's clock, or none, until the program is at rest; it is over with the
 * script if that does not come. */
void settle(struct play *p, int milliseconds);
/* Makes the starter store, unless the script has one. False: it has bailed out. */
bool need_store(struct play *p);

step_function do_run, do_keys, do_raw, do_paste, do_resize, do_signal, do_hang_up;
step_function expect_wait, expect_without, expect_no_words, expect_whole, expect_line, expect_cursor,
	expect_screen, expect_bytes, expect_keystrokes, expect_idle, expect_gone, expect_cooked,
	expect_answer;

#endif
