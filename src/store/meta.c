/* Implements the table "meta", which holds a few named facts and counters. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "store/store_internal.h"

static struct span
name_span(const char *name)
{
	return (struct span){ (const unsigned char *)name, strlen(name) };
}

enum err_code
meta_get(struct txn *t, const char *name, struct span *out, struct err *e)
{
	return table_get(t, TABLE_META, name_span(name), out, e);
}

enum err_code
meta_put(struct txn *t, const char *name, struct span value, struct err *e)
{
	return table_put(t, TABLE_META, name_span(name), value, e);
}

enum err_code
meta_get_number(struct txn *t, const char *name, uint64_t *out, struct err *e)
{
	struct span value;
	enum err_code rc = meta_get(t, name, &value, e);

	*out = 0;
	if (rc == ERR_NOT_FOUND)
		return ERR_OK;
	if (rc != ERR_OK)
		return rc;
	if (value.size != 8)
		return err_set(e, ERR_STORE, _("the store's \"%s\" is damaged"), name);
	*out = be64(value.data);
	return ERR_OK;
}

enum err_code
meta_put_number(struct txn *t, const char *name, uint64_t n, struct err *e)
{
	struct buf value;
	enum err_code rc;

	buf_init(&value);
	buf_be64(&value, n);
	rc = meta_put(t, name, buf_span(&value), e);
	buf_clear(&value);
	return rc;
}
