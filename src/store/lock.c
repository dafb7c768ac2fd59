/* Implements the queue of writers. LMDB can neither try its write lock nor time out, so every
 * writer takes this lock first, and writes a line about itself into the file.
 *
 * Everybody who has the store open shares a lock on one byte of the same file, far behind that
 * line, so that a process that wants to replace the store can tell by locking the byte alone. The
 * kernel releases all locks with their holder. The two locks do not interfere: one is taken with
 * flock(2), the other with fcntl(2). */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/text.h"
#include "store/store_internal.h"

#define LINE_SIZE 128
#define POLL_MS   10

#define OPEN_BYTE (1 << 20)
#define HOLD_MS   1000            /* how long to wait for the data file */

struct lock_file {
	int fd;
	bool is_taken;
};

/* A reader uses the lock file if it exists; a writer makes it. */
static enum err_code
open_file(const struct folder *folder, enum lock_use use, int *fd, struct err *e)
{
	int access = use == LOCK_READING ? O_RDONLY : O_RDWR;
	enum err_code rc = folder_file(folder, WRITER_LOCK, access, fd, e);

	if (rc == ERR_NOT_FOUND && use != LOCK_READING) {
		rc = folder_new_file(folder, WRITER_LOCK, fd, e);
		if (rc == ERR_CONFLICT)         /* by somebody else, this moment */
			rc = folder_file(folder, WRITER_LOCK, access, fd, e);
		if (rc == ERR_NOT_FOUND)
			rc = err_set(e, ERR_STORE, _("%s/%s cannot be opened: %s"), folder->path,
			             WRITER_LOCK, strerror(ENOENT));
	}
	return rc;
}

static enum err_code
take_open_byte(int fd, const char *path, enum lock_use use, struct err *e)
{
	struct flock byte = { .l_type = use == LOCK_ALONE ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET,
	                      .l_start = OPEN_BYTE, .l_len = 1 };

	if (fcntl(fd, F_OFD_SETLK, &byte) == 0)
		return ERR_OK;
	if (errno != EAGAIN && errno != EACCES)
		return err_set(e, ERR_STORE, _("the store %s cannot be locked: %s"), path,
		               strerror(errno));
	if (use == LOCK_ALONE)
		return err_set(e, ERR_STORE,
		               _("somebody has the store %s open; it was not touched"), path);
	return err_set(e, ERR_STORE, _("the store %s is being replaced at this moment; try again"),
	               path);
}

enum err_code
lock_open(const struct folder *folder, enum lock_use use, struct lock_file **out, struct err *e)
{
	int fd;
	enum err_code rc = open_file(folder, use, &fd, e);

	*out = NULL;
	if (rc == ERR_NOT_FOUND)
		return ERR_OK;
	if (rc == ERR_OK)
		rc = take_open_byte(fd, folder->path, use, e);
	if (rc != ERR_OK) {
		if (fd >= 0)
			close(fd);
		return rc;
	}
	*out = mem_new(sizeof **out);
	(*out)->fd = fd;
	return ERR_OK;
}

/* ---- without lock files. A reader makes no file. Where LMDB's table of readers is missing, there
 * is no writer either, and none may start: readers share a lock on the data file, and a process
 * that makes the table, or replaces the data file, locks it alone. */

/* Whether this is still the data file: it may have been replaced during the wait. */
static bool
is_in_place(const struct folder *folder, int fd)
{
	struct stat held, there;

	return fstat(fd, &held) == 0 && folder_look(folder, DATA_FILE, &there, NULL) == ERR_OK &&
	       held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

enum err_code
data_hold(const struct folder *folder, bool alone, int *fd, struct err *e)
{
	int64_t start = clock_ticks();

	for (;;) {
		const struct timespec pause = { 0, POLL_MS * 1000000L };
		enum err_code rc = folder_file(folder, DATA_FILE, O_RDONLY, fd, e);

		if (rc != ERR_OK)
			return rc;
		if (flock(*fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 &&
		    is_in_place(folder, *fd))
			return ERR_OK;
		close(*fd);
		*fd = -1;
		if (clock_ticks() - start >= HOLD_MS)
			break;
		nanosleep(&pause, NULL);
	}
	return err_set(e, ERR_STORE,
	               alone ? _("somebody has the store %s open for reading only: try again when"
	                         " they have left") :
	                       _("the store %s is being replaced at this moment; try again"),
	               folder->path);
}

/* Without this file nobody has the environment open, so it may be opened and closed here. */
static enum err_code
make_readers_file(const struct folder *folder, struct err *e)
{
	struct stat s;
	int fd;
	enum err_code rc = folder_new_file(folder, READERS_FILE, &fd, e);

	if (rc == ERR_OK)
		close(fd);
	return rc == ERR_CONFLICT ? folder_look(folder, READERS_FILE, &s, e) : rc;
}

enum err_code
readers_make(const struct folder *folder, bool is_held, struct err *e)
{
	struct stat s;
	int data = -1;
	enum err_code rc = folder_look(folder, READERS_FILE, &s, e);

	if (rc != ERR_NOT_FOUND)
		return rc;
	if (!is_held)
		rc = data_hold(folder, true, &data, e);
	if (rc == ERR_OK || rc == ERR_NOT_FOUND)
		rc = make_readers_file(folder, e);
	if (data >= 0)
		close(data);
	return rc;
}

void
lock_close(struct lock_file *l)
{
	if (l == NULL)
		return;
	lock_release(l);
	close(l->fd);
	free(l);
}

/* Who holds the lock, according to the file; the text may be incomplete or stale, so it is only
 * displayed. */
static void
read_holder(const struct lock_file *l, char holder[LINE_SIZE])
{
	char line[LINE_SIZE];
	ssize_t n = pread(l->fd, line, sizeof line - 1, 0);
	struct buf shown;

	line[n < 0 ? 0 : n] = '\0';
	line[strcspn(line, "\n")] = '\0';
	buf_init(&shown);
	text_show(line, strlen(line), LINE_SIZE / 4, TEXT_ASCII, &shown);
	snprintf(holder, LINE_SIZE, "%s",
	         shown.size > 0 ? buf_string(&shown) : _("another session"));
	buf_clear(&shown);
}

static void
write_holder(const struct lock_file *l, const char *operator_name)
{
	char line[LINE_SIZE], when[CLOCK_TEXT];
	int n;

	clock_format(clock_now(), when);
	n = snprintf(line, sizeof line, "%.60s %s (%ld)\n", operator_name, when, (long)getpid());
	if (pwrite(l->fd, line, (size_t)n, 0) == n)
		(void)!ftruncate(l->fd, n);
}

/* Takes the lock if it is free. Stop signals are delayed before it is taken and delivered after it
 * is released, so that a stopped process never holds it. */
static bool
take_now(struct lock_file *l)
{
	int error;

	stop_hold();
	l->is_taken = flock(l->fd, LOCK_EX | LOCK_NB) == 0;
	error = errno;
	if (!l->is_taken)
		stop_release();
	errno = error;
	return l->is_taken;
}

enum err_code
lock_take(struct lock_file *l, const char *operator_name, const struct store_waiting *waiting,
          struct err *e)
{
	int64_t start = clock_ticks();
	int told = 0;

	while (!take_now(l)) {
		const struct timespec pause = { 0, POLL_MS * 1000000L };
		int seconds = (int)((clock_ticks() - start) / 1000);
		char holder[LINE_SIZE];

		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(e, ERR_STORE, _("the writers' lock cannot be taken: %s"),
			               strerror(errno));
		if (seconds > told) {
			told = seconds;
			read_holder(l, holder);
			if (waiting->waiting == NULL ||
			    !waiting->waiting(waiting->context, holder, seconds))
				return err_set(e, ERR_STORE, _("%s has been writing for %d seconds; nothing was saved,"
				               " try again"), holder, seconds);
		}
		nanosleep(&pause, NULL);
	}
	write_holder(l, operator_name);
	return ERR_OK;
}

bool
lock_try(struct lock_file *l, const char *operator_name, int ms, struct err *e)
{
	int64_t start = clock_ticks();
	char holder[LINE_SIZE];

	while (!take_now(l)) {
		const struct timespec pause = { 0, POLL_MS * 1000000L };

		if (clock_ticks() - start >= ms || (errno != EWOULDBLOCK && errno != EINTR)) {
			read_holder(l, holder);
			err_set(e, ERR_STORE, _("%s has the lock"), holder);
			return false;
		}
		nanosleep(&pause, NULL);
	}
	write_holder(l, operator_name);
	return true;
}

void
lock_release(struct lock_file *l)
{
	if (!l->is_taken)
		return;
	flock(l->fd, LOCK_UN);
	l->is_taken = false;
	stop_release();
}
