/* Writes an act: changes that belong together, in one transaction with everything that depends on
 * them. For each record these are its envelope and body, identity, index entries, links, history
 * and journal entry; for the act, who did what when, and the counts by type. What can be judged
 * only when all of it is in place, such as whether references lead somewhere or an office reports
 * to itself, is noted on the way and checked at the end. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/cbor.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/coding.h"
#include "record/sort.h"
#include "registry/act/act_internal.h"
#include "registry/journal/journal_internal.h"

/* ---- beginning */

static enum err_code
read_last_entry(struct act *a, struct err *e)
{
	struct span entry;
	enum err_code rc = own_last(a->registry, a->txn, &a->last, &entry, e);

	memset(&a->hash, 0, sizeof a->hash);
	if (rc == ERR_OK && a->last.sequence > 0)
		a->hash = digest_of(entry.data, entry.size);
	a->last.origin = (uint16_t)(a->registry->origin_count - 1);
	a->first = a->last.sequence + 1;
	return rc;
}

/* Time does not go back, whatever the clock does; what the clock said is kept beside it. */
static enum err_code
read_last_act(struct act *a, struct err *e)
{
	struct raw_act last;
	struct span bytes;
	enum err_code rc = acts_last(a->txn, &a->number, &bytes, e);

	a->number++;
	a->when = a->by_clock = clock_now();
	if (rc == ERR_OK && bytes.size > 0 && raw_act_decode(bytes, &last) && last.when >= a->when)
		a->when = last.when + 1;
	return rc;
}

static bool
has_right(const struct act *a, enum act_right right)
{
	return (act_rules[a->kind].rights & right) != 0;
}

/* A session's own schema would write what another one has in force since: a value in plain, say,
 * that is to be sealed now. */
static enum err_code
check_schema(const struct act *a, struct err *e)
{
	uint64_t edition;
	enum err_code rc = meta_get_number(a->txn, META_EDITION, &edition, e);

	if (rc != ERR_OK || edition == a->registry->edition)
		return rc;
	return err_set(e, ERR_STORE,
	               _("the schema was changed since this session began, and nothing more can be"
	                 " saved in it: leave, and start again"));
}

void
act_say(struct act *a, const char *sentence)
{
	struct buf text;

	buf_init(&text);
	text_mend(sentence, strlen(sentence), &text);
	free(a->sentence);
	a->sentence = buf_take(&text);
}

enum err_code
act_begin(struct act *a, struct registry *r, enum act_kind kind, const char *sentence,
          struct err *e)
{
	enum err_code rc;

	*a = (struct act){ .registry = r, .directory = &r->directory, .kind = kind };
	rc = registry_may(r, act_rules[kind].role, e);
	if (rc != ERR_OK)
		return rc;
	rc = store_write(r->store, has_right(a, ACT_FREES_ROOM), &a->txn, e);
	if (rc != ERR_OK)
		return rc;
	r->txn = a->txn;
	a->counts = mem_new(sizeof *a->counts * r->schema->count);
	act_say(a, sentence);
	rc = check_schema(a, e);
	if (rc == ERR_OK)
		rc = read_last_entry(a, e);
	if (rc == ERR_OK)
		rc = read_last_act(a, e);
	if (rc != ERR_OK)
		act_abort(a);
	return rc;
}

void
act_leave(struct act *a)
{
	a->registry->txn = NULL;
	a->txn = NULL;
	free(a->sentence);
	free(a->counts);
	free(a->checks);
	index_forget(a);
	column_forget(a);
	words_forget(a);
}

void
act_abort(struct act *a)
{
	if (a->txn == NULL)
		return;
	store_end(a->txn);
	act_leave(a);
}

/* ---- the journal */

static void
encode_parents(const struct act *a, const struct stored *stored, struct buf *out)
{
	size_t count = stored == NULL ? 0 : stored->head_count;

	cbor_put_array(out, count * 2);
	for (size_t i = 0; i < count; i++) {
		const struct entry_key head = own_key(a->registry, stored->heads[i].sequence);

		/* In the journal an origin is named in full: other stores read it. Only this
		 * store's own entries can be heads as long as none were brought from elsewhere. */
		cbor_put_bytes(out, a->registry->origins[head.origin].uuid.byte, UUID_SIZE);
		cbor_put_uint(out, head.sequence);
	}
}

static struct span
span_of(const char *text)
{
	return (struct span){ (const unsigned char *)text, strlen(text) };
}

static enum err_code
write_entry(struct act *a, enum entry_kind kind, const struct record *r, uint64_t version,
            const struct stored *stored, const struct changes *changes, struct err *e)
{
	struct raw_entry entry = {
		.act = a->number, .kind = kind, .type = r->type->number, .uuid = r->uuid,
		.version = version, .who = span_of(a->registry->settings->operator_name),
		.when = a->when, .before = { a->hash.byte, DIGEST_SIZE },
	};
	struct buf parents, encoded, bytes;
	struct sealing sealing;
	struct seal seal;
	enum err_code rc;

	buf_init(&parents);
	buf_init(&encoded);
	buf_init(&bytes);
	a->last.sequence++;
	sealing_init(&sealing, &seal, a->txn, a->last, e);
	encode_parents(a, stored, &parents);
	changes_encode(changes, a->directory, &seal, &encoded);
	entry.parents = buf_span(&parents);
	entry.changes = buf_span(&encoded);
	raw_entry_encode(&entry, &bytes);
	rc = sealing.rc;
	if (rc == ERR_OK)
		rc = cbor_refusal(&encoded, e);
	if (rc == ERR_OK)
		rc = cbor_refusal(&bytes, e);
	if (rc == ERR_OK)
		rc = journal_put(a->txn, a->last, buf_span(&bytes), e);
	if (rc == ERR_OK)
		rc = history_put(a->txn, r->number, version, a->last, e);
	a->hash = digest_of(bytes.data, bytes.size);
	sealing_clear(&sealing);
	buf_clear(&parents);
	buf_clear(&encoded);
	buf_clear(&bytes);
	return rc;
}

/* ---- what is refused */

/* The choice that locks the record, or NULL. */
static const struct choice *
lock_of(const struct record *r)
{
	const struct field *status = r->type->fields.by_role[ROLE_LOCKS];
	const struct choice *c = NULL;

	if (status != NULL && record_value(r, status)->kind == VALUE_NUMBER)
		c = field_choice(status, (unsigned)record_value(r, status)->number);
	return c != NULL && c->role == CHOICE_ROLE_LOCKS ? c : NULL;
}

/* Of a locked record only the lock itself can be changed: that is reopening it. */
static enum err_code
check_lock(const struct act *a, const struct record *before, const struct changes *changes,
           struct err *e)
{
	const struct field *status = before->type->fields.by_role[ROLE_LOCKS];
	const struct choice *lock = lock_of(before);
	char *code;

	if (has_right(a, ACT_REACHES_LOCKED) || lock == NULL)
		return ERR_OK;
	if (changes != NULL && changes->count == 1 && changes->order_count == 0 &&
	    changes->list[0].field == status)
		return registry_may(a->registry, OPERATOR_ADMINISTRATOR, e);
	code = registry_code(a->registry, before);
	err_set(e, ERR_DATA, _("%s %s is %s and locked: reopen it first (%s)"), before->type->label,
	        code, lock->label, status->name);
	free(code);
	return ERR_DATA;
}

static enum err_code
check_code_is_free(struct act *a, const struct record *r, struct err *e)
{
	const struct field *f = type_code(r->type);
	uint32_t other;
	struct buf key;
	char *code;
	enum err_code rc;

	buf_init(&key);
	code_sort_key(r, &key);
	rc = index_find(a->txn, r->type->number, f->number, buf_span(&key), &other, e);
	buf_clear(&key);
	if (rc == ERR_NOT_FOUND || (rc == ERR_OK && other == r->number))
		return ERR_OK;
	if (rc != ERR_OK)
		return rc;
	code = registry_code(a->registry, r);
	err_set(e, ERR_DATA, _("%s: %s \"%s\" is there already"), f->name, r->type->name, code);
	free(code);
	return ERR_DATA;
}

/* ---- putting */

static enum err_code
give_identity(struct act *a, struct record *r, const struct stored *stored, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (stored != NULL) {
		r->uuid = stored->uuid;
		return ERR_OK;
	}
	if (r->number == 0)
		rc = records_next(a->txn, &r->number, e);
	if (uuid_is_nil(&r->uuid))
		r->uuid = uuid_new();
	return rc == ERR_OK ? uuids_put(a->txn, &r->uuid, r->number, e) : rc;
}

void
count_record(struct act *a, const struct type *type, int by)
{
	for (size_t i = 0; i < a->registry->schema->count; i++) {
		if (a->registry->schema->types[i] == type)
			a->counts[i] += by;
	}
}

/* The envelope's heads are the entry that is about to be written. */
static enum err_code
write_record(struct act *a, const struct record *r, uint64_t version, struct err *e)
{
	struct stored s = {
		.type = r->type->number,
		.uuid = r->uuid,
		.version = version,
		.heads = { { a->last.origin, a->last.sequence + 1 } },
		.head_count = 1,
	};
	struct buf body;
	enum err_code rc;

	buf_init(&body);
	record_encode(r, &body);
	s.body = buf_span(&body);
	rc = cbor_refusal(&body, e);
	if (rc == ERR_OK)
		rc = records_put(a->txn, r->number, &s, e);
	buf_clear(&body);
	return rc;
}

static bool
parent_changed(const struct record *before, const struct record *after)
{
	const struct field *f = after->type->fields.by_role[ROLE_PARENT];

	return f != NULL && !value_is_empty(record_value(after, f)) &&
	       (before == NULL || !value_equal(record_value(before, f), record_value(after, f), f));
}

enum err_code
act_put(struct act *a, struct record *after, const struct record *before,
        const struct stored *stored, bool *is_unchanged, struct err *e)
{
	uint64_t version = stored == NULL ? 1 : stored->version + 1;
	struct changes changes;
	enum err_code rc;

	*is_unchanged = false;
	record_give_row_ids(after);
	rc = default_ordinal(a, after, e);
	if (rc == ERR_OK && before == NULL)
		rc = default_code(a, after, e);
	if (rc == ERR_OK)
		rc = give_identity(a, after, stored, e);
	if (rc != ERR_OK)
		return rc;
	changes_between(before, after, &changes);
	if (before != NULL && changes.count == 0 && changes.order_count == 0) {
		*is_unchanged = true;
		after->version = stored->version;
		changes_clear(&changes);
		return ERR_OK;
	}
	if (before != NULL)
		rc = check_lock(a, before, &changes, e);
	if (rc == ERR_OK && (before != NULL || !a->codes_are_free || type_makes_codes(after->type)))
		rc = check_code_is_free(a, after, e);
	if (rc == ERR_OK)
		rc = write_record(a, after, version, e);
	if (rc == ERR_OK)
		rc = update_indexes(a, before, after, e);
	if (rc == ERR_OK)
		rc = update_links(a, before, after, after->number, e);
	if (rc == ERR_OK)
		rc = update_words(a, before, after, after->number, e);
	if (rc == ERR_OK)
		rc = write_entry(a, before == NULL ? ENTRY_ADD : ENTRY_CHANGE, after, version,
		                 stored, &changes, e);
	changes_clear(&changes);
	if (rc != ERR_OK)
		return rc;
	after->version = version;
	if (before == NULL)
		count_record(a, after->type, 1);
	if (parent_changed(before, after))
		add_check(a, (struct check){ .kind = CHECK_PARENT, .number = after->number });
	return ERR_OK;
}

enum err_code
act_remove(struct act *a, const struct record *before, const struct stored *stored, struct err *e)
{
	uint64_t version = stored->version + 1;
	char *code = registry_code(a->registry, before);
	struct stored tombstone = {
		.type = before->type->number,
		.uuid = before->uuid,
		.version = version,
		.heads = { { a->last.origin, a->last.sequence + 1 } },
		.head_count = 1,
		.is_removed = true,
		.body = span_of(code),
	};
	struct changes changes;
	enum err_code rc = check_lock(a, before, NULL, e);

	changes_between(before, NULL, &changes);
	if (rc == ERR_OK)
		rc = write_entry(a, ENTRY_REMOVE, before, version, stored, &changes, e);
	if (rc == ERR_OK)
		rc = update_indexes(a, before, NULL, e);
	if (rc == ERR_OK)
		rc = update_links(a, before, NULL, before->number, e);
	if (rc == ERR_OK)
		rc = update_words(a, before, NULL, before->number, e);
	if (rc == ERR_OK)
		rc = records_put(a->txn, before->number, &tombstone, e);
	changes_clear(&changes);
	free(code);
	count_record(a, before->type, -1);
	add_check(a, (struct check){ .kind = CHECK_UNREFERRED, .number = before->number });
	return rc;
}
