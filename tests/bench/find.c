/* The same records and keystrokes in Chancery's registry and in SQLite's FTS5, in one run.
 *
 *     find load CSV DATABASE              loads the csv into SQLite, as DATABASE
 *     find trace STORE KEYSTROKES         types them in Chancery alone, and tells each keystroke
 *     find run STORE DATABASE KEYSTROKES  types each line of the file letter by letter, in both
 *
 * README.md beside this says how they are made and what is compared. */
#include <config.h>

#include <csv.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/text.h"
#include "registry/registry.h"
#include "registry/select.h"

#define ROWS 50                 /* of the first page */
#define FIELDS 6                /* id, code, country, date, title, description */

static void
give_up(const char *what, const char *why)
{
	fprintf(stderr, "find: %s: %s\n", what, why);
	exit(1);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- SQLite */

static void
execute(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		give_up(sql, why);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		give_up(sql, sqlite3_errmsg(db));
	return s;
}

/* As durable as the register: written through before it is said to be done. The words' best
 * variant, and an audit row for each record, since the register keeps a journal. */
static const char *const database =
	"pragma journal_mode=wal; pragma synchronous=full; pragma mmap_size=4000000000;"
	"pragma cache_size=-400000;"
	"create table record(id integer primary key, code text unique, country text, date text,"
	" title text, description text, title_key text);"
	"create table audit(id integer primary key, record integer, at text, who text, before text,"
	" after text);"
	"create trigger record_added after insert on record begin insert into audit(record, at, who,"
	" after) values(new.id, '2026-11-24T10:00:00.000Z', 'amina', json_object('code', new.code,"
	" 'country', new.country, 'date', new.date, 'title', new.title, 'description',"
	" new.description)); end;"
	"create virtual table words using fts5(code, country, title, description, content='',"
	" detail=none, prefix='1 2 3 4');";

struct loading {
	sqlite3 *db;
	sqlite3_stmt *record, *words;
	char *fields[FIELDS];
	size_t count;
	long rows;
};

static void
take_field(void *text, size_t size, void *context)
{
	struct loading *l = context;

	if (l->count < FIELDS)
		l->fields[l->count++] = mem_textn(text, size);
}

static void
insert(struct loading *l)
{
	struct buf key;

	buf_init(&key);
	text_fold(l->fields[4], strlen(l->fields[4]), &key);
	for (int i = 0; i < FIELDS; i++)
		sqlite3_bind_text(l->record, i + 1, l->fields[i], -1, SQLITE_STATIC);
	sqlite3_bind_text(l->record, 7, buf_string(&key), -1, SQLITE_STATIC);
	sqlite3_bind_text(l->words, 1, l->fields[0], -1, SQLITE_STATIC);
	sqlite3_bind_text(l->words, 2, l->fields[1], -1, SQLITE_STATIC);
	sqlite3_bind_text(l->words, 3, l->fields[2], -1, SQLITE_STATIC);
	sqlite3_bind_text(l->words, 4, l->fields[4], -1, SQLITE_STATIC);
	sqlite3_bind_text(l->words, 5, l->fields[5], -1, SQLITE_STATIC);
	if (sqlite3_step(l->record) != SQLITE_DONE || sqlite3_step(l->words) != SQLITE_DONE)
		give_up("insert", sqlite3_errmsg(l->db));
	sqlite3_reset(l->record);
	sqlite3_reset(l->words);
	buf_clear(&key);
}

static void
take_row(int end, void *context)
{
	struct loading *l = context;

	(void)end;
	if (l->rows++ > 0 && l->count == FIELDS)
		insert(l);
	while (l->count > 0)
		free(l->fields[--l->count]);
}

static int
load(const char *path, const char *target)
{
	struct loading l = { 0 };
	struct csv_parser parser;
	static char buffer[1 << 20];
	FILE *f = fopen(path, "r");
	double start = now();
	size_t n;

	if (f == NULL)
		give_up(path, "cannot be read");
	remove(target);
	if (sqlite3_open(target, &l.db) != SQLITE_OK)
		give_up(target, sqlite3_errmsg(l.db));
	execute(l.db, database);
	l.record = prepare(l.db, "insert into record values(?,?,?,?,?,?,?)");
	l.words = prepare(l.db, "insert into words(rowid, code, country, title, description)"
	                  " values(?,?,?,?,?)");
	execute(l.db, "begin");
	csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL);
	while ((n = fread(buffer, 1, sizeof buffer, f)) > 0)
		csv_parse(&parser, buffer, n, take_field, take_row, &l);
	csv_fini(&parser, take_field, take_row, &l);
	csv_free(&parser);
	fclose(f);
	execute(l.db, "create index by_title on record(title_key, id)");
	execute(l.db, "create index by_date on record(date, id)");
	execute(l.db, "commit");
	sqlite3_finalize(l.record);
	sqlite3_finalize(l.words);
	execute(l.db, "pragma wal_checkpoint(truncate)");
	printf("sqlite: %ld records in %.1f s", l.rows - 1, now() - start);
	start = now();
	execute(l.db, "insert into words(words) values('optimize')");
	execute(l.db, "pragma wal_checkpoint(truncate)");
	printf(", and %.1f s to optimize\n", now() - start);
	sqlite3_close(l.db);
	return 0;
}

/* ---- typing */

/* What a keystroke found: how many, and a sum over the first page's codes in their order. */
struct found {
	uint64_t count, sum;
};

static void
add_code(struct found *f, const char *code)
{
	for (; *code != '\0'; code++)
		f->sum = (f->sum ^ (unsigned char)*code) * UINT64_C(0x100000001B3);
}

struct times {
	double *list;
	size_t count, room;
};

static void
note(struct times *t, double start)
{
	MEM_ROOM(t->list, t->count, t->room);
	t->list[t->count++] = (now() - start) * 1e3;
}

static int
compare_times(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
report(const char *name, struct times *t)
{
	qsort(t->list, t->count, sizeof *t->list, compare_times);
	printf("%-28s p50 %8.3f  p90 %8.3f  p99 %8.3f  worst %8.3f ms\n", name,
	       t->list[t->count / 2], t->list[t->count * 9 / 10], t->list[t->count * 99 / 100],
	       t->list[t->count - 1]);
}

struct session {
	struct registry *registry;
	const struct type *type;
	struct order order;
	sqlite3 *db;
	sqlite3_stmt *count, *sorted, *walked;
	struct times ours, theirs_sorted, theirs_walked, theirs_best;
	struct found *found;            /* by Chancery, keystroke by keystroke */
	size_t found_count, found_room, compared, differences;
};

static void
find_ours(struct session *s, const char *text, struct found *out)
{
	struct query_scope scope = { registry_schema(s->registry), s->type, NULL };
	struct select what = { .type = s->type, .orders = &s->order, .order_count = 1 };
	struct record *page[ROWS];
	struct selection *selection;
	size_t got;
	struct err e;
	double start = now();

	if (query_parse(text, &scope, &what.query, &e) != ERR_OK ||
	    registry_select(s->registry, &what, &selection, &e) != ERR_OK ||
	    selection_fetch(selection, NULL, false, false, ROWS, page, &got, &e) != ERR_OK)
		give_up(text, e.text);
	out->count = selection_count(selection);
	note(&s->ours, start);
	for (size_t i = 0; i < got; i++) {
		add_code(out, record_value(page[i], type_code(s->type))->text);
		record_free(page[i]);
	}
	selection_free(selection);
	query_free(what.query);
}

/* "ab cd" as FTS5 has it: "ab"* "cd"*; what stands at a hyphen are two words in both. */
static void
match_text(const char *text, struct buf *out)
{
	while (*text != '\0') {
		size_t n = strcspn(text, " -");

		if (n > 0)
			buf_printf(out, "\"%.*s\"* ", (int)n, text);
		text += n + (text[n] != '\0');
	}
}

static double
page_of(sqlite3_stmt *q, const char *match, struct found *out)
{
	double start = now();

	sqlite3_bind_text(q, 1, match, -1, SQLITE_STATIC);
	while (sqlite3_step(q) == SQLITE_ROW)
		add_code(out, (const char *)sqlite3_column_text(q, 0));
	sqlite3_reset(q);
	return now() - start;
}

/* SQLite has two ways to the first page: sorting all hits, or walking the title's index. Which is
 * better it cannot know; the better of both is taken, with the count. */
static void
find_theirs(struct session *s, const char *text, struct found *out)
{
	struct found again = { 0 };
	struct buf match;
	double start, counting, sorting, walking;

	buf_init(&match);
	match_text(text, &match);
	start = now();
	sqlite3_bind_text(s->count, 1, buf_string(&match), -1, SQLITE_STATIC);
	if (sqlite3_step(s->count) == SQLITE_ROW)
		out->count = (uint64_t)sqlite3_column_int64(s->count, 0);
	sqlite3_reset(s->count);
	counting = now() - start;
	sorting = page_of(s->sorted, buf_string(&match), out);
	walking = page_of(s->walked, buf_string(&match), &again);
	if (again.sum != out->sum)
		give_up(text, "SQLite's two ways differ");
	note(&s->theirs_sorted, now() - counting - sorting);
	note(&s->theirs_walked, now() - counting - walking);
	note(&s->theirs_best, now() - counting - (walking < sorting ? walking : sorting));
	buf_clear(&match);
}

/* Every keystroke of the file but the blanks between words. */
static void
type_all(struct session *s, const char *keystrokes,
         void (*type)(struct session *s, const char *typed))
{
	char line[256];
	FILE *f = fopen(keystrokes, "r");

	if (f == NULL)
		give_up(keystrokes, "cannot be read");
	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		for (size_t n = 1; n <= strlen(line); n++) {
			char *typed = mem_textn(line, n);

			if (line[n - 1] != ' ' && line[n - 1] != '-')
				type(s, typed);
			free(typed);
		}
	}
	fclose(f);
}

static void
type_in_ours(struct session *s, const char *typed)
{
	struct found *found;

	MEM_ROOM(s->found, s->found_count, s->found_room);
	found = &s->found[s->found_count++];
	*found = (struct found){ 0 };
	find_ours(s, typed, found);
}

static void
type_in_theirs(struct session *s, const char *typed)
{
	const struct found ours = s->found[s->compared++];
	struct found theirs = { 0 };

	find_theirs(s, typed, &theirs);
	if (ours.count == theirs.count && ours.sum == theirs.sum)
		return;
	printf("\"%s\": %llu found here, %llu in SQLite%s\n", typed, (unsigned long long)ours.count,
	       (unsigned long long)theirs.count,
	       ours.count == theirs.count ? ", in another order" : "");
	s->differences++;
}

static void
type_and_tell(struct session *s, const char *typed)
{
	type_in_ours(s, typed);
	printf("%.3f ms\t%llu\t%s\n", s->ours.list[s->ours.count - 1],
	       (unsigned long long)s->found[s->found_count - 1].count, typed);
}

static void
open_ours(struct session *s, const char *store)
{
	static struct settings settings = { .role = OPERATOR_ROOT, .schema = "", .language = "en",
	                                    .link = "auto", .map = 64,
	                                    .readers = 126, .operator_name = "bench",
	                                    .read_only = true };
	struct err e;

	settings.store = mem_text(store);
	if (registry_open(&settings, &s->registry, &e) != ERR_OK ||
	    schema_find_type(registry_schema(s->registry), "record", &s->type, &e) != ERR_OK)
		give_up(store, e.text);
	s->order.field = s->type->fields.by_role[ROLE_TITLE];
}

static void
open_both(struct session *s, const char *store, const char *path)
{
	open_ours(s, store);
	if (sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		give_up(path, sqlite3_errmsg(s->db));
	execute(s->db, "pragma mmap_size=4000000000; pragma cache_size=-400000");
	s->count = prepare(s->db, "select count(*) from words where words match ?");
	s->sorted =
		prepare(s->db,
	                "select record.code from words join record on record.id = words.rowid where"
	                " words match ? order by title_key, +record.id limit 50");
	s->walked = prepare(s->db,
	                    "select code from record indexed by by_title where id in (select rowid"
	                    " from words where words match ?) order by title_key, id limit 50");
}

static void
close_ours(struct session *s)
{
	registry_close(s->registry);
	free(s->found);
	free(s->ours.list);
}

/* Chancery alone: a line a keystroke, with its time and what was found. */
static int
trace(const char *store, const char *keystrokes)
{
	struct session s = { 0 };

	open_ours(&s, store);
	type_all(&s, keystrokes, type_and_tell);
	report("chancery", &s.ours);
	close_ours(&s);
	return 0;
}

/* Each types all of them in one go, as a session does. */
static int
run(const char *store, const char *path, const char *keystrokes)
{
	struct session s = { 0 };
	bool differs;

	open_both(&s, store, path);
	type_all(&s, keystrokes, type_in_ours);
	type_all(&s, keystrokes, type_in_theirs);
	printf("%zu keystrokes, %zu found otherwise\n", s.ours.count, s.differences);
	report("chancery", &s.ours);
	report("fts5, sorting", &s.theirs_sorted);
	report("fts5, walking the title", &s.theirs_walked);
	report("fts5, the better each time", &s.theirs_best);
	sqlite3_finalize(s.count);
	sqlite3_finalize(s.sorted);
	sqlite3_finalize(s.walked);
	sqlite3_close(s.db);
	differs = s.differences > 0;
	close_ours(&s);
	return differs;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "load") == 0)
		return load(argv[2], argv[3]);
	if (argc == 5 && strcmp(argv[1], "run") == 0)
		return run(argv[2], argv[3], argv[4]);
	if (argc == 4 && strcmp(argv[1], "trace") == 0)
		return trace(argv[2], argv[3]);
	fprintf(stderr, "usage: find trace STORE KEYSTROKES | find load CSV DATABASE | find run STORE DATABASE KEYSTROKES\n");
	return 2;
}
