/* Reads the history of records, and the acts of the register. */
#include <config.h>

#include <stdlib.h>

#include "base/intl.h"
#include "record/coding.h"
#include "registry/journal/journal_internal.h"
#include "registry/read/read_internal.h"

static const char *const kind_names[] = {
	[ENTRY_ADD] = "add", [ENTRY_CHANGE] = "change", [ENTRY_REMOVE] = "remove",
};

const char *
entry_kind_name(enum entry_kind kind)
{
	return kind_names[kind];
}

static enum err_code
damaged(struct entry_key key, struct err *e)
{
	return err_set(e, ERR_STORE, _("entry %llu of the journal is damaged"),
	               (unsigned long long)key.sequence);
}

/* An entry of the journal as the registry's callers see it. */
struct opened {
	struct entry entry;
	struct changes changes;
	struct buf who;
};

static void
opened_clear(struct opened *o)
{
	changes_clear(&o->changes);
	buf_clear(&o->who);
}

/* Parents are told by origin and sequence. */
static bool
has_two_parents(struct span parents)
{
	struct cbor c;
	size_t count;

	cbor_open(&c, parents.data, parents.size);
	return cbor_get_array(&c, &count) && count > 2;
}

static enum err_code
open_entry(struct registry *r, struct entry_key key, struct opened *out, struct err *e)
{
	struct raw_entry raw;
	struct sealing sealing;
	struct seal seal;
	struct span bytes;
	bool decoded;
	enum err_code rc = journal_get(r->txn, key, &bytes, e);

	*out = (struct opened){ 0 };
	if (rc == ERR_NOT_FOUND || (rc == ERR_OK && !raw_entry_decode(bytes, &raw)))
		return damaged(key, e);
	if (rc != ERR_OK)
		return rc;
	buf_add(&out->who, raw.who.data, raw.who.size);
	out->entry = (struct entry){
		.act = raw.act, .sequence = key.sequence, .kind = kind_names[raw.kind],
		.type = schema_type(r->schema, raw.type), .uuid = raw.uuid, .version = raw.version,
		.who = buf_string(&out->who), .when = raw.when,
		.number = r->directory.number(r, &raw.uuid),
		.is_merged = has_two_parents(raw.parents),
	};
	if (out->entry.type == NULL)
		return ERR_OK;
	sealing_init(&sealing, &seal, r->txn, key, e);
	decoded = changes_decode(out->entry.type, raw.changes, &r->directory, &seal, &out->changes);
	sealing_clear(&sealing);
	if (decoded)
		return ERR_OK;
	opened_clear(out);
	return damaged(key, e);
}

/* The callers' functions are called outside of any transaction: they may wait for a terminal. */
enum err_code
tell_entry(struct registry *r, struct entry_key key,
           bool (*each)(void *context, const struct entry *entry, struct changes *changes),
           void *context, bool *goes_on, struct err *e)
{
	struct opened o;
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	rc = open_entry(r, key, &o, e);
	visit_end(&v);
	if (rc != ERR_OK)
		return rc;
	*goes_on = each(context, &o.entry, &o.changes);
	opened_clear(&o);
	return ERR_OK;
}

static enum err_code
entry_of_version(struct registry *r, uint32_t number, uint64_t version, struct entry_key *out,
                 struct err *e)
{
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	rc = history_get(r->txn, number, version, out, e);
	visit_end(&v);
	return rc;
}

static enum err_code
last_version(struct registry *r, uint32_t number, uint64_t *out, struct err *e)
{
	struct stored s;
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	rc = records_get(r->txn, number, &s, e);
	*out = rc == ERR_OK ? s.version : 0;
	visit_end(&v);
	return rc;
}

enum err_code
registry_history(struct registry *r, uint32_t number,
                 bool (*each)(void *context, const struct entry *entry,
                              struct changes *changes),
                 void *context, struct err *e)
{
	bool goes_on = true;
	uint64_t version;
	enum err_code rc = last_version(r, number, &version, e);

	for (; rc == ERR_OK && goes_on && version > 0; version--) {
		struct entry_key key;

		rc = entry_of_version(r, number, version, &key, e);
		if (rc == ERR_OK)
			rc = tell_entry(r, key, each, context, &goes_on, e);
	}
	return rc;
}

bool
registry_last_change(struct registry *r, const struct record *record, int64_t *when,
                     const char **who)
{
	struct raw_entry raw;
	struct entry_key key;
	struct span bytes;
	struct visit v;
	bool found;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return false;
	found = history_get(r->txn, record->number, record->version, &key, NULL) == ERR_OK &&
	        journal_get(r->txn, key, &bytes, NULL) == ERR_OK && raw_entry_decode(bytes, &raw);
	if (found) {
		*when = raw.when;
		buf_reset(&r->who);
		buf_add(&r->who, raw.who.data, raw.who.size);
		*who = buf_string(&r->who);
	}
	visit_end(&v);
	return found;
}

/* ---- acts */

struct opened_act {
	struct act_entry act;
	struct arena texts;
};

static enum err_code
open_act(struct registry *r, uint32_t number, struct opened_act *out, struct err *e)
{
	struct raw_act raw;
	struct span bytes;
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	rc = acts_get(r->txn, number, &bytes, e);
	if (rc == ERR_OK && !raw_act_decode(bytes, &raw))
		rc = err_set(e, ERR_STORE, _("act %u is damaged"), (unsigned)number);
	if (rc == ERR_OK) {
		arena_init(&out->texts);
		out->act = (struct act_entry){
			.number = number,
			.who = arena_textn(&out->texts, (const char *)raw.who.data, raw.who.size),
			.kind = arena_textn(&out->texts, (const char *)raw.kind.data, raw.kind.size),
			.sentence = arena_textn(&out->texts, (const char *)raw.sentence.data, raw.sentence.size),
			.when = raw.when,
			.first = raw.first,
			.last = raw.last,
		};
		undo_read(&raw, &out->act.takes_back);
	}
	visit_end(&v);
	return rc;
}

static enum err_code
last_act(struct registry *r, uint32_t *out, struct err *e)
{
	struct span bytes;
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	rc = acts_last(r->txn, out, &bytes, e);
	visit_end(&v);
	return rc;
}

enum err_code
registry_acts(struct registry *r, bool (*each)(void *context, const struct act_entry *act),
              void *context, struct err *e)
{
	bool goes_on = true;
	uint32_t number;
	enum err_code rc = last_act(r, &number, e);

	for (; rc == ERR_OK && goes_on && number > 0; number--) {
		struct opened_act o;

		rc = open_act(r, number, &o, e);
		if (rc != ERR_OK)
			break;
		goes_on = each(context, &o.act);
		arena_clear(&o.texts);
	}
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

enum err_code
registry_act(struct registry *r, uint32_t number,
             void (*each)(void *context, const struct act_entry *act), void *context,
             struct err *e)
{
	struct opened_act o;
	enum err_code rc = open_act(r, number, &o, e);

	if (rc == ERR_NOT_FOUND)
		return err_set(e, rc, _("there is no act %u"), (unsigned)number);
	if (rc != ERR_OK)
		return rc;
	each(context, &o.act);
	arena_clear(&o.texts);
	return ERR_OK;
}

enum err_code
registry_act_entries(struct registry *r, const struct act_entry *act,
                     bool (*each)(void *context, const struct entry *entry,
                                  struct changes *changes),
                     void *context, struct err *e)
{
	bool goes_on = true;
	enum err_code rc = ERR_OK;

	for (uint64_t s = act->first; rc == ERR_OK && goes_on && s <= act->last; s++)
		rc = tell_entry(r, own_key(r, s), each, context, &goes_on, e);
	return rc;
}

/* ---- a version of long ago: from the last one backwards, change by change */

struct rewinding {
	struct record *record;
	uint64_t from, version;
	bool found;
};

static bool
rewind_one(void *context, const struct entry *entry, struct changes *changes)
{
	struct rewinding *w = context;

	if (entry->version == w->version) {
		w->found = true;
		w->record->version = w->version;
		return false;
	}
	if (entry->version > w->from)
		return true;            /* the record is older than that */
	changes_invert(changes);
	changes_apply(changes, w->record);
	return true;
}

/* Takes the record over. */
static enum err_code
rewind_to(struct registry *r, struct record *last, uint64_t version, struct record **out,
          struct err *e)
{
	struct rewinding w = { last, last->version, version, false };
	enum err_code rc = registry_history(r, last->number, rewind_one, &w, e);

	*out = NULL;
	if (rc == ERR_OK && w.found) {
		*out = w.record;
		return ERR_OK;
	}
	record_free(w.record);
	if (rc == ERR_OK)
		rc = err_set(e, ERR_NOT_FOUND, _("there is no version %llu of it"),
		             (unsigned long long)version);
	return rc;
}

enum err_code
registry_version(struct registry *r, const struct record *now, uint64_t version,
                 struct record **out, struct err *e)
{
	return rewind_to(r, record_copy(now), version, out, e);
}

enum err_code
registry_last_known(struct registry *r, uint32_t number, bool *is_removed, struct record **out,
                    struct err *e)
{
	const struct type *type;
	struct record *gone;
	struct stored s;
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	*out = NULL;
	*is_removed = false;
	if (rc != ERR_OK)
		return rc;
	rc = load_record(r, number, out, &s, e);
	visit_end(&v);
	if (rc != ERR_NOT_FOUND)
		return rc;
	type = schema_type(r->schema, s.type);
	if (!s.is_removed || type == NULL)
		return err_set(e, ERR_NOT_FOUND, _("the record is not there any more"));
	*is_removed = true;
	gone = record_new(type);
	gone->number = number;
	gone->uuid = s.uuid;
	gone->version = s.version;
	return rewind_to(r, gone, s.version - 1, out, e);
}
