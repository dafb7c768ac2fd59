/* Reports a fatal signal in a sentence before the program ends. A file that the disk has damaged or
 * taken away is read through a memory map, and libraries may not survive a lack of memory. The
 * screen installs a handler of its own instead, since it has to restore the terminal first. */
#include <config.h>

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "command/command.h"

static bool is_over;                    /* the program ends as it should */

static const int numbers[] = { SIGBUS, SIGSEGV, SIGABRT, SIGFPE, SIGILL };

static void
on_fatal(int number)
{
	static const char sentence[] =
		"chancery: the store is damaged, the disk or memory failed, or the program has a fault; what"
		" was saved is safe. Run `chancery check`.\n";

	(void)number;
	drafts_forsake();
	(void)!write(STDERR_FILENO, sentence, sizeof sentence - 1);
	_exit(err_status(ERR_STORE));
}

/* A library that has no memory left may end the program by itself, with a line and a status of its
 * own. */
static void
on_exit_of_others(void)
{
	if (!is_over)
		on_fatal(0);
}

void
fatal_over(void)
{
	is_over = true;
}

void
fatal_catch(void)
{
	atexit(on_exit_of_others);
#ifndef __SANITIZE_ADDRESS__            /* which tells more */
	static char stack[65536];
	const stack_t alternative = { .ss_sp = stack, .ss_size = sizeof stack };
	struct sigaction action = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK };

	sigaltstack(&alternative, NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		sigaction(numbers[i], &action, NULL);
#endif
}

void
fatal_release(void)
{
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		signal(numbers[i], SIG_DFL);
}
