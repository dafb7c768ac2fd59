#include <config.h>

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/intl.h"

enum err_code
file_refuse(const char *path, int number, struct err *e)
{
	static const int of_the_name[] = { ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, ELOOP,
	                                   ENAMETOOLONG, ENXIO, ENODEV };
	enum err_code code = ERR_STORE;

	for (size_t i = 0; i < sizeof of_the_name / sizeof of_the_name[0]; i++) {
		if (number == of_the_name[i])
			code = ERR_USAGE;
	}
	return err_set(e, code, _("%s cannot be read: %s"), path, strerror(number));
}

enum err_code
file_read(const char *path, struct buf *out, struct err *e)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum err_code rc = ERR_OK;
	ssize_t n;

	if (fd < 0)
		return file_refuse(path, errno, e);
	while ((n = read(fd, buf_room(out, 65536), 65536)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		out->size += (size_t)n;
	}
	if (n < 0)
		rc = file_refuse(path, errno, e);
	if (fd != STDIN_FILENO)
		close(fd);
	return rc;
}

struct safe_file {
	char *path, *draft;
	FILE *stream;
};

/* The draft that a signal must take away; a process writes one file at a time. */
static char *volatile open_draft;

/* Likewise the files of a folder, and the folder behind them. */
#define MOST_DRAFTS 8
static char *draft_files[MOST_DRAFTS];
static char *volatile draft_folder;

static void
forsake_folder(void)
{
	if (draft_folder == NULL)
		return;
	for (size_t i = 0; i < MOST_DRAFTS && draft_files[i] != NULL; i++) {
		if (unlink(draft_files[i]) != 0)
			rmdir(draft_files[i]);
	}
	rmdir(draft_folder);
}

void
drafts_forsake(void)
{
	if (open_draft != NULL)
		unlink(open_draft);
	forsake_folder();
}

enum err_code
draft_folder_make(const char *path, const char *const *names, char **out, struct err *e)
{
	char *folder = mem_printf("%s.XXXXXX", path), *slash = strrchr(folder, '/');
	enum err_code rc = ERR_OK;

	*out = NULL;
	if (slash != NULL && slash > folder) {
		*slash = '\0';
		rc = directory_make(folder, e);
		*slash = '/';
	}
	if (rc == ERR_OK && mkdtemp(folder) == NULL)
		rc = err_set(e, errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_DENIED,
		             _("%s cannot be made: %s"), folder, strerror(errno));
	if (rc != ERR_OK) {
		free(folder);
		return rc;
	}
	for (size_t i = 0; i < MOST_DRAFTS - 1 && names[i] != NULL; i++)
		draft_files[i] = path_join(folder, names[i]);
	draft_folder = folder;
	*out = folder;
	return ERR_OK;
}

void
draft_folder_remove(char *folder)
{
	if (folder == NULL)
		return;
	forsake_folder();
	draft_folder = NULL;
	for (size_t i = 0; i < MOST_DRAFTS; i++) {
		free(draft_files[i]);
		draft_files[i] = NULL;
	}
	free(folder);
}

static void
safe_file_free(struct safe_file *f)
{
	if (f->stream != NULL)
		fclose(f->stream);
	open_draft = NULL;
	free(f->path);
	free(f->draft);
	free(f);
}

static enum err_code
write_err(const struct safe_file *f, int number, struct err *e)
{
	enum err_code code = number == ENOSPC || number == EDQUOT ? ERR_FULL : ERR_STORE;

	return err_set(e, code, _("%s cannot be written: %s"), f->path, strerror(number));
}

enum err_code
safe_file_open(const char *path, struct safe_file **out, struct err *e)
{
	struct safe_file *f = mem_new(sizeof *f);
	int fd;

	*out = NULL;
	f->path = mem_text(path);
	f->draft = mem_printf("%s.XXXXXX", path);
	fd = mkstemp(f->draft);
	if (fd < 0 || (f->stream = fdopen(fd, "w")) == NULL) {
		enum err_code rc = write_err(f, errno, e);

		safe_file_free(f);
		return rc;
	}
	open_draft = f->draft;
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

/* The rename is on the disk only when its directory is. */
void
directory_sync(const char *path)
{
	char *dir = mem_text(path), *slash = strrchr(dir, '/');
	int fd;

	if (slash == NULL)
		strcpy(dir, ".");
	else if (slash == dir)
		slash[1] = '\0';
	else
		*slash = '\0';
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(dir);
}

/* Never over another file; on file systems that cannot promise that (EINVAL) the moment between
 * looking and renaming is left. */
static int
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

static enum err_code
commit(struct safe_file *f, int (*put)(const char *from, const char *to), struct err *e)
{
	enum err_code rc = ERR_OK;

	if (fflush(f->stream) != 0 || ferror(f->stream) || fsync(fileno(f->stream)) != 0)
		rc = write_err(f, errno, e);
	if (rc == ERR_OK && put(f->draft, f->path) != 0)
		rc = write_err(f, errno, e);
	if (rc == ERR_OK)
		directory_sync(f->path);
	else
		unlink(f->draft);
	safe_file_free(f);
	return rc;
}

enum err_code
safe_file_commit(struct safe_file *f, struct err *e)
{
	return commit(f, rename, e);
}

enum err_code
safe_file_commit_new(struct safe_file *f, struct err *e)
{
	return commit(f, rename_new, e);
}

void
safe_file_abort(struct safe_file *f)
{
	if (f == NULL)
		return;
	unlink(f->draft);
	safe_file_free(f);
}

bool
file_exists(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0;
}

enum err_code
directory_make(const char *path, struct err *e)
{
	char *copy = mem_text(path);
	enum err_code rc = ERR_OK;

	for (char *p = copy + 1; rc == ERR_OK && *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) != 0 && errno != EEXIST)
			rc = err_set(e, ERR_DENIED, _("%s cannot be made: %s"), copy,
			             strerror(errno));
		*p = '/';
	}
	if (rc == ERR_OK && mkdir(copy, 0700) != 0 && errno != EEXIST)
		rc = err_set(e, ERR_DENIED, _("%s cannot be made: %s"), copy, strerror(errno));
	free(copy);
	return rc;
}

char *
path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir);

	return mem_printf("%s%s%s", dir, n > 0 && dir[n - 1] == '/' ? "" : "/", name);
}
