/* Opens and reads the files that users name, and refuses those of a store. */
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

/* Files identified by device and inode, whatever name leads to them. */
static struct {
	struct shut {
		dev_t device;
		ino_t number;
	} *list;
	size_t count, room;
} shut;

static bool
is_shut(const struct stat *s)
{
	for (size_t i = 0; i < shut.count; i++) {
		if (shut.list[i].device == s->st_dev && shut.list[i].number == s->st_ino)
			return true;
	}
	return false;
}

void
file_shut(const struct stat *s)
{
	if (is_shut(s))
		return;
	MEM_ROOM(shut.list, shut.count, shut.room);
	shut.list[shut.count++] = (struct shut){ s->st_dev, s->st_ino };
}

int
file_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC | O_NOCTTY);
	struct stat s;

	if (fd < 0 || fstat(fd, &s) != 0 || !is_shut(&s))
		return fd;
	/* The file stays open: closing it would release the locks that LMDB has on it. */
	errno = EPERM;
	return -1;
}

enum err_code
file_read(const char *path, struct buf *out, struct err *e)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : file_open(path, O_RDONLY);
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
