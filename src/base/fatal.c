/* Ends the program when something has failed that it cannot go on without. Only async-signal-safe
 * calls are made here, apart from reading the calls on the stack. */
#include <config.h>

#include "base/fatal.h"

#include <errno.h>
#include <execinfo.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_CALLS 64
#define SECONDS_TO_TELL 5       /* a stack that cannot be read must not keep the process */

/* The sanitizers tell more. */
#if defined __SANITIZE_ADDRESS__
#define HAS_SANITIZER 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

static void (*volatile hooks[FATAL_STEP_COUNT])(void);
static bool is_over;                    /* the program ends as it should */

void
fatal_on(enum fatal_step step, void (*hook)(void))
{
	hooks[step] = hook;
}

void
fatal_prepare(void)
{
	for (int i = 0; i < FATAL_STEP_COUNT; i++) {
		if (hooks[i] != NULL)
			hooks[i]();
	}
}

static void
tell(const char *text)
{
	(void)!write(STDERR_FILENO, text, strlen(text));
}

void
fatal_end(const char *sentence, enum err_code code)
{
	fatal_prepare();
	tell(sentence);
	_exit(err_status(code));
}

/* A library that has no memory left may end the program by itself, with a line and a status of its
 * own. */
static void
on_exit_of_others(void)
{
	if (!is_over)
		fatal_end("chancery: a library has ended the program, most likely because there is no memory"
		          " left; what was saved is safe.\n",
		          ERR_STORE);
}

void
fatal_over(void)
{
	is_over = true;
}

#ifndef HAS_SANITIZER
static const struct fault {
	int number;
	const char *name;
} faults[] = {
	{ SIGBUS, "SIGBUS" }, { SIGSEGV, "SIGSEGV" }, { SIGABRT, "SIGABRT" }, { SIGFPE, "SIGFPE" },
	{ SIGILL, "SIGILL" },
};

#define FAULT_COUNT (sizeof faults / sizeof faults[0])

static const char *
name_of(int number)
{
	for (size_t i = 0; i < FAULT_COUNT; i++) {
		if (faults[i].number == number)
			return faults[i].name;
	}
	return "";
}

static void
tell_calls(void)
{
	void *calls[MOST_CALLS];

	alarm(SECONDS_TO_TELL);
	backtrace_symbols_fd(calls, backtrace(calls, MOST_CALLS), STDERR_FILENO);
}

static void
on_fault(int number)
{
	const int error = errno;

	fatal_release();
	if (number == SIGBUS)
		fatal_end("chancery: the disk failed, or another program has cut the store's file; what was"
		          " saved is safe. Run `chancery check`.\n",
		          ERR_STORE);
	if (error == ENOMEM)
		fatal_end("chancery: there is no memory left; what was saved is safe.\n", ERR_STORE);
	fatal_prepare();
	tell("chancery: the program has a fault, or the store is damaged; what was saved is safe. Run"
	     " `chancery check`, and report the fault with these lines:\n"
	     "chancery " PACKAGE_VERSION ", ");
	tell(name_of(number));
	tell("\n");
	tell_calls();
	/* It stays pending until the handler returns to where the fault was. */
	raise(number);
}
#endif

void
fatal_catch(void)
{
	atexit(on_exit_of_others);
#ifndef HAS_SANITIZER
	static char stack[65536];
	const stack_t alternative = { .ss_sp = stack, .ss_size = sizeof stack };
	struct sigaction action = { .sa_handler = on_fault, .sa_flags = SA_ONSTACK };

	sigaltstack(&alternative, NULL);
	for (size_t i = 0; i < FAULT_COUNT; i++)
		sigaction(faults[i].number, &action, NULL);
#endif
}

void
fatal_release(void)
{
#ifndef HAS_SANITIZER
	for (size_t i = 0; i < FAULT_COUNT; i++)
		signal(faults[i].number, SIG_DFL);
#endif
}
