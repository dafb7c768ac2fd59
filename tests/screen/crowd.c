/* Many people at once, each at a terminal of their own, save changes in forms: five at each record,
 * four of them in fields of their own, two in the same one. What was acknowledged is written to
 * standard output, a line each: code, field, value. tests/screen/crowd.sh accounts for it.
 *
 *     CHANCERY=PROGRAM crowd SESSIONS CHANGES CODE...
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "vt.h"

#define AT_A_RECORD 5
#define MOST_TABS   80
#define LOOK       100          /* milliseconds of a program's clock between two looks at its screen */
#define LIMIT   300000          /* by the wall's clock: what takes longer hangs */

static const char *const fields[AT_A_RECORD] = { "Name", "City", "Address", "Note", "City" };

struct member {
	int number;
	const char *code, *field;
	struct vt *vt;
	long version;                   /* that was acknowledged last */
	int patience;
};

/* ---- what is on the screen */

static bool
starts_with(const struct vt *t, int row, const char *text)
{
	struct buf line;
	bool is_so;

	buf_init(&line);
	vt_line(t, row, &line);
	is_so = strncmp(buf_string(&line), text, strlen(text)) == 0;
	buf_clear(&line);
	return is_so;
}

/* The version that the message line says was saved; 0: it does not say so. */
static long
saved_version(const struct vt *t)
{
	struct buf line;
	long version = 0;
	const char *at;

	buf_init(&line);
	vt_line(t, t->rows - 3, &line);
	at = strstr(buf_string(&line), ", version ");
	if (strncmp(buf_string(&line), "Saved ", 6) == 0 && at != NULL)
		version = strtol(at + 10, NULL, 10);
	buf_clear(&line);
	return version;
}

static void
say_screen(const struct member *m, const char *what)
{
	fprintf(stderr, "session %d: %s\n", m->number, what);
	for (int row = 0; row < m->vt->rows; row++) {
		struct buf line;

		buf_init(&line);
		vt_line(m->vt, row, &line);
		if (line.size > 0)
			fprintf(stderr, "  |%s\n", buf_string(&line));
		buf_clear(&line);
	}
}

/* ---- one of them */

static void
press(struct member *m, const char *name)
{
	vt_type_key(m->vt, name);
}

static bool
wait_for(struct member *m, const char *text)
{
	int limit = LIMIT * m->patience;

	return vt_settle(m->vt, limit) && vt_wait(m->vt, text, 20000, limit);
}

/* The record's form, with the mark on the field. */
static bool
open_form(struct member *m)
{
	char *mark = mem_printf("> %s", m->field);
	bool is_there = false;

	wait_for(m, "version ");
	press(m, "e");
	vt_send(m->vt);
	wait_for(m, "section 1 of");
	for (int i = 0; i < MOST_TABS && !is_there; i++) {
		vt_settle(m->vt, LIMIT * m->patience);
		is_there = starts_with(m->vt, m->vt->cursor.row, mark);
		if (!is_there) {
			press(m, "Tab");
			vt_send(m->vt);
		}
	}
	free(mark);
	if (!is_there)
		say_screen(m, "the field was not found");
	return is_there;
}

/* Two who typed into the same field: mine is chosen. Saving it may lead to the same again, with
 * nothing chosen. */
static void
choose_mine(struct member *m)
{
	press(m, "Down");
	press(m, "Down");
	press(m, "Enter");
	vt_send(m->vt);
	if (!wait_for(m, "1 of 1 chosen"))
		return;
	press(m, "F2");
	vt_send(m->vt);
}

static bool
wait_saved(struct member *m)
{
	int64_t end = clock_ticks() + LIMIT * m->patience;

	while (clock_ticks() < end && !m->vt->has_ended &&
	       vt_settle(m->vt, LIMIT * m->patience)) {
		long version = saved_version(m->vt);

		if (version > m->version) {
			m->version = version;
			return true;
		}
		if (vt_find(m->vt, "0 of 1 chosen") >= 0)
			choose_mine(m);
		else
			vt_pass(m->vt, LOOK, LIMIT * m->patience);
	}
	say_screen(m, "a change was not acknowledged");
	return false;
}

static bool
save_changes(struct member *m, int changes)
{
	for (int i = 0; i < changes; i++) {
		char *value = mem_printf("s%02d c%04d", m->number, i), *line;
		bool is_saved;

		press(m, "^U");
		vt_type(m->vt, value, strlen(value));
		press(m, "F2");
		vt_send(m->vt);
		is_saved = wait_saved(m);
		line = mem_printf("%s\t%s\t%s\n", m->code, m->field, value);
		if (is_saved)           /* short enough to be written as one */
			is_saved = write(STDOUT_FILENO, line, strlen(line)) ==
			           (ssize_t)strlen(line);
		free(line);
		free(value);
		if (!is_saved)
			return false;
	}
	return true;
}

static bool
take_part(struct member *m, int changes)
{
	char *command = mem_printf("exec \"$CHANCERY\" browse office %s", m->code);
	bool is_well;

	m->vt = vt_start(command, 80, 24);
	free(command);
	if (m->vt == NULL) {
		perror("no pseudo-terminal");
		return false;
	}
	is_well = open_form(m) && save_changes(m, changes);
	vt_hang_up(m->vt);
	if (!vt_wait_end(m->vt, LIMIT * m->patience) || !WIFEXITED(m->vt->status) ||
	    WEXITSTATUS(m->vt->status) != 0) {
		fprintf(stderr, "session %d did not end well\n", m->number);
		is_well = false;
	}
	vt_free(m->vt);
	return is_well;
}

/* ---- all of them */

int
main(int argc, char **argv)
{
	const char *patience = getenv("CHANCERY_TEST_PATIENCE");
	int sessions = argc > 3 ? atoi(argv[1]) : 0, changes = argc > 3 ? atoi(argv[2]) : 0;
	int failed = 0, status;

	if (sessions <= 0 || changes <= 0) {
		fprintf(stderr, "usage: CHANCERY=PROGRAM crowd SESSIONS CHANGES CODE...\n");
		return 2;
	}
	for (int i = 0; i < sessions; i++) {
		struct member m = { .number = i, .code = argv[3 + i / AT_A_RECORD % (argc - 3)],
		                    .field = fields[i % AT_A_RECORD], .patience = 1 };

		if (patience != NULL && atoi(patience) > 0)
			m.patience = atoi(patience);
		if (fork() == 0)
			_exit(take_part(&m, changes) ? 0 : 1);
	}
	while (wait(&status) > 0)
		failed += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	if (failed > 0)
		fprintf(stderr, "%d of %d sessions failed\n", failed, sessions);
	return failed > 0 ? 1 : 0;
}
