/* What every unit test stands on: tables of sentences, each row a test of its own, and a folder
 * that goes away. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct suite {
	struct CMUnitTest *list;
	size_t count, room;
};

/* Adds a test by its sentence; the row is what *state points to. */
void suite_add(struct suite *s, const char *says, CMUnitTestFunction test, const void *row);

/* The same with what comes before and after it. */
void suite_add_in(struct suite *s, const char *says, CMUnitTestFunction test,
                  CMFixtureFunction setup, CMFixtureFunction teardown);

/* A row has its sentence in the member `says`. */
#define SUITE_ROWS(suite, table, test) \
	for (size_t row_ = 0; row_ < sizeof (table) / sizeof (table)[0]; row_++) \
		suite_add((suite), (table)[row_].says, (test), &(table)[row_])

/* Runs them under the tests' locale and forgets them. Returns the exit status. */
int suite_run(struct suite *s, const char *name);
/* The same, with what comes before and after all of them. */
int suite_run_in(struct suite *s, const char *name, CMFixtureFunction setup,
                 CMFixtureFunction teardown);

/* Whether the sentence holds the words; fails with both if not. */
void assert_says(const char *sentence, const char *words);

/* A new folder under $TMPDIR, and its end with all that is in it; frees the path. */
char *folder_new(void);
void folder_remove(char *path);

/* Writes a file of the folder; returns its path, which the caller frees. */
char *file_put(const char *folder, const char *name, const void *data, size_t size);

/* Numbers that are the same in every run. */
struct chance {
	uint64_t state;
};

uint32_t chance(struct chance *c, uint32_t below);

#endif
