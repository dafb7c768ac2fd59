/* Implements the table "uuid", from an identity to a record number. */
#include <config.h>

#include "base/intl.h"
#include "store/store_internal.h"

enum err_code
uuids_get(struct txn *t, const struct uuid *uuid, uint32_t *out, struct err *e)
{
	struct span value;
	enum err_code rc = table_get(t, TABLE_UUID, (struct span){ uuid->byte, UUID_SIZE }, &value,
	                             e);

	if (rc != ERR_OK)
		return rc;
	if (value.size != 4)
		return err_set(e, ERR_STORE, _("the store's table of identities is damaged"));
	*out = be32(value.data);
	return ERR_OK;
}

enum err_code
uuids_put(struct txn *t, const struct uuid *uuid, uint32_t number, struct err *e)
{
	struct buf value;
	enum err_code rc;

	buf_init(&value);
	buf_be32(&value, number);
	rc = table_append(t, TABLE_UUID, (struct span){ uuid->byte, UUID_SIZE }, buf_span(&value),
	                  e);
	buf_clear(&value);
	return rc;
}
