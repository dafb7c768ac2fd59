/* What whoever writes is told beside the answer: of a reader that keeps an old state, and of a time
 * that is ahead of the clock. Limits are tiny here. */
#include <config.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"
#include "base/clock.h"

static void
save_place(struct desk *d, const char *code)
{
	char field[32] = "code=";

	strncat(field, code, 8);
	desk_save(d, desk_new(d, "place", field, "name=Somewhere", NULL));
}

/* A process that has read the register and keeps its state of it; ready: it has written a byte. */
static pid_t
begin_reader(struct desk *d)
{
	int ready[2];
	char byte;
	pid_t child;
	struct err e;

	registry_close(d->registry);
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		d->settings.read_only = true;
		if (registry_open(&d->settings, &d->registry, &e) == ERR_OK &&
		    desk_freeze(d) == ERR_OK && write(ready[1], "r", 1) == 1)
			pause();
		_exit(1);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	assert_int_equal(registry_open(&d->settings, &d->registry, &e), ERR_OK);
	return child;
}

static void
stop(pid_t child)
{
	int status;

	assert_int_equal(kill(child, SIGSTOP), 0);
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(WIFSTOPPED(status));
}

static void
end(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static void
assert_caution(struct desk *d, const char *says)
{
	char *caution = registry_caution(d->registry);

	if (says != NULL)
		assert_says(caution, says);
	else
		assert_string_equal(caution, "");
	free(caution);
}

static void
test_reader(void **state)
{
	struct desk *d = *state;
	struct registry_reader reader;
	pid_t child = begin_reader(d);
	uint64_t cost;

	caution_limits.cost = 1;
	assert_false(registry_oldest_reader(d->registry, &reader));
	assert_caution(d, NULL);
	save_place(d, "AA");
	assert_true(registry_oldest_reader(d->registry, &reader));
	assert_int_equal(reader.process, child);
	assert_false(reader.is_stopped);
	assert_true(clock_now() - reader.since < 60000);
	cost = reader.cost;
	assert_true(cost > 0);
	assert_caution(d, "has read an old state");
	save_place(d, "AB");
	assert_true(registry_oldest_reader(d->registry, &reader));
	assert_true(reader.cost > cost);
	stop(child);
	assert_true(registry_oldest_reader(d->registry, &reader));
	assert_true(reader.is_stopped);
	assert_caution(d, "is stopped");
	caution_limits.cost = (uint64_t)1 << 40;
	assert_caution(d, NULL);
	end(child);
	caution_limits.cost = 1;
	save_place(d, "AC");
	assert_false(registry_oldest_reader(d->registry, &reader));
	assert_caution(d, NULL);
}

static void
test_pause(void **state)
{
	struct desk *d = *state;
	pid_t child = begin_reader(d);

	caution_limits.cost = 1;
	caution_limits.pause = 60000;
	save_place(d, "AA");
	assert_caution(d, "has read an old state");
	assert_caution(d, NULL);
	caution_limits.pause = 0;
	end(child);
}

static void
test_clock(void **state)
{
	struct desk *d = *state;
	struct registry_times times;

	save_place(d, "AA");
	assert_true(registry_last_times(d->registry, &times));
	assert_int_equal(times.when, times.by_clock);
	assert_true(times.ahead <= 0);
	assert_caution(d, NULL);
	/* Further ahead than where it always is. */
	caution_limits.ahead = -60000;
	assert_caution(d, "ahead of the clock");
	caution_limits.ahead = 60000;
}

static bool
is_held(int number)
{
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &set);
	return sigismember(&set, number) == 1;
}

static void
test_stops_wait(void **state)
{
	struct desk *d = *state;

	assert_false(is_held(SIGTSTP));
	assert_int_equal(desk_freeze(d), ERR_OK);
	assert_true(is_held(SIGTSTP));
	assert_true(is_held(SIGTTOU));
	assert_false(is_held(SIGTERM));
	desk_thaw(d);
	assert_false(is_held(SIGTSTP));
	save_place(d, "AA");
	assert_false(is_held(SIGTSTP));
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "a reader of an old state is named, and its cost is told from a limit on", test_reader },
		{ "it is not told again at once", test_pause },
		{ "a time far ahead of the clock is told", test_clock },
		{ "a stop from the keyboard waits for the end of what is read", test_stops_wait },
	};
	struct suite s = { 0 };

	caution_limits.pause = 0;
	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin, desk_end);
	return suite_run(&s, "caution");
}
