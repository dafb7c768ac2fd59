/* Implements the table "index", in which records are found and ordered by a field. */
#include <config.h>

#include "store/store_internal.h"

void
index_prefix(struct buf *key, uint16_t type, uint16_t field)
{
	buf_be16(key, type);
	buf_be16(key, field);
}

static void
index_key(struct buf *key, uint16_t type, uint16_t field, struct span sort_key, uint32_t number)
{
	index_prefix(key, type, field);
	buf_add(key, sort_key.data, sort_key.size);
	buf_be32(key, number);
}

enum err_code
index_put(struct txn *t, uint16_t type, uint16_t field, struct span sort_key, uint32_t number,
          struct err *e)
{
	struct buf key;
	enum err_code rc;

	buf_init(&key);
	index_key(&key, type, field, sort_key, number);
	rc = table_put(t, TABLE_INDEX, buf_span(&key), (struct span){ 0 }, e);
	buf_clear(&key);
	return rc;
}

enum err_code
index_put_key(struct txn *t, struct span key, struct err *e)
{
	return table_put(t, TABLE_INDEX, key, (struct span){ 0 }, e);
}

enum err_code
index_delete(struct txn *t, uint16_t type, uint16_t field, struct span sort_key, uint32_t number,
             struct err *e)
{
	struct buf key;
	enum err_code rc;

	buf_init(&key);
	index_key(&key, type, field, sort_key, number);
	rc = table_delete(t, TABLE_INDEX, buf_span(&key), e);
	buf_clear(&key);
	return rc;
}

enum err_code
index_find(struct txn *t, uint16_t type, uint16_t field, struct span sort_key, uint32_t *number,
           struct err *e)
{
	struct span found;
	struct cursor *c;
	struct buf key;
	enum err_code rc = cursor_open(t, TABLE_INDEX, &c, e);

	if (rc != ERR_OK)
		return rc;
	buf_init(&key);
	index_key(&key, type, field, sort_key, 0);
	key.size -= 4;
	rc = cursor_seek(c, buf_span(&key), &found, NULL, e);
	if (rc == ERR_OK &&
	    (found.size != key.size + 4 || !span_starts_with(found, buf_span(&key))))
		rc = ERR_NOT_FOUND;
	if (rc == ERR_OK)
		*number = be32(found.data + found.size - 4);
	cursor_close(c);
	buf_clear(&key);
	return rc;
}
