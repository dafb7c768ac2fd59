/* Copies a store while it is in use, and replaces one that is not. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "store/store_internal.h"

enum err_code
store_copy(struct store *s, int fd, const char *name, struct err *e)
{
	int rc;

	stop_hold();
	rc = mdb_env_copyfd2(s->env, fd, MDB_CP_COMPACT);
	stop_release();
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
	char *path;
	struct folder folder;
	struct lock_file *lock;
	int data;                       /* -1: none yet */
};

static enum err_code
take(struct claim *c, struct err *e)
{
	enum err_code rc = lock_open(&c->folder, LOCK_ALONE, &c->lock, e);

	if (rc == ERR_OK)
		rc = data_hold(&c->folder, true, &c->data, e);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

enum err_code
store_claim(const char *path, bool is_trusted, struct claim **out, struct err *e)
{
	struct claim *c = mem_new(sizeof *c);
	enum err_code rc;

	*out = NULL;
	c->path = mem_text(path);
	c->data = -1;
	rc = folder_open(c->path, is_trusted, &c->folder, e);
	if (rc == ERR_NOT_FOUND)
		rc = err_set(e, ERR_STORE, _("the folder %s cannot be opened: %s"), path,
		             strerror(ENOENT));
	if (rc == ERR_OK)
		rc = take(c, e);
	if (rc != ERR_OK) {
		store_unclaim(c);
		return rc;
	}
	*out = c;
	return ERR_OK;
}

void
store_unclaim(struct claim *c)
{
	if (c == NULL)
		return;
	lock_close(c->lock);
	if (c->data >= 0)
		close(c->data);
	folder_close(&c->folder);
	free(c->path);
	free(c);
}

/* The new file is usable by the same people as the old one: what root restores for others belongs
 * to them. */
static enum err_code
take_after(const struct claim *c, const char *file, const struct stat *old, struct err *e)
{
	const struct stat *model = old != NULL ? old : &c->folder.stat;

	if ((geteuid() == 0 && chown(file, model->st_uid, model->st_gid) != 0) ||
	    chmod(file, old != NULL ? old->st_mode & 0660 : folder_mode(&c->folder)) != 0)
		return err_set(e, ERR_DENIED, _("%s cannot be given its owner and mode: %s"), file,
		               strerror(errno));
	return ERR_OK;
}

enum err_code
store_replace(const struct claim *c, const char *file, bool is_new, struct err *e)
{
	struct stat old;
	enum err_code rc = folder_look(&c->folder, DATA_FILE, &old, e);

	if (rc == ERR_OK && is_new)
		return err_set(e, ERR_STORE, _("there is a store in %s already"), c->path);
	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		return rc;
	rc = take_after(c, file, rc == ERR_OK ? &old : NULL, e);
	/* Done here, where nobody else has the store open, for the benefit of readers, who make no
	 * files. */
	if (rc == ERR_OK)
		rc = readers_make(&c->folder, true, e);
	if (rc == ERR_OK && renameat(AT_FDCWD, file, c->folder.fd, DATA_FILE) != 0)
		rc = err_set(e, ERR_STORE, _("%s/%s cannot be put into its place: %s"), c->path,
		             DATA_FILE, strerror(errno));
	if (rc == ERR_OK)
		folder_sync(&c->folder);
	return rc;
}
