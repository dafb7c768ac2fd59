/* Plays a script on a terminal and says in TAP which of its expectations were met; README.md beside
 * this file tells what a script may hold. */
#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/alloc.h"
#include "play.h"

/* ---- saying */

void
say_screen(const struct play *p)
{
	struct buf line;

	if (p->vt == NULL)
		return;
	buf_init(&line);
	for (int row = 0; row < p->vt->rows; row++) {
		buf_reset(&line);
		vt_line(p->vt, row, &line);
		if (line.size > 0)
			printf("# %2d|%s\n", row + 1, buf_string(&line));
	}
	printf("# the cursor is at %d %d\n", p->vt->cursor.row + 1, p->vt->cursor.col + 1);
	buf_clear(&line);
}

void
say_end(const struct play *p)
{
	int status = p->vt->status;

	if (!p->vt->has_ended)
		printf("# it still runs\n");
	else if (WIFSIGNALED(status))
		printf("# it was ended by signal %d\n", WTERMSIG(status));
	else
		printf("# it ended with %d\n", WEXITSTATUS(status));
}

bool
check(struct play *p, bool ok, const char *format, ...)
{
	va_list args;

	printf("%sok %d - line %zu: ", ok ? "" : "not ", ++p->checks, p->line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	p->has_failed = p->has_failed || !ok;
	return ok;
}

void
bail(struct play *p, const char *format, ...)
{
	va_list args;

	printf("Bail out! %s:%zu: ", p->script.path, p->line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	p->has_failed = p->is_over = true;
}

/* ---- reading */

bool
read_text(struct play *p, const char **at, struct buf *text)
{
	bool is_quoted, is_broken;

	if (script_word(at, text, &is_quoted, &is_broken) || (is_quoted && !is_broken))
		return true;
	bail(p, is_broken ? "the text is not complete" : "a text is missing");
	return false;
}

bool
read_number(struct play *p, const char **at, long *out)
{
	char *end;

	*out = strtol(*at, &end, 10);
	if (end == *at) {
		bail(p, "a number is missing");
		return false;
	}
	*at = end;
	return true;
}

bool
read_size(struct play *p, const char *text, int *columns, int *rows)
{
	if (sscanf(text, "%dx%d", columns, rows) == 2)
		return true;
	bail(p, "a size is written 80x24");
	return false;
}

/* ---- the program */

bool
need_store(struct play *p)
{
	if (!p->has_store)
		p->has_store = stage_set_store(&p->stage, "starter");
	if (!p->has_store)
		bail(p, "the starter store could not be made");
	return p->has_store;
}

/* A program that still runs is hung up, and has to take that well. */
static void
stop(struct play *p)
{
	struct vt *t = p->vt;

	if (t == NULL)
		return;
	if (!t->has_ended) {
		vt_hang_up(t);
		vt_wait_end(t, LIMIT * p->patience);
		if (!check(p, t->has_ended && WIFEXITED(t->status) && WEXITSTATUS(t->status) == 0,
		           "it ends when the line is hung up"))
			say_end(p);
	}
	vt_free(t);
	p->vt = NULL;
}

static bool
start(struct play *p)
{
	char *command;

	if (p->vt != NULL)
		return true;
	if (!need_store(p))
		return false;
	command = mem_printf("cd \"$HOME\" && exec \"$CHANCERY\" %s", p->arguments);
	p->vt = vt_start(command, p->columns, p->rows);
	free(command);
	if (p->vt == NULL) {
		bail(p, "no pseudo-terminal: %s", strerror(errno));
		return false;
	}
	settle(p, 0);
	return !p->is_over;
}

void
settle(struct play *p, int milliseconds)
{
	int limit = LIMIT * p->patience;

	if (!vt_settle(p->vt, limit) || !vt_pass(p->vt, milliseconds, limit)) {
		check(p, false, "it comes to rest");
		p->is_over = true;
	}
}

/* ---- settings */

static void
set_size(struct play *p, const char *rest)
{
	read_size(p, rest, &p->columns, &p->rows);
}

static void
set_term(struct play *p, const char *rest)
{
	(void)p;
	setenv("TERM", rest, 1);
}

static void
set_locale(struct play *p, const char *rest)
{
	(void)p;
	setenv("LC_ALL", rest, 1);
}

static void
set_variable(struct play *p, const char *rest)
{
	const char *equals = strchr(rest, '=');
	char *name;

	if (equals == NULL) {
		bail(p, "a variable is written NAME=VALUE");
		return;
	}
	name = mem_textn(rest, (size_t)(equals - rest));
	setenv(name, equals + 1, 1);
	free(name);
}

static void
set_arguments(struct play *p, const char *rest)
{
	free(p->arguments);
	p->arguments = mem_text(rest);
}

static void
set_store(struct play *p, const char *rest)
{
	p->has_store = stage_set_store(&p->stage, rest);
	if (!p->has_store)
		bail(p, "the store \"%s\" could not be made", rest);
}

/* Another person at another terminal, on the same store; without its first steps it is not
 * started. */
static void
set_session(struct play *p, const char *rest)
{
	size_t i = 0;

	while (i < p->session_count && strcmp(p->sessions[i].name, rest) != 0)
		i++;
	if (i == MOST_SESSIONS || *rest == '\0') {
		bail(p, "a session has a name, and there are %d at most", MOST_SESSIONS);
		return;
	}
	p->sessions[p->session].vt = p->vt;
	if (i == p->session_count)
		p->sessions[p->session_count++] = (struct session){ mem_text(rest), NULL };
	p->session = i;
	p->vt = p->sessions[i].vt;
}

static void
start_anew(struct play *p, const char *rest)
{
	(void)rest;
	start(p);
}

/* ---- playing */

enum kind { SETTING, OUTSIDE, STEP };   /* OUTSIDE: whether the program runs does not matter */

static const struct { const char *name; enum kind kind; step_function *run; } steps[] = {
	{ "size", SETTING, set_size }, { "term", SETTING, set_term },
	{ "locale", SETTING, set_locale }, { "env", SETTING, set_variable },
	{ "args", SETTING, set_arguments }, { "store", SETTING, set_store },
	{ "run", OUTSIDE, do_run }, { "session", OUTSIDE, set_session },
	{ "start", SETTING, start_anew }, { "keys", STEP, do_keys }, { "raw", STEP, do_raw },
	{ "paste", STEP, do_paste }, { "resize", STEP, do_resize }, { "signal", STEP, do_signal },
	{ "hangup", STEP, do_hang_up },
	{ "whole", STEP, expect_whole },
	{ "wait", STEP, expect_wait }, { "without", STEP, expect_without },
	{ "no-words", STEP, expect_no_words },
	{ "line", STEP, expect_line }, { "cursor", STEP, expect_cursor },
	{ "screen", STEP, expect_screen }, { "bytes", STEP, expect_bytes },
	{ "keystrokes", STEP, expect_keystrokes }, { "answer", STEP, expect_answer }, { "idle", STEP, expect_idle },
	{ "gone", STEP, expect_gone }, { "cooked", STEP, expect_cooked },
};

/* A setting behind a step ends the program: the next step starts it anew. */
static void
play_line(struct play *p, const char *line)
{
	size_t n = strcspn(line, " ");
	const char *rest = line + n + strspn(line + n, " ");

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		if (strlen(steps[i].name) != n || strncmp(line, steps[i].name, n) != 0)
			continue;
		if (steps[i].kind == SETTING)
			stop(p);
		else if (steps[i].kind == STEP && !start(p))
			p->is_over = true;
		if (!p->is_over)
			steps[i].run(p, rest);
		return;
	}
	bail(p, "there is no step \"%.*s\"", (int)n, line);
}

static void
play(struct play *p)
{
	while (!p->is_over && p->script.next < p->script.count) {
		const char *line = p->script.lines[p->script.next++];

		p->line = p->script.next;
		buf_printf(&p->updated, "%s\n", line);
		if (*line != '\0' && *line != '#')
			play_line(p, line);
	}
	p->sessions[p->session].vt = p->vt;
	for (size_t i = 0; i < p->session_count; i++) {
		p->vt = p->sessions[i].vt;
		stop(p);
		free(p->sessions[i].name);
	}
	printf("1..%d\n", p->checks);
}

/* A script that broke off is left as it was. */
static bool
write_script(struct play *p)
{
	FILE *f = p->is_over ? NULL : fopen(p->script.path, "w");

	if (f == NULL)
		return false;
	fwrite(p->updated.data, 1, p->updated.size, f);
	return fclose(f) == 0;
}

static int
usage(void)
{
	fprintf(stderr, "usage: CHANCERY=PROGRAM play [--update] [--starter FOLDER] SCRIPT\n");
	return 2;
}

int
main(int argc, char **argv)
{
	const char *starter = NULL, *patience = getenv("CHANCERY_TEST_PATIENCE");
	struct play p = { .columns = 80, .rows = 24, .arguments = mem_text("browse"),
	                  .sessions = { { mem_text("first"), NULL } }, .session_count = 1 };
	int i = 1;

	p.patience = patience != NULL && atoi(patience) > 0 ? atoi(patience) : 1;
	for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		if (strcmp(argv[i], "--update") == 0)
			p.is_updating = true;
		else if (strcmp(argv[i], "--starter") == 0 && i + 1 < argc)
			starter = argv[++i];
		else
			return usage();
	}
	if (i + 1 != argc)
		return usage();
	stage_set_scripts(argv[i]);
	if (!script_read(argv[i], &p.script))
		bail(&p, "%s: %s", argv[i], strerror(errno));
	else if (!stage_open(&p.stage, starter))
		bail(&p, "there is no program $CHANCERY, or no room for temporary files");
	else
		play(&p);
	if (p.is_updating && !write_script(&p))
		fprintf(stderr, "play: %s was not updated\n", argv[i]);
	stage_close(&p.stage);
	script_clear(&p.script);
	buf_clear(&p.updated);
	free(p.arguments);
	return p.has_failed ? 1 : 0;
}
