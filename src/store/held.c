/* Holding back the stop signals: a process that is stopped inside a transaction would keep every
 * other writer waiting, or the file from being reused. */
#include <config.h>

#include <signal.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "store/private.h"

struct held {
	sigset_t before;
};

struct held *
stop_hold(void)
{
	struct held *h = mem_new(sizeof *h);
	sigset_t stops;

	sigemptyset(&stops);
	sigaddset(&stops, SIGTSTP);
	sigaddset(&stops, SIGTTIN);
	sigaddset(&stops, SIGTTOU);
	sigprocmask(SIG_BLOCK, &stops, &h->before);
	return h;
}

void
stop_release(struct held *h)
{
	if (h == NULL)
		return;
	sigprocmask(SIG_SETMASK, &h->before, NULL);
	free(h);
}
