/* Ends the process on a signal, after its unfinished files are removed. */
#include <config.h>

#include "base/ending.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fatal.h"

static struct {
	int depth;
	sigset_t before;
} held;

/* These signals stop or continue a process, do nothing by default, or report a fault. All others
 * are caught by number, since the kernel has signals without names. */
static bool
is_an_end(int number)
{
	static const int others[] = { SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGCHLD,
	                              SIGURG, SIGWINCH, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		if (number == others[i])
			return false;
	}
	return true;
}

static void
on_end(int number)
{
	fatal_prepare();
	signal(number, SIG_DFL);
	raise(number);
}

void
ending_catch(void)
{
	struct sigaction now, action = { .sa_handler = on_end, .sa_flags = SA_RESTART };

	for (int number = 1; number <= SIGRTMAX; number++) {
		if (is_an_end(number) && sigaction(number, NULL, &now) == 0 &&
		    now.sa_handler == SIG_DFL)
			sigaction(number, &action, NULL);
	}
}

void
ending_hold(void)
{
	sigset_t ends;

	if (held.depth++ > 0)
		return;
	sigemptyset(&ends);
	for (int number = 1; number <= SIGRTMAX; number++) {
		if (is_an_end(number))
			sigaddset(&ends, number);
	}
	sigprocmask(SIG_BLOCK, &ends, &held.before);
}

void
ending_release(void)
{
	if (--held.depth == 0)
		sigprocmask(SIG_SETMASK, &held.before, NULL);
}
