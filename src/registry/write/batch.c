/* Prepares many records outside a transaction, and applies them in one act. */
#include <config.h>

#include "registry/write/batch_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/coding.h"
#include "registry/read/read_internal.h"
#include "registry/write/write_internal.h"

static uint32_t
next_number(struct registry *r)
{
	uint32_t next = 1;
	struct visit v;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return next;
	records_next(r->txn, &next, NULL);
	visit_end(&v);
	return next;
}

struct batch *
batch_new(struct registry *r, enum act_kind kind, const char *sentence)
{
	struct batch *b = mem_new(sizeof *b);

	b->registry = r;
	arena_init(&b->texts);
	b->kind = kind;
	b->sentence = arena_text(&b->texts, sentence);
	b->commit = registry_commit(r);
	b->first = b->next = next_number(r);
	b->bodies = spool_new(store_path(r->store));
	keymap_init(&b->codes);
	keymap_init(&b->uuids);
	keymap_init(&b->numbers);
	batch_directory_init(b);
	return b;
}

void
batch_free(struct batch *b)
{
	if (b == NULL)
		return;
	keymap_clear(&b->codes);
	keymap_clear(&b->uuids);
	keymap_clear(&b->numbers);
	spool_free(b->bodies);
	buf_clear(&b->body);
	arena_clear(&b->texts);
	free(b->fresh);
	free(b->slots);
	free(b);
}

bool
batch_is_stale(const struct batch *b)
{
	return registry_commit(b->registry) != b->commit;
}

const struct directory *
batch_directory(struct batch *b)
{
	return &b->directory;
}

/* ---- announcing */

/* The record that the store has under the uuid, if it has one; *is_removed says that it is a
 * tombstone. */
static uint32_t
stored_by_uuid(struct batch *b, const struct uuid *uuid, const struct type **type,
               bool *is_removed)
{
	struct stored s;
	uint32_t number = 0;
	struct visit v;

	*is_removed = false;
	if (uuid_is_nil(uuid) || visit_begin(b->registry, &v, NULL) != ERR_OK)
		return 0;
	if (uuids_get(b->registry->txn, uuid, &number, NULL) == ERR_OK &&
	    records_get(b->registry->txn, number, &s, NULL) == ERR_OK) {
		*type = schema_type(b->registry->schema, s.type);
		*is_removed = s.is_removed;
	} else {
		number = 0;
	}
	visit_end(&v);
	return number;
}

static enum err_code
find_stored(struct batch *b, const struct type *type, const char *code, const struct uuid *uuid,
            uint32_t *number, bool *is_new, struct err *e)
{
	const struct type *owner = NULL;
	bool is_removed;
	struct err inner;
	uint32_t by_code = 0, by_uuid = stored_by_uuid(b, uuid, &owner, &is_removed);
	enum err_code rc = registry_find_code(b->registry, type, code, &by_code, &inner);

	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		return err_set(e, rc, "%s", inner.text);
	if (by_uuid != 0 && owner != type)
		return err_set(e, ERR_DATA, _("id: belongs to a record of another type (%s)"),
		               owner == NULL ? "?" : owner->name);
	if (by_code != 0 && by_uuid != 0 && by_code != by_uuid)
		return err_set(e, ERR_DATA, _("id: belongs to another record than the code \"%s\""),
		               code);
	*number = by_uuid != 0 ? by_uuid : by_code;
	*is_new = *number == 0 || (by_uuid != 0 && is_removed);
	return ERR_OK;
}

enum err_code
batch_announce(struct batch *b, const struct type *type, const char *code,
               const struct uuid *uuid, uint32_t *number, bool *is_new, struct err *e)
{
	struct slot *s;
	struct buf key;
	enum err_code rc;

	if (batch_announced(b, type, code) != NULL)
		return err_set(e, ERR_DATA, _("code: \"%s\" stands twice"), code);
	if (!uuid_is_nil(uuid) && batch_slot_by(b, &b->uuids, uuid->byte, UUID_SIZE) != NULL)
		return err_set(e, ERR_DATA, _("id: stands twice"));
	rc = find_stored(b, type, code, uuid, number, is_new, e);
	if (rc != ERR_OK)
		return rc;
	s = *is_new ? batch_add_slot(b, type, *number, true, uuid) : batch_existing_slot(b, *number, e);
	if (s == NULL)
		return ERR_STORE;
	*number = s->number;
	s->code = arena_text(&b->texts, code);
	buf_init(&key);
	batch_announced_key(type, code, &key);
	keymap_put(&b->codes, key.data, key.size, (uint32_t)(s - b->slots));
	buf_clear(&key);
	return ERR_OK;
}

uint32_t
batch_announce_nameless(struct batch *b, const struct type *type, const struct uuid *uuid)
{
	return batch_add_slot(b, type, 0, true, uuid)->number;
}

enum err_code
batch_announce_uuid(struct batch *b, const struct type *type, const struct uuid *uuid,
                    uint32_t *number, bool *is_new, struct err *e)
{
	const struct type *owner = NULL;
	struct slot *s;
	bool is_removed;

	if (batch_slot_by(b, &b->uuids, uuid->byte, UUID_SIZE) != NULL)
		return err_set(e, ERR_DATA, _("id: stands twice"));
	*number = stored_by_uuid(b, uuid, &owner, &is_removed);
	if (*number != 0 && owner != type)
		return err_set(e, ERR_DATA, _("id: belongs to a %s"),
		               owner == NULL ? "?" : owner->name);
	*is_new = *number == 0 || is_removed;
	s = *is_new ? batch_add_slot(b, type, *number, true, uuid) : batch_existing_slot(b, *number, e);
	if (s == NULL)
		return ERR_STORE;
	s->code = NULL;                 /* its parts may be about to change */
	*number = s->number;
	return ERR_OK;
}

void
batch_note_origin(struct batch *b, uint32_t number, int line)
{
	struct slot *s = batch_slot_of(b, number);

	if (s != NULL)
		s->line = line;
}

void
batch_note_merged(struct batch *b, uint32_t number, uint64_t mine)
{
	struct slot *s = batch_slot_of(b, number);

	if (s != NULL)
		s->merged = mine;
}

/* ---- content */

enum err_code
batch_get(struct batch *b, uint32_t number, struct record **out, struct err *e)
{
	const struct slot *s = batch_slot_of(b, number);

	*out = NULL;
	if (s != NULL && s->is_put)
		return batch_decode(b, s, out, e);
	if (s == NULL || !s->is_new)
		return registry_get_number(b->registry, number, out, e);
	*out = record_new(s->type);
	(*out)->number = number;
	(*out)->uuid = s->uuid;
	return ERR_OK;
}

enum err_code
batch_put(struct batch *b, struct record *record, struct problems *problems, struct err *e)
{
	struct slot *s = batch_slot_of(b, record->number);
	struct record *before = NULL;
	size_t known = problems->count;
	enum err_code rc = ERR_OK;

	if (s == NULL)
		s = batch_existing_slot(b, record->number, e);
	if (s == NULL)
		return ERR_STORE;
	if (!s->is_new)
		rc = registry_get_number(b->registry, record->number, &before, e);
	if (rc != ERR_OK)
		return rc;
	record_check(record, before, problems);
	record_free(before);
	if (problems->count > known)
		return problems_err(problems, e);
	record_give_row_ids(record);
	buf_reset(&b->body);
	record_encode(record, &b->body);
	s->size = (uint32_t)b->body.size;
	s->is_put = true;
	return spool_add(b->bodies, buf_span(&b->body), &s->offset, e);
}

/* ---- applying */

static enum err_code
apply_slot(struct batch *b, struct act *a, const struct slot *s, struct batch_result *result,
           struct err *e)
{
	struct record *after = NULL, *before = NULL;
	struct stored stored;
	bool is_unchanged, has_stored;
	enum err_code rc = load_record(b->registry, s->number, &before, &stored, e);

	has_stored = rc == ERR_OK || (rc == ERR_NOT_FOUND && stored.is_removed);
	if (rc == ERR_OK || rc == ERR_NOT_FOUND)
		rc = batch_decode(b, s, &after, e);
	if (rc == ERR_OK && before != NULL)
		rc = add_parent(b->registry, s->number, s->merged, &stored, e);
	if (rc == ERR_OK)
		rc = act_put(a, after, before, has_stored ? &stored : NULL, &is_unchanged, e);
	if (rc == ERR_OK && is_unchanged)
		result->unchanged++;
	else if (rc == ERR_OK && before == NULL)
		result->added++;
	else if (rc == ERR_OK)
		result->changed++;
	record_free(before);
	record_free(after);
	return rc;
}

/* By number, so that new records are written side by side. */
static int
compare_slots(const void *a, const void *b)
{
	const struct slot *const *x = a, *const *y = b;

	return (*x)->number < (*y)->number ? -1 : (*x)->number > (*y)->number;
}

static enum err_code
apply_all(struct batch *b, struct act *a, struct batch_result *result, struct err *e)
{
	const struct slot **sorted = mem_new(sizeof *sorted * (b->count + 1));
	enum err_code rc = ERR_OK;
	size_t n = 0;

	for (size_t i = 0; i < b->count; i++) {
		if (b->slots[i].is_put)
			sorted[n++] = &b->slots[i];
	}
	qsort(sorted, n, sizeof *sorted, compare_slots);
	for (size_t i = 0; rc == ERR_OK && i < n; i++) {
		rc = apply_slot(b, a, sorted[i], result, e);
		if (rc != ERR_OK)
			result->failed = sorted[i]->number;
		else if (b->progress != NULL)
			b->progress(b->context, i + 1, n);
	}
	free(sorted);
	return rc;
}

void
batch_on_progress(struct batch *b, void (*progress)(void *context, uint64_t done, uint64_t all),
                  void *context)
{
	b->progress = progress;
	b->context = context;
}

enum err_code
batch_apply(struct batch *b, bool is_trial, struct batch_result *result, struct err *e)
{
	const struct slot *failed;
	struct act a;
	enum err_code rc = act_begin(&a, b->registry, b->kind, b->sentence, e);

	*result = (struct batch_result){ 0 };
	if (rc != ERR_OK)
		return rc;
	a.directory = &b->directory;
	a.codes_are_free = true;
	if (txn_id(a.txn) != b->commit + 1)
		rc = err_set(e, ERR_CONFLICT, _("the register was changed meanwhile; try again"));
	if (rc == ERR_OK)
		rc = apply_all(b, &a, result, e);
	result->act = a.number;
	if (rc == ERR_OK)
		rc = act_end(&a, is_trial, &result->failed, e);
	else
		act_abort(&a);
	failed = result->failed == 0 ? NULL : batch_slot_of(b, result->failed);
	if (failed != NULL)
		result->failed_line = failed->line;
	return rc;
}
