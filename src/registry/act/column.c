/* Keeps the columns of sort-key prefixes in step with the records. One chunk of each field is held
 * until a record outside it comes, so that a thousand new records cost only a few writes. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "registry/act/act_internal.h"

struct chunk {
	const struct field *field;
	uint32_t number;
	unsigned char bytes[COLUMN_BYTES];
};

struct column_changes {
	struct chunk **list;            /* one a field */
	size_t count, room;
};

void
column_forget(struct act *a)
{
	struct column_changes *c = a->columns;

	if (c == NULL)
		return;
	for (size_t i = 0; i < c->count; i++)
		free(c->list[i]);
	free(c->list);
	free(c);
	a->columns = NULL;
}

static enum err_code
write_chunk(struct act *a, const struct chunk *k, struct err *e)
{
	return columns_put(a->txn, k->field->of->number, k->field->number, k->number, k->bytes, e);
}

enum err_code
column_flush(struct act *a, struct err *e)
{
	const struct column_changes *c = a->columns;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; c != NULL && rc == ERR_OK && i < c->count; i++)
		rc = write_chunk(a, c->list[i], e);
	column_forget(a);
	return rc;
}

static enum err_code
read_chunk(struct act *a, struct chunk *k, const struct field *f, uint32_t number, struct err *e)
{
	struct span stored;
	enum err_code rc = columns_get(a->txn, f->of->number, f->number, number, &stored, e);

	k->field = f;
	k->number = number;
	if (rc == ERR_OK)
		memcpy(k->bytes, stored.data, COLUMN_BYTES);
	else
		memset(k->bytes, 0, COLUMN_BYTES);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static struct chunk *
chunk_of(struct column_changes *c, const struct field *f)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->list[i]->field == f)
			return c->list[i];
	}
	return NULL;
}

enum err_code
column_set(struct act *a, const struct field *f, uint32_t number, struct span sort_key,
           struct err *e)
{
	uint64_t prefix = column_prefix(sort_key);
	unsigned char *place;
	struct chunk *k;
	enum err_code rc = ERR_OK;

	if (a->columns == NULL)
		a->columns = mem_new(sizeof *a->columns);
	k = chunk_of(a->columns, f);
	if (k == NULL) {
		k = mem_new(sizeof *k);
		MEM_ROOM(a->columns->list, a->columns->count, a->columns->room);
		a->columns->list[a->columns->count++] = k;
		rc = read_chunk(a, k, f, number / COLUMN_RECORDS, e);
	} else if (k->number != number / COLUMN_RECORDS) {
		rc = write_chunk(a, k, e);
		if (rc == ERR_OK)
			rc = read_chunk(a, k, f, number / COLUMN_RECORDS, e);
	}
	place = k->bytes + number % COLUMN_RECORDS * 8;
	for (int i = 0; i < 8; i++)
		place[i] = (unsigned char)(prefix >> (56 - 8 * i));
	return rc;
}
