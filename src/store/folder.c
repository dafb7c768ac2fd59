/* Opens the folder of a store and the files in it, without following links. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/intl.h"
#include "store/folder.h"

static enum err_code
cannot_open(const struct folder *f, const char *name, int number, struct err *e)
{
	return err_set(e, number == ENOENT ? ERR_STORE : ERR_DENIED,
	               _("%s/%s cannot be opened: %s"), f->path, name, strerror(number));
}

/* ---- the folder */

static enum err_code
belongs_to_another(const char *path, uid_t owner, struct err *e)
{
	const struct passwd *p = getpwuid(owner);
	char number[16];

	snprintf(number, sizeof number, "%u", (unsigned)owner);
	return err_set(e, ERR_DENIED,
	               _("the folder %s belongs to %s, who could make you write to other files:"
	                 " --trust opens it if you trust them"),
	               path, p != NULL ? p->pw_name : number);
}

/* Whose files and folders are trusted. */
static bool
is_rightful(const struct folder *f, const struct stat *s)
{
	return s->st_uid == getuid() || s->st_uid == 0 || s->st_uid == f->stat.st_uid ||
	       (folder_mode(f) == 0660 && s->st_gid == f->stat.st_gid);
}

/* A group with write access was chosen by the owner: it is the folder's own (setgid), or the
 * owner's private group, as many systems provide. In a sticky folder like /tmp nobody can replace
 * another's file. */
static bool
is_open_to_strangers(const struct stat *s)
{
	if ((s->st_mode & S_ISVTX) != 0)
		return false;
	if ((s->st_mode & S_IWOTH) != 0)
		return true;
	return (s->st_mode & S_IWGRP) != 0 && (s->st_mode & S_ISGID) == 0 && s->st_gid != 0 &&
	       s->st_gid != getgid();
}

static enum err_code
check_strangers(const struct folder *f, struct err *e)
{
	if (f->is_trusted || !is_open_to_strangers(&f->stat))
		return ERR_OK;
	return err_set(e, ERR_DENIED,
	               _("others can put files into the folder %s: take that right away with"
	                 " chmod go-w, or use --trust"),
	               f->path);
}

static enum err_code
take_folder(struct folder *f, int at, const char *name, int flags, struct err *e)
{
	f->fd = openat(at, name, O_PATH | O_DIRECTORY | O_CLOEXEC | flags);
	if (f->fd >= 0 && fstat(f->fd, &f->stat) == 0)
		return check_strangers(f, e);
	if (errno == ENOENT)
		return ERR_NOT_FOUND;
	return err_set(e, ERR_DENIED, _("the folder %s cannot be opened: %s"), f->path,
	               strerror(errno));
}

enum err_code
folder_open(const char *path, bool is_trusted, struct folder *out, struct err *e)
{
	enum err_code rc;

	*out = (struct folder){ .fd = -1, .path = path, .is_trusted = is_trusted };
	rc = take_folder(out, AT_FDCWD, path, 0, e);
	if (rc == ERR_OK && !is_trusted && out->stat.st_uid != 0 && out->stat.st_uid != getuid())
		rc = belongs_to_another(path, out->stat.st_uid, e);
	if (rc != ERR_OK)
		folder_close(out);
	return rc;
}

/* Files that root makes in somebody's folder are given to the owner; only root can do that. */
static void
give(const struct folder *f, int fd)
{
	if (geteuid() == 0 && f->stat.st_uid != 0)
		(void)!fchown(fd, f->stat.st_uid, f->stat.st_gid);
}

static enum err_code
settle_inside(const struct folder *f, const char *name, struct err *e)
{
	int fd = openat(f->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	enum err_code rc = ERR_OK;

	if (fd < 0 || (folder_mode(f) == 0660 && fchmod(fd, 02770) != 0))
		rc = err_set(e, ERR_DENIED, _("%s/%s cannot be shared: %s"), f->path, name,
		             strerror(errno));
	if (fd < 0)
		return rc;
	give(f, fd);
	close(fd);
	return rc;
}

enum err_code
folder_make_inside(const struct folder *f, const char *name, struct err *e)
{
	if (mkdirat(f->fd, name, 0700) == 0)
		return settle_inside(f, name, e);
	if (errno == EEXIST)
		return ERR_OK;
	return err_set(e, ERR_DENIED, _("%s/%s cannot be made: %s"), f->path, name,
	               strerror(errno));
}

enum err_code
folder_open_inside(const struct folder *f, const char *name, const char *path, struct folder *out,
                   struct err *e)
{
	enum err_code rc;

	*out = (struct folder){ .fd = -1, .path = path, .is_trusted = f->is_trusted };
	rc = take_folder(out, f->fd, name, O_NOFOLLOW, e);
	if (rc == ERR_OK && !is_rightful(f, &out->stat))
		rc = belongs_to_another(path, out->stat.st_uid, e);
	if (rc != ERR_OK)
		folder_close(out);
	return rc;
}

void
folder_close(struct folder *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

void
folder_sync(const struct folder *f)
{
	int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

unsigned
folder_mode(const struct folder *f)
{
	return (f->stat.st_mode & S_ISGID) != 0 && (f->stat.st_mode & 0070) == 0070 ? 0660 : 0600;
}

void
folder_name(const struct folder *f, char out[FOLDER_NAME])
{
	snprintf(out, FOLDER_NAME, "/proc/self/fd/%d", f->fd);
}

/* ---- its files */

static enum err_code
check_file(const struct folder *f, const char *name, const struct stat *s, struct err *e)
{
	if (S_ISLNK(s->st_mode))
		return err_set(e, ERR_STORE, _("%s/%s is a symbolic link, not a file of a store;"
		               " nothing was opened"), f->path, name);
	if (!S_ISREG(s->st_mode))
		return err_set(e, ERR_STORE, _("%s/%s is not a regular file; nothing was opened"),
		               f->path, name);
	if (s->st_nlink != 1)
		return err_set(e, ERR_STORE,
		               _("%s/%s is one file with another name elsewhere (a hard link);"
		                 " nothing was opened"),
		               f->path, name);
	if (!is_rightful(f, s))
		return err_set(e, ERR_DENIED,
		               _("%s/%s belongs neither to you nor to the folder's owner; nothing"
		                 " was opened"),
		               f->path, name);
	return ERR_OK;
}

enum err_code
folder_look(const struct folder *f, const char *name, struct stat *out, struct err *e)
{
	if (fstatat(f->fd, name, out, AT_SYMLINK_NOFOLLOW) == 0) {
		file_shut(out);
		return check_file(f, name, out, e);
	}
	return errno == ENOENT ? ERR_NOT_FOUND : cannot_open(f, name, errno, e);
}

/* Opening a device can have effects, so the file is examined first. */
enum err_code
folder_file(const struct folder *f, const char *name, int access, int *fd, struct err *e)
{
	struct stat s;
	enum err_code rc = folder_look(f, name, &s, e);

	*fd = -1;
	if (rc != ERR_OK)
		return rc;
	*fd = openat(f->fd, name, access | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (*fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : cannot_open(f, name, errno, e);
	if (fstat(*fd, &s) != 0)
		rc = cannot_open(f, name, errno, e);
	else
		rc = check_file(f, name, &s, e);
	if (rc != ERR_OK) {
		close(*fd);
		*fd = -1;
	}
	return rc;
}

enum err_code
folder_new_file(const struct folder *f, const char *name, int *fd, struct err *e)
{
	struct stat s;

	*fd = openat(f->fd, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	             folder_mode(f));
	if (*fd < 0)
		return errno == EEXIST ? ERR_CONFLICT : cannot_open(f, name, errno, e);
	fchmod(*fd, folder_mode(f));            /* whatever the umask says */
	if (fstat(*fd, &s) == 0)
		file_shut(&s);
	give(f, *fd);
	return ERR_OK;
}
