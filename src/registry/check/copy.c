/* Makes copies of a register, and registers from copies. */
#include <config.h>

#include <stdlib.h>

#include "base/file.h"
#include "registry/act/act_internal.h"

enum err_code
registry_copy(struct registry *r, int fd, const char *name, struct err *e)
{
	enum err_code rc = registry_may(r, OPERATOR_ADMINISTRATOR, e);

	return rc == ERR_OK ? store_copy(r->store, fd, name, e) : rc;
}

enum err_code
registry_restart(struct registry *r, const char *sentence, struct err *e)
{
	struct act a;
	enum err_code rc = act_begin(&a, r, ACT_RESTART, sentence, e);

	if (rc != ERR_OK)
		return rc;
	a.is_recorded = true;
	a.tells_schema = true;
	rc = origins_add(r, a.txn, a.last.sequence + 1, e);
	if (rc == ERR_OK)
		return act_end(&a, false, NULL, e);
	act_abort(&a);
	return rc;
}

enum err_code
registry_claim(const struct settings *settings, struct claim **out, struct err *e)
{
	enum err_code rc = directory_make(settings->store, e);

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	return store_claim(settings->store, settings_trust_store(settings), out, e);
}

enum err_code
registry_replace(const struct claim *c, const char *draft, bool is_new, struct err *e)
{
	char *data = path_join(draft, "data.mdb");
	enum err_code rc = store_replace(c, data, is_new, e);

	free(data);
	return rc;
}

void
registry_unclaim(struct claim *c)
{
	store_unclaim(c);
}
