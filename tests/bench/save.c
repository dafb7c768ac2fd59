/* A durable save of one changed record, beside a commit of LMDB alone that writes as many pages.
 *
 *     save STORE FILE COUNT       changes COUNT records of the type "record" one by one, then commits
 *                                 as often to a database of its own, FILE, which it makes
 *
 * README.md beside this says how the store is made. */
#include <config.h>

#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "registry/registry.h"

#define PAGE 4096
#define KEYS 1000000            /* in LMDB's own database */
#define VALUE_SIZE 300          /* bytes: about those of a record */

static void
give_up(const char *what, const char *why)
{
	fprintf(stderr, "save: %s: %s\n", what, why);
	exit(1);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* What this process has written so far, in bytes. */
static double
written(void)
{
	FILE *f = fopen("/proc/self/io", "r");
	char name[32];
	unsigned long long value = 0;

	if (f == NULL)
		give_up("/proc/self/io", "cannot be read");
	while (fscanf(f, "%31s %llu", name, &value) == 2 && strcmp(name, "wchar:") != 0)
		continue;
	fclose(f);
	return (double)value;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static double
report(const char *what, double *times, size_t count, double bytes)
{
	qsort(times, count, sizeof *times, compare);
	printf("%s: p50 %.2f ms, p90 %.2f ms, worst %.2f ms; %.1f pages each\n", what,
	       times[count / 2] * 1e3, times[count * 9 / 10] * 1e3, times[count - 1] * 1e3,
	       bytes / (double)count / PAGE);
	return bytes / (double)count / PAGE;
}

/* ---- the register */

static void
save_one(struct registry *r, uint32_t number, size_t turn)
{
	struct record *record;
	struct saved saved;
	struct value *title;
	struct err e;

	if (registry_get_number(r, number, &record, &e) != ERR_OK)
		give_up("get", e.text);
	title = record_value(record, record->type->fields.by_role[ROLE_TITLE]);
	*title = (struct value){ .kind = VALUE_TEXT };
	title->text = arena_printf(&record->arena,
	                           "Changed for the %zuth time to see how long it takes", turn);
	if (registry_save(r, record, NULL, &saved, &e) != ERR_OK)
		give_up("save", e.text);
	record_free(record);
}

static double
save_records(const char *store, double *times, size_t count)
{
	static struct settings settings = { .role = OPERATOR_ROOT, .schema = "", .language = "en",
	                                    .link = "auto", .map = 64,
	                                    .readers = 64, .operator_name = "bench" };
	struct registry *r;
	struct err e;
	double before;

	settings.store = mem_text(store);
	if (registry_open(&settings, &r, &e) != ERR_OK)
		give_up(store, e.text);
	before = written();
	for (size_t i = 0; i < count; i++) {
		double start = now();

		save_one(r, (uint32_t)(1 + i * 7919 % 90000), i);
		times[i] = now() - start;
	}
	before = written() - before;
	registry_close(r);
	return report("registry", times, count, before);
}

/* ---- LMDB alone */

static void
check(int rc, const char *what)
{
	if (rc != 0)
		give_up(what, mdb_strerror(rc));
}

/* Keys in a fixed order that jumps about. */
static void
put(MDB_txn *t, MDB_dbi table, unsigned long number, unsigned flags)
{
	unsigned char key[4] = { (unsigned char)(number >> 24), (unsigned char)(number >> 16),
	                         (unsigned char)(number >> 8), (unsigned char)number };
	char value[VALUE_SIZE];
	MDB_val k = { sizeof key, key }, v = { sizeof value, value };

	memset(value, (int)(number % 255), sizeof value);
	check(mdb_put(t, table, &k, &v, flags), "put");
}

static MDB_env *
fill(const char *path, MDB_dbi *table)
{
	MDB_env *env;
	MDB_txn *t;

	unlink(path);
	check(mdb_env_create(&env), "create");
	check(mdb_env_set_mapsize(env, (size_t)16 << 30), "size");
	check(mdb_env_open(env, path, MDB_NOSUBDIR | MDB_NORDAHEAD, 0600), path);
	check(mdb_txn_begin(env, NULL, 0, &t), "begin");
	check(mdb_dbi_open(t, NULL, 0, table), "open");
	for (unsigned long i = 0; i < KEYS; i++)
		put(t, *table, i, MDB_APPEND);
	check(mdb_txn_commit(t), "commit");
	return env;
}

/* Changes so many keys in each commit that about so many pages are written. */
static void
commit_alone(const char *path, double *times, size_t count, double pages)
{
	MDB_dbi table;
	MDB_env *env = fill(path, &table);
	size_t keys = 1;

	for (bool is_enough = false; !is_enough; keys++) {
		double before = written();

		for (size_t i = 0; i < count; i++) {
			MDB_txn *t;
			double start = now();

			check(mdb_txn_begin(env, NULL, 0, &t), "begin");
			for (size_t k = 0; k < keys; k++)
				put(t, table, (i * 7919 + k * 104729) % KEYS, 0);
			check(mdb_txn_commit(t), "commit");
			times[i] = now() - start;
		}
		before = written() - before;
		is_enough = before / (double)count / PAGE >= pages;
		if (is_enough)
			report("LMDB alone", times, count, before);
	}
	mdb_env_close(env);
	unlink(path);
}

int
main(int argc, char **argv)
{
	size_t count = argc == 4 ? (size_t)atoi(argv[3]) : 0;
	double *times, pages;

	if (count == 0)
		give_up("usage", "save STORE FILE COUNT");
	times = mem_new(sizeof *times * count);
	pages = save_records(argv[1], times, count);
	commit_alone(argv[2], times, count, pages);
	free(times);
	return 0;
}
