#include <config.h>

#include "store/tables.h"

#include <string.h>

#include "vault.h"

static void
test_records(void **state)
{
	struct store *s = vault_open(*state);
	struct stored r = { .type = 3, .version = 7, .heads = { { 0, 9 }, { 2, 70000 } },
	                    .head_count = 2, .body = span_of("\xA0") }, found;
	struct txn *t = vault_write(s);
	uint32_t next;
	struct err e;

	r.uuid.byte[5] = 55;
	assert_int_equal(records_next(t, &next, &e), ERR_OK);
	assert_int_equal(next, 1);
	assert_int_equal(records_get(t, 1, &found, &e), ERR_NOT_FOUND);
	assert_int_equal(records_put(t, 300, &r, &e), ERR_OK);
	assert_int_equal(records_next(t, &next, &e), ERR_OK);
	assert_int_equal(next, 301);
	assert_int_equal(records_get(t, 300, &found, &e), ERR_OK);
	assert_int_equal(found.type, 3);
	assert_int_equal(found.version, 7);
	assert_int_equal(found.head_count, 2);
	assert_int_equal(found.heads[1].sequence, 70000);
	assert_true(uuid_equal(&found.uuid, &r.uuid));
	assert_int_equal(found.body.size, 1);
	assert_false(found.is_removed);
	r.is_removed = true;
	r.body = span_of("CP");
	assert_int_equal(records_put(t, 300, &r, &e), ERR_OK);
	assert_int_equal(records_get(t, 300, &found, &e), ERR_OK);
	assert_true(found.is_removed);
	assert_memory_equal(found.body.data, "CP", 2);
	store_end(t);
	store_close(s);
}

/* Every bit of a record counts. */
static void
test_checksum(void **state)
{
	struct store *s = vault_open(*state);
	struct stored r = { .type = 3, .version = 1, .body = span_of("\xA1\x01\x61" "a") }, found;
	struct txn *t = vault_write(s);
	struct cursor *c;
	struct span key, value;
	struct buf copy;
	struct err e;

	buf_init(&copy);
	assert_int_equal(records_put(t, 1, &r, &e), ERR_OK);
	assert_int_equal(cursor_open(t, TABLE_RECORD, &c, &e), ERR_OK);
	assert_int_equal(cursor_first(c, &key, &value, &e), ERR_OK);
	buf_add(&copy, value.data, value.size);
	cursor_close(c);
	assert_int_equal(records_decode(buf_span(&copy), 1, &found, &e), ERR_OK);
	for (size_t i = 0; i < copy.size * 8; i++) {
		copy.data[i / 8] ^= (unsigned char)(1 << i % 8);
		assert_int_equal(records_decode(buf_span(&copy), 1, &found, &e), ERR_STORE);
		copy.data[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	assert_says(e.text, "record 1 is damaged");
	buf_clear(&copy);
	store_end(t);
	store_close(s);
}

static void
test_index(void **state)
{
	struct store *s = vault_open(*state);
	struct txn *t = vault_write(s);
	uint32_t number = 0;
	struct err e;

	assert_int_equal(index_put(t, 1, 2, span_of("abc"), 5, &e), ERR_OK);
	assert_int_equal(index_put(t, 1, 2, span_of("abc"), 4, &e), ERR_OK);
	assert_int_equal(index_put(t, 1, 3, span_of("abd"), 6, &e), ERR_OK);
	assert_int_equal(index_find(t, 1, 2, span_of("abc"), &number, &e), ERR_OK);
	assert_int_equal(number, 4);
	assert_int_equal(index_find(t, 1, 2, span_of("ab"), &number, &e), ERR_NOT_FOUND);
	assert_int_equal(index_find(t, 1, 2, span_of("abcd"), &number, &e), ERR_NOT_FOUND);
	assert_int_equal(index_find(t, 1, 2, span_of("abd"), &number, &e), ERR_NOT_FOUND);
	assert_int_equal(index_delete(t, 1, 2, span_of("abc"), 4, &e), ERR_OK);
	assert_int_equal(index_find(t, 1, 2, span_of("abc"), &number, &e), ERR_OK);
	assert_int_equal(number, 5);
	assert_int_equal(table_count(t, TABLE_INDEX), 2);
	assert_int_equal(table_empty(t, TABLE_INDEX, &e), ERR_OK);
	assert_int_equal(table_count(t, TABLE_INDEX), 0);
	store_end(t);
	store_close(s);
}

static void
test_links(void **state)
{
	struct store *s = vault_open(*state);
	struct link l = { 70000, 3, 14, 2, 9 }, other = { 70001, 1, 1, 0, 1 }, got;
	struct txn *t = vault_write(s);
	struct cursor *c;
	struct span key;
	struct err e;

	assert_int_equal(links_put(t, &other, &e), ERR_OK);
	assert_int_equal(links_put(t, &l, &e), ERR_OK);
	assert_int_equal(links_put(t, &l, &e), ERR_OK);
	assert_int_equal(table_count(t, TABLE_LINK), 2);
	assert_int_equal(cursor_open(t, TABLE_LINK, &c, &e), ERR_OK);
	assert_int_equal(cursor_first(c, &key, NULL, &e), ERR_OK);
	assert_int_equal(key.size, LINK_KEY_SIZE);
	got = link_get(key.data);
	assert_int_equal(got.target, l.target);
	assert_int_equal(got.type, l.type);
	assert_int_equal(got.field, l.field);
	assert_int_equal(got.column, l.column);
	assert_int_equal(got.source, l.source);
	cursor_close(c);
	assert_int_equal(links_delete(t, &l, &e), ERR_OK);
	assert_int_equal(links_delete(t, &l, &e), ERR_OK);
	assert_int_equal(table_count(t, TABLE_LINK), 1);
	store_end(t);
	store_close(s);
}

static void
test_journal(void **state)
{
	struct store *s = vault_open(*state);
	struct txn *t = vault_write(s);
	struct entry_key key;
	struct span entry;
	uint32_t act;
	struct err e;

	assert_int_equal(journal_last(t, 0, &key, &entry, &e), ERR_OK);
	assert_int_equal(key.sequence, 0);
	assert_int_equal(entry.size, 0);
	journal_put(t, (struct entry_key){ 0, 255 }, span_of("a"), &e);
	journal_put(t, (struct entry_key){ 0, 256 }, span_of("b"), &e);
	journal_put(t, (struct entry_key){ 1, 9 }, span_of("c"), &e);
	assert_int_equal(journal_last(t, 0, &key, &entry, &e), ERR_OK);
	assert_int_equal(key.sequence, 256);
	assert_memory_equal(entry.data, "b", 1);
	assert_int_equal(journal_last(t, 1, &key, &entry, &e), ERR_OK);
	assert_int_equal(key.sequence, 9);
	assert_int_equal(journal_last(t, 2, &key, &entry, &e), ERR_OK);
	assert_int_equal(key.sequence, 0);
	assert_int_equal(history_put(t, 5, 2, (struct entry_key){ 0, 256 }, &e), ERR_OK);
	assert_int_equal(history_get(t, 5, 2, &key, &e), ERR_OK);
	assert_int_equal(key.sequence, 256);
	assert_int_equal(history_get(t, 5, 1, &key, &e), ERR_NOT_FOUND);
	assert_int_equal(acts_put(t, 3, span_of("act"), &e), ERR_OK);
	assert_int_equal(acts_last(t, &act, &entry, &e), ERR_OK);
	assert_int_equal(act, 3);
	store_end(t);
	store_close(s);
}

static void
test_cursor(void **state)
{
	static const char *const keys[] = { "b", "d", "f" };
	struct store *s = vault_open(*state);
	struct txn *t = vault_write(s);
	struct cursor *c;
	struct span key, value;
	struct err e;

	for (size_t i = 0; i < 3; i++)
		assert_int_equal(meta_put(t, keys[i], span_of("v"), &e), ERR_OK);
	assert_int_equal(cursor_open(t, TABLE_META, &c, &e), ERR_OK);
	assert_int_equal(cursor_seek(c, span_of("c"), &key, &value, &e), ERR_OK);
	assert_int_equal(*key.data, 'd');
	assert_int_equal(cursor_before(c, span_of("d"), &key, &value, &e), ERR_OK);
	assert_int_equal(*key.data, 'b');
	assert_int_equal(cursor_before(c, span_of("z"), &key, &value, &e), ERR_OK);
	assert_int_equal(*key.data, 'f');
	assert_int_equal(cursor_before(c, span_of("b"), &key, &value, &e), ERR_NOT_FOUND);
	assert_int_equal(cursor_seek(c, span_of("g"), &key, &value, &e), ERR_NOT_FOUND);
	assert_int_equal(cursor_last(c, &key, &value, &e), ERR_OK);
	assert_int_equal(cursor_next(c, &key, &value, &e), ERR_NOT_FOUND);
	assert_int_equal(cursor_first(c, &key, &value, &e), ERR_OK);
	assert_int_equal(cursor_prev(c, &key, &value, &e), ERR_NOT_FOUND);
	cursor_close(c);
	cursor_close(NULL);
	store_end(t);
	store_close(s);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "records and tombstones", test_records },
		{ "every bit of a record is checked", test_checksum },
		{ "index entries", test_index },
		{ "links", test_links },
		{ "journal, history and acts", test_journal },
		{ "cursors", test_cursor },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, vault_begin, vault_end);
	return suite_run(&s, "tables");
}
