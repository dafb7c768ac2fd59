/* Finds the oldest reader of the store. Pages that were freed since it began cannot be reused while
 * it reads, so the file grows instead. */
#include <config.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "store/store_internal.h"

#define FREE_PAGES 0            /* LMDB's table of free pages, by the commit that freed them */

/* Reads what /proc says of a process; the rest stays unknown. */
static void
look_at_process(struct store_reader *r)
{
	char path[32], line[128];
	const char *rest;
	int64_t user;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/status", r->process);
	f = fopen(path, "re");
	if (f == NULL)
		return;
	while (fgets(line, sizeof line, f) != NULL) {
		if (strncmp(line, "State:\tT", 8) == 0)
			r->is_stopped = true;
		else if (strncmp(line, "Uid:\t", 5) == 0 &&
		         number_take(line + 5, 0, UINT32_MAX, &user, &rest))
			r->user = (long)user;
	}
	fclose(f);
}

/* A line of LMDB's list of readers: process, thread, and the commit that it reads, or "-". */
static int
compare_reader(const char *line, void *context)
{
	struct store_reader *oldest = context;
	int64_t process, commit;
	const char *rest;

	line += strspn(line, " ");
	if (!number_take(line, 1, INT32_MAX, &process, &rest) || process == getpid())
		return 0;
	rest += strspn(rest, " ");
	rest += strcspn(rest, " ");             /* the thread */
	rest += strspn(rest, " ");
	if (number_take(rest, 0, INT64_MAX, &commit, &rest) &&
	    (oldest->process == 0 || (uint64_t)commit < oldest->commit)) {
		oldest->process = (long)process;
		oldest->commit = (uint64_t)commit;
	}
	return 0;
}

/* Counts the bytes of pages that were freed since the commit; stops when they exceed most. */
static uint64_t
freed_since(struct store *s, uint64_t commit, uint64_t most)
{
	size_t first = (size_t)commit, count;
	MDB_val key = { sizeof first, &first }, pages;
	MDB_cursor *cursor;
	uint64_t bytes = 0;
	struct txn *t;
	MDB_stat stat;
	int rc;

	if (store_read(s, &t, NULL) != ERR_OK)
		return 0;
	mdb_env_stat(s->env, &stat);
	if (mdb_cursor_open(t->txn, FREE_PAGES, &cursor) == 0) {
		for (rc = mdb_cursor_get(cursor, &key, &pages, MDB_SET_RANGE);
		     rc == 0 && bytes < most;
		     rc = mdb_cursor_get(cursor, &key, &pages, MDB_NEXT)) {
			memcpy(&count, pages.mv_data, sizeof count);
			bytes += (uint64_t)count * stat.ms_psize;
		}
		mdb_cursor_close(cursor);
	}
	store_end(t);
	return bytes;
}

uint64_t
store_newest_commit(const struct txn *t)
{
	MDB_envinfo info;

	mdb_env_info(t->store->env, &info);
	return info.me_last_txnid;
}

uint64_t
store_kept_back(const struct txn *t, uint64_t most)
{
	return freed_since(t->store, mdb_txn_id(t->txn), most);
}

bool
store_oldest_reader(struct store *s, uint64_t most, struct store_reader *out)
{
	uint64_t last = store_last_commit(s), file, used;
	int dead;

	*out = (struct store_reader){ .user = -1 };
	store_size(s, &file, &used);
	if (most != UINT64_MAX && used < most)  /* so much cannot have been freed */
		return false;
	mdb_reader_check(s->env, &dead);        /* who died keeps nothing */
	mdb_reader_list(s->env, compare_reader, out);
	if (out->process == 0 || out->commit >= last)
		return false;
	out->behind = last - out->commit;
	out->cost = freed_since(s, out->commit, most);
	look_at_process(out);
	return true;
}
