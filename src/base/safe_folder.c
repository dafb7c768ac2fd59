/* Writes a folder of files whole or not at all. */
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/ending.h"
#include "base/file.h"
#include "base/intl.h"

struct safe_folder {
	char *path;                     /* behind symbolic links */
	char *draft;
	const char *const *names;
	bool is_there, is_inside;       /* the draft is in the folder itself */
	struct stat model;
};

static void
safe_folder_free(struct safe_folder *f)
{
	draft_folder_remove(f->draft);
	free(f->path);
	free(f);
}

static enum err_code
write_err(const struct safe_folder *f, int number, struct err *e)
{
	enum err_code code = number == ENOSPC || number == EDQUOT ? ERR_FULL : ERR_STORE;

	return err_set(e, code, _("%s cannot be written: %s"), f->path, strerror(number));
}

/* Whether another file system is mounted here: it cannot be exchanged with a folder beside it. */
static bool
is_mounted(const char *path)
{
	struct statx s;

	return statx(AT_FDCWD, path, 0, STATX_TYPE, &s) == 0 &&
	       (s.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

enum err_code
safe_folder_open(const char *path, const char *const *names, struct safe_folder **out,
                 struct err *e)
{
	struct safe_folder *f = mem_new(sizeof *f);
	enum err_code rc = ERR_DENIED;

	*out = NULL;
	f->names = names;
	f->path = realpath(path, NULL);
	f->is_there = f->path != NULL && stat(f->path, &f->model) == 0;
	if (f->path == NULL)
		f->path = mem_text(path);
	for (size_t n = strlen(f->path); n > 1 && f->path[n - 1] == '/'; n--)
		f->path[n - 1] = '\0';
	if (f->is_there && access(f->path, W_OK | X_OK) != 0)
		rc = write_err(f, errno, e);
	else if (!f->is_there || !is_mounted(f->path))
		rc = draft_folder_make(f->path, names, &f->draft, e);
	/* The parent folder may not be writable. */
	if (rc == ERR_DENIED && f->is_there) {
		char *inside = path_join(f->path, "export");

		f->is_inside = true;
		rc = draft_folder_make(inside, names, &f->draft, e);
		free(inside);
	}
	if (rc != ERR_OK) {
		safe_folder_free(f);
		return rc;
	}
	*out = f;
	return ERR_OK;
}

const char *
safe_folder_draft(const struct safe_folder *f)
{
	return f->draft;
}

/* ---- what is there */

static bool
is_named(const struct safe_folder *f, const char *name)
{
	for (size_t i = 0; f->names[i] != NULL; i++) {
		if (strcmp(f->names[i], name) == 0)
			return true;
	}
	return false;
}

/* Whether the old folder may be replaced as a whole. */
static bool
has_only_ours(const struct safe_folder *f)
{
	DIR *dir = opendir(f->path);
	const struct dirent *d;
	bool is_ours = dir != NULL;

	while (is_ours && (errno = 0, d = readdir(dir)) != NULL)
		is_ours = strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0 ||
		          is_named(f, d->d_name);
	is_ours = is_ours && errno == 0;
	if (dir != NULL)
		closedir(dir);
	return is_ours;
}

static bool
is_where_we_are(const struct safe_folder *f)
{
	struct stat here;

	return stat(".", &here) == 0 && here.st_dev == f->model.st_dev &&
	       here.st_ino == f->model.st_ino;
}

/* Gives the new files the mode and owner of the old ones. ERR_STORE: an old one is not a regular
 * file. */
static enum err_code
take_after_all(const struct safe_folder *f, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && f->names[i] != NULL; i++) {
		char *old = path_join(f->path, f->names[i]), *new = path_join(f->draft, f->names[i]);
		int fd = open(new, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		struct stat s;

		if (lstat(old, &s) == 0 && !S_ISREG(s.st_mode))
			rc = err_set(e, ERR_STORE, _("%s is not a regular file, and nothing was written"),
			             old);
		else if (fd >= 0 && lstat(old, &s) == 0)
			(void)file_take_after(fd, &s, old);     /* else it is ours alone */
		if (fd >= 0)
			close(fd);
		free(old);
		free(new);
	}
	return rc;
}

/* ---- the exchange */

/* Exchanges two files or folders. Where the file system cannot do that in one step it takes three
 * renames, which are reversed if one fails. Returns 0 or errno. */
static int
exchange(const char *a, const char *b)
{
	char *aside;
	int number = 0;

	if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return errno;
	aside = mem_printf("%s.old", a);
	if (rename(b, aside) != 0) {
		number = errno;
	} else if (rename(a, b) != 0) {
		number = errno;
		(void)!rename(aside, b);
	} else {
		(void)!rename(aside, a);
	}
	free(aside);
	return number;
}

/* Exchanges one file with the old one, or moves it if there is none; or puts it back. */
static int
move_file(const struct safe_folder *f, const char *name, bool is_back, bool *was_there)
{
	char *old = path_join(f->path, name), *new = path_join(f->draft, name);
	int number;

	if (!is_back)
		*was_there = file_exists(old);
	if (*was_there)
		number = exchange(new, old);
	else
		number = (is_back ? rename_new(old, new) : rename_new(new, old)) == 0 ? 0 : errno;
	free(old);
	free(new);
	return number;
}

static int
move_files(const struct safe_folder *f)
{
	bool *was_there;
	size_t count = 0, done = 0;
	int number = 0;

	while (f->names[count] != NULL)
		count++;
	was_there = mem_new(sizeof *was_there * (count + 1));
	while (number == 0 && done < count) {
		number = move_file(f, f->names[done], false, &was_there[done]);
		done += number == 0;
	}
	while (number != 0 && done > 0) {
		done--;
		move_file(f, f->names[done], true, &was_there[done]);
	}
	free(was_there);
	return number;
}

static bool
keeps_folder(const struct safe_folder *f)
{
	int fd = open(f->draft, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool keeps = fd >= 0 && file_take_after(fd, &f->model, f->path);

	if (fd >= 0)
		close(fd);
	return keeps;
}

static int
put(const struct safe_folder *f)
{
	if (!f->is_there)
		return rename_new(f->draft, f->path) == 0 ? 0 : errno;
	if (!f->is_inside && has_only_ours(f) && !is_where_we_are(f) && keeps_folder(f))
		return exchange(f->draft, f->path);
	return move_files(f);
}

enum err_code
safe_folder_commit(struct safe_folder *f, struct err *e)
{
	enum err_code rc = take_after_all(f, e);
	char *inside = path_join(f->path, "."), *draft_inside = path_join(f->draft, ".");
	int number;

	if (rc == ERR_OK) {
		directory_sync(draft_inside);
		/* Until the exchange is complete, old and new files are mixed: no signal may come
		 * in between. */
		ending_hold();
		number = put(f);
		ending_release();
		if (number != 0)
			rc = write_err(f, number, e);
	}
	if (rc == ERR_OK) {
		directory_sync(inside);
		directory_sync(f->path);
	}
	free(inside);
	free(draft_inside);
	safe_folder_free(f);    /* together with the old files, which are now in the draft */
	return rc;
}

void
safe_folder_abort(struct safe_folder *f)
{
	if (f != NULL)
		safe_folder_free(f);
}
