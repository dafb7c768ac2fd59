/* Reading much as of one moment begins again when what others write meanwhile makes the store grow
 * too much. The reader is a process of its own, which waits at its first step each time. */
#include <config.h>

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"

/* What the reader tells at its end. */
struct told {
	enum err_code rc;
	unsigned tries;
	uint64_t places;                /* that it saw last */
	size_t faults;
	char sentence[200];
};

struct reader {
	struct desk *desk;
	pid_t child;
	int steps[2], words[2];         /* pipes: "I am at my first step", and "go on" */
	struct told told;
};

/* ---- in the reader's process */

static void
wait_at_first_step(struct reader *r)
{
	char byte = 's';

	r->told.tries++;
	if (write(r->steps[1], &byte, 1) != 1 || read(r->words[0], &byte, 1) != 1)
		_exit(1);
}

static enum err_code
count_places(void *context, struct err *e)
{
	struct reader *r = context;
	enum err_code rc;

	wait_at_first_step(r);
	rc = registry_count(r->desk->registry, desk_type(r->desk, "place"), &r->told.places, e);
	return rc == ERR_OK ? registry_moment_goes_on(r->desk->registry, e) : rc;
}

static void
read_at_one_moment(struct reader *r, struct err *e)
{
	r->told.rc = registry_at_one_moment(r->desk->registry, count_places, r, e);
}

static void
at_each_record(void *context, uint64_t done, uint64_t all)
{
	(void)all;
	if (done == 1)
		wait_at_first_step(context);
}

static void
check_all(struct reader *r, struct err *e)
{
	struct faults faults;

	faults_init(&faults);
	r->told.rc = registry_check(r->desk->registry, &faults, at_each_record, r, e);
	r->told.faults = faults.count;
	faults_clear(&faults);
}

static void
be_reader(struct reader *r, void (*work)(struct reader *r, struct err *e))
{
	struct desk *d = r->desk;
	struct err e = { 0 };

	close(r->steps[0]);
	close(r->words[1]);
	d->settings.read_only = true;
	if (registry_open(&d->settings, &d->registry, &e) != ERR_OK)
		_exit(1);
	work(r, &e);
	snprintf(r->told.sentence, sizeof r->told.sentence, "%.150s", e.text);
	if (write(r->steps[1], "e", 1) != 1 ||
	    write(r->steps[1], &r->told, sizeof r->told) != (ssize_t)sizeof r->told)
		_exit(1);
	_exit(0);
}

/* ---- in the writer's */

static void
save_place(struct desk *d, unsigned i)
{
	char code[] = "code=A?";

	code[6] = (char)('A' + i);
	desk_save(d, desk_new(d, "place", code, "name=Somewhere", NULL));
}

/* Writes at each of the reader's first so many beginnings, which has told all when it ends. */
static struct told
read_beside(struct desk *d, void (*work)(struct reader *r, struct err *e), unsigned writes)
{
	struct reader r = { .desk = d };
	unsigned steps = 0;
	int status;
	char byte;

	assert_int_equal(pipe(r.steps), 0);
	assert_int_equal(pipe(r.words), 0);
	registry_close(d->registry);
	r.child = fork();
	if (r.child == 0)
		be_reader(&r, work);
	close(r.steps[1]);
	close(r.words[0]);
	assert_int_equal(registry_open(&d->settings, &d->registry, &(struct err){ 0 }), ERR_OK);
	while (read(r.steps[0], &byte, 1) == 1 && byte == 's') {
		if (steps++ < writes)
			save_place(d, steps);
		assert_int_equal(write(r.words[1], "g", 1), 1);
	}
	assert_int_equal(read(r.steps[0], &r.told, sizeof r.told), sizeof r.told);
	close(r.steps[0]);
	close(r.words[1]);
	assert_int_equal(waitpid(r.child, &status, 0), r.child);
	assert_int_equal(status, 0);
	return r.told;
}

static const char too_fast[] = "others change the register too fast";

static void
test_quiet(void **state)
{
	struct desk *d = *state;
	struct told told;

	moment_limits.cost = 1;
	told = read_beside(d, read_at_one_moment, 0);
	assert_int_equal(told.rc, ERR_OK);
	assert_int_equal(told.tries, 1);
}

static void
test_cheap(void **state)
{
	struct desk *d = *state;
	struct told told;

	moment_limits.cost = (uint64_t)1 << 30;
	told = read_beside(d, read_at_one_moment, 1);
	assert_int_equal(told.rc, ERR_OK);
	assert_int_equal(told.tries, 1);
	assert_int_equal(told.places, 0);
}

static void
test_again(void **state)
{
	struct desk *d = *state;
	struct told told;

	moment_limits.cost = 1;
	told = read_beside(d, read_at_one_moment, 2);
	assert_int_equal(told.rc, ERR_OK);
	assert_int_equal(told.tries, 3);
	assert_int_equal(told.places, 2);
}

static void
test_never(void **state)
{
	struct desk *d = *state;
	struct told told;

	moment_limits.cost = 1;
	told = read_beside(d, read_at_one_moment, 9);
	assert_int_equal(told.rc, ERR_STORE);
	assert_int_equal(told.tries, 3);
	assert_says(told.sentence, too_fast);
}

static void
test_check(void **state)
{
	struct desk *d = *state;
	struct told told;

	moment_limits.cost = 1;
	save_place(d, 20);
	told = read_beside(d, check_all, 1);
	assert_int_equal(told.rc, ERR_OK);
	assert_int_equal(told.tries, 2);
	assert_int_equal(told.faults, 0);
}

static void
test_check_never(void **state)
{
	struct desk *d = *state;
	struct told told;

	moment_limits.cost = 1;
	save_place(d, 20);
	told = read_beside(d, check_all, 9);
	assert_int_equal(told.rc, ERR_STORE);
	assert_int_equal(told.tries, 3);
	assert_int_equal(told.faults, 0);
	assert_says(told.sentence, too_fast);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "reading of one moment is done once if nobody writes", test_quiet },
		{ "and sees the old state as long as that costs little", test_cheap },
		{ "when it costs too much it begins again, and sees the new state", test_again },
		{ "it gives up if others never stop writing", test_never },
		{ "check begins again too, and finds no faults for that", test_check },
		{ "check gives up with a sentence, and without faults", test_check_never },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin, desk_end);
	return suite_run(&s, "moment");
}
