/* Keeps drafts and presence in the session environment. */
#include <config.h>

#include "registry/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/process.h"
#include "base/text.h"
#include "registry/session/session_internal.h"

#define DRAFT_FORMAT 1
#define CLOSE_TRIES 20          /* for the session's lock, each of a tenth of a second */
#define ENVELOPE_PARTS 4        /* number and start of the process, when, content */
#define CONTENT_PARTS 8         /* as version 0.1 kept them */
#define KEYED_PARTS 9           /* and a map of what came later, by the keys below */
#define KEY_BASE 1              /* [origin, hash of the entry] that the base came from */

static enum err_code
no_session(struct err *e)
{
	return err_set(e, ERR_STORE, _("drafts cannot be kept here"));
}

/* ---- a draft in memory */

void
draft_init(struct draft *d)
{
	*d = (struct draft){ 0 };
	arena_init(&d->arena);
}

void
draft_clear(struct draft *d)
{
	record_free(d->record);
	record_free(d->base);
	free(d->texts);
	arena_clear(&d->arena);
	*d = (struct draft){ 0 };
}

void
draft_add_text(struct draft *d, const struct field *field, const char *language, const char *text)
{
	MEM_ROOM(d->texts, d->count, d->room);
	d->texts[d->count++] = (struct draft_text){
		.field = field,
		.language = language == NULL ? NULL : arena_text(&d->arena, language),
		.text = arena_text(&d->arena, text),
	};
}

/* ---- sensitive values: a draft is private, and goes when it is saved */

static void
close_plainly(void *context, struct span value, struct buf *out)
{
	(void)context;
	cbor_put_bytes(out, value.data, value.size);
}

static bool
open_plainly(void *context, struct span digest, struct span *value)
{
	(void)context;
	*value = digest;
	return true;
}

static const struct seal plainly = { NULL, close_plainly, open_plainly };

/* ---- as bytes */

/* What was typed at a prompt may be any bytes: a form refuses them, and keeps them till then. */
static void
put_typed(const char *text, struct buf *out)
{
	struct buf mended;

	buf_init(&mended);
	text_mend(text, strlen(text), &mended);
	cbor_put_text(out, (const char *)mended.data, mended.size);
	buf_clear(&mended);
}

static void
put_texts(const struct draft *d, struct buf *out)
{
	cbor_put_array(out, d->count);
	for (size_t i = 0; i < d->count; i++) {
		const struct draft_text *t = &d->texts[i];

		cbor_put_array(out, 4);
		cbor_put_bool(out, t->field->in != NULL);
		cbor_put_uint(out, t->field->number);
		if (t->language == NULL)
			cbor_put_null(out);
		else
			cbor_put_text(out, t->language, strlen(t->language));
		put_typed(t->text, out);
	}
}

/* ---- the base: known by its origin and the hash of its entry, not by its number alone, which another
 * version has once the register was restored */

struct base_key {
	struct uuid origin;
	struct digest hash;
};

/* False: the register has no such version. */
static bool
find_base_key(struct registry *r, uint32_t number, uint64_t version, struct base_key *out)
{
	struct entry_key key;
	struct span entry;
	struct visit v;
	bool is_found;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return false;
	is_found = history_get(r->txn, number, version, &key, NULL) == ERR_OK &&
	           key.origin < r->origin_count &&
	           journal_get(r->txn, key, &entry, NULL) == ERR_OK;
	if (is_found)
		*out = (struct base_key){ r->origins[key.origin].uuid,
		                          digest_of(entry.data, entry.size) };
	visit_end(&v);
	return is_found;
}

/* Nothing is like the key of an unknown base: it stays unknown. */
static void
put_base_key(struct registry *r, const struct draft *d, struct buf *out)
{
	struct base_key key = { 0 };

	if (!d->base_is_unknown)
		find_base_key(r, d->base->number, d->base->version, &key);
	cbor_put_map(out, 1);
	cbor_put_uint(out, KEY_BASE);
	cbor_put_array(out, 2);
	cbor_put_bytes(out, key.origin.byte, UUID_SIZE);
	cbor_put_bytes(out, key.hash.byte, DIGEST_SIZE);
}

void
draft_encode(struct registry *r, const struct draft *d, struct buf *out)
{
	struct changes changes;

	cbor_put_array(out, d->base == NULL ? CONTENT_PARTS : KEYED_PARTS);
	cbor_put_uint(out, DRAFT_FORMAT);
	cbor_put_uint(out, d->record->type->number);
	cbor_put_bytes(out, d->record->uuid.byte, UUID_SIZE);
	cbor_put_array(out, 2);
	cbor_put_uint(out, d->base == NULL ? 0 : d->base->version);
	cbor_put_uint(out, d->merged);
	changes_between(d->base, d->record, &changes);
	changes_encode(&changes, &r->directory, &plainly, out);
	changes_clear(&changes);
	put_texts(d, out);
	cbor_put_array(out, d->table == NULL ? 0 : 2);
	if (d->table != NULL) {
		cbor_put_uint(out, d->table->number);
		cbor_put_uint(out, d->row);
	}
	cbor_put_uint(out, d->current == NULL ? 0 : d->current->number);
	if (d->base != NULL)
		put_base_key(r, d, out);
}

/* A draft as it was found. */
struct found {
	uint32_t id;
	struct process process;
	int64_t when;
	const struct type *type;
	struct uuid uuid;
	uint64_t version, merged;
	struct span changes, texts, row;
	uint64_t current;
	bool has_base;                  /* it tells which by: */
	struct base_key base;
};

static bool
read_envelope(struct cbor *c, struct found *out)
{
	size_t count;

	return cbor_get_array(c, &count) && count == ENVELOPE_PARTS &&
	       cbor_get_uint(c, &out->process.number) && cbor_get_uint(c, &out->process.start) &&
	       cbor_get_int(c, &out->when);
}

static bool
read_base_key(struct cbor *c, struct found *out)
{
	struct span origin, hash;
	size_t count;

	if (!cbor_get_array(c, &count) || count != 2 || !cbor_get_bytes(c, &origin) ||
	    origin.size != UUID_SIZE || !cbor_get_bytes(c, &hash) || hash.size != DIGEST_SIZE)
		return false;
	memcpy(out->base.origin.byte, origin.data, UUID_SIZE);
	memcpy(out->base.hash.byte, hash.data, DIGEST_SIZE);
	out->has_base = true;
	return true;
}

/* Keys that are not known are passed over. */
static bool
read_keys(struct cbor *c, struct found *out)
{
	uint64_t key;
	size_t count;

	if (!cbor_get_map(c, &count))
		return false;
	for (; count > 0; count--) {
		if (!cbor_get_uint(c, &key) ||
		    !(key == KEY_BASE ? read_base_key(c, out) : cbor_skip(c)))
			return false;
	}
	return true;
}

/* False: it is damaged, or of a type or a program that this one does not know. */
static bool
read_found(struct registry *r, uint32_t id, struct span bytes, struct found *out)
{
	uint64_t format, type;
	struct span uuid;
	struct cbor c;
	size_t count, parts;

	*out = (struct found){ .id = id };
	cbor_open(&c, bytes.data, bytes.size);
	if (!read_envelope(&c, out) || !cbor_get_array(&c, &parts) ||
	    (parts != CONTENT_PARTS && parts != KEYED_PARTS) ||
	    !cbor_get_uint(&c, &format) || format != DRAFT_FORMAT || !cbor_get_uint(&c, &type) ||
	    type > UINT16_MAX || !cbor_get_bytes(&c, &uuid) || uuid.size != UUID_SIZE ||
	    !cbor_get_array(&c, &count) || count != 2 || !cbor_get_uint(&c, &out->version) ||
	    !cbor_get_uint(&c, &out->merged) || !cbor_take(&c, &out->changes) ||
	    !cbor_take(&c, &out->texts) || !cbor_take(&c, &out->row) ||
	    !cbor_get_uint(&c, &out->current) ||
	    (parts == KEYED_PARTS && !read_keys(&c, out)) || !cbor_at_end(&c))
		return false;
	memcpy(out->uuid.byte, uuid.data, UUID_SIZE);
	out->type = schema_type(r->schema, (unsigned)type);
	return out->type != NULL;
}

static const struct field *
field_numbered(const struct fields *fields, uint64_t number)
{
	if (fields == NULL || number > UINT16_MAX)
		return NULL;
	return fields_number(fields, (unsigned)number);
}

static bool
read_row(struct span bytes, const struct type *type, struct draft *d)
{
	uint64_t table;
	struct cbor c;
	size_t count;

	cbor_open(&c, bytes.data, bytes.size);
	if (!cbor_get_array(&c, &count) || (count != 0 && count != 2))
		return false;
	if (count == 0)
		return true;
	if (!cbor_get_uint(&c, &table) || !cbor_get_uint(&c, &d->row))
		return false;
	d->table = field_numbered(&type->fields, table);
	if (d->table != NULL && d->table->type != FIELD_TABLE)
		d->table = NULL;
	return true;
}

static bool
read_text(struct cbor *c, const struct type *type, struct draft *d)
{
	struct span language = { 0 }, text;
	const struct fields *fields;
	const struct field *f;
	uint64_t number;
	char *name, *copy;
	size_t count;
	bool in_row;

	if (!cbor_get_array(c, &count) || count != 4 || !cbor_get_bool(c, &in_row) ||
	    !cbor_get_uint(c, &number) || (!cbor_get_null(c) && !cbor_get_text(c, &language)) ||
	    !cbor_get_text(c, &text))
		return false;
	fields = in_row ? d->table == NULL ? NULL : d->table->table : &type->fields;
	f = field_numbered(fields, number);
	if (f == NULL)
		return true;            /* of a field that the schema has no more */
	name = language.data == NULL ? NULL :
	       arena_textn(&d->arena, (const char *)language.data, language.size);
	copy = arena_textn(&d->arena, (const char *)text.data, text.size);
	draft_add_text(d, f, name, copy);
	return true;
}

static bool
read_texts(struct span bytes, const struct type *type, struct draft *d)
{
	struct cbor c;
	size_t count;

	cbor_open(&c, bytes.data, bytes.size);
	if (!cbor_get_array(&c, &count))
		return false;
	while (count-- > 0) {
		if (!read_text(&c, type, d))
			return false;
	}
	return true;
}

/* ---- a draft and its record */

/* A draft of version 0.1 tells the number of its base only. That says which it is as long as the
 * register was never restored. */
static bool
is_base_known(struct registry *r, const struct found *f, uint32_t number)
{
	struct base_key key;

	if (!find_base_key(r, number, f->version, &key))
		return false;
	return f->has_base ? memcmp(&key, &f->base, sizeof key) == 0 : r->origin_count == 1;
}

/* What was there before each change; all that the draft did not change is as it is now. */
static struct record *
record_before(struct registry *r, const struct found *f, const struct record *now)
{
	struct record *base = record_copy(now);
	struct changes changes;

	if (changes_decode(f->type, f->changes, &r->directory, &plainly, &changes)) {
		changes_invert(&changes);
		changes_apply(&changes, base);
		changes_clear(&changes);
	}
	return base;
}

/* What the draft was changed from, in d->base, and what the register has now, in *now; each NULL if
 * there is none. */
static enum err_code
find_base(struct registry *r, const struct found *f, struct draft *d, struct record **now,
          struct err *e)
{
	uint32_t number = r->directory.number(r, &f->uuid);
	enum err_code rc;

	*now = NULL;
	if (number == 0)
		return ERR_OK;
	rc = registry_last_known(r, number, &d->is_removed, now, e);
	if (rc != ERR_OK)
		return rc;
	if (f->version == 0) {
		d->base = record_copy(*now);
		return ERR_OK;
	}
	d->base_is_unknown = !is_base_known(r, f, number);
	if (d->base_is_unknown) {
		d->base = record_before(r, f, *now);
		return ERR_OK;
	}
	rc = registry_version(r, *now, f->version, &d->base, e);
	/* Without what it was changed from it would be taken for a new record. */
	if (rc != ERR_OK) {
		record_free(*now);
		*now = NULL;
	}
	return rc;
}

/* Whether there is anything left to save. A new record that is there was saved. */
static bool
is_left(const struct found *f, const struct record *now, const struct draft *d)
{
	struct changes changes;
	bool differs;

	if (now == NULL || d->is_removed)
		return true;
	if (f->version == 0)
		return false;
	changes_between(now, d->record, &changes);
	differs = changes.count > 0 || changes.order_count > 0;
	changes_clear(&changes);
	return differs || d->count > 0 || d->table != NULL;
}

static struct record *
changed_record(struct registry *r, const struct found *f, const struct record *base)
{
	struct record *record = base != NULL ? record_copy(base) : record_new(f->type);
	struct changes changes;

	record->uuid = f->uuid;
	if (changes_decode(f->type, f->changes, &r->directory, &plainly, &changes)) {
		changes_apply(&changes, record);
		changes_clear(&changes);
	}
	return record;
}

/* A record that was removed since can only be saved as a new one. */
static void
renew(struct draft *d)
{
	static const struct uuid nil = { { 0 } };

	d->record->number = 0;
	d->record->version = 0;
	d->record->uuid = nil;
	record_free(d->base);
	d->base = NULL;
	d->base_is_unknown = false;
	d->merged = 0;
}

/* ERR_NOT_FOUND: nothing of it is left to save. ERR_STORE: it cannot be read. */
static enum err_code
open_draft(struct registry *r, const struct found *f, struct draft *d, struct err *e)
{
	struct record *now;
	enum err_code rc;
	bool is_left_over;

	draft_init(d);
	rc = find_base(r, f, d, &now, e);
	if (rc != ERR_OK) {
		draft_clear(d);
		return rc;
	}
	d->id = f->id;
	d->when = f->when;
	d->merged = d->base_is_unknown ? 0 : f->merged;
	d->is_open = f->process.number != process_self().number && process_lives(&f->process);
	d->record = changed_record(r, f, d->base);
	if (!read_row(f->row, f->type, d) || !read_texts(f->texts, f->type, d))
		rc = err_set(e, ERR_STORE, _("draft %u is damaged"), (unsigned)f->id);
	d->current = field_numbered(d->table != NULL ? d->table->table : &f->type->fields,
	                            f->current);
	is_left_over = is_left(f, now, d);
	record_free(now);
	if (rc == ERR_OK && !is_left_over)
		rc = ERR_NOT_FOUND;
	if (rc != ERR_OK)
		draft_clear(d);
	else if (d->is_removed)
		renew(d);
	return rc;
}

/* ---- keeping */

/* A saved draft goes when it can: until then others may hold the lock. */
static void
drop_waiting(struct registry *r)
{
	struct err ignored;

	while (r->undropped_count > 0 &&
	       session_drop_draft(r->session, r->undropped[r->undropped_count - 1], &ignored) ==
	               ERR_OK)
		r->undropped_count--;
}

enum err_code
registry_keep_draft(struct registry *r, struct span encoded, uint32_t *id, struct err *e)
{
	struct process self = process_self();
	struct buf bytes;
	enum err_code rc;

	if (r->session == NULL)
		return no_session(e);
	drop_waiting(r);
	buf_init(&bytes);
	cbor_put_array(&bytes, ENVELOPE_PARTS);
	cbor_put_uint(&bytes, self.number);
	cbor_put_uint(&bytes, self.start);
	cbor_put_int(&bytes, clock_now());
	buf_add(&bytes, encoded.data, encoded.size);
	rc = session_put_draft(r->session, id, buf_span(&bytes), e);
	buf_clear(&bytes);
	return rc;
}

enum err_code
registry_drop_draft(struct registry *r, uint32_t id, struct err *e)
{
	enum err_code rc;

	if (r->session == NULL)
		return no_session(e);
	drop_waiting(r);
	rc = session_drop_draft(r->session, id, e);
	if (rc != ERR_STORE)
		return rc;
	MEM_ROOM(r->undropped, r->undropped_count, r->undropped_room);
	r->undropped[r->undropped_count++] = id;
	return ERR_OK;
}

/* Whoever leaves waits for the lock a little longer than one who types. */
void
drafts_close(struct registry *r)
{
	for (int i = 0; i < CLOSE_TRIES && r->undropped_count > 0; i++)
		drop_waiting(r);
	free(r->undropped);
}

/* ---- finding */

struct telling {
	struct registry *registry;
	bool (*each)(void *context, struct draft *d);
	void *context;
};

static bool
tell_draft(void *context, uint32_t id, struct span bytes)
{
	struct telling *t = context;
	struct found f;
	struct draft d;
	struct err ignored;
	enum err_code rc;
	bool goes_on;

	if (!read_found(t->registry, id, bytes, &f))
		return true;            /* it is let be: a program that knows it may come */
	rc = open_draft(t->registry, &f, &d, &ignored);
	if (rc == ERR_NOT_FOUND && !process_lives(&f.process))
		registry_drop_draft(t->registry, id, &ignored);
	/* One that cannot be read keeps none of the others back; check tells what is damaged. */
	if (rc != ERR_OK)
		return true;
	goes_on = t->each(t->context, &d);
	draft_clear(&d);
	return goes_on;
}

enum err_code
registry_drafts(struct registry *r, bool (*each)(void *context, struct draft *d), void *context,
                struct err *e)
{
	struct telling t = { r, each, context };

	return r->session == NULL ? ERR_OK : session_drafts(r->session, tell_draft, &t, e);
}

struct seeking {
	uint32_t id;                    /* 0: by record */
	const struct type *type;
	uint32_t number;
	struct draft *out;
	bool is_found;
};

static bool
seek_draft(void *context, struct draft *d)
{
	struct seeking *s = context;

	if (s->id != 0 ? d->id != s->id :
	    d->is_open || d->record->type != s->type || d->record->number != s->number)
		return true;
	if (s->is_found)
		draft_clear(s->out);
	*s->out = *d;
	draft_init(d);
	s->is_found = true;
	return true;
}

static enum err_code
seek(struct registry *r, struct seeking *s, struct err *e)
{
	enum err_code rc = registry_drafts(r, seek_draft, s, e);

	if (rc != ERR_OK && s->is_found)
		draft_clear(s->out);
	return rc == ERR_OK && !s->is_found ? ERR_NOT_FOUND : rc;
}

enum err_code
registry_find_draft(struct registry *r, const struct type *type, uint32_t number,
                    struct draft *out, struct err *e)
{
	struct seeking s = { .type = type, .number = number, .out = out };

	return seek(r, &s, e);
}

enum err_code
registry_get_draft(struct registry *r, uint32_t id, struct draft *out, struct err *e)
{
	struct seeking s = { .id = id, .out = out };
	enum err_code rc = id == 0 ? ERR_NOT_FOUND : seek(r, &s, e);

	if (rc == ERR_NOT_FOUND)
		err_set(e, rc, _("you have no draft %u"), (unsigned)id);
	return rc;
}

struct numbering {
	struct registry *registry;
	uint32_t *list;
	size_t count, room;
};

static bool
note_number(void *context, uint32_t id, struct span bytes)
{
	struct numbering *n = context;
	struct found f;
	uint32_t number;

	if (!read_found(n->registry, id, bytes, &f))
		return true;
	number = n->registry->directory.number(n->registry, &f.uuid);
	if (number == 0)
		return true;
	MEM_ROOM(n->list, n->count, n->room);
	n->list[n->count++] = number;
	return true;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

void
registry_draft_numbers(struct registry *r, uint32_t **out, size_t *count)
{
	struct numbering n = { .registry = r };
	struct err ignored;

	if (r->session != NULL)
		session_drafts(r->session, note_number, &n, &ignored);
	if (n.count > 1)
		qsort(n.list, n.count, sizeof *n.list, by_number);
	*out = n.list;
	*count = n.count;
}
