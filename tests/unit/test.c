#include <config.h>

#include "test.h"

#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"

void
suite_add(struct suite *s, const char *says, CMUnitTestFunction test, const void *row)
{
	MEM_ROOM(s->list, s->count, s->room);
	s->list[s->count++] = (struct CMUnitTest){
		.name = says,
		.test_func = test,
		.initial_state = (void *)(uintptr_t)row,
	};
}

void
suite_add_in(struct suite *s, const char *says, CMUnitTestFunction test, CMFixtureFunction setup,
             CMFixtureFunction teardown)
{
	suite_add(s, says, test, NULL);
	s->list[s->count - 1].setup_func = setup;
	s->list[s->count - 1].teardown_func = teardown;
}

int
suite_run(struct suite *s, const char *name)
{
	return suite_run_in(s, name, NULL, NULL);
}

int
suite_run_in(struct suite *s, const char *name, CMFixtureFunction setup,
             CMFixtureFunction teardown)
{
	int failed;

	setlocale(LC_ALL, "");
	failed = _cmocka_run_group_tests(name, s->list, s->count, setup, teardown);
	free(s->list);
	*s = (struct suite){ 0 };
	return failed;
}

void
assert_says(const char *sentence, const char *words)
{
	if (strstr(sentence, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", sentence, words);
}

char *
folder_new(void)
{
	const char *base = getenv("TMPDIR");
	char *path = path_join(base == NULL || *base == '\0' ? "/tmp" : base,
	                       "chancery-test.XXXXXX");

	assert_non_null(mkdtemp(path));
	return path;
}

static int
take_away(const char *path, const struct stat *s, int kind, struct FTW *at)
{
	(void)s;
	(void)kind;
	(void)at;
	return remove(path);
}

void
folder_remove(char *path)
{
	if (path == NULL)
		return;
	nftw(path, take_away, 8, FTW_DEPTH | FTW_PHYS);
	free(path);
}

char *
file_put(const char *folder, const char *name, const void *data, size_t size)
{
	char *path = path_join(folder, name);
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_int_equal(fwrite(data, 1, size, out), size);
	assert_int_equal(fclose(out), 0);
	return path;
}

/* Knuth's linear congruential generator: the high bits are good enough to make records of. */
uint32_t
chance(struct chance *c, uint32_t below)
{
	c->state = c->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(c->state >> 33) % below;
}
