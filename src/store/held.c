/* Delays stop signals. A process that is stopped while it holds the lock of the writers would keep
 * every other writer waiting, and one that is stopped inside a transaction would keep pages of the
 * file from being reused. */
#include <config.h>

#include <signal.h>

#include "store/store_internal.h"

/* Locks and transactions may be held at the same time and released in any order; the signals are
 * delivered when the last is released. */
static struct {
	int locks;
	sigset_t before;
} held;

void
stop_hold(void)
{
	sigset_t stops;

	if (held.locks++ > 0)
		return;
	sigemptyset(&stops);
	sigaddset(&stops, SIGTSTP);
	sigaddset(&stops, SIGTTIN);
	sigaddset(&stops, SIGTTOU);
	sigprocmask(SIG_BLOCK, &stops, &held.before);
}

void
stop_release(void)
{
	if (--held.locks == 0)
		sigprocmask(SIG_SETMASK, &held.before, NULL);
}
