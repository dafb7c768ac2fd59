/* Keeps the identities of this store in the journal. The meta key "origin" is the present one;
 * "origins" lists all of them, with the sequence at which each begins. A store without "origins"
 * has had only one. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/registry_internal.h"

#define ORIGIN_SIZE (UUID_SIZE + 8)

static enum err_code
unknown_store(const struct registry *r, struct err *e)
{
	return err_set(e, ERR_STORE, _("%s does not say what store it is"), store_path(r->store));
}

static void
set_origins(struct registry *r, size_t count)
{
	free(r->origins);
	r->origins = mem_new(sizeof *r->origins * count);
	r->origin_count = count;
}

enum err_code
origins_read(struct registry *r, struct txn *t, struct err *e)
{
	struct span all, origin;
	enum err_code rc = meta_get(t, META_ORIGIN, &origin, e);

	if (rc == ERR_NOT_FOUND || (rc == ERR_OK && origin.size != UUID_SIZE))
		return unknown_store(r, e);
	if (rc == ERR_OK)
		rc = meta_get(t, META_ORIGINS, &all, e);
	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == ERR_NOT_FOUND) {
		set_origins(r, 1);
		memcpy(r->origins[0].uuid.byte, origin.data, UUID_SIZE);
		r->origins[0].first = 1;
		return ERR_OK;
	}
	if (all.size == 0 || all.size % ORIGIN_SIZE != 0 || all.size / ORIGIN_SIZE > UINT16_MAX)
		return unknown_store(r, e);
	set_origins(r, all.size / ORIGIN_SIZE);
	for (size_t i = 0; i < r->origin_count; i++) {
		const unsigned char *p = all.data + i * ORIGIN_SIZE;

		memcpy(r->origins[i].uuid.byte, p, UUID_SIZE);
		r->origins[i].first = be64(p + UUID_SIZE);
	}
	return ERR_OK;
}

enum err_code
origins_add(struct registry *r, struct txn *t, uint64_t first, struct err *e)
{
	struct origin *o;
	struct buf all;
	enum err_code rc;

	r->origins = mem_grow(r->origins, r->origin_count + 1, sizeof *r->origins);
	o = &r->origins[r->origin_count++];
	*o = (struct origin){ uuid_new(), first };
	buf_init(&all);
	for (size_t i = 0; i < r->origin_count; i++) {
		buf_add(&all, r->origins[i].uuid.byte, UUID_SIZE);
		buf_be64(&all, r->origins[i].first);
	}
	rc = meta_put(t, META_ORIGIN, (struct span){ o->uuid.byte, UUID_SIZE }, e);
	if (rc == ERR_OK)
		rc = meta_put(t, META_ORIGINS, buf_span(&all), e);
	buf_clear(&all);
	return rc;
}

struct entry_key
own_key(const struct registry *r, uint64_t sequence)
{
	size_t number = r->origin_count - 1;

	while (number > 0 && r->origins[number].first > sequence)
		number--;
	return (struct entry_key){ (uint16_t)number, sequence };
}

enum err_code
own_last(const struct registry *r, struct txn *t, struct entry_key *key, struct span *entry,
         struct err *e)
{
	enum err_code rc = ERR_OK;

	*key = (struct entry_key){ 0 };
	for (size_t n = r->origin_count; rc == ERR_OK && n > 0 && key->sequence == 0; n--)
		rc = journal_last(t, (uint16_t)(n - 1), key, entry, e);
	return rc;
}
