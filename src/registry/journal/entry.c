/* Encodes journal entries and acts, and seals the sensitive values in them. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/alloc.h"
#include "base/cbor.h"
#include "base/digest.h"
#include "base/number.h"
#include "registry/journal/journal_internal.h"

#define ENTRY_FORMAT 1
#define ENTRY_PARTS 11
#define UNSEALED_PARTS 6        /* of an act: what put_act() writes */
#define SEALED_PARTS 7          /* and the seal */
#define TELLING_PARTS 8         /* and facts */
#define SALT_SIZE 16

void
raw_entry_encode(const struct raw_entry *entry, struct buf *out)
{
	cbor_put_array(out, ENTRY_PARTS);
	cbor_put_uint(out, ENTRY_FORMAT);
	cbor_put_uint(out, entry->act);
	cbor_put_uint(out, entry->kind);
	cbor_put_uint(out, entry->type);
	cbor_put_bytes(out, entry->uuid.byte, UUID_SIZE);
	cbor_put_uint(out, entry->version);
	buf_add(out, entry->parents.data, entry->parents.size);
	cbor_put_text(out, (const char *)entry->who.data, entry->who.size);
	cbor_put_int(out, entry->when);
	buf_add(out, entry->changes.data, entry->changes.size);
	cbor_put_bytes(out, entry->before.data, entry->before.size);
}

bool
raw_entry_decode(struct span bytes, struct raw_entry *out)
{
	uint64_t format, act, kind, type;
	struct span uuid;
	struct cbor c;
	size_t count;

	cbor_open(&c, bytes.data, bytes.size);
	if (!cbor_get_array(&c, &count) || count != ENTRY_PARTS || !cbor_get_uint(&c, &format) ||
	    format != ENTRY_FORMAT || !cbor_get_uint(&c, &act) || act > UINT32_MAX ||
	    !cbor_get_uint(&c, &kind) || kind >= ENTRY_KIND_COUNT || !cbor_get_uint(&c, &type) ||
	    type > UINT16_MAX || !cbor_get_bytes(&c, &uuid) || uuid.size != UUID_SIZE ||
	    !cbor_get_uint(&c, &out->version) || !cbor_take(&c, &out->parents) ||
	    !cbor_get_text(&c, &out->who) || !cbor_get_int(&c, &out->when) ||
	    !cbor_take(&c, &out->changes) || !cbor_get_bytes(&c, &out->before))
		return false;
	out->act = (uint32_t)act;
	out->kind = (enum entry_kind)kind;
	out->type = (uint16_t)type;
	memcpy(out->uuid.byte, uuid.data, UUID_SIZE);
	return cbor_at_end(&c);
}

/* What the seal covers, with the facts. */
static void
put_act(const struct raw_act *act, struct buf *out)
{
	cbor_put_text(out, (const char *)act->who.data, act->who.size);
	cbor_put_int(out, act->when);
	cbor_put_text(out, (const char *)act->kind.data, act->kind.size);
	cbor_put_text(out, (const char *)act->sentence.data, act->sentence.size);
	cbor_put_uint(out, act->first);
	cbor_put_uint(out, act->last);
}

struct digest
raw_act_seal(const struct raw_act *act, const struct digest *last_entry)
{
	struct digest seal;
	struct buf b;

	buf_init(&b);
	if (act->covered.size > 0)
		buf_add(&b, act->covered.data, act->covered.size);
	else
		put_act(act, &b);
	cbor_put_bytes(&b, last_entry->byte, DIGEST_SIZE);
	buf_add(&b, act->facts.data, act->facts.size);
	seal = digest_of(b.data, b.size);
	buf_clear(&b);
	return seal;
}

void
raw_act_encode(const struct raw_act *act, struct buf *out)
{
	size_t parts = act->facts.size > 0 ? TELLING_PARTS :
	               act->seal.size > 0 ? SEALED_PARTS : UNSEALED_PARTS;

	cbor_put_array(out, parts);
	put_act(act, out);
	if (parts >= SEALED_PARTS)
		cbor_put_bytes(out, act->seal.data, act->seal.size);
	buf_add(out, act->facts.data, act->facts.size);
}

/* The seal is of the bytes as they stand: a text in them that is not UTF-8 could not be written
 * again. */
static bool
get_act(struct cbor *c, struct raw_act *out)
{
	const unsigned char *start = c->at;

	if (!cbor_get_text(c, &out->who) || !cbor_get_int(c, &out->when) ||
	    !cbor_get_text(c, &out->kind) || !cbor_get_text(c, &out->sentence) ||
	    !cbor_get_uint(c, &out->first) || !cbor_get_uint(c, &out->last))
		return false;
	out->covered = (struct span){ start, (size_t)(c->at - start) };
	return true;
}

bool
raw_act_decode(struct span bytes, struct raw_act *out)
{
	struct cbor c;
	size_t count;

	*out = (struct raw_act){ 0 };
	cbor_open(&c, bytes.data, bytes.size);
	return cbor_get_array(&c, &count) && count >= UNSEALED_PARTS && count <= TELLING_PARTS &&
	       get_act(&c, out) && (count < SEALED_PARTS || cbor_get_bytes(&c, &out->seal)) &&
	       (count < TELLING_PARTS ||
	        (cbor_peek(&c) == CBOR_MAP && cbor_take(&c, &out->facts))) &&
	       cbor_at_end(&c);
}

bool
raw_act_is(const struct raw_act *act, enum act_kind kind)
{
	const char *name = act_rules[kind].name;

	return act->kind.size == strlen(name) && memcmp(act->kind.data, name, act->kind.size) == 0;
}

bool
raw_act_fact(const struct raw_act *act, enum act_fact fact, struct cbor *out)
{
	uint64_t number;
	size_t count;

	cbor_open(out, act->facts.data, act->facts.size);
	if (act->facts.size == 0 || !cbor_get_map(out, &count))
		return false;
	for (; count > 0 && cbor_get_uint(out, &number); count--) {
		if (number == (uint64_t)fact)
			return true;
		if (!cbor_skip(out))
			return false;
	}
	return false;
}

/* ---- sealing: the journal has a digest of salt and value, the table `sensitive` both */

static void
seal_close(void *context, struct span value, struct buf *out)
{
	struct sealing *s = context;
	unsigned char salt[SALT_SIZE];
	struct digest digest;
	enum err_code rc;

	randombytes_buf(salt, sizeof salt);
	buf_reset(&s->scratch);
	buf_add(&s->scratch, salt, sizeof salt);
	buf_add(&s->scratch, value.data, value.size);
	digest = digest_of(s->scratch.data, s->scratch.size);
	rc = sensitive_put(s->txn, s->key, (struct span){ digest.byte, DIGEST_SIZE },
	                   buf_span(&s->scratch), s->e);
	if (s->rc == ERR_OK)
		s->rc = rc;
	cbor_put_bytes(out, digest.byte, DIGEST_SIZE);
}

bool
is_sealed_by(struct span value, struct span digest)
{
	struct digest d = digest_of(value.data, value.size);

	return value.size >= SALT_SIZE && digest.size == DIGEST_SIZE &&
	       memcmp(d.byte, digest.data, DIGEST_SIZE) == 0;
}

static bool
seal_open(void *context, struct span digest, struct span *value)
{
	struct sealing *s = context;

	if (sensitive_get(s->txn, s->key, digest, value, NULL) != ERR_OK ||
	    !is_sealed_by(*value, digest))
		return false;
	value->data += SALT_SIZE;
	value->size -= SALT_SIZE;
	return true;
}

void
sealing_init(struct sealing *s, struct seal *seal, struct txn *txn, struct entry_key key,
             struct err *e)
{
	*s = (struct sealing){ .txn = txn, .key = key, .e = e };
	*seal = (struct seal){ .context = s, .close = seal_close, .open = seal_open };
}

void
sealing_clear(struct sealing *s)
{
	buf_clear(&s->scratch);
}

/* ---- what an act took back */

#define UNDO_SENTENCE "undo act "       /* of version 0.1, which has no FACT_TAKES_BACK */

void
undo_read(const struct raw_act *raw, struct undo *out)
{
	const size_t prefix = sizeof UNDO_SENTENCE - 1;
	struct cbor c;
	uint64_t act;
	int64_t number;
	size_t count;

	*out = (struct undo){ 0 };
	if (raw_act_fact(raw, FACT_TAKES_BACK, &c) && cbor_get_array(&c, &count) && count == 2 &&
	    cbor_get_uint(&c, &act) && act <= UINT32_MAX && cbor_get_uint(&c, &out->entry)) {
		out->act = (uint32_t)act;
	} else if (raw->sentence.size > prefix && raw_act_is(raw, ACT_UNDO) &&
	           memcmp(raw->sentence.data, UNDO_SENTENCE, prefix) == 0) {
		char *text = mem_textn((const char *)raw->sentence.data + prefix,
		                       raw->sentence.size - prefix);

		if (number_read(text, 1, UINT32_MAX, &number))
			out->act = (uint32_t)number;
		free(text);
	}
}
