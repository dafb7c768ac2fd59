/* Implements the table "link", which tells who refers to a record. */
#include <config.h>

#include "store/store_internal.h"

static void
link_key(struct buf *key, const struct link *l)
{
	buf_be32(key, l->target);
	buf_be16(key, l->type);
	buf_be16(key, l->field);
	buf_be16(key, l->column);
	buf_be32(key, l->source);
}

struct link
link_get(const void *key)
{
	const unsigned char *p = key;

	return (struct link){ be32(p), be16(p + 4), be16(p + 6), be16(p + 8), be32(p + 10) };
}

enum err_code
links_put(struct txn *t, const struct link *l, struct err *e)
{
	struct buf key;
	enum err_code rc;

	buf_init(&key);
	link_key(&key, l);
	rc = table_put(t, TABLE_LINK, buf_span(&key), (struct span){ 0 }, e);
	buf_clear(&key);
	return rc;
}

enum err_code
links_delete(struct txn *t, const struct link *l, struct err *e)
{
	struct buf key;
	enum err_code rc;

	buf_init(&key);
	link_key(&key, l);
	rc = table_delete(t, TABLE_LINK, buf_span(&key), e);
	buf_clear(&key);
	return rc;
}
