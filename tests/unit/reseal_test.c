/* A field that becomes sensitive after its values were written in plain. */
#include <config.h>

#include "registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "desk.h"
#include "registry/journal/journal_internal.h"

/* The shelf's schema with the role at the fields of things that are named. The caller clears it. */
static void
sources_with(struct schema_sources *out, const char *const *names)
{
	struct buf text;

	shelf_sources(out);
	buf_init(&text);
	for (size_t i = 0; i < out->count; i++) {
		const char *at = out->list[i].text;

		if (strcmp(out->list[i].name, "thing.conf") != 0)
			continue;
		for (; *names != NULL; names++) {
			char *field = mem_printf("name = \"%s\"; ", *names);
			const char *found = strstr(at, field);

			assert_non_null(found);
			found += strlen(field);
			buf_add(&text, at, (size_t)(found - at));
			buf_text(&text, "role = \"sensitive\"; ");
			at = found;
			free(field);
		}
		buf_text(&text, at);
		schema_sources_add(out, "thing.conf", buf_string(&text));
		break;
	}
	buf_clear(&text);
}

static enum err_code
apply(struct desk *d, const char *const *names, bool begins_chain, struct schema_applied *applied,
      struct faults *faults)
{
	struct schema_sources sources;
	struct err e;
	enum err_code rc;

	sources_with(&sources, names);
	rc = registry_apply_schema(d->registry, &sources, begins_chain, applied, faults, &e);
	schema_sources_clear(&sources);
	return rc;
}

/* As version 0.1 did: the schema is in force, and nothing was sealed. */
static void
force(struct desk *d, const char *const *names)
{
	struct schema_sources sources;
	struct buf packed;
	struct txn *t;
	struct err e;

	sources_with(&sources, names);
	buf_init(&packed);
	schema_sources_pack(&sources, &packed);
	assert_int_equal(store_write(d->registry->store, false, &t, &e), ERR_OK);
	assert_int_equal(meta_put(t, META_SCHEMA, buf_span(&packed), &e), ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	buf_clear(&packed);
	schema_sources_clear(&sources);
	desk_reopen(d);
	/* It is an act that tells of it, as far as the log is concerned. */
	assert_int_equal(registry_restart(d->registry, "restore", &e), ERR_OK);
}

static void
set(struct desk *d, const char *assignment)
{
	struct record *r = desk_get(d, "thing", "T1");

	record_fill(r, registry_directory(d->registry), assignment, NULL);
	desk_save(d, r);
}

static void
assert_journal_is_whole(struct desk *d)
{
	struct faults faults;
	struct err e;

	faults_init(&faults);
	if (registry_check_journal(d->registry, &faults, &e) != ERR_OK)
		fail_msg("%s", faults.list[0].sentence);
	faults_clear(&faults);
}

/* How often the number stands in the journal's entries as CBOR. */
static size_t
count_in_journal(struct desk *d, const char *bytes, size_t size)
{
	struct span key, value;
	struct cursor *c;
	struct txn *t;
	struct err e;
	size_t count = 0;

	assert_int_equal(store_read(d->registry->store, &t, &e), ERR_OK);
	assert_int_equal(cursor_open(t, TABLE_JOURNAL, &c, &e), ERR_OK);
	for (enum err_code rc = cursor_first(c, &key, &value, &e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, &e))
		count += memmem(value.data, value.size, bytes, size) != NULL;
	cursor_close(c);
	store_end(t);
	return count;
}

static const char *const size_only[] = { "size", NULL };
static const char *const none[] = { NULL };

static void
test_refused(void **state)
{
	struct desk *d = *state;
	struct schema_applied applied;
	struct faults faults;

	set(d, "size=777");
	faults_init(&faults);
	assert_int_equal(apply(d, size_only, false, &applied, &faults), ERR_USAGE);
	assert_says(faults.list[faults.count - 1].sentence, "thing.size: it becomes sensitive");
	faults_clear(&faults);
	assert_false(desk_field(d, "thing", "size")->is_sensitive);
	set(d, "size=778");
}

static void
test_sealed(void **state)
{
	struct desk *d = *state;
	struct registry_info before, after;
	struct schema_applied applied;
	struct faults faults;
	struct record *r, *old;
	struct err e;

	set(d, "size=777");
	set(d, "size=778");
	assert_int_equal(registry_info(d->registry, &before, &e), ERR_OK);
	assert_true(count_in_journal(d, "\x19\x03\x09", 3) > 0);
	faults_init(&faults);
	assert_int_equal(apply(d, size_only, true, &applied, &faults), ERR_OK);
	faults_clear(&faults);
	assert_true(applied.is_changed && applied.sealed >= 3);
	assert_int_equal(count_in_journal(d, "\x19\x03\x09", 3), 0);
	assert_journal_is_whole(d);
	assert_int_equal(registry_info(d->registry, &after, &e), ERR_OK);
	assert_false(uuid_equal(&before.origin, &after.origin));
	assert_string_not_equal(before.head, after.head);
	assert_int_equal(before.head_sequence, after.head_sequence);

	/* Who may look still sees it, until it is erased. */
	r = desk_get(d, "thing", "T1");
	assert_int_equal(registry_version(d->registry, r, r->version - 1, &old, &e), ERR_OK);
	assert_field(d, old, "size", "777");
	record_free(old);
	record_free(r);
	set(d, "size=779");
	desk_reopen(d);
	assert_journal_is_whole(d);
}

/* The act says in whose place the chain is. */
static void
test_old_head(void **state)
{
	struct desk *d = *state;
	struct schema_applied applied;
	struct faults faults;
	struct digest before;
	struct span bytes, head;
	struct raw_act act;
	struct entry_key key;
	struct cbor fact;
	struct txn *t;
	uint32_t number;
	struct err e;

	set(d, "size=777");
	assert_int_equal(store_read(d->registry->store, &t, &e), ERR_OK);
	assert_int_equal(own_last(d->registry, t, &key, &bytes, &e), ERR_OK);
	before = digest_of(bytes.data, bytes.size);
	store_end(t);
	faults_init(&faults);
	assert_int_equal(apply(d, size_only, true, &applied, &faults), ERR_OK);
	faults_clear(&faults);
	assert_int_equal(store_read(d->registry->store, &t, &e), ERR_OK);
	assert_int_equal(acts_last(t, &number, &bytes, &e), ERR_OK);
	assert_true(raw_act_decode(bytes, &act));
	assert_true(raw_act_fact(&act, FACT_OLD_HEAD, &fact) && cbor_get_bytes(&fact, &head));
	assert_int_equal(head.size, DIGEST_SIZE);
	assert_memory_equal(head.data, before.byte, DIGEST_SIZE);
	store_end(t);
}

static void
test_erase(void **state)
{
	struct desk *d = *state;
	struct schema_applied applied;
	struct what_to_erase what;
	struct faults faults;
	struct record *r;
	uint32_t number;
	size_t count;
	struct err e;

	set(d, "size=777");
	force(d, size_only);
	r = desk_get(d, "thing", "T1");
	number = r->number;
	record_free(r);
	what = (struct what_to_erase){ desk_type(d, "thing"), desk_field(d, "thing", "size"),
	                               NULL, 0 };
	assert_int_equal(registry_erase(d->registry, number, &what, &count, &e), ERR_DATA);
	assert_says(e.text, "size stands in plain in its history, in version 1, 2");
	r = desk_get(d, "thing", "T1");
	assert_field(d, r, "size", "777");
	record_free(r);

	faults_init(&faults);
	assert_int_equal(apply(d, size_only, true, &applied, &faults), ERR_OK);
	faults_clear(&faults);
	assert_false(applied.is_changed);
	assert_true(applied.sealed > 0);
	what.type = desk_type(d, "thing");
	what.field = desk_field(d, "thing", "size");
	if (registry_erase(d->registry, number, &what, &count, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_true(count > 0);
	r = desk_get(d, "thing", "T1");
	assert_field(d, r, "size", "");
	record_free(r);
}

/* What was sealed once is read also when the field is not sensitive any more. */
static void
test_back(void **state)
{
	struct desk *d = *state;
	struct schema_applied applied;
	struct faults faults;
	struct record *r, *old;
	struct err e;

	faults_init(&faults);
	assert_int_equal(apply(d, size_only, true, &applied, &faults), ERR_OK);
	set(d, "size=777");
	set(d, "size=778");
	assert_int_equal(apply(d, none, false, &applied, &faults), ERR_OK);
	faults_clear(&faults);
	r = desk_get(d, "thing", "T1");
	if (registry_version(d->registry, r, r->version - 1, &old, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_field(d, old, "size", "777");
	record_free(old);
	record_free(r);
}

/* A reference in the journal is bytes as a digest is; so it must not be taken for one. */
static void
test_reference(void **state)
{
	static const char *const home[] = { "home", NULL };
	struct desk *d = *state;
	struct schema_applied applied;
	struct faults faults;
	struct record *r, *old;
	struct err e;

	set(d, "home=CH");
	set(d, "home=LK");
	faults_init(&faults);
	assert_int_equal(apply(d, home, false, &applied, &faults), ERR_USAGE);
	faults_clear(&faults);
	assert_int_equal(apply(d, home, true, &applied, &faults), ERR_OK);
	assert_true(applied.sealed > 0);
	faults_clear(&faults);
	r = desk_get(d, "thing", "T1");
	assert_field(d, r, "home", "LK");
	assert_int_equal(registry_version(d->registry, r, r->version - 1, &old, &e), ERR_OK);
	assert_field(d, old, "home", "CH");
	record_free(old);
	record_free(r);
}

/* What would be hidden by a new chain is mended first. */
static void
test_faulty(void **state)
{
	struct desk *d = *state;
	struct schema_applied applied;
	struct faults faults;
	struct span entry;
	struct buf changed;
	struct txn *t;
	struct err e;

	assert_int_equal(store_write(d->registry->store, false, &t, &e), ERR_OK);
	assert_int_equal(journal_get(t, (struct entry_key){ 0, 2 }, &entry, &e), ERR_OK);
	buf_init(&changed);
	buf_add(&changed, entry.data, entry.size);
	changed.data[changed.size - 1] ^= 1;
	assert_int_equal(journal_put(t, (struct entry_key){ 0, 2 }, buf_span(&changed), &e), ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	faults_init(&faults);
	assert_int_equal(apply(d, size_only, true, &applied, &faults), ERR_FAULTY);
	faults_clear(&faults);
	buf_clear(&changed);
	registry_close(d->registry);    /* desk_end() would stumble over it */
	d->registry = NULL;
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "a field whose values are in plain does not become sensitive", test_refused },
		{ "but with a new chain, in which they are sealed", test_sealed },
		{ "the act of the new chain tells the old one's head", test_old_head },
		{ "erase refuses what it cannot forget altogether", test_erase },
		{ "sealed values are read after the field was sensitive", test_back },
		{ "a reference in plain is no digest", test_reference },
		{ "a new chain is refused to a journal with faults", test_faulty },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_furnished, desk_end);
	return suite_run(&s, "reseal");
}
