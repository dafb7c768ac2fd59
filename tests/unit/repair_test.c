#include <config.h>

#include "registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/digest.h"
#include "desk.h"
#include "registry/check/check_internal.h"
#include "registry/journal/journal_internal.h"

/* What is done to a store behind the registry's back, and what check and repair say of it. */
struct harm {
	const char *says;
	void (*harm)(struct txn *t);
	const char *fault;              /* that check finds */
	const char *mended, *lost;      /* that repair tells, or NULL */
	bool is_left;                   /* check finds something still */
};

/* ---- harms */

static void
harm_index(struct txn *t)
{
	struct err e;

	assert_int_equal(table_empty(t, TABLE_INDEX, &e), ERR_OK);
}

static void
harm_index_more(struct txn *t)
{
	struct err e;

	assert_int_equal(index_put(t, 1, 1, (struct span){ (const unsigned char *)"x", 1 }, 999,
	                           &e),
	                 ERR_OK);
}

static void
harm_links(struct txn *t)
{
	struct err e;

	assert_int_equal(table_empty(t, TABLE_LINK, &e), ERR_OK);
}

static void
harm_words(struct txn *t)
{
	struct err e;

	assert_int_equal(table_empty(t, TABLE_WORDS, &e), ERR_OK);
}

static void
harm_counts(struct txn *t)
{
	struct err e;

	assert_int_equal(meta_put_number(t, "count/1", 77, &e), ERR_OK);
}

static void
harm_identities(struct txn *t)
{
	struct err e;

	assert_int_equal(table_empty(t, TABLE_UUID, &e), ERR_OK);
}

static void
harm_history(struct txn *t)
{
	struct err e;

	assert_int_equal(table_empty(t, TABLE_HISTORY, &e), ERR_OK);
}

static void
harm_journal(struct txn *t)
{
	struct entry_key key = { 0, 3 };
	struct span entry;
	struct buf changed;
	struct err e;

	assert_int_equal(journal_get(t, key, &entry, &e), ERR_OK);
	buf_init(&changed);
	buf_add(&changed, entry.data, entry.size);
	changed.data[changed.size - 40] ^= 1;
	assert_int_equal(journal_put(t, key, buf_span(&changed), &e), ERR_OK);
	buf_clear(&changed);
}

static void
harm_twin(struct txn *t)
{
	struct stored s;
	struct err e;

	assert_int_equal(records_get(t, 1, &s, &e), ERR_OK);
	assert_int_equal(records_put(t, 50, &s, &e), ERR_OK);
}

/* An act as version 0.1 wrote it when it was told a file's name in Latin-1. */
static void
harm_sentence(struct txn *t)
{
	struct span entry, bytes;
	struct digest last, seal;
	struct raw_act act;
	struct buf changed;
	struct err e;

	assert_int_equal(acts_get(t, 2, &bytes, &e), ERR_OK);
	buf_init(&changed);
	buf_add(&changed, bytes.data, bytes.size);
	assert_true(raw_act_decode(buf_span(&changed), &act));
	changed.data[act.sentence.data - changed.data] = 0xFC;
	assert_int_equal(journal_get(t, (struct entry_key){ 0, act.last }, &entry, &e), ERR_OK);
	last = digest_of(entry.data, entry.size);
	seal = raw_act_seal(&act, &last);
	memcpy(changed.data + (act.seal.data - changed.data), seal.byte, DIGEST_SIZE);
	assert_int_equal(acts_put(t, 2, buf_span(&changed), &e), ERR_OK);
	buf_clear(&changed);
}

/* The same, and somebody wrote another sentence since. */
static void
harm_sentence_and_seal(struct txn *t)
{
	struct span bytes;
	struct buf changed;
	struct err e;

	harm_sentence(t);
	assert_int_equal(acts_get(t, 2, &bytes, &e), ERR_OK);
	buf_init(&changed);
	buf_add(&changed, bytes.data, bytes.size);
	changed.data[changed.size - 1] ^= 1;
	assert_int_equal(acts_put(t, 2, buf_span(&changed), &e), ERR_OK);
	buf_clear(&changed);
}

/* Writes the rest of the chain again, with an operator's name in Latin-1 from the entry on, as
 * version 0.1 wrote it for a login name in Latin-1. */
static void
harm_names(struct txn *t, uint64_t from)
{
	struct digest before = { { 0 } };
	struct span bytes;
	struct err e;

	for (uint64_t s = 1; journal_get(t, (struct entry_key){ 0, s }, &bytes, &e) == ERR_OK; s++) {
		struct raw_entry raw;
		struct buf changed;

		buf_init(&changed);
		buf_add(&changed, bytes.data, bytes.size);
		assert_true(raw_entry_decode(buf_span(&changed), &raw));
		if (s >= from)
			changed.data[raw.who.data - changed.data] = 0xE9;
		memcpy(changed.data + changed.size - DIGEST_SIZE, before.byte, DIGEST_SIZE);
		before = digest_of(changed.data, changed.size);
		assert_int_equal(journal_put(t, (struct entry_key){ 0, s }, buf_span(&changed), &e),
		                 ERR_OK);
		buf_clear(&changed);
	}
}

/* The acts with the same name, and sealed over the entries as they are now. */
static void
harm_act_names(struct txn *t, uint64_t from)
{
	struct span bytes, entry;
	struct err e;

	for (uint32_t number = 1; acts_get(t, number, &bytes, &e) == ERR_OK; number++) {
		struct digest last = { { 0 } }, seal;
		struct raw_act act;
		struct buf changed;
		unsigned char *at;

		buf_init(&changed);
		buf_add(&changed, bytes.data, bytes.size);
		assert_true(raw_act_decode(buf_span(&changed), &act));
		if (act.last >= from)
			changed.data[act.who.data - changed.data] = 0xE9;
		if (journal_get(t, (struct entry_key){ 0, act.last }, &entry, &e) == ERR_OK)
			last = digest_of(entry.data, entry.size);
		seal = raw_act_seal(&act, &last);
		at = changed.data + (act.seal.data - changed.data);
		memcpy(at, seal.byte, DIGEST_SIZE);
		assert_int_equal(acts_put(t, number, buf_span(&changed), &e), ERR_OK);
		buf_clear(&changed);
	}
}

static void
harm_name(struct txn *t)
{
	harm_names(t, 3);
	harm_act_names(t, 3);
}

/* The same, and the last entry does not follow the one before. */
static void
harm_name_and_chain(struct txn *t)
{
	struct span bytes;
	struct buf changed;
	struct err e;

	harm_name(t);
	assert_int_equal(journal_get(t, (struct entry_key){ 0, 2 }, &bytes, &e), ERR_OK);
	buf_init(&changed);
	buf_add(&changed, bytes.data, bytes.size);
	changed.data[changed.size - 1] ^= 1;
	assert_int_equal(journal_put(t, (struct entry_key){ 0, 2 }, buf_span(&changed), &e), ERR_OK);
	buf_clear(&changed);
}

/* A letter of a label, by no act. */
static void
harm_schema(struct txn *t)
{
	static const char label[] = "label = { en = \"";
	unsigned char *at;
	struct span schema;
	struct buf changed;
	struct err e;

	assert_int_equal(meta_get(t, "schema", &schema, &e), ERR_OK);
	buf_init(&changed);
	buf_add(&changed, schema.data, schema.size);
	at = memmem(changed.data, changed.size, label, strlen(label));
	assert_non_null(at);
	at[strlen(label)] ^= 1;
	assert_int_equal(meta_put(t, "schema", buf_span(&changed), &e), ERR_OK);
	buf_clear(&changed);
}

struct kept_row {
	struct buf key, value;
};

/* All rows of the table but the one at `place`; -1 is the last. */
static void
drop_row(struct txn *t, enum table table, int place,
         enum err_code (*put)(struct txn *t, struct span key, struct span value, struct err *e))
{
	size_t count = (size_t)table_count(t, table), n = 0;
	struct kept_row *rows = mem_new(sizeof *rows * count);
	size_t dropped = place < 0 ? count - 1 : (size_t)place;
	struct span key, value;
	struct cursor *c;
	struct err e;

	assert_int_equal(cursor_open(t, table, &c, &e), ERR_OK);
	for (enum err_code rc = cursor_first(c, &key, &value, &e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, &e)) {
		buf_add(&rows[n].key, key.data, key.size);
		buf_add(&rows[n++].value, value.data, value.size);
	}
	cursor_close(c);
	assert_int_equal(table_empty(t, table, &e), ERR_OK);
	for (size_t i = 0; i < n; i++) {
		if (i != dropped)
			assert_int_equal(put(t, buf_span(&rows[i].key), buf_span(&rows[i].value), &e),
			                 ERR_OK);
		buf_clear(&rows[i].key);
		buf_clear(&rows[i].value);
	}
	free(rows);
}

static enum err_code
put_act(struct txn *t, struct span key, struct span value, struct err *e)
{
	return acts_put(t, be32(key.data), value, e);
}

static enum err_code
put_entry(struct txn *t, struct span key, struct span value, struct err *e)
{
	return journal_put(t, entry_key_get(key.data), value, e);
}

static void
harm_tail(struct txn *t)
{
	drop_row(t, TABLE_ACT, -1, put_act);
	drop_row(t, TABLE_JOURNAL, -1, put_entry);
}

static void
harm_last_act(struct txn *t)
{
	drop_row(t, TABLE_ACT, -1, put_act);
}

static void
harm_act(struct txn *t)
{
	drop_row(t, TABLE_ACT, 1, put_act);
}

/* ---- and what becomes of them */

static void
harm_store(struct desk *d, void (*harm)(struct txn *t))
{
	const struct store_options options = {
		.path = d->settings.store, .map_gib = 1, .readers = 16, .operator_name = "nobody",
	};
	struct store *s;
	struct txn *t;
	struct err e;

	registry_close(d->registry);
	d->registry = NULL;
	assert_int_equal(store_open(&options, &s, &e), ERR_OK);
	assert_int_equal(store_write(s, false, &t, &e), ERR_OK);
	harm(t);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	store_close(s);
	if (registry_open(&d->settings, &d->registry, &e) != ERR_OK)
		fail_msg("%s", e.text);
}

/* All sentences, apart by "|". */
static char *
joined(const struct faults *f)
{
	struct buf all;

	buf_init(&all);
	for (size_t i = 0; i < f->count; i++)
		buf_printf(&all, "%s|", f->list[i].sentence);
	return buf_take(&all);
}

static void
assert_told(const struct faults *f, const char *words)
{
	char *all = joined(f);

	if (words == NULL)
		assert_string_equal(all, "");
	else
		assert_says(all, words);
	free(all);
}

static enum err_code
check(struct desk *d, const char *words)
{
	struct faults faults;
	struct err e;
	enum err_code rc;

	faults_init(&faults);
	rc = registry_check(d->registry, &faults, NULL, NULL, &e);
	assert_told(&faults, words);
	faults_clear(&faults);
	return rc;
}

static void
test_harm(void **state)
{
	const struct harm *h = *state;
	struct faults mended, lost;
	struct desk *d;
	struct err e;

	assert_int_equal(desk_begin_furnished((void **)&d), 0);
	harm_store(d, h->harm);
	assert_int_equal(check(d, h->fault), ERR_FAULTY);
	faults_init(&mended);
	faults_init(&lost);
	if (registry_repair(d->registry, &mended, &lost, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_told(&mended, h->mended);
	assert_told(&lost, h->lost);
	faults_clear(&mended);
	faults_clear(&lost);
	assert_int_equal(check(d, h->is_left ? h->fault : NULL), h->is_left ? ERR_FAULTY : ERR_OK);
	if (h->is_left) {               /* desk_end() would stumble over it */
		registry_close(d->registry);
		d->registry = NULL;
	}
	assert_int_equal(desk_end((void **)&d), 0);
}

/* A repair of what is whole changes nothing but the log. */
static void
test_whole(void **state)
{
	struct registry_info before, after;
	struct faults mended, lost;
	struct desk *d;
	struct err e;

	(void)state;
	assert_int_equal(desk_begin_crowded((void **)&d), 0);
	assert_int_equal(registry_info(d->registry, &before, &e), ERR_OK);
	faults_init(&mended);
	faults_init(&lost);
	assert_int_equal(registry_repair(d->registry, &mended, &lost, &e), ERR_OK);
	assert_told(&mended, NULL);
	assert_told(&lost, NULL);
	assert_int_equal(registry_info(d->registry, &after, &e), ERR_OK);
	assert_string_equal(before.head, after.head);
	assert_int_equal(before.records, after.records);
	assert_int_equal(before.acts + 1, after.acts);
	assert_int_equal(desk_end((void **)&d), 0);
}

int
main(void)
{
	static const struct harm rows[] = {
		{ "an index that is gone", harm_index, "is missing in the index", NULL, NULL, false },
		{ "an index with more in it", harm_index_more, "index: ", NULL, NULL, false },
		{ "links that are gone", harm_links, "the link of", NULL, NULL, false },
		{ "words that are gone", harm_words, "words: ", NULL, NULL, false },
		{ "counts that are wrong", harm_counts, "77 records are counted", NULL, NULL, false },
		{ "identities that are gone", harm_identities, "its identity does not lead to it", NULL, NULL,
		  false },
		{ "a history that is gone", harm_history, "is not in the history", NULL, NULL, false },
		{ "a tampered entry", harm_journal, "journal: ", NULL, NULL, true },
		{ "a sentence that is not UTF-8", harm_sentence, "act 2 cannot be read",
		  "act 2: a text in it was not UTF-8, and is now", NULL, false },
		{ "one that was changed as well", harm_sentence_and_seal, "act 2 cannot be read", NULL,
		  NULL, true },
		{ "an operator whose name is not UTF-8", harm_name, "journal: entry 3 cannot be read",
		  "entries was not UTF-8, and is now; the journal has a new chain", NULL, false },
		{ "one beside a chain that is broken", harm_name_and_chain,
		  "journal: entry 3 cannot be read", "act 3: a text in it was not UTF-8",
		  "journal: entry 3 cannot be read", true },
		{ "a schema that no act put in force", harm_schema,
		  "the schema in the store is not the one that was in force after act 1", NULL, NULL,
		  true },
		{ "a journal whose end is cut off", harm_tail, "entries were written", NULL, NULL,
		  true },
		{ "a log whose end is cut off", harm_last_act, "acts: ", NULL, NULL, true },
		{ "an act that is taken out", harm_act, "act 3 follows act 1", NULL, NULL, true },
		{ "two records of one identity", harm_twin, "has the same code", NULL,
		  "record 50 has the identity of record 1", true },
	};
	struct suite s = { 0 };

	SUITE_ROWS(&s, rows, test_harm);
	suite_add(&s, "a repair of what is whole", test_whole, NULL);
	return suite_run(&s, "repair");
}
