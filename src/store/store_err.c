/* Says in a sentence what LMDB or the system refuses. */
#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/intl.h"
#include "store/store_internal.h"

enum err_code
store_err(const struct store *s, int rc, struct err *e)
{
	switch (rc) {
	case MDB_MAP_FULL:
		return err_set(e, ERR_FULL,
		               _("the store has filled the %ld GiB that limits.map reserves"
		                 " for it; nothing was changed"),
		               s->options.map_gib);
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
	case EIO:
	case MDB_PANIC:
		return err_set(e, ERR_FULL,
		               _("the disk of %s is full or failing; nothing was changed"),
		               s->path);
	case MDB_READERS_FULL:
		return err_set(e, ERR_STORE, _("too many sessions have %s open; try again"),
		               s->path);
	case MDB_INVALID:
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_VERSION_MISMATCH:
		return err_set(e, ERR_STORE, _("the store %s is damaged: restore it from a backup"),
		               s->path);
	case EACCES:
	case EPERM:
	case EROFS:
		return err_set(e, ERR_DENIED, _("the store %s may not be used by you: %s"),
		               s->path, strerror(rc));
	default:
		return err_set(e, ERR_STORE, _("the store %s cannot be used: %s"), s->path,
		               mdb_strerror(rc));
	}
}
