/* Copies of a store: written while it is in use, and put in the place of one that is not. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "store/private.h"

enum err_code
store_copy(struct store *s, int fd, const char *name, struct err *e)
{
	int rc = mdb_env_copyfd2(s->env, fd, MDB_CP_COMPACT);

	switch (rc) {
	case 0:
		return ERR_OK;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
	case EIO:
		return err_set(e, ERR_FULL, _("%s cannot be written: %s"), name, strerror(rc));
	case MDB_INCOMPATIBLE:          /* its way of saying that pages are in no list of its own */
		return err_set(e, ERR_STORE,
		               _("the store %s cannot be copied, since it is damaged: run"
		                 " `chancery check`"),
		               s->path);
	default:
		return store_err(s, rc, e);
	}
}

/* ---- in the place of a store */

struct claim {
	char *folder;
	struct lock_file *lock;
};

enum err_code
store_claim(const char *folder, struct claim **out, struct err *e)
{
	struct lock_file *lock;
	enum err_code rc = lock_open(folder, LOCK_ALONE, &lock, e);

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	*out = mem_new(sizeof **out);
	(*out)->folder = mem_text(folder);
	(*out)->lock = lock;
	return ERR_OK;
}

void
store_unclaim(struct claim *c)
{
	if (c == NULL)
		return;
	lock_close(c->lock);
	free(c->folder);
	free(c);
}

/* Whoever could use the old file can use the new one: what root restores for others is theirs. */
static enum err_code
take_after(const char *file, const char *data, const char *folder, struct err *e)
{
	struct stat model;
	bool is_there = stat(data, &model) == 0;

	if (!is_there && stat(folder, &model) != 0)
		return ERR_OK;
	if ((geteuid() == 0 && chown(file, model.st_uid, model.st_gid) != 0) ||
	    chmod(file, is_there ? model.st_mode & 0660 : file_mode(folder)) != 0)
		return err_set(e, ERR_DENIED, _("%s cannot be given its owner and mode: %s"), file,
		               strerror(errno));
	return ERR_OK;
}

enum err_code
store_replace(const struct claim *c, const char *file, bool is_new, struct err *e)
{
	char *data = path_join(c->folder, "data.mdb");
	enum err_code rc = ERR_OK;

	if (is_new && file_exists(data))
		rc = err_set(e, ERR_STORE, _("there is a store in %s already"), c->folder);
	if (rc == ERR_OK)
		rc = take_after(file, data, c->folder, e);
	if (rc == ERR_OK && rename(file, data) != 0)
		rc = err_set(e, ERR_STORE, _("%s cannot be put into its place: %s"), data,
		             strerror(errno));
	if (rc == ERR_OK)
		directory_sync(data);
	free(data);
	return rc;
}
