/* Keeps in the store by which rules, and with which knowledge of characters, its indexes were made. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "registry/registry_internal.h"

/* By which rules, and which knowledge of characters, keys and words were made, and which of them
 * are kept. */
static char *
folding(void)
{
	return mem_printf("%d %s %d", TEXT_FOLD_VERSION, text_unicode_version(), INDEX_LAYOUT);
}

enum err_code
folding_put(struct txn *t, struct err *e)
{
	char *now = folding();
	enum err_code rc = meta_put(t, META_FOLDING,
	                            (struct span){ (const unsigned char *)now, strlen(now) }, e);

	free(now);
	return rc;
}

enum err_code
folding_is_ours(struct txn *t, bool *out, struct err *e)
{
	char *now = folding();
	struct span stored = { 0 };
	enum err_code rc = meta_get(t, META_FOLDING, &stored, e);

	*out = stored.size == strlen(now) && memcmp(stored.data, now, stored.size) == 0;
	free(now);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}
