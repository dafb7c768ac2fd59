/* Reads much as it was at one moment, without keeping that moment at any price: pages that others
 * free meanwhile cannot be reused, so what costs too much begins again with what is there now. */
#include <config.h>

#include "base/intl.h"
#include "registry/registry_internal.h"

#define MOST_TRIES 3

struct moment_limits moment_limits = { .cost = (uint64_t)32 << 20 };

enum err_code
registry_moment_goes_on(struct registry *r, struct err *e)
{
	uint64_t last;

	if (!r->moment.is_bounded)
		return ERR_OK;
	last = store_newest_commit(r->txn);
	if (last == r->moment.looked_at)
		return ERR_OK;
	r->moment.looked_at = last;
	if (store_kept_back(r->txn, moment_limits.cost) < moment_limits.cost)
		return ERR_OK;
	r->moment.is_over = true;
	return err_set(e, ERR_STORE,
	               _("others change the register too fast for it to be read as it was at one"
	                 " moment: try again when they write less"));
}

/* What is read is understood by the schema of the session. */
static enum err_code
check_edition(struct registry *r, struct err *e)
{
	uint64_t edition;
	enum err_code rc = meta_get_number(r->txn, META_EDITION, &edition, e);

	if (rc != ERR_OK || edition == r->edition)
		return rc;
	return err_set(e, ERR_STORE, _("the schema was changed meanwhile: start again"));
}

static enum err_code
try_once(struct registry *r, enum err_code (*work)(void *context, struct err *e), void *context,
         struct err *e)
{
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	r->moment = (struct moment){ .is_bounded = true, .looked_at = txn_id(r->txn) };
	rc = check_edition(r, e);
	if (rc == ERR_OK)
		rc = work(context, e);
	r->moment.is_bounded = false;
	visit_end(&v);
	return rc;
}

enum err_code
registry_at_one_moment(struct registry *r, enum err_code (*work)(void *context, struct err *e),
                       void *context, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (int i = 0; i < MOST_TRIES; i++) {
		rc = try_once(r, work, context, e);
		if (rc == ERR_OK || !r->moment.is_over)
			break;
	}
	return rc;
}
