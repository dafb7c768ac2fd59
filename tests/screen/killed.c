/* Somebody types into a form, without a pause, and is killed, or the line is cut. What the next
 * session offers is compared with what was typed, and when: two seconds of it may be lost to a
 * kill; nothing to a cut line. The last keys are sent without waiting for the program to take them,
 * so that it is killed at work; they do not count. The worst is told, by the program's clock.
 *
 *     CHANCERY=PROGRAM killed ROUNDS CODE
 * / */
#include <config.h>

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "vt.h"

#define MAY_LOSE   2000         /* milliseconds */
#define UNDER_WAY     5         /* keys that are sent at once at the end */
#define LONGEST    3500         /* of typing */
#define KEY_MS       15         /* between two keys */
#define MOST_KEYS  1000
#define LIMIT    120000         /* by the wall's clock: what takes longer hangs */

struct round {
	const char *code;
	bool is_cut;                    /* the line; else the program is killed */
	int64_t sent[MOST_KEYS];        /* when each key was pressed */
	size_t count;                   /* without those that were under way at the end */
	int64_t end;                    /* when it was ended */
};

/* The n-th key that is typed: "0 1 2 3 ... 9 10 11 ...", so that the end of a text says how long it
 * is. */
static void
type_text(size_t keys, struct buf *out)
{
	for (size_t i = 0; out->size < keys; i++)
		buf_printf(out, "%zu ", i);
	out->size = keys;
}

static struct vt *
start(const char *arguments)
{
	char *command = mem_printf("exec \"$CHANCERY\" %s", arguments);
	struct vt *t = vt_start(command, 400, 24);

	free(command);
	if (t != NULL)
		vt_settle(t, LIMIT);
	return t;
}

static void
press(struct vt *t, const char *key)
{
	vt_type_key(t, key);
	vt_send(t);
	vt_settle(t, LIMIT);
}

/* The form of the record, in its definition, which is empty. */
static struct vt *
open_form(const struct round *r)
{
	char *arguments = mem_printf("browse category %s", r->code);
	struct vt *t = start(arguments);

	free(arguments);
	if (t == NULL)
		return NULL;
	press(t, "e");
	press(t, "Tab");
	press(t, "Tab");
	press(t, "^U");
	return t;
}

static void
type(struct round *r, struct vt *t, int64_t long_for)
{
	int64_t end = t->now + long_for;
	struct buf text;

	buf_init(&text);
	type_text(MOST_KEYS, &text);
	for (r->count = 0; r->count < MOST_KEYS - UNDER_WAY && t->now < end; r->count++) {
		r->sent[r->count] = t->now;
		vt_type(t, (const char *)text.data + r->count, 1);
		vt_send(t);
		vt_settle(t, LIMIT);
		vt_pass(t, KEY_MS, LIMIT);
	}
	vt_type(t, (const char *)text.data + r->count, UNDER_WAY);
	vt_send(t);
	buf_clear(&text);
}

static void
end(struct round *r, struct vt *t)
{
	r->end = t->now;
	if (r->is_cut)
		vt_hang_up(t);
	else
		kill(t->pid, SIGKILL);
	vt_wait_end(t, LIMIT);
	vt_free(t);
}

/* How many of the keys the next session still has; the draft is discarded then. */
static size_t
keys_kept(const struct round *r)
{
	struct vt *t = start("browse");
	struct buf line, text;
	size_t kept = 0;

	if (t == NULL)
		return 0;
	buf_init(&line);
	buf_init(&text);
	press(t, "D");
	press(t, "Enter");
	press(t, "^E");                 /* the field on the whole screen */
	press(t, "Home");
	for (int row = 2; row < t->rows - 3; row++)
		vt_line(t, row, &line);
	type_text(r->count + UNDER_WAY, &text);
	for (size_t n = r->count + UNDER_WAY; n > 0 && kept == 0; n--) {
		char *part;

		while (n > 1 && text.data[n - 1] == ' ')
			n--;            /* a blank at the end of a line is not seen */
		part = mem_textn((const char *)text.data, n);
		if (strstr(buf_string(&line), part) != NULL)
			kept = n;
		free(part);
	}
	press(t, "Esc");
	vt_pass(t, 300, LIMIT);
	press(t, "^X");
	vt_type(t, "d", 1);
	vt_send(t);
	vt_settle(t, LIMIT);
	vt_hang_up(t);
	vt_wait_end(t, LIMIT);
	vt_free(t);
	buf_clear(&line);
	buf_clear(&text);
	return kept;
}

/* Milliseconds of typing that were lost. */
static int64_t
lost(const struct round *r, size_t kept)
{
	/* The blank behind what was kept cannot be seen. */
	if (kept + 1 >= r->count)
		return 0;
	return r->end - r->sent[kept];
}

int
main(int argc, char **argv)
{
	int rounds = argc == 3 ? atoi(argv[1]) : 0;
	int64_t worst[2] = { 0, 0 };
	struct timespec t;

	if (rounds <= 0) {
		fprintf(stderr, "usage: CHANCERY=PROGRAM killed ROUNDS CODE\n");
		return 2;
	}
	clock_gettime(CLOCK_REALTIME, &t);
	srand((unsigned)t.tv_nsec);
	for (int i = 0; i < rounds; i++) {
		struct round r = { .code = argv[2], .is_cut = i % 2 == 1 };
		struct vt *form = open_form(&r);
		int64_t so_much;

		if (form == NULL) {
			perror("no pseudo-terminal");
			return 1;
		}
		type(&r, form, rand() % LONGEST);
		end(&r, form);
		so_much = lost(&r, keys_kept(&r));
		if (so_much > worst[r.is_cut])
			worst[r.is_cut] = so_much;
	}
	printf("%d rounds: at most %" PRId64 " ms were lost to a kill, %" PRId64
	       " ms to a cut line\n",
	       rounds, worst[0], worst[1]);
	return worst[0] > MAY_LOSE || worst[1] > 0;
}
