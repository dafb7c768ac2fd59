/* Tells a test when the program is at rest, and what time it is for the program: a library that is
 * loaded before it, by LD_PRELOAD, and speaks with vt.c over the socket $CHANCERY_TEST_REST.
 *
 * The program is at rest when it waits for its terminal and nothing has come: it has taken all that
 * was sent to it, and has drawn what came of that. Its clock (the one that never goes back, by which
 * it counts an Escape's delay and the seconds between two looks at the register) stands still while
 * it works and moves when the test says so. Nothing in a script depends on how busy the machine is.
 *
 * $CHANCERY_TEST_STARVED makes the machine a busy one: so many milliseconds pass whenever the
 * program looks at the clock, and what was typed is handed over byte by byte.
 *
 * Without the socket everything is as it would be without the library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "rest.h"

#define MOST_WATCHED 16         /* descriptors that the program waits for at once */

static struct {
	int socket;             /* -1: nobody asks */
	pid_t owner;            /* a child that the program forks is asked nothing */
	int64_t now;            /* milliseconds */
	int starved;            /* milliseconds that pass at each look at the clock */
	uint64_t asked;         /* the question that is yet to be answered; 0: none */
} rest = { .socket = -1 };

__attribute__((constructor)) static void
begin(void)
{
	const char *fd = getenv("CHANCERY_TEST_REST");

	if (fd == NULL)
		return;
	rest.owner = getpid();
	rest.now = REST_START;
	rest.socket = atoi(fd);
	if (getenv("CHANCERY_TEST_STARVED") != NULL)
		rest.starved = atoi(getenv("CHANCERY_TEST_STARVED"));
}

static int
is_asked(void)
{
	return rest.socket >= 0 && rest.owner == getpid();
}

/* The functions themselves, without looking them up: clocks are read before libraries are set up. */
static int
real_poll(struct pollfd *fds, nfds_t n, int timeout)
{
	return (int)syscall(SYS_poll, fds, n, timeout);
}

/* Takes what the test says. When the test is over, time passes as it does for everybody. */
static void
listen_to_test(void)
{
	struct rest_question q;
	ssize_t n;

	while ((n = recv(rest.socket, &q, sizeof q, MSG_DONTWAIT)) == (ssize_t)sizeof q) {
		rest.asked = q.number;
		if (q.now > rest.now)
			rest.now = q.now;
	}
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		rest.socket = -1;
}

static void
tell_test(int64_t until)
{
	const struct rest_answer answer = { rest.asked, rest.now, until };

	if (rest.asked != 0)
		send(rest.socket, &answer, sizeof answer, MSG_NOSIGNAL);
	rest.asked = 0;
}

/* Waits as poll() does, but by the test's clock. What the test says is taken before the descriptors
 * are looked at: keys that were sent before the question are found. */
static int
wait_for(struct pollfd *fds, nfds_t n, int timeout)
{
	int64_t until = timeout < 0 ? INT64_MAX : rest.now + timeout;
	struct pollfd all[MOST_WATCHED + 1];
	int ready;

	while (is_asked() && n <= MOST_WATCHED) {
		listen_to_test();
		ready = real_poll(fds, n, 0);
		if (ready != 0)
			return ready;
		if (rest.now >= until)
			return 0;
		tell_test(until);
		memcpy(all, fds, n * sizeof *fds);
		all[n] = (struct pollfd){ .fd = rest.socket, .events = POLLIN };
		if (real_poll(all, n + 1, -1) < 0)
			return -1;
	}
	return real_poll(fds, n, timeout);
}

/* ---- what the program calls */

int
poll(struct pollfd *fds, nfds_t n, int timeout)
{
	return timeout == 0 ? real_poll(fds, n, 0) : wait_for(fds, n, timeout);
}

int
clock_gettime(clockid_t id, struct timespec *out)
{
	if (id != CLOCK_MONOTONIC || !is_asked())
		return (int)syscall(SYS_clock_gettime, id, out);
	rest.now += rest.starved;
	out->tv_sec = rest.now / 1000;
	out->tv_nsec = rest.now % 1000 * 1000000;
	return 0;
}

ssize_t
read(int fd, void *bytes, size_t size)
{
	if (fd == STDIN_FILENO && rest.starved > 0 && is_asked() && size > 1)
		size = 1;
	return syscall(SYS_read, fd, bytes, size);
}

/* Waiting for somebody else's lock takes time by both clocks. */
int
nanosleep(const struct timespec *pause, struct timespec *left)
{
	if (is_asked())
		rest.now += (int64_t)pause->tv_sec * 1000 + pause->tv_nsec / 1000000;
	return (int)syscall(SYS_nanosleep, pause, left);
}

/* Reading a line is waiting as well, unless the stream has something left. */
static void
wait_for_line(FILE *in)
{
	struct pollfd fd = { .fd = fileno(in), .events = POLLIN };

	if (is_asked() && isatty(fd.fd) && in->_IO_read_ptr >= in->_IO_read_end)
		wait_for(&fd, 1, -1);
}

static void
find(const char *name, void *out)
{
	void *symbol = dlsym(RTLD_NEXT, name);

	memcpy(out, &symbol, sizeof symbol);
}

char *
fgets(char *line, int size, FILE *in)
{
	static char *(*real)(char *, int, FILE *);

	if (real == NULL)
		find("fgets", &real);
	wait_for_line(in);
	return real(line, size, in);
}

ssize_t
getdelim(char **line, size_t *size, int end, FILE *in)
{
	static ssize_t (*real)(char **, size_t *, int, FILE *);

	if (real == NULL)
		find("getdelim", &real);
	wait_for_line(in);
	return real(line, size, end, in);
}

ssize_t
__getdelim(char **line, size_t *size, int end, FILE *in)
{
	return getdelim(line, size, end, in);
}

ssize_t
getline(char **line, size_t *size, FILE *in)
{
	return getdelim(line, size, '\n', in);
}
