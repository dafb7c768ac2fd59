/* Collects the store's figures. */
#include <config.h>

#include <stdio.h>

#include "base/digest.h"
#include "registry/registry_internal.h"

static enum err_code
read_head(struct registry *r, struct registry_info *out, struct err *e)
{
	struct entry_key key;
	struct span entry;
	struct digest hash;
	enum err_code rc = own_last(r, r->txn, &key, &entry, e);

	out->head[0] = '\0';
	if (rc != ERR_OK || key.sequence == 0)
		return rc;
	out->head_sequence = key.sequence;
	hash = digest_of(entry.data, entry.size);
	for (int i = 0; i < DIGEST_SIZE; i++)
		snprintf(out->head + 2 * i, 3, "%02x", hash.byte[i]);
	return ERR_OK;
}

enum err_code
registry_info(struct registry *r, struct registry_info *out, struct err *e)
{
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	*out = (struct registry_info){ .path = store_path(r->store),
	                               .origin = r->origins[r->origin_count - 1].uuid };
	if (rc != ERR_OK)
		return rc;
	store_size(r->store, &out->file_size, &out->used_size);
	out->records = 0;
	for (size_t i = 0; rc == ERR_OK && i < r->schema->count; i++) {
		uint64_t count;

		rc = registry_count(r, r->schema->types[i], &count, e);
		out->records += count;
	}
	out->entries = table_count(r->txn, TABLE_JOURNAL);
	out->acts = table_count(r->txn, TABLE_ACT);
	if (rc == ERR_OK)
		rc = meta_get_number(r->txn, META_FORMAT, &out->format, e);
	if (rc == ERR_OK)
		rc = read_head(r, out, e);
	visit_end(&v);
	return rc;
}
