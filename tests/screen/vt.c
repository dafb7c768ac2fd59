#include <config.h>

#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/text.h"
#include "rest.h"

#define LOOK 100        /* milliseconds of the program's clock between two looks at its screen */
#define STEP 5          /* milliseconds between two looks at a program that says nothing */

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

/* The library that stands between the program and the time, beside whatever plays this. */
static void
load_rest(int socket)
{
	const char *options = getenv("ASAN_OPTIONS");
	char path[PATH_MAX], *library, *number, *all;
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	path[n < 0 ? 0 : n] = '\0';
	*(strrchr(path, '/') == NULL ? path : strrchr(path, '/')) = '\0';
	library = mem_printf("%s/rest.so", path);
	number = mem_printf("%d", socket);
	/* The address sanitizer wants to come before any other library, but can do without. */
	all = mem_printf("%s:verify_asan_link_order=0", options == NULL ? "" : options);
	setenv("LD_PRELOAD", library, 1);
	setenv("CHANCERY_TEST_REST", number, 1);
	setenv("ASAN_OPTIONS", all, 1);
	free(all);
	free(number);
	free(library);
}

struct vt *
vt_start(const char *command, int columns, int rows)
{
	struct vt *t = mem_new(sizeof *t);
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	int slave, pair[2];

	t->rows = rows;
	t->columns = columns;
	t->now = t->until = REST_START;
	if (openpty(&t->master, &slave, NULL, NULL, &size) != 0) {
		free(t);
		return NULL;
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0) {
		close(slave);
		close(t->master);
		free(t);
		return NULL;
	}
	tcgetattr(t->master, &t->before);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	t->rest = pair[0];
	fcntl(t->rest, F_SETFD, FD_CLOEXEC);
	t->pid = fork();
	if (t->pid == 0) {
		login_tty(slave);
		load_rest(pair[1]);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(slave);
	close(pair[1]);
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
	close(t->rest);
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

void
vt_send(struct vt *t)
{
	size_t at = 0;

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

/* A program that was stopped says nothing, and nothing is expected of it. */
static bool
is_stopped(const struct vt *t)
{
	char path[64], line[512], *end;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/stat", (long)t->pid);
	f = fopen(path, "r");
	if (f == NULL)
		return false;
	end = fgets(line, sizeof line, f) == NULL ? NULL : strrchr(line, ')');
	fclose(f);
	return end != NULL && end[2] == 'T';
}

static bool
take_all(struct vt *t)
{
	bool came = false;

	while (take(t, 0))
		came = true;
	return came;
}

static void
ask(struct vt *t)
{
	const struct rest_question q = { ++t->asked, t->now };

	send(t->rest, &q, sizeof q, MSG_NOSIGNAL);
}

/* Whether the last question was answered by now. */
static bool
is_answered(struct vt *t)
{
	struct rest_answer a;

	while (recv(t->rest, &a, sizeof a, MSG_DONTWAIT) == (ssize_t)sizeof a) {
		if (a.number == t->asked) {
			t->until = a.until;
			if (a.now > t->now)
				t->now = a.now;
			return true;
		}
	}
	return false;
}

/* Whether there is nothing to wait for any more: the program rests, was stopped or has ended. */
static bool
has_settled(struct vt *t)
{
	bool is_over = reap(t) || is_stopped(t);

	if (is_over) {
		while (take(t, STEP))
			continue;
		return true;
	}
	if (!is_answered(t))
		return false;
	/* What was on its way until now may make the program go on. */
	if (!take_all(t))
		return true;
	ask(t);
	return false;
}

/* What it does instead of resting, for whoever reads the log. */
static void
tell_unrest(const struct vt *t)
{
	char path[64], line[128];
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/stat", (long)t->pid);
	f = fopen(path, "r");
	if (f != NULL && fgets(line, sizeof line, f) != NULL)
		printf("# %.40s; it has sent %zu bytes\n", line, t->received);
	if (f != NULL)
		fclose(f);
}

bool
vt_settle(struct vt *t, int limit)
{
	int64_t end = clock_ticks() + limit;

	ask(t);
	while (!has_settled(t)) {
		struct pollfd fds[] = {
			{ .fd = t->master, .events = POLLIN }, { .fd = t->rest, .events = POLLIN },
		};

		if (clock_ticks() > end) {
			tell_unrest(t);
			return false;
		}
		poll(fds, 2, STEP);
		if ((fds[0].revents & POLLIN) != 0)
			take(t, 0);
		/* The other ends are closed: poll() would say so at once for ever. */
		else if (((fds[0].revents | fds[1].revents) & (POLLHUP | POLLERR)) != 0)
			poll(NULL, 0, STEP);
	}
	return true;
}

bool
vt_pass(struct vt *t, int milliseconds, int limit)
{
	int64_t end = t->now + milliseconds;

	while (t->now < end && !t->has_ended) {
		t->now = t->until > t->now && t->until < end ? t->until : end;
		if (!vt_settle(t, limit))
			return false;
	}
	return true;
}

bool
vt_wait(struct vt *t, const char *text, int milliseconds, int limit)
{
	int64_t end = t->now + milliseconds, start = clock_ticks();

	while (vt_find(t, text) < 0) {
		if (t->now >= end || t->has_ended || clock_ticks() - start > limit ||
		    !vt_pass(t, LOOK, limit))
			return false;
	}
	return true;
}

bool
vt_wait_end(struct vt *t, int limit)
{
	int64_t end = clock_ticks() + limit;

	while (!reap(t) && clock_ticks() < end)
		take(t, STEP);
	while (take(t, STEP))
		continue;
	return t->has_ended;
}

bool
vt_is_silent(struct vt *t, int milliseconds, int limit)
{
	size_t before = t->received;

	return vt_pass(t, milliseconds, limit) && t->received == before && !t->has_ended;
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
