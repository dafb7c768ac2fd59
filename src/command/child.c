/* Runs work in a child process, so that a damaged file that kills it can still be reported. */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fatal.h"
#include "base/intl.h"
#include "base/privilege.h"
#include "command/child.h"
#include "command/command.h"

#define TICK_MS 250

static bool
write_all(int fd, const void *data, size_t size)
{
	const char *p = data;

	while (size > 0) {
		ssize_t n = write(fd, p, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		size -= (size_t)n;
	}
	return true;
}

/* Reads until the other end closes; ticks while nothing comes. */
static size_t
read_all(const struct child_work *a, int fd, void *data, size_t size)
{
	size_t got = 0;

	while (got < size) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;

		if (poll(&p, 1, a->tick != NULL ? TICK_MS : -1) == 0) {
			a->tick(a->context);
			continue;
		}
		n = read(fd, (char *)data + got, size - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	return got;
}

static _Noreturn void
work_here(const struct child_work *a, int out)
{
	struct err e = { 0 };

	fatal_release();                /* the other one tells what this one died of */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	e.code = a->work(a->context, &e);
	fflush(stdout);
	(void)(write_all(out, &e, sizeof e) &&
	       (a->result_size == 0 || write_all(out, a->result, a->result_size)));
	_exit(0);
}

enum err_code
child_run(const struct child_work *a, struct err *e)
{
	struct err told = { 0 };
	int ends[2], status = 0;
	pid_t child;
	size_t got;

	fflush(stdout);
	if (pipe(ends) != 0)
		return err_set(e, ERR_STORE, _("there is no process for this: %s"),
		               strerror(errno));
	child = fork();
	if (child == 0)
		work_here(a, ends[1]);
	privilege_drop();               /* the store is for the other one to open */
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return err_set(e, ERR_STORE, _("there is no process for this: %s"),
		               strerror(errno));
	}
	got = read_all(a, ends[0], &told, sizeof told);
	if (got == sizeof told && a->result_size > 0)
		read_all(a, ends[0], a->result, a->result_size);
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFSIGNALED(status))
		return err_set(e, ERR_FAULTY,
		               _("%s is damaged: reading it ended in \"%s\". Restore it from a"
		                 " backup"),
		               a->name, strsignal(WTERMSIG(status)));
	if (got < sizeof told)          /* it has said why */
		return err_set(e, ERR_STORE, _("%s cannot be read"), a->name);
	if (e != NULL)
		*e = told;
	return told.code;
}
