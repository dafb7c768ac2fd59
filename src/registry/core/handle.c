/* What an open register knows of itself, and transactions for a while. */
#include <config.h>

#include "registry/batch.h"
#include "registry/registry_internal.h"

const struct schema *
registry_schema(const struct registry *r)
{
	return r->schema;
}

enum err_code
registry_may(const struct registry *r, enum operator_role role, struct err *e)
{
	return settings_may(r->settings, role, e);
}

const struct settings *
registry_settings(const struct registry *r)
{
	return r->settings;
}

bool
registry_is_read_only(const struct registry *r)
{
	return store_is_read_only(r->store);
}

const struct directory *
registry_directory(struct registry *r)
{
	return &r->directory;
}

uint64_t
registry_commit(const struct registry *r)
{
	return store_last_commit(r->store);
}

void
registry_on_waiting(struct registry *r,
                    bool (*waiting)(void *context, const char *holder, int seconds), void *context)
{
	store_on_waiting(r->store, (struct store_waiting){ waiting, context });
}

enum err_code
registry_lock(struct registry *r, struct err *e)
{
	return store_lock(r->store, e);
}

void
registry_unlock(struct registry *r)
{
	store_unlock(r->store);
}

/* ---- transactions for a while */

enum err_code
visit_begin(struct registry *r, struct visit *v, struct err *e)
{
	*v = (struct visit){ r, r->txn == NULL };
	return v->is_own ? store_read(r->store, &r->txn, e) : ERR_OK;
}

void
visit_end(struct visit *v)
{
	if (!v->is_own)
		return;
	store_end(v->registry->txn);
	v->registry->txn = NULL;
}
