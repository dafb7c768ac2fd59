/* Puts into a store what Chancery would never have let in, as a damaged or foreign writer might:
 *
 *     foreign STORE FROM TO     replaces a text by another of the same length, in records, journal, acts
 *
 * Checksums of records are made anew, so that nothing but what is shown protects who looks at
 * it. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/buf.h"
#include "store/store.h"
#include "store/tables.h"

struct exchange {
	struct txn *txn;
	const char *from, *to;
	size_t size;
	int count;
};

static bool
exchange_in(struct exchange *x, struct buf *bytes)
{
	bool found = false;

	for (size_t i = 0; i + x->size <= bytes->size; i++) {
		if (memcmp(bytes->data + i, x->from, x->size) != 0)
			continue;
		memcpy(bytes->data + i, x->to, x->size);
		x->count++;
		found = true;
	}
	return found;
}

static enum err_code
put(struct exchange *x, enum table table, struct span key, struct span value, struct err *e)
{
	struct stored s;

	if (table == TABLE_JOURNAL)
		return journal_put(x->txn, entry_key_get(key.data), value, e);
	if (table == TABLE_ACT)
		return acts_put(x->txn, be32(key.data), value, e);
	if (records_get(x->txn, be32(key.data), &s, e) != ERR_OK)
		return e->code;
	s.body = value;
	return records_put(x->txn, be32(key.data), &s, e);
}

static enum err_code
exchange_table(struct exchange *x, enum table table, struct err *e)
{
	enum err_code rc = ERR_OK;
	struct span key, value;
	struct cursor *c;
	struct buf k, v;

	/* What is written disturbs the walk: it begins anew behind the key in hand. */
	buf_init(&k);
	buf_init(&v);
	while (rc == ERR_OK) {
		rc = cursor_open(x->txn, table, &c, e);
		if (rc == ERR_OK)
			rc = k.size == 0 ? cursor_first(c, &key, &value, e) :
			     cursor_seek(c, buf_span(&k), &key, &value, e);
		if (rc == ERR_OK && k.size == key.size && memcmp(k.data, key.data, key.size) == 0)
			rc = cursor_next(c, &key, &value, e);
		if (rc == ERR_OK) {
			struct stored s;

			buf_reset(&k);
			buf_add(&k, key.data, key.size);
			if (table == TABLE_RECORD &&
			    records_decode(value, be32(key.data), &s, e) == ERR_OK)
				value = s.body;
			buf_reset(&v);
			buf_add(&v, value.data, value.size);
		}
		cursor_close(c);
		if (rc == ERR_OK && exchange_in(x, &v))
			rc = put(x, table, buf_span(&k), buf_span(&v), e);
	}
	buf_clear(&k);
	buf_clear(&v);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

int
main(int argc, char **argv)
{
	struct store_options options = { .map_gib = 1, .readers = 16, .operator_name = "foreign" };
	struct exchange x = { 0 };
	struct store *s;
	struct err e;
	enum err_code rc;

	if (argc != 4 || strlen(argv[2]) != strlen(argv[3]) || sodium_init() < 0)
		return 2;
	options.path = argv[1];
	x.from = argv[2];
	x.to = argv[3];
	x.size = strlen(x.from);
	rc = store_open(&options, &s, &e);
	if (rc == ERR_OK)
		rc = store_write(s, false, &x.txn, &e);
	if (rc == ERR_OK)
		rc = exchange_table(&x, TABLE_RECORD, &e);
	if (rc == ERR_OK)
		rc = exchange_table(&x, TABLE_JOURNAL, &e);
	if (rc == ERR_OK)
		rc = exchange_table(&x, TABLE_ACT, &e);
	if (rc == ERR_OK)
		rc = store_commit(x.txn, &e);
	if (rc != ERR_OK) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	store_close(s);
	printf("%d\n", x.count);
	return 0;
}
