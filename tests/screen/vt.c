#include <config.h>

#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "base/alloc.h"
#include "base/text.h"

/* Milliseconds. */
#define STEP    5       /* between two looks at the program */
#define LATE   20       /* as much silence as is believed between two: a machine may be busy */
#define NOTHING 4       /* times as long has to be silence if the program has sent nothing at all */

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- starting and ending */

static int
on_property(VTermProp property, VTermValue *value, void *context)
{
	struct vt *t = context;

	if (property == VTERM_PROP_ALTSCREEN)
		t->is_alternate = value->boolean != 0;
	return 1;
}

static int
on_cursor(VTermPos at, VTermPos was, int is_visible, void *context)
{
	(void)was;
	(void)is_visible;
	((struct vt *)context)->cursor = at;
	return 1;
}

/* Keys as the terminal sends them, and its answers to what it was asked. */
static void
on_output(const char *bytes, size_t n, void *context)
{
	vt_type(context, bytes, n);
}

static void
open_screen(struct vt *t)
{
	static const VTermScreenCallbacks callbacks = {
		.settermprop = on_property,
		.movecursor = on_cursor,
	};

	t->vterm = vterm_new(t->rows, t->columns);
	vterm_set_utf8(t->vterm, 1);
	vterm_output_set_callback(t->vterm, on_output, t);
	t->screen = vterm_obtain_screen(t->vterm);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
}

struct vt *
vt_start(const char *command, int columns, int rows)
{
	struct vt *t = mem_new(sizeof *t);
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	int slave;

	t->rows = rows;
	t->columns = columns;
	if (openpty(&t->master, &slave, NULL, NULL, &size) != 0) {
		free(t);
		return NULL;
	}
	tcgetattr(t->master, &t->before);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	t->pid = fork();
	if (t->pid == 0) {
		login_tty(slave);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(slave);
	open_screen(t);
	return t;
}

static bool
reap(struct vt *t)
{
	if (!t->has_ended && waitpid(t->pid, &t->status, WNOHANG) == t->pid)
		t->has_ended = true;
	return t->has_ended;
}

void
vt_free(struct vt *t)
{
	if (!t->has_ended) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, &t->status, 0);
	}
	vt_hang_up(t);
	vterm_free(t->vterm);
	buf_clear(&t->typed);
	free(t);
}

void
vt_hang_up(struct vt *t)
{
	if (t->master >= 0)
		close(t->master);
	t->master = -1;
}

void
vt_resize(struct vt *t, int columns, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	t->rows = rows;
	t->columns = columns;
	vterm_set_size(t->vterm, rows, columns);
	ioctl(t->master, TIOCSWINSZ, &size);
}

/* ---- sending */

/* Reads what is there within so many milliseconds. False: nothing came. */
static bool
take(struct vt *t, int milliseconds)
{
	struct pollfd fd = { .fd = t->master, .events = POLLIN };
	char bytes[16384];
	ssize_t n;

	if (poll(&fd, 1, milliseconds) <= 0)
		return false;
	n = read(t->master, bytes, sizeof bytes);
	if (n <= 0) {
		/* The other end is closed: poll() would say so at once for ever. */
		if (n == 0 || errno == EIO)
			poll(NULL, 0, milliseconds);
		return false;
	}
	t->received += (size_t)n;
	vterm_input_write(t->vterm, bytes, (size_t)n);
	vterm_screen_flush_damage(t->screen);
	return true;
}

void
vt_type(struct vt *t, const char *bytes, size_t n)
{
	buf_add(&t->typed, bytes, n);
}

/* How many bytes the program has read since it started, from the line and elsewhere. */
static uint64_t
bytes_read(const struct vt *t)
{
	char path[64], line[128];
	uint64_t n = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/io", (long)t->pid);
	f = fopen(path, "r");
	if (f == NULL)
		return UINT64_MAX;
	if (fgets(line, sizeof line, f) == NULL || sscanf(line, "rchar: %" SCNu64, &n) != 1)
		n = UINT64_MAX;
	fclose(f);
	return n;
}

void
vt_send(struct vt *t)
{
	uint64_t read_by_now = bytes_read(t);
	size_t at = 0;

	t->to_be_read = (read_by_now > t->to_be_read ? read_by_now : t->to_be_read) + t->typed.size;
	while (at < t->typed.size && t->master >= 0) {
		ssize_t sent = write(t->master, t->typed.data + at, t->typed.size - at);

		if (sent > 0)
			at += (size_t)sent;
		else if (errno == EAGAIN)
			take(t, STEP);
		else if (errno != EINTR)
			break;
	}
	buf_reset(&t->typed);
}

static const struct { const char *name; VTermKey key; VTermModifier with; } keys[] = {
	{ "Up", VTERM_KEY_UP, 0 }, { "Down", VTERM_KEY_DOWN, 0 },
	{ "Left", VTERM_KEY_LEFT, 0 }, { "Right", VTERM_KEY_RIGHT, 0 },
	{ "Home", VTERM_KEY_HOME, 0 }, { "End", VTERM_KEY_END, 0 },
	{ "PgUp", VTERM_KEY_PAGEUP, 0 }, { "PgDn", VTERM_KEY_PAGEDOWN, 0 },
	{ "Insert", VTERM_KEY_INS, 0 }, { "Delete", VTERM_KEY_DEL, 0 },
	{ "Backspace", VTERM_KEY_BACKSPACE, 0 }, { "Enter", VTERM_KEY_ENTER, 0 },
	{ "Tab", VTERM_KEY_TAB, 0 }, { "Shift-Tab", VTERM_KEY_TAB, VTERM_MOD_SHIFT },
	{ "Esc", VTERM_KEY_ESCAPE, 0 },
};

bool
vt_type_key(struct vt *t, const char *name)
{
	size_t n = strlen(name), at = 0;
	int number = name[0] == 'F' && n > 1 ? atoi(name + 1) : 0;
	char control;

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (strcmp(keys[i].name, name) == 0) {
			vterm_keyboard_key(t->vterm, keys[i].key, keys[i].with);
			return true;
		}
	}
	if (number >= 1 && number <= 12) {
		vterm_keyboard_key(t->vterm, VTERM_KEY_FUNCTION(number), 0);
	} else if (strcmp(name, "Space") == 0) {
		vt_type(t, " ", 1);
	} else if (n == 2 && name[0] == '^') {
		control = (char)(name[1] & 0x1F);
		vt_type(t, &control, 1);
	} else if (text_next(name, n, &at) >= 0 && at == n) {
		vt_type(t, name, n);
	} else {
		return false;
	}
	return true;
}

void
vt_type_paste(struct vt *t, const char *text, size_t n)
{
	vterm_keyboard_start_paste(t->vterm);
	vt_type(t, text, n);
	vterm_keyboard_end_paste(t->vterm);
}

/* ---- waiting */

/* Whether the program has taken all that was sent to it, and sleeps. Where the system does not
 * tell, silence alone has to do. */
static bool
is_at_rest(const struct vt *t)
{
	char path[64], line[512], *end;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/stat", (long)t->pid);
	f = fopen(path, "r");
	if (f == NULL)
		return true;
	end = fgets(line, sizeof line, f) == NULL ? NULL : strrchr(line, ')');
	fclose(f);
	return end == NULL || end[2] == 'T' ||
	       (strchr("RD", end[2]) == NULL && bytes_read(t) >= t->to_be_read);
}

/* What it does instead of resting, for whoever reads the log. */
static void
tell_unrest(const struct vt *t, int64_t silence)
{
	char path[64], line[128];
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/stat", (long)t->pid);
	f = fopen(path, "r");
	if (f != NULL && fgets(line, sizeof line, f) != NULL)
		printf("# %.40s; read %" PRIu64 " of %" PRIu64 " bytes, sent %zu, silent for %" PRId64
		       " ms\n", line, bytes_read(t), t->to_be_read, (size_t)t->received, silence);
	if (f != NULL)
		fclose(f);
}

bool
vt_settle(struct vt *t, int quiet, int limit)
{
	int64_t start = now(), silence = 0;

	while (now() - start < limit) {
		int64_t before = now(), passed;

		if (reap(t)) {
			while (take(t, STEP))
				continue;
			return true;
		}
		if (take(t, STEP) || (silence >= quiet && !is_at_rest(t))) {
			silence = 0;
			continue;
		}
		passed = now() - before;
		silence += passed < LATE ? passed : LATE;
		if (silence >= (t->received == 0 ? quiet * NOTHING : quiet) && is_at_rest(t))
			return true;
	}
	tell_unrest(t, silence);
	return false;
}

bool
vt_wait(struct vt *t, const char *text, int limit)
{
	int64_t end = now() + limit;

	while (vt_find(t, text) < 0) {
		if (now() > end || (reap(t) && !take(t, STEP)))
			return vt_find(t, text) >= 0;
		take(t, STEP);
	}
	return true;
}

bool
vt_wait_sign(struct vt *t, int limit)
{
	int64_t end = now() + limit;

	while (t->received == 0 && !reap(t) && now() < end)
		take(t, STEP);
	return t->received > 0 || t->has_ended;
}

bool
vt_wait_end(struct vt *t, int limit)
{
	int64_t end = now() + limit;

	while (!reap(t) && now() < end)
		take(t, STEP);
	while (take(t, STEP))
		continue;
	return t->has_ended;
}

bool
vt_is_silent(struct vt *t, int milliseconds)
{
	int64_t end = now() + milliseconds;
	size_t before = t->received;

	while (now() < end && t->received == before && !reap(t))
		take(t, STEP);
	return t->received == before && !t->has_ended;
}

/* ---- looking */

bool
vt_is_cooked(const struct vt *t)
{
	struct termios is;

	return tcgetattr(t->master, &is) == 0 && !t->is_alternate &&
	       is.c_iflag == t->before.c_iflag && is.c_oflag == t->before.c_oflag &&
	       is.c_cflag == t->before.c_cflag && is.c_lflag == t->before.c_lflag &&
	       memcmp(is.c_cc, t->before.c_cc, sizeof is.c_cc) == 0;
}

void
vt_line(const struct vt *t, int row, struct buf *out)
{
	size_t start = out->size;

	for (int column = 0; column < t->columns; ) {
		VTermScreenCell cell = { .width = 1 };

		vterm_screen_get_cell(t->screen, (VTermPos){ row, column }, &cell);
		if (cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1)
			buf_byte(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0 &&
		     cell.chars[i] != (uint32_t)-1; i++)
			text_put(out, (int32_t)cell.chars[i]);
		column += cell.width > 0 ? cell.width : 1;
	}
	while (out->size > start && out->data[out->size - 1] == ' ')
		out->size--;
}

int
vt_find(const struct vt *t, const char *text)
{
	struct buf line;
	int found = -1;

	buf_init(&line);
	for (int row = 0; row < t->rows && found < 0; row++) {
		buf_reset(&line);
		vt_line(t, row, &line);
		if (strstr(buf_string(&line), text) != NULL)
			found = row;
	}
	buf_clear(&line);
	return found;
}
