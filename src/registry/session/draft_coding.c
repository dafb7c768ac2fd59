/* Holds a draft in memory, and encodes it as bytes and back. */
#include <config.h>

#include "registry/session/draft_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

#define DRAFT_FORMAT 1
#define CONTENT_PARTS 8         /* as version 0.1 kept them */
#define KEYED_PARTS 9           /* and a map of what came later, by the keys below */
#define KEY_BASE 1              /* [origin, hash of the entry] that the base came from */

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

const struct seal draft_seal = { NULL, close_plainly, open_plainly };

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

/* False: the register has no such version. */
bool
draft_find_base_key(struct registry *r, uint32_t number, uint64_t version, struct base_key *out)
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
		draft_find_base_key(r, d->base->number, d->base->version, &key);
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
	changes_encode(&changes, &r->directory, &draft_seal, out);
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

static bool
read_envelope(struct cbor *c, struct stored_draft *out)
{
	size_t count;

	return cbor_get_array(c, &count) && count == ENVELOPE_PARTS &&
	       cbor_get_uint(c, &out->process.number) && cbor_get_uint(c, &out->process.start) &&
	       cbor_get_int(c, &out->when);
}

static bool
read_base_key(struct cbor *c, struct stored_draft *out)
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
read_keys(struct cbor *c, struct stored_draft *out)
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

bool
draft_read(struct registry *r, uint32_t id, struct span bytes, struct stored_draft *out)
{
	uint64_t format, type;
	struct span uuid;
	struct cbor c;
	size_t count, parts;

	*out = (struct stored_draft){ .id = id };
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

const struct field *
draft_field(const struct fields *fields, uint64_t number)
{
	if (fields == NULL || number > UINT16_MAX)
		return NULL;
	return fields_number(fields, (unsigned)number);
}

bool
draft_read_row(struct span bytes, const struct type *type, struct draft *d)
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
	d->table = draft_field(&type->fields, table);
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
	f = draft_field(fields, number);
	if (f == NULL)
		return true;            /* of a field that the schema has no more */
	name = language.data == NULL ? NULL :
	       arena_textn(&d->arena, (const char *)language.data, language.size);
	copy = arena_textn(&d->arena, (const char *)text.data, text.size);
	draft_add_text(d, f, name, copy);
	return true;
}

bool
draft_read_texts(struct span bytes, const struct type *type, struct draft *d)
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
