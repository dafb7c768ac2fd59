/* Repairs a store. The records and the journal are the source, and everything else is rebuilt from
 * them; a damaged record is rebuilt from the journal, entry by entry. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/coding.h"
#include "registry/check/check_internal.h"
#include "registry/journal/journal_internal.h"

#define CHECKSUM_SIZE 8

struct repair {
	struct act *act;
	struct faults *mended, *lost;
	uint32_t *damaged;              /* numbers of records that cannot be read */
	size_t count, room;
	struct err *e;
};

/* ---- damaged records */

static enum err_code
find_damaged(struct repair *r)
{
	struct cursor *c;
	struct span key, value;
	struct stored s;
	enum err_code rc = cursor_open(r->act->txn, TABLE_RECORD, &c, r->e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, r->e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, r->e)) {
		if (key.size != 4 || records_decode(value, be32(key.data), &s, NULL) == ERR_OK)
			continue;
		MEM_ROOM(r->damaged, r->count, r->room);
		r->damaged[r->count++] = be32(key.data);
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* A record as its entries make it. */
struct replay {
	struct registry *registry;
	struct record *record;
	struct stored stored;
	char *last_code;                /* of a removed one */
};

static bool
replay_entry(void *context, const struct entry *entry, struct changes *changes)
{
	struct replay *p = context;

	if (entry->type == NULL || entry->version != p->stored.version + 1 ||
	    (p->record != NULL && (entry->type != p->record->type ||
	                           !uuid_equal(&entry->uuid, &p->stored.uuid))))
		return false;
	if (p->record == NULL)
		p->record = record_new(entry->type);
	p->stored.is_removed = entry->kind == entry_kind_name(ENTRY_REMOVE);
	if (p->stored.is_removed) {
		free(p->last_code);
		p->last_code = registry_code(p->registry, p->record);
	}
	changes_apply(changes, p->record);
	p->stored.version = entry->version;
	p->stored.type = entry->type->number;
	p->stored.uuid = entry->uuid;
	return true;
}

/* Walks the history as it stands; false where it has a gap, or an entry does not follow. */
static bool
replay(struct repair *r, uint32_t number, struct replay *out)
{
	struct registry *registry = r->act->registry;
	struct entry_key key;
	bool follows = true;

	*out = (struct replay){ .registry = registry };
	while (history_get(registry->txn, number, out->stored.version + 1, &key, NULL) == ERR_OK) {
		if (tell_entry(registry, key, replay_entry, out, &follows, NULL) != ERR_OK ||
		    !follows)
			return false;
		out->stored.heads[0] = key;
		out->stored.head_count = 1;
	}
	return out->record != NULL;
}

static void
replay_clear(struct replay *p)
{
	record_free(p->record);
	free(p->last_code);
}

static bool
read_checksum(struct repair *r, uint32_t number, unsigned char out[CHECKSUM_SIZE])
{
	struct span key, value = { 0 };
	struct cursor *c;
	struct buf k;
	bool found;

	if (cursor_open(r->act->txn, TABLE_RECORD, &c, NULL) != ERR_OK)
		return false;
	buf_init(&k);
	buf_be32(&k, number);
	found = cursor_seek(c, buf_span(&k), &key, &value, NULL) == ERR_OK && key.size == 4 &&
	        be32(key.data) == number && value.size >= CHECKSUM_SIZE;
	if (found)
		memcpy(out, value.data, CHECKSUM_SIZE);
	cursor_close(c);
	buf_clear(&k);
	return found;
}

/* If the checksum that the damaged record has fits the one made anew, they are the same. */
static enum err_code
put_replayed(struct repair *r, uint32_t number, struct replay *p)
{
	unsigned char before[CHECKSUM_SIZE] = { 0 }, after[CHECKSUM_SIZE] = { 0 };
	struct buf body;
	char *code;
	enum err_code rc;

	read_checksum(r, number, before);
	buf_init(&body);
	code = p->stored.is_removed ? mem_text(p->last_code) :
	                              registry_code(p->registry, p->record);
	if (p->stored.is_removed)
		buf_text(&body, p->last_code);
	else
		record_encode(p->record, &body);
	p->stored.body = buf_span(&body);
	rc = records_put(r->act->txn, number, &p->stored, r->e);
	read_checksum(r, number, after);
	if (rc == ERR_OK && memcmp(before, after, sizeof after) == 0)
		faults_add(r->mended, NULL, 0,
		           _("record %u, %s %s: was damaged, and is again as it was"),
		           (unsigned)number, p->record->type->name, code);
	else if (rc == ERR_OK)
		faults_add(r->mended, NULL, 0,
		           _("record %u, %s %s: was damaged, and is as its history has"
		             " it: look at it"),
		           (unsigned)number, p->record->type->name, code);
	free(code);
	buf_clear(&body);
	return rc;
}

static enum err_code
mend_records(struct repair *r)
{
	size_t left = 0;
	enum err_code rc = find_damaged(r);

	for (size_t i = 0; rc == ERR_OK && i < r->count; i++) {
		struct replay p;

		if (replay(r, r->damaged[i], &p))
			rc = put_replayed(r, r->damaged[i], &p);
		else
			r->damaged[left++] = r->damaged[i];
		replay_clear(&p);
	}
	r->count = left;
	return rc;
}

/* ---- identities */

struct identity {
	struct uuid uuid;
	uint32_t number;
};

struct identities {
	struct identity *list;
	size_t count, room;
};

static void
note_identity(struct identities *all, const struct uuid *uuid, uint32_t number)
{
	MEM_ROOM(all->list, all->count, all->room);
	all->list[all->count++] = (struct identity){ *uuid, number };
}

static bool
is_damaged(const struct repair *r, uint32_t number)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->damaged[i] == number)
			return true;
	}
	return false;
}

/* What a record that cannot be read is called, only the table knows. */
static enum err_code
keep_identities(struct repair *r, struct identities *all)
{
	struct cursor *c;
	struct span key, value;
	enum err_code rc = cursor_open(r->act->txn, TABLE_UUID, &c, r->e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, r->e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, r->e)) {
		struct uuid uuid;

		if (key.size != UUID_SIZE || value.size != 4 || !is_damaged(r, be32(value.data)))
			continue;
		memcpy(uuid.byte, key.data, UUID_SIZE);
		note_identity(all, &uuid, be32(value.data));
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
collect_identities(struct repair *r, struct identities *all)
{
	struct cursor *c;
	struct span key, value;
	struct stored s;
	enum err_code rc = cursor_open(r->act->txn, TABLE_RECORD, &c, r->e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, r->e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, r->e)) {
		if (key.size == 4 && records_decode(value, be32(key.data), &s, NULL) == ERR_OK)
			note_identity(all, &s.uuid, be32(key.data));
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
put_identity(struct repair *r, const struct identity *i)
{
	uint32_t other;
	enum err_code rc = uuids_get(r->act->txn, &i->uuid, &other, r->e);

	if (rc == ERR_NOT_FOUND)
		return uuids_put(r->act->txn, &i->uuid, i->number, r->e);
	if (rc == ERR_OK && other != i->number)
		faults_add(r->lost, NULL, 0, _("record %u has the identity of record %u"),
		           (unsigned)i->number, (unsigned)other);
	return rc;
}

static enum err_code
mend_identities(struct repair *r)
{
	struct identities all = { 0 };
	enum err_code rc = keep_identities(r, &all);

	if (rc == ERR_OK)
		rc = collect_identities(r, &all);
	if (rc == ERR_OK)
		rc = table_empty(r->act->txn, TABLE_UUID, r->e);
	for (size_t i = 0; rc == ERR_OK && i < all.count; i++)
		rc = put_identity(r, &all.list[i]);
	free(all.list);
	return rc;
}

/* ---- history */

static enum err_code
put_history(struct repair *r, struct entry_key key, struct span bytes)
{
	struct raw_entry raw;
	uint32_t number;
	enum err_code rc;

	if (!cbor_is_valid(bytes.data, bytes.size) || !raw_entry_decode(bytes, &raw)) {
		faults_add(r->lost, NULL, 0, _("journal: entry %" PRIu64 " cannot be read"),
		           key.sequence);
		return ERR_OK;
	}
	rc = uuids_get(r->act->txn, &raw.uuid, &number, r->e);
	if (rc == ERR_NOT_FOUND) {
		faults_add(r->lost, NULL, 0,
		           _("journal: entry %" PRIu64 " is of a record that is not"
		             " there"),
		           key.sequence);
		return ERR_OK;
	}
	return rc == ERR_OK ? history_put(r->act->txn, number, raw.version, key, r->e) : rc;
}

static enum err_code
mend_history(struct repair *r)
{
	struct cursor *c;
	struct span key, value;
	enum err_code rc = table_empty(r->act->txn, TABLE_HISTORY, r->e);

	if (rc == ERR_OK)
		rc = cursor_open(r->act->txn, TABLE_JOURNAL, &c, r->e);
	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, r->e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, r->e)) {
		if (key.size != ENTRY_KEY_SIZE)
			continue;
		rc = put_history(r, entry_key_get(key.data), value);
		if (rc != ERR_OK)
			break;
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* ---- all of it */

enum err_code
registry_repair(struct registry *registry, struct faults *mended, struct faults *lost,
                struct err *e)
{
	size_t origins = registry->origin_count;
	struct act a;
	struct repair r = { .act = &a, .mended = mended, .lost = lost, .e = e };
	enum err_code rc = act_begin(&a, registry, ACT_REPAIR, "repair the store", e);

	if (rc != ERR_OK)
		return rc;
	a.is_recorded = true;
	rc = mend_acts(&a, mended, e);
	if (rc == ERR_OK)
		rc = mend_entries(&a, mended, e);
	if (rc == ERR_OK)
		rc = mend_records(&r);
	if (rc == ERR_OK)
		rc = mend_identities(&r);
	if (rc == ERR_OK)
		rc = mend_history(&r);
	if (rc == ERR_OK)
		rc = rebuild(&a, NULL, lost, e);
	if (rc == ERR_OK)
		rc = folding_put(a.txn, e);
	free(r.damaged);
	registry->schema_is_compiled = false;
	/* A reference that leads nowhere stays: check tells it, and people mend it. */
	a.check_count = 0;
	if (rc == ERR_OK)
		rc = act_end(&a, false, NULL, e);
	else
		act_abort(&a);
	if (rc != ERR_OK)
		registry->origin_count = origins;
	return rc;
}
