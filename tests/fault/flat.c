/* One session, many operations: neither memory nor descriptors grow. A large run:
 *
 *     CHANCERY_TEST_OPERATIONS=100000 tests/fault/flat
 */
#include <config.h>

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "desk.h"
#include "record/merge.h"

#define OPERATIONS 1200
#define SLACK      (64 << 10)   /* bytes that may come and go */

/* ---- what is measured */

static size_t
descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

static size_t
bytes_in_use(void)
{
	const struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

/* Of the process, without what it shares with the store's file: KiB. */
static long
private_memory(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[128];
	long kib, all = 0;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "Anonymous: %ld", &kib) == 1)
			all += kib;
	}
	fclose(f);
	return all;
}

/* ---- operations */

static void
save(struct desk *d, unsigned n)
{
	struct record *r = desk_get(d, "thing", n % 2 == 0 ? "T1" : "T2");
	char size[32], title[32], secret[32];
	struct err e;

	snprintf(size, sizeof size, "size=%u", n % 1000);
	snprintf(title, sizeof title, "title=Title %u", n % 100);
	snprintf(secret, sizeof secret, "secret=hush %u", n % 10);
	record_fill(r, registry_directory(d->registry), size, title, secret,
	            n % 3 == 0 ? "covers=CH;LK" : "covers=SN", NULL);
	if (registry_save(d->registry, r, NULL, NULL, &e) != ERR_OK)
		fail_msg("%s", e.text);
	record_free(r);
}

static void
refuse(struct desk *d, unsigned n)
{
	struct record *r = desk_new(d, "thing", n % 2 == 0 ? "code=T1" : "code=", "title=Again",
	                            NULL);
	struct problems problems = { 0 };
	struct err e;

	assert_int_not_equal(registry_save(d->registry, r, &problems, NULL, &e), ERR_OK);
	problems_clear(&problems);
	record_free(r);
}

static void
come_and_go(struct desk *d, unsigned n)
{
	struct record *r = desk_new(d, "place", "code=XX", "name=Comes and goes", NULL);
	struct err e;

	(void)n;
	assert_int_equal(registry_save(d->registry, r, NULL, NULL, &e), ERR_OK);
	assert_int_equal(registry_remove(d->registry, r, &e), ERR_OK);
	record_free(r);
}

static void
merge(struct desk *d, unsigned n)
{
	struct record *base = desk_get(d, "thing", "T1"), *theirs = record_copy(base);
	struct record *mine = record_copy(base);
	struct merge *m;
	char rate[32];
	struct err e;

	snprintf(rate, sizeof rate, "rate=%u", n % 50);
	record_fill(theirs, NULL, rate, NULL);
	record_fill(mine, NULL, n % 2 == 0 ? "size=1" : "size=2", NULL);
	assert_int_equal(registry_save(d->registry, theirs, NULL, NULL, &e), ERR_OK);
	m = merge_of(base, theirs, mine);
	if (m->count == 0)
		registry_save_merged(d->registry, m->record, base->version, NULL, NULL, &e);
	merge_free(m);
	record_free(base);
	record_free(theirs);
	record_free(mine);
}

static void
undo(struct desk *d, unsigned n)
{
	uint32_t act;
	struct err e;

	(void)n;
	assert_int_equal(registry_my_last_act(d->registry, &act, &e), ERR_OK);
	registry_undo_act(d->registry, act, &e);
}

static void
find(struct desk *d, unsigned n)
{
	static const char *const queries[] = { "title:tit", "sri", "size>5", "members.party:CH", "home:LK" };
	struct hit *hits;
	uint64_t count;
	struct err e;

	assert_int_equal(registry_find(d->registry, queries[n % 5], NULL, &hits, &count, &e),
	                 ERR_OK);
	free(hits);
	registry_find(d->registry, "nothing:that is", NULL, NULL, &count, &e);
}

static void
list(struct desk *d, unsigned n)
{
	const struct order order = { .field = desk_field(d, "thing", n % 2 == 0 ? "title" : "size"), .is_descending = n % 3 == 0 };
	const struct select what = { .type = desk_type(d, "thing"),
		                     .orders = &order,
		                     .order_count = 1 };
	struct record *page[4];
	struct selection *s;
	size_t got;
	struct err e;

	assert_int_equal(registry_select(d->registry, &what, &s, &e), ERR_OK);
	assert_int_equal(selection_fetch(s, NULL, false, false, 4, page, &got, &e), ERR_OK);
	for (size_t i = 0; i < got; i++)
		record_free(page[i]);
	selection_free(s);
}

static bool
look(void *context, const struct entry *entry, struct changes *changes)
{
	int *left = context;

	(void)entry;
	(void)changes;
	return --*left > 0;
}

static void
look_back(struct desk *d, unsigned n)
{
	struct record *r = desk_get(d, "thing", n % 2 == 0 ? "T1" : "T2"), *old;
	int left = 5;
	struct err e;

	assert_int_equal(registry_history(d->registry, r->number, look, &left, &e), ERR_OK);
	if (r->version > 2 &&
	    registry_version(d->registry, r, r->version - 2, &old, &e) == ERR_OK)
		record_free(old);
	record_free(r);
}

static void
refer(struct desk *d, unsigned n)
{
	struct referrer *list;
	size_t count;
	struct err e;

	(void)n;
	assert_int_equal(registry_referrers(d->registry, 1, &list, &count, &e), ERR_OK);
	free(list);
}

static void (*const operations[])(struct desk *d, unsigned n) = {
	save, find, list, look_back, refuse, refer, merge, find, undo, list, come_and_go, look_back,
};

static void
work(struct desk *d, unsigned from, unsigned to)
{
	for (unsigned n = from; n < to; n++)
		operations[n % (sizeof operations / sizeof operations[0])](d, n / 12);
}

static void
test_flat(void **state)
{
	const char *text = getenv("CHANCERY_TEST_OPERATIONS");
	unsigned all = text == NULL || *text == '\0' ? OPERATIONS :
	                                               (unsigned)strtoul(text, NULL, 10);
	struct desk *d = *state;
	size_t files, bytes, files_after, bytes_after;
	long memory, memory_after;

	work(d, 0, all / 4);
	files = descriptors();
	bytes = bytes_in_use();
	memory = private_memory();
	work(d, all / 4, all);
	files_after = descriptors();
	bytes_after = bytes_in_use();
	memory_after = private_memory();
	printf("# %u operations; from a quarter of them on: descriptors %zu -> %zu, bytes in use %zu ->"
	       " %zu, private memory %ld -> %ld KiB\n",
	       all, files, files_after, bytes, bytes_after, memory, memory_after);
	assert_int_equal(files, files_after);
	assert_true(bytes_after < bytes + SLACK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		{ "neither memory nor descriptors grow", test_flat, desk_begin_furnished, desk_end, NULL },
	};

	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	return cmocka_run_group_tests_name("flat", tests, NULL, NULL);
}
