#include <config.h>

#include "registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "desk.h"
#include "record/merge.h"
#include "registry/registry_internal.h"
#include "test.h"

/* ---- history */

static bool
note_version(void *context, const struct entry *entry, struct changes *changes)
{
	struct buf *b = context;

	buf_printf(b, "%s%s %d by %s: %zu", b->size > 0 ? ", " : "", entry->kind,
	           (int)entry->version, entry->who, changes->count);
	return true;
}

static void
test_history(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T2"), *old;
	struct buf told;
	int64_t when = 0;
	const char *who = NULL;
	struct err e;

	buf_init(&told);
	d->settings.operator_name = "bo";
	record_fill(r, NULL, "secret=hush", "size=6", NULL);
	assert_int_equal(registry_save(d->registry, r, NULL, NULL, &e), ERR_OK);
	record_fill(r, registry_directory(d->registry), "secret=", "members=party=CH|party=SN",
	            NULL);
	assert_int_equal(registry_save(d->registry, r, NULL, NULL, &e), ERR_OK);
	registry_history(d->registry, r->number, note_version, &told, &e);
	assert_string_equal(buf_string(&told),
	                    "change 3 by bo: 3, change 2 by bo: 2, add 1 by amina: 6");
	assert_true(registry_last_change(d->registry, r, &when, &who));
	assert_string_equal(who, "bo");
	assert_true(when > 0);
	assert_int_equal(registry_version(d->registry, r, 2, &old, &e), ERR_OK);
	assert_field(d, old, "secret", "hush");
	assert_field(d, old, "members", "");
	assert_field(d, old, "size", "6");
	record_free(old);
	assert_int_equal(registry_version(d->registry, r, 1, &old, &e), ERR_OK);
	assert_field(d, old, "size", "-5");
	assert_int_equal(old->version, 1);
	record_free(old);
	assert_int_equal(registry_version(d->registry, r, 4, &old, &e), ERR_NOT_FOUND);
	assert_null(old);
	record_free(r);
	buf_clear(&told);
}

/* ---- merged versions */

static bool
note_merged(void *context, const struct entry *entry, struct changes *changes)
{
	struct buf *b = context;

	(void)changes;
	buf_printf(b, "%d%s ", (int)entry->version, entry->is_merged ? "+" : "");
	return true;
}

static void
test_merged(void **state)
{
	struct desk *d = *state;
	struct record *base = desk_get(d, "thing", "T1"), *mine = record_copy(base);
	struct record *theirs = record_copy(base);
	struct merge *m;
	struct buf told;
	struct err e;

	buf_init(&told);
	record_fill(theirs, NULL, "size=6", NULL);
	record_fill(mine, NULL, "rate=7", NULL);
	assert_int_equal(registry_save(d->registry, theirs, NULL, NULL, &e), ERR_OK);
	assert_int_equal(registry_save(d->registry, mine, NULL, NULL, &e), ERR_CONFLICT);
	m = merge_of(base, theirs, mine);
	assert_int_equal(m->count, 0);
	assert_int_equal(registry_save_merged(d->registry, m->record, base->version, NULL, NULL,
	                                      &e),
	                 ERR_OK);
	registry_history(d->registry, base->number, note_merged, &told, &e);
	assert_string_equal(buf_string(&told), "3+ 2 1 ");
	merge_free(m);
	record_free(base);
	base = desk_get(d, "thing", "T1");
	assert_field(d, base, "size", "6");
	assert_field(d, base, "rate", "7");
	/* What one undo takes back is mine alone. */
	assert_int_equal(registry_undo(d->registry, base->number, 0, &e), ERR_OK);
	record_free(base);
	base = desk_get(d, "thing", "T1");
	assert_field(d, base, "size", "6");
	assert_field(d, base, "rate", "");
	record_free(base);
	record_free(theirs);
	record_free(mine);
	buf_clear(&told);
}

/* ---- undo, and who stands in its way */

static void
change(struct desk *d, const char *code, const char *assignment)
{
	struct record *r = desk_get(d, "thing", code);
	struct err e;

	record_fill(r, registry_directory(d->registry), assignment, NULL);
	assert_int_equal(registry_save(d->registry, r, NULL, NULL, &e), ERR_OK);
	record_free(r);
}

/* Not who was there last, but who has touched the same value. */
static void
test_blame(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T1");
	struct err e;

	change(d, "T1", "size=6");
	d->settings.operator_name = "bo";
	change(d, "T1", "size=7");
	d->settings.operator_name = "chandra";
	change(d, "T1", "rate=7");
	assert_int_equal(registry_undo(d->registry, r->number, 2, &e), ERR_CONFLICT);
	assert_true(strstr(e.text, "bo has changed size of thing T1 since") == e.text);
	assert_int_equal(registry_undo(d->registry, r->number, 4, &e), ERR_OK);
	assert_int_equal(registry_undo(d->registry, r->number, 3, &e), ERR_OK);
	assert_int_equal(registry_undo(d->registry, r->number, 2, &e), ERR_OK);
	record_free(r);
}

/* What another has done only an administrator takes back: the version as well as the whole act. */
static void
test_undo_of_another(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T1");
	uint32_t number = r->number, act;
	struct err e;

	record_fill(r, NULL, "size=7", NULL);
	desk_save(d, r);
	assert_int_equal(registry_my_last_act(d->registry, &act, &e), ERR_OK);
	d->settings.operator_name = "bo";
	d->settings.role = OPERATOR_EDITOR;
	assert_int_equal(registry_undo(d->registry, number, 0, &e), ERR_DENIED);
	assert_int_equal(registry_undo_act(d->registry, act, &e), ERR_DENIED);
	r = desk_get(d, "thing", "T1");
	assert_field(d, r, "size", "7");
	assert_int_equal(r->version, 2);
	record_free(r);
	d->settings.role = OPERATOR_ADMINISTRATOR;
	assert_int_equal(registry_undo(d->registry, number, 0, &e), ERR_OK);
	r = desk_get(d, "thing", "T1");
	assert_int_equal(r->version, 3);
	record_free(r);
	d->settings.role = OPERATOR_ROOT;
}

/* A removed record is known as it was last. */
static void
test_last_known(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T2"), *last;
	bool is_removed;
	struct err e;

	assert_int_equal(registry_last_known(d->registry, r->number, &is_removed, &last, &e),
	                 ERR_OK);
	assert_false(is_removed);
	record_free(last);
	assert_int_equal(registry_remove(d->registry, r, &e), ERR_OK);
	assert_int_equal(registry_last_known(d->registry, r->number, &is_removed, &last, &e),
	                 ERR_OK);
	assert_true(is_removed);
	assert_true(value_equal(record_role(last, ROLE_TITLE), record_role(r, ROLE_TITLE),
	                        r->type->fields.by_role[ROLE_TITLE]));
	record_free(last);
	assert_int_equal(registry_undo(d->registry, r->number, 0, &e), ERR_OK);
	assert_int_equal(registry_last_known(d->registry, r->number, &is_removed, &last, &e),
	                 ERR_OK);
	assert_false(is_removed);
	assert_int_equal(last->version, r->version + 2);
	record_free(last);
	record_free(r);
}

/* What this process wrote is no news to it. */
static void
test_news(void **state)
{
	struct desk *d = *state;
	uint64_t place = registry_position(d->registry);
	struct record *r;

	change(d, "T1", "size=6");
	r = desk_get(d, "thing", "T1");
	assert_false(registry_is_unseen(d->registry, r, place));
	assert_true(registry_position(d->registry) == place + 1);
	record_free(r);
	r = desk_get(d, "thing", "T2");
	assert_false(registry_is_unseen(d->registry, r, place));
	record_free(r);
}

struct told_acts {
	struct buf text;
	struct act_entry last;
	int64_t before;
};

static bool
note_act(void *context, const struct act_entry *act)
{
	struct told_acts *t = context;

	if (t->text.size == 0)
		t->last = *act;
	else
		assert_true(act->when < t->before);
	t->before = act->when;
	buf_printf(&t->text, "%s|", act->sentence);
	return true;
}

static void
test_acts(void **state)
{
	struct desk *d = *state;
	struct told_acts t = { .before = 0 };
	struct buf entries;
	struct err e;

	buf_init(&t.text);
	buf_init(&entries);
	assert_int_equal(registry_rename(d->registry, desk_type(d, "place"), "SN", "SEN", &e),
	                 ERR_OK);
	assert_int_equal(registry_acts(d->registry, note_act, &t, &e), ERR_OK);
	assert_string_equal(buf_string(&t.text), "rename place SEN|add step T1/2|add step T1/1|"
	                    "add thing T2|add thing T1|add place SN|add place LK|add place CH|");
	assert_int_equal(t.last.first, t.last.last);
	assert_int_equal(registry_act_entries(d->registry, &t.last, note_version, &entries, &e),
	                 ERR_OK);
	assert_string_equal(buf_string(&entries), "change 2 by amina: 1");
	buf_clear(&t.text);
	buf_clear(&entries);
}

/* ---- the store as a whole */

static void
test_snapshot(void **state)
{
	struct desk *d = *state;

	assert_int_equal(desk_freeze(d), ERR_OK);
	assert_count(d, "place", 3);
	desk_thaw(d);
	desk_save(d, desk_new(d, "place", "code=NP", NULL));
	assert_count(d, "place", 4);
}

static void
test_read_only(void **state)
{
	struct desk *d = *state;

	d->settings.read_only = true;
	desk_reopen(d);
	assert_true(registry_is_read_only(d->registry));
	desk_refused(d, desk_new(d, "place", "code=NP", NULL), ERR_DENIED, "for reading only");
	assert_count(d, "place", 3);
}

static void
test_info(void **state)
{
	struct desk *d = *state;
	struct registry_info before, after;
	struct err e;

	assert_int_equal(registry_info(d->registry, &before, &e), ERR_OK);
	assert_int_equal(before.records, 7);
	assert_int_equal(before.entries, 7);
	assert_int_equal(before.acts, 7);
	assert_int_equal(strlen(before.head), 64);
	desk_save(d, desk_new(d, "place", "code=NP", NULL));
	assert_int_equal(registry_info(d->registry, &after, &e), ERR_OK);
	assert_int_equal(after.head_sequence, 8);
	assert_string_not_equal(before.head, after.head);
	assert_true(uuid_equal(&before.origin, &after.origin));
}

/* A changed schema: a field more, a choice renamed; then one that takes too much away. */
static void
test_schema(void **state)
{
	struct desk *d = *state;
	struct schema_sources sources;
	struct faults f;
	struct record *r;
	char *text, *at;
	struct schema_applied applied;
	struct err e;

	faults_init(&f);
	shelf_sources(&sources);
	text = mem_text(sources.list[2].text);
	at = strstr(text, "max = 1000;");
	memcpy(at, "max = 2000;", 11);
	schema_sources_add(&sources, "thing.conf", text);
	assert_int_equal(registry_apply_schema(d->registry, &sources, false, &applied, &f, &e), ERR_OK);
	r = desk_get(d, "thing", "T1");
	record_fill(r, NULL, "size=1500", NULL);
	desk_save(d, r);
	memcpy(at, "max = 1000;", 11);
	schema_sources_add(&sources, "thing.conf", text);
	assert_int_equal(registry_apply_schema(d->registry, &sources, false, &applied, &f, &e), ERR_USAGE);
	assert_says(f.list[0].sentence, "\"size\" takes less than before");
	faults_clear(&f);
	schema_sources_clear(&sources);
	free(text);
	desk_reopen(d);
	r = desk_get(d, "thing", "T1");
	assert_field(d, r, "size", "1500");
	record_free(r);
}

/* What another session put in force is seen at the next act, before anything is written. */
static void
test_edition(void **state)
{
	struct desk *d = *state;
	struct record *r = desk_get(d, "thing", "T1");
	struct txn *t;
	struct err e;

	assert_int_equal(store_write(d->registry->store, false, &t, &e), ERR_OK);
	assert_int_equal(meta_put_number(t, META_EDITION, 1, &e), ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	record_fill(r, NULL, "size=77", NULL);
	desk_refused(d, r, ERR_STORE, "the schema was changed since this session began");
	desk_reopen(d);
	r = desk_get(d, "thing", "T1");
	record_fill(r, NULL, "size=77", NULL);
	desk_save(d, r);
}

int
main(void)
{
	static const struct { const char *says; CMUnitTestFunction test; } tests[] = {
		{ "every version is kept", test_history },
		{ "a merged version has two parents", test_merged },
		{ "a session with another schema saves nothing", test_edition },
		{ "an undo is refused with who touched the same", test_blame },
		{ "what another has done is not taken back", test_undo_of_another },
		{ "a removed record is known as it was last", test_last_known },
		{ "what one wrote oneself is no news", test_news },
		{ "every act is kept", test_acts },
		{ "a snapshot ends", test_snapshot },
		{ "for reading only nothing is saved", test_read_only },
		{ "the journal's head moves with it", test_info },
		{ "another schema is put in force, or refused", test_schema },
	};
	struct suite s = { 0 };

	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		suite_add_in(&s, tests[i].says, tests[i].test, desk_begin_furnished, desk_end);
	return suite_run(&s, "history");
}
