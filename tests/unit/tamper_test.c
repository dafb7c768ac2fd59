#include <config.h>

#include "registry/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cbor.h"
#include "desk.h"
#include "store/tables.h"

#define STEP 5  /* bytes from flip to flip; 1 tries them all */

/* The store of the desk, opened behind the registry's back. */
static struct store *
open_store(struct desk *d)
{
	const struct store_options options = {
		.path = d->settings.store, .map_gib = 1, .readers = 16, .operator_name = "nobody",
	};
	struct store *s;
	struct err e;

	registry_close(d->registry);
	d->registry = NULL;
	if (store_open(&options, &s, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return s;
}

typedef enum err_code (*get_fn)(struct txn *t, uint64_t n, struct span *out, struct err *e);
typedef enum err_code (*put_fn)(struct txn *t, uint64_t n, struct span bytes, struct err *e);

static enum err_code
get_entry(struct txn *t, uint64_t n, struct span *out, struct err *e)
{
	return journal_get(t, (struct entry_key){ 0, n }, out, e);
}

static enum err_code
put_entry(struct txn *t, uint64_t n, struct span bytes, struct err *e)
{
	return journal_put(t, (struct entry_key){ 0, n }, bytes, e);
}

static enum err_code
get_act(struct txn *t, uint64_t n, struct span *out, struct err *e)
{
	return acts_get(t, (uint32_t)n, out, e);
}

static enum err_code
put_act(struct txn *t, uint64_t n, struct span bytes, struct err *e)
{
	return acts_put(t, (uint32_t)n, bytes, e);
}

/* Flips a bit of entry or act n; again, and it is as it was. False behind its last byte, or if
 * there is no such. */
static bool
flip(struct desk *d, get_fn get, put_fn put, uint64_t n, size_t at, int bit)
{
	struct store *s = open_store(d);
	struct txn *t;
	struct span bytes;
	struct buf changed;
	struct err e;
	bool is_there;

	assert_int_equal(store_write(s, false, &t, &e), ERR_OK);
	is_there = get(t, n, &bytes, &e) == ERR_OK && at < bytes.size;
	if (is_there) {
		buf_init(&changed);
		buf_add(&changed, bytes.data, bytes.size);
		changed.data[at] ^= (unsigned char)(1 << bit);
		assert_int_equal(put(t, n, buf_span(&changed), &e), ERR_OK);
		assert_int_equal(store_commit(t, &e), ERR_OK);
		buf_clear(&changed);
	} else {
		store_end(t);
	}
	store_close(s);
	if (registry_open(&d->settings, &d->registry, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return is_there;
}

static bool
has_name(const char *sentence, const char *name)
{
	const char *at = strstr(sentence, name);

	return at != NULL && strspn(at + strlen(name), "0123456789") == 0;
}

/* The journal's faults name what was changed, and say of nothing else that it was. */
static void
assert_named(struct desk *d, const char *what, uint64_t n)
{
	char named[64], changed[64];
	struct faults faults;
	bool found = false;
	struct err e;

	snprintf(named, sizeof named, "%s %d", what, (int)n);
	snprintf(changed, sizeof changed, "%s %d was changed", what, (int)n);
	faults_init(&faults);
	assert_int_equal(registry_check_journal(d->registry, &faults, &e), ERR_FAULTY);
	for (size_t i = 0; i < faults.count; i++) {
		const char *s = faults.list[i].sentence;

		found = found || has_name(s, named);
		if (strstr(s, "was changed") != NULL && strstr(s, changed) == NULL &&
		    strstr(s, "the last one") == NULL)
			fail_msg("%s %d was changed, but: %s", what, (int)n, s);
	}
	if (!found)
		fail_msg("%s %d was changed, and nothing says so: %s", what, (int)n, e.text);
	faults_clear(&faults);
}

static void
test_flips(struct desk *d, const char *what, get_fn get, put_fn put)
{
	uint64_t n = 1;

	for (; ; n++) {
		size_t at = 0;

		for (; flip(d, get, put, n, at, (int)(at % 8)); at += STEP) {
			assert_named(d, what, n);
			assert_true(flip(d, get, put, n, at, (int)(at % 8)));
		}
		if (at == 0)
			break;
	}
	assert_true(n > 5);
}

/* More entries, in acts of one, of several and of none. */
static void
fill(struct desk *d)
{
	struct record *r = desk_get(d, "thing", "T1");
	struct err e;

	record_fill(r, NULL, "secret=hush", "size=6", NULL);
	desk_save(d, r);
	assert_int_equal(registry_restart(d->registry, "start anew", &e), ERR_OK);
	desk_save(d, desk_new(d, "place", "code=NP", "name=Nepal", NULL));
}

static void
test_entries(void **state)
{
	fill(*state);
	test_flips(*state, "entry", get_entry, put_entry);
}

static void
test_acts(void **state)
{
	fill(*state);
	test_flips(*state, "act", get_act, put_act);
}

/* ---- part by part */

struct part_row {
	const char *what;
	get_fn get;
	put_fn put;
	size_t part;                    /* of the array that an entry or an act is */
	const char *says;
};

#define ENTRY "entry", get_entry, put_entry
#define ACT   "act", get_act, put_act

static const struct part_row parts[] = {
	{ ENTRY, 0, "an entry is named whose format was changed" },
	{ ENTRY, 1, "an entry is named whose act was changed" },
	{ ENTRY, 2, "an entry is named that tells another kind of change" },
	{ ENTRY, 3, "an entry is named whose type was changed" },
	{ ENTRY, 4, "an entry is named whose record was changed" },
	{ ENTRY, 5, "an entry is named whose version was changed" },
	{ ENTRY, 6, "an entry is named whose parents were changed" },
	{ ENTRY, 7, "an entry is named whose operator was changed" },
	{ ENTRY, 8, "an entry is named whose time was changed" },
	{ ENTRY, 9, "an entry is named whose changes were changed" },
	{ ENTRY, 10, "an entry is named whose link to the entry before was changed" },
	{ ACT, 0, "an act is named whose operator was changed" },
	{ ACT, 1, "an act is named whose time was changed" },
	{ ACT, 2, "an act is named whose kind was changed" },
	{ ACT, 3, "an act is named whose sentence was changed" },
	{ ACT, 4, "an act is named whose first entry was changed" },
	{ ACT, 5, "an act is named whose last entry was changed" },
	{ ACT, 6, "an act is named whose seal was changed" },
};

/* Where the last byte of that part is in entry or act n; 0: there is no such. */
static size_t
end_of_part(struct desk *d, const struct part_row *row, uint64_t n)
{
	struct store *s = open_store(d);
	struct span bytes, part = { 0 };
	size_t count = 0, at = 0;
	struct cbor c;
	struct txn *t;
	struct err e;

	assert_int_equal(store_write(s, false, &t, &e), ERR_OK);
	if (row->get(t, n, &bytes, &e) == ERR_OK) {
		cbor_open(&c, bytes.data, bytes.size);
		assert_true(cbor_get_array(&c, &count));
		assert_true(row->part < count);
		for (size_t i = 0; i <= row->part; i++)
			assert_true(cbor_take(&c, &part));
		at = (size_t)(part.data - bytes.data) + part.size - 1;
	}
	store_end(t);
	store_close(s);
	if (registry_open(&d->settings, &d->registry, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return at;
}

static void
test_part(void **state)
{
	const struct part_row *row = *state;
	void *made = NULL;
	struct desk *d;
	uint64_t n = 1;
	size_t at;

	assert_int_equal(desk_begin_furnished(&made), 0);
	d = made;
	for (; (at = end_of_part(d, row, n)) > 0; n += 3) {
		assert_true(flip(d, row->get, row->put, n, at, 0));
		assert_named(d, row->what, n);
		assert_true(flip(d, row->get, row->put, n, at, 0));
	}
	assert_true(n > 5);
	assert_int_equal(desk_end(&made), 0);
}

static void
test_whole(void **state)
{
	struct desk *d = *state;
	struct faults faults;
	struct err e;

	fill(d);
	faults_init(&faults);
	assert_int_equal(registry_check_journal(d->registry, &faults, &e), ERR_OK);
	faults_clear(&faults);
}

/* What an entry's digest stands for is not what it was made of: neither shown nor passed over. */
static void
test_sensitive(void **state)
{
	struct desk *d = *state;
	struct span key, value;
	struct faults faults;
	struct cursor *c;
	struct store *s;
	struct txn *t;
	struct buf changed, digest;
	struct err e;

	fill(d);
	s = open_store(d);
	assert_int_equal(store_write(s, false, &t, &e), ERR_OK);
	assert_int_equal(cursor_open(t, TABLE_SENSITIVE, &c, &e), ERR_OK);
	assert_int_equal(cursor_first(c, &key, &value, &e), ERR_OK);
	buf_init(&changed);
	buf_init(&digest);
	buf_add(&digest, key.data, key.size);
	buf_add(&changed, value.data, value.size);
	cursor_close(c);
	changed.data[changed.size - 1] ^= 1;
	assert_int_equal(sensitive_put(t, entry_key_get(digest.data),
	                               (struct span){ digest.data + ENTRY_KEY_SIZE,
	                                              digest.size - ENTRY_KEY_SIZE },
	                               buf_span(&changed), &e),
	                 ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	store_close(s);
	assert_int_equal(registry_open(&d->settings, &d->registry, &e), ERR_OK);
	faults_init(&faults);
	assert_int_equal(registry_check_journal(d->registry, &faults, &e), ERR_FAULTY);
	assert_says(faults.list[0].sentence, "a sensitive value of entry");
	faults_clear(&faults);
	registry_close(d->registry);
	d->registry = NULL;
	buf_clear(&changed);
	buf_clear(&digest);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, parts, test_part);
	suite_add_in(&s, "a journal that is whole", test_whole, desk_begin_furnished, desk_end);
	suite_add_in(&s, "an entry with a bit flipped is named", test_entries,
	             desk_begin_furnished, desk_end);
	suite_add_in(&s, "so is an act", test_acts, desk_begin_furnished, desk_end);
	suite_add_in(&s, "and a sensitive value", test_sensitive, desk_begin_furnished, desk_end);
	return suite_run(&s, "tamper");
}
