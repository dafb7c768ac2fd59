/* Writes a file whole or not at all. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ending.h"
#include "base/file.h"
#include "base/intl.h"

#define READER_MS 5000  /* how long to wait for a reader of a named pipe */

struct safe_file {
	char *path;             /* as it was given */
	char *place;            /* the path that is replaced, with symbolic links resolved */
	char *draft;            /* a path to it while it is being written */
	FILE *stream;
	int target;             /* the existing file, open for writing; or -1 */
	struct stat model;      /* of the target */
	bool is_there, is_nameless, is_written_into;
};

static void
safe_file_free(struct safe_file *f)
{
	draft_note(NULL);
	if (f->stream != NULL)
		fclose(f->stream);
	if (f->target > STDERR_FILENO)
		close(f->target);
	free(f->path);
	free(f->place);
	free(f->draft);
	free(f);
}

static enum err_code
write_err(const struct safe_file *f, int number, struct err *e)
{
	enum err_code code = number == ENOSPC || number == EDQUOT || number == EFBIG ? ERR_FULL : ERR_STORE;

	return err_set(e, code, _("%s cannot be written: %s"), f->path, strerror(number));
}

/* ---- what is there */

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Standard output or error, if the name leads there: a position in a file must continue, and a
 * socket cannot be opened again. */
static int
standard_stream(const struct stat *s)
{
	struct stat own;

	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fstat(fd, &own) == 0 && is_same(&own, s))
			return fd;
	}
	return -1;
}

/* The path of the file itself, or NULL if it has none any more, as for a descriptor below /proc. */
static char *
own_place(const char *path, const struct stat *model)
{
	char *place = realpath(path, NULL);
	struct stat s;

	if (place == NULL || (lstat(place, &s) == 0 && is_same(&s, model)))
		return place;
	free(place);
	return NULL;
}

/* Examines the path. Returns 0 or errno. */
static int
look(struct safe_file *f)
{
	struct stat link;
	int standard;

	if (stat(f->path, &f->model) != 0) {
		int number = errno;

		f->place = mem_text(f->path);
		/* Writing through a dangling link would make a file that nobody named. */
		return number == ENOENT && lstat(f->path, &link) != 0 ? 0 : number;
	}
	f->is_there = true;
	standard = standard_stream(&f->model);
	f->is_written_into = standard >= 0 || !S_ISREG(f->model.st_mode);
	f->target = standard;
	/* A pipe that nobody reads yet is opened when there is something to write. */
	if (standard < 0)
		f->target = file_open(f->path, O_WRONLY | O_NONBLOCK);
	if (f->target < 0 && !(S_ISFIFO(f->model.st_mode) && errno == ENXIO))
		return errno;
	f->place = f->is_written_into ? NULL : own_place(f->path, &f->model);
	f->is_written_into |= f->place == NULL || f->model.st_nlink > 1;
	return 0;
}

/* ---- the draft */

/* A file without a name needs /proc to get one. */
static int
open_nameless(struct safe_file *f)
{
	char *folder = mem_text(f->place), *slash = strrchr(folder, '/');
	int fd;

	if (slash != NULL)
		slash[slash == folder] = '\0';
	fd = open(slash == NULL ? "." : folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	free(folder);
	if (fd < 0)
		return -1;
	f->draft = mem_printf("/proc/self/fd/%d", fd);
	f->is_nameless = file_exists(f->draft);
	if (f->is_nameless)
		return fd;
	close(fd);
	free(f->draft);
	f->draft = NULL;
	return -1;
}

static FILE *
open_draft(struct safe_file *f)
{
	int fd = open_nameless(f);

	if (fd < 0) {
		f->draft = mem_printf("%s.XXXXXX", f->place);
		ending_hold();
		fd = mkostemp(f->draft, O_CLOEXEC);
		if (fd >= 0)
			draft_note(f->draft);
		ending_release();
	}
	return fd < 0 ? NULL : fdopen(fd, "w+");
}

enum err_code
safe_file_open(const char *path, struct safe_file **out, struct err *e)
{
	struct safe_file *f = mem_new(sizeof *f);
	int number;

	*out = NULL;
	f->path = mem_text(path);
	f->target = -1;
	number = look(f);
	if (number == 0 && !f->is_written_into) {
		f->stream = open_draft(f);
		number = f->stream == NULL ? errno : 0;
		/* The folder may accept no new file while the existing file can still be
		 * written. */
		if (f->is_there && (number == EACCES || number == EPERM || number == EROFS)) {
			f->is_written_into = true;
			number = 0;
		}
	}
	if (number == 0 && f->stream == NULL) {
		f->stream = tmpfile();
		number = f->stream == NULL ? errno : 0;
	}
	if (number != 0) {
		write_err(f, number, e);
		safe_file_free(f);
		return e->code;
	}
	*out = f;
	return ERR_OK;
}

FILE *
safe_file_stream(struct safe_file *f)
{
	return f->stream;
}

const char *
safe_file_draft(const struct safe_file *f)
{
	return f->draft;
}

/* ---- writing into what is there */

/* Returns 0 or errno. */
static int
await_reader(struct safe_file *f)
{
	const struct timespec pause = { 0, 20 * 1000000L };
	int64_t start = clock_ticks();

	while (f->target < 0) {
		f->target = file_open(f->path, O_WRONLY | O_NONBLOCK);
		if (f->target < 0 && (errno != ENXIO || clock_ticks() - start > READER_MS))
			return errno;
		if (f->target < 0)
			nanosleep(&pause, NULL);
	}
	return 0;
}

static int
copy_all(FILE *from, int to)
{
	char chunk[65536];
	size_t n;

	rewind(from);
	while ((n = fread(chunk, 1, sizeof chunk, from)) > 0) {
		for (size_t at = 0; at < n; ) {
			ssize_t put = write(to, chunk + at, n - at);

			if (put < 0 && errno != EINTR)
				return errno;
			at += put > 0 ? (size_t)put : 0;
		}
	}
	return feof(from) && !ferror(from) ? 0 : errno;
}

/* With all of the room reserved, only a failure of the disk can stop the write. */
static int
copy_over(const struct safe_file *f, off_t size)
{
	int number = size > f->model.st_size ? posix_fallocate(f->target, 0, size) : 0;

	if (number != 0) {
		(void)!ftruncate(f->target, f->model.st_size);
		return number;
	}
	number = copy_all(f->stream, f->target);
	if (number == 0 && (ftruncate(f->target, size) != 0 || fsync(f->target) != 0))
		number = errno;
	return number;
}

static int
write_into(struct safe_file *f)
{
	struct stat draft;
	int flags, number = await_reader(f);

	if (number != 0)
		return number;
	if (f->target <= STDERR_FILENO) {
		fflush(stdout);
		return copy_all(f->stream, f->target);
	}
	flags = fcntl(f->target, F_GETFL);
	if (flags < 0 || fcntl(f->target, F_SETFL, flags & ~O_NONBLOCK) != 0 ||
	    fstat(fileno(f->stream), &draft) != 0)
		return errno;
	if (S_ISREG(f->model.st_mode))
		return copy_over(f, draft.st_size);
	number = copy_all(f->stream, f->target);
	/* Most devices and all pipes have nothing to sync. */
	if (number == 0 && fsync(f->target) != 0 && errno == EIO)
		number = errno;
	return number;
}

/* ---- taking the name */

static bool
copy_access_list(int fd, const char *path)
{
	static const char name[] = "system.posix_acl_access";
	char list[4096];
	ssize_t n = getxattr(path, name, list, sizeof list);

	if (n < 0)
		return errno == ENODATA || errno == ENOTSUP;
	return fsetxattr(fd, name, list, (size_t)n, 0) == 0;
}

bool
file_take_after(int fd, const struct stat *model, const char *path)
{
	struct stat s;

	if (fstat(fd, &s) != 0)
		return false;
	if ((s.st_uid != model->st_uid || s.st_gid != model->st_gid) &&
	    fchown(fd, model->st_uid, model->st_gid) != 0)
		return false;
	return fchmod(fd, model->st_mode & 07777) == 0 && copy_access_list(fd, path);
}

int
rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (file_exists(to)) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

/* A name beside its place, for a draft without a name. */
static int
link_beside(struct safe_file *f)
{
	for (unsigned i = 0; i < 1000; i++) {
		char *name = mem_printf("%s.%06x", f->place, (unsigned)getpid() * 1000 + i);

		if (linkat(AT_FDCWD, f->draft, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
			free(f->draft);
			f->draft = name;
			f->is_nameless = false;
			draft_note(name);
			return 0;
		}
		free(name);
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* Returns 0 or errno. */
static int
take_name(struct safe_file *f, bool may_replace)
{
	int rc = -1;

	if (f->is_nameless && !f->is_there) {
		rc = linkat(AT_FDCWD, f->draft, AT_FDCWD, f->place, AT_SYMLINK_FOLLOW);
		if (rc == 0 || errno != EEXIST || !may_replace)
			return rc == 0 ? 0 : errno;
	}
	if (f->is_nameless && link_beside(f) != 0)
		return errno;
	rc = may_replace ? rename(f->draft, f->place) : rename_new(f->draft, f->place);
	return rc == 0 ? 0 : errno;
}

static void
discard(struct safe_file *f)
{
	if (f->draft != NULL && !f->is_nameless)
		unlink(f->draft);
}

static enum err_code
commit(struct safe_file *f, bool may_replace, struct err *e)
{
	enum err_code rc = ERR_OK;
	int number = 0;

	if (fflush(f->stream) != 0 || ferror(f->stream))
		return write_err(f, errno, e);
	if (!may_replace && f->is_there)
		return write_err(f, EEXIST, e);
	if (!f->is_written_into && f->is_there)
		f->is_written_into = !file_take_after(fileno(f->stream), &f->model, f->place);
	if (f->is_written_into)
		number = write_into(f);
	else if (fsync(fileno(f->stream)) != 0)
		number = errno;
	if (number == ENXIO)
		return err_set(e, ERR_STORE, _("nobody reads %s, so nothing was written"), f->path);
	if (number == 0 && !f->is_written_into) {
		ending_hold();
		number = take_name(f, may_replace);
		if (number == 0)
			draft_note(NULL);
		ending_release();
	}
	if (number != 0)
		rc = write_err(f, number, e);
	else if (!f->is_written_into)
		directory_sync(f->place);
	return rc;
}

static enum err_code
commit_and_free(struct safe_file *f, bool may_replace, struct err *e)
{
	enum err_code rc = commit(f, may_replace, e);

	if (rc != ERR_OK || f->is_written_into)
		discard(f);
	safe_file_free(f);
	return rc;
}

enum err_code
safe_file_commit(struct safe_file *f, struct err *e)
{
	return commit_and_free(f, true, e);
}

enum err_code
safe_file_commit_new(struct safe_file *f, struct err *e)
{
	return commit_and_free(f, false, e);
}

void
safe_file_abort(struct safe_file *f)
{
	if (f == NULL)
		return;
	discard(f);
	safe_file_free(f);
}
