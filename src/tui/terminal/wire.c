/* Catches what curses sends, and passes it on as fast as the line takes it. */
#include <config.h>

#include "tui/terminal/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "tui/terminal/thrift.h"

#define LONGEST_FAREWELL 1000   /* ms that what waits may take at the end */
#define NOTABLE_WAIT     250    /* ms; shorter ones say nothing of a line */
#define SLOW_BYTES       3840   /* a second: 38,400 bits */
#define PIECE            4096

static struct {
	FILE *outlet;           /* what curses writes to */
	int spool;              /* where that goes while it is caught; -1: it is not */
	int line;               /* the terminal, opened again so that writing to it never waits */
	bool owns_line;
	bool is_ansi, is_slow, is_gone;
	struct thrift thrift;
	struct buf waiting;
	size_t sent;            /* of it */
	int64_t since;          /* when it began to wait */
	size_t watched;         /* bytes since then */
	bool was_refused;       /* the line did not take all at once */
} wire = { .spool = -1, .line = -1 };

/* Standard output is shared with whoever started us: it is left as it blocks, where possible. */
static void
open_line(void)
{
	const char *name = ttyname(STDOUT_FILENO);

	wire.line = name == NULL ? -1 : open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	wire.owns_line = wire.line >= 0;
	if (!wire.owns_line)
		wire.line = STDOUT_FILENO;
}

FILE *
wire_open(void)
{
	int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);

	buf_init(&wire.waiting);
	wire.sent = 0;
	wire.is_gone = wire.is_slow = false;
	wire.outlet = fd < 0 ? NULL : fdopen(fd, "w");
	if (wire.outlet == NULL && fd >= 0)
		close(fd);
	return wire.outlet;
}

void
wire_catch(bool is_ansi, bool has_column)
{
	if (wire.spool >= 0)
		return;
	wire.spool = memfd_create("screen", MFD_CLOEXEC);
	if (wire.spool < 0)
		return;
	fflush(wire.outlet);
	if (dup3(wire.spool, fileno(wire.outlet), O_CLOEXEC) < 0) {
		close(wire.spool);
		wire.spool = -1;
		return;
	}
	open_line();
	wire.is_ansi = is_ansi;
	wire.thrift = (struct thrift){ .has_column = has_column };
}

/* ---- catching */

/* What curses has written since the last time, shortened. */
static void
take(int rows)
{
	struct stat s;
	struct buf caught;

	if (wire.spool < 0 || fstat(wire.spool, &s) != 0 || s.st_size == 0)
		return;
	buf_init(&caught);
	buf_room(&caught, (size_t)s.st_size);
	if (pread(wire.spool, caught.data, (size_t)s.st_size, 0) == s.st_size)
		caught.size = (size_t)s.st_size;
	lseek(wire.spool, 0, SEEK_SET);
	(void)!ftruncate(wire.spool, 0);
	wire.thrift.rows = rows;
	if (wire.is_ansi)
		thrift_shorten(&wire.thrift, caught.data, caught.size, &wire.waiting);
	else
		buf_add(&wire.waiting, caught.data, caught.size);
	buf_clear(&caught);
}

/* ---- sending */

/* A wait is judged when it is over: so many bytes in so long. Where the line took all at once there
 * was none, even if a busy machine let time pass. */
static void
judge(void)
{
	int64_t took = clock_ticks() - wire.since;

	if (wire.was_refused && took >= NOTABLE_WAIT && (int64_t)wire.watched * 1000 / took < SLOW_BYTES)
		wire.is_slow = true;
}

/* As many bytes as the line takes without waiting; on a line that could not be opened again, and
 * would wait, few at a time. */
static ssize_t
put_piece(void)
{
	struct pollfd fd = { .fd = wire.line, .events = POLLOUT };
	size_t left = wire.waiting.size - wire.sent, most = wire.owns_line ? PIECE : PIECE / 64;

	if (poll(&fd, 1, 0) != 1 || (fd.revents & POLLOUT) == 0) {
		errno = (fd.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 ? EIO : EAGAIN;
		return -1;
	}
	return write(wire.line, wire.waiting.data + wire.sent, left < most ? left : most);
}

bool
wire_go_on(void)
{
	while (!wire.is_gone && wire.sent < wire.waiting.size) {
		ssize_t n = put_piece();

		if (n > 0) {
			wire.sent += (size_t)n;
		} else if (n < 0 && errno == EAGAIN) {
			wire.was_refused = true;
			return true;
		} else if (n == 0 || errno != EINTR) {
			wire.is_gone = true;
		}
	}
	judge();
	buf_reset(&wire.waiting);
	wire.sent = 0;
	return !wire.is_gone;
}

void
wire_send(int rows)
{
	take(rows);
	if (wire.spool < 0 || wire.waiting.size == 0)
		return;
	wire.since = clock_ticks();
	wire.watched = wire.waiting.size;
	wire.was_refused = false;
	wire_go_on();
}

int
wire_waiting(void)
{
	return wire.spool >= 0 && !wire.is_gone && wire.waiting.size > 0 ? wire.line : -1;
}

bool
wire_is_slow(void)
{
	return wire.is_slow;
}

/* ---- letting go */

void
wire_release(void)
{
	int64_t end = clock_ticks() + LONGEST_FAREWELL;

	if (wire.spool < 0)
		return;
	take(wire.thrift.rows);
	while (wire_go_on() && wire_waiting() >= 0 && clock_ticks() < end) {
		struct pollfd fd = { .fd = wire.line, .events = POLLOUT };

		poll(&fd, 1, 50);
	}
	buf_reset(&wire.waiting);
	wire.sent = 0;
	dup3(STDOUT_FILENO, fileno(wire.outlet), O_CLOEXEC);
	close(wire.spool);
	wire.spool = -1;
	if (wire.owns_line)
		close(wire.line);
	wire.line = -1;
}

void
wire_close(void)
{
	if (wire.outlet != NULL)
		fclose(wire.outlet);
	wire.outlet = NULL;
	buf_clear(&wire.waiting);
}
