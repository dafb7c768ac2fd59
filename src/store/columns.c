/* Implements the table "column": the first eight bytes of sort keys, by record number. */
#include <config.h>

#include "base/intl.h"
#include "store/store_internal.h"

#define KEY_SIZE 8

static struct span
column_key(uint16_t type, uint16_t field, uint32_t chunk, unsigned char *bytes)
{
	bytes[0] = (unsigned char)(type >> 8);
	bytes[1] = (unsigned char)type;
	bytes[2] = (unsigned char)(field >> 8);
	bytes[3] = (unsigned char)field;
	for (int i = 0; i < 4; i++)
		bytes[4 + i] = (unsigned char)(chunk >> (24 - 8 * i));
	return (struct span){ bytes, KEY_SIZE };
}

enum err_code
columns_get(struct txn *t, uint16_t type, uint16_t field, uint32_t chunk, struct span *out,
            struct err *e)
{
	unsigned char key[KEY_SIZE];
	enum err_code rc = table_get(t, TABLE_COLUMN, column_key(type, field, chunk, key), out, e);

	if (rc == ERR_OK && out->size != COLUMN_BYTES)
		return err_set(e, ERR_STORE, _("the sort column of field %u is damaged"), field);
	return rc;
}

enum err_code
columns_put(struct txn *t, uint16_t type, uint16_t field, uint32_t chunk, const void *bytes,
            struct err *e)
{
	unsigned char key[KEY_SIZE];

	return table_put(t, TABLE_COLUMN, column_key(type, field, chunk, key),
	                 (struct span){ bytes, COLUMN_BYTES }, e);
}

uint64_t
column_prefix(struct span sort_key)
{
	uint64_t prefix = 0;

	for (size_t i = 0; i < sizeof prefix; i++)
		prefix = prefix << 8 | (i < sort_key.size ? sort_key.data[i] : 0);
	return prefix;
}
