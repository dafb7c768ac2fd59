/* Records who has which record open; this is advisory, and its failures are ignored. */
#include <config.h>

#include "base/clock.h"
#include "registry/drafts.h"
#include "registry/registry_internal.h"

enum err_code
registry_open_session(struct registry *r, struct err *e)
{
	const struct store_options options = {
		.path = store_path(r->store),
		.is_read_only = registry_is_read_only(r),
		.is_trusted = settings_trust_store(r->settings),
		.readers = r->settings->readers,
		.operator_name = r->settings->operator_name,
	};

	return r->session != NULL ? ERR_OK : session_open(&options, &r->session, e);
}

void
registry_be_present(struct registry *r, uint32_t number, int64_t since)
{
	struct err ignored;

	if (r->session != NULL)
		session_be_present(r->session, number, since, clock_now(), &ignored);
}

void
registry_be_gone(struct registry *r, uint32_t number)
{
	struct err ignored;

	if (r->session != NULL)
		session_be_gone(r->session, number, &ignored);
}

void
registry_present(struct registry *r, uint32_t number, struct present **out, size_t *count)
{
	struct err ignored;

	*out = NULL;
	*count = 0;
	if (r->session != NULL)
		session_present(r->session, number, clock_now(), out, count, &ignored);
}
