/* Implements the table "record", from a number to a checksum and a CBOR array of state, type, UUID,
 * version, heads and body. */
#include <config.h>

#include <string.h>

#include "base/cbor.h"
#include "base/digest.h"
#include "base/intl.h"
#include "store/store_internal.h"

#define CHECKSUM_SIZE 8
#define PARTS 6

static struct span
number_key(uint32_t number, unsigned char key[4])
{
	key[0] = (unsigned char)(number >> 24);
	key[1] = (unsigned char)(number >> 16);
	key[2] = (unsigned char)(number >> 8);
	key[3] = (unsigned char)number;
	return (struct span){ key, 4 };
}

static bool
decode_heads(struct cbor *c, struct stored *out)
{
	size_t count;

	if (!cbor_get_array(c, &count) || count % 2 != 0 || count / 2 > MOST_HEADS)
		return false;
	for (out->head_count = 0; out->head_count < count / 2; out->head_count++) {
		uint64_t origin, sequence;

		if (!cbor_get_uint(c, &origin) || origin > UINT16_MAX ||
		    !cbor_get_uint(c, &sequence))
			return false;
		out->heads[out->head_count] = (struct entry_key){ (uint16_t)origin, sequence };
	}
	return true;
}

static bool
decode_envelope(struct cbor *c, struct stored *out)
{
	uint64_t state, type;
	struct span uuid;
	size_t count;

	if (!cbor_get_array(c, &count) || count != PARTS || !cbor_get_uint(c, &state) ||
	    state > 1 || !cbor_get_uint(c, &type) || type > UINT16_MAX ||
	    !cbor_get_bytes(c, &uuid) || uuid.size != UUID_SIZE ||
	    !cbor_get_uint(c, &out->version) || !decode_heads(c, out))
		return false;
	out->is_removed = state == 1;
	out->type = (uint16_t)type;
	memcpy(out->uuid.byte, uuid.data, UUID_SIZE);
	if (out->is_removed)
		return cbor_get_text(c, &out->body) && cbor_at_end(c);
	out->body = (struct span){ c->at, (size_t)(c->end - c->at) };
	return true;
}

enum err_code
records_decode(struct span value, uint32_t number, struct stored *out, struct err *e)
{
	struct cbor c;

	*out = (struct stored){ 0 };
	if (value.size > CHECKSUM_SIZE &&
	    be64(value.data) ==
	            checksum_of(value.data + CHECKSUM_SIZE, value.size - CHECKSUM_SIZE)) {
		cbor_open(&c, value.data + CHECKSUM_SIZE, value.size - CHECKSUM_SIZE);
		if (decode_envelope(&c, out))
			return ERR_OK;
	}
	return err_set(e, ERR_STORE, _("record %u is damaged: its checksum does not fit. Run"
	               " `chancery check`, restore from a backup"), (unsigned)number);
}

enum err_code
records_get(struct txn *t, uint32_t number, struct stored *out, struct err *e)
{
	unsigned char key[4];
	struct span value;
	enum err_code rc = table_get(t, TABLE_RECORD, number_key(number, key), &value, e);

	return rc == ERR_OK ? records_decode(value, number, out, e) : rc;
}

enum err_code
records_put(struct txn *t, uint32_t number, const struct stored *s, struct err *e)
{
	unsigned char key[4], *sum;
	struct buf value;
	enum err_code rc;
	uint64_t checksum;

	buf_init(&value);
	buf_be64(&value, 0);
	cbor_put_array(&value, PARTS);
	cbor_put_uint(&value, s->is_removed);
	cbor_put_uint(&value, s->type);
	cbor_put_bytes(&value, s->uuid.byte, UUID_SIZE);
	cbor_put_uint(&value, s->version);
	cbor_put_array(&value, s->head_count * 2);
	for (size_t i = 0; i < s->head_count; i++) {
		cbor_put_uint(&value, s->heads[i].origin);
		cbor_put_uint(&value, s->heads[i].sequence);
	}
	if (s->is_removed)
		cbor_put_text(&value, (const char *)s->body.data, s->body.size);
	else
		buf_add(&value, s->body.data, s->body.size);
	checksum = checksum_of(value.data + CHECKSUM_SIZE, value.size - CHECKSUM_SIZE);
	sum = value.data;
	for (int i = 0; i < CHECKSUM_SIZE; i++)
		sum[i] = (unsigned char)(checksum >> (56 - 8 * i));
	rc = table_append(t, TABLE_RECORD, number_key(number, key), buf_span(&value), e);
	buf_clear(&value);
	return rc;
}

enum err_code
records_next(struct txn *t, uint32_t *out, struct err *e)
{
	struct cursor *c;
	struct span key;
	enum err_code rc = cursor_open(t, TABLE_RECORD, &c, e);

	*out = 1;
	if (rc != ERR_OK)
		return rc;
	rc = cursor_last(c, &key, NULL, e);
	if (rc == ERR_OK && key.size == 4)
		*out = be32(key.data) + 1;
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}
