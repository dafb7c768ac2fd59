/* Counts the acts and entries that were ever written, to notice if the last of them are gone: what
 * is missing at the end of a chain breaks none of its links. The totals only grow, and are never
 * adjusted to what is found. A store of version 0.1 has none until something is written. */
#include <config.h>

#include "base/intl.h"
#include "registry/journal/journal_internal.h"

#define META_TOTALS "totals"
#define TOTALS_SIZE 16

static enum err_code
put_totals(struct txn *t, uint64_t acts, uint64_t entries, struct err *e)
{
	struct buf value;
	enum err_code rc;

	buf_init(&value);
	buf_be64(&value, acts);
	buf_be64(&value, entries);
	rc = meta_put(t, META_TOTALS, buf_span(&value), e);
	buf_clear(&value);
	return rc;
}

enum err_code
totals_get(struct txn *t, uint64_t *acts, uint64_t *entries, struct err *e)
{
	struct span value;
	enum err_code rc = meta_get(t, META_TOTALS, &value, e);

	*acts = *entries = 0;
	if (rc != ERR_OK)
		return rc;
	if (value.size != TOTALS_SIZE)
		return err_set(e, ERR_STORE, _("the store's \"%s\" is damaged"), META_TOTALS);
	*acts = be64(value.data);
	*entries = be64(value.data + 8);
	return ERR_OK;
}

enum err_code
totals_add(struct txn *t, uint64_t entries, struct err *e)
{
	uint64_t acts_before, entries_before;
	enum err_code rc = totals_get(t, &acts_before, &entries_before, e);

	if (rc == ERR_NOT_FOUND) {
		acts_before = table_count(t, TABLE_ACT);
		entries_before = table_count(t, TABLE_JOURNAL) - entries;
	} else if (rc != ERR_OK) {
		return rc;
	}
	return put_totals(t, acts_before + 1, entries_before + entries, e);
}
