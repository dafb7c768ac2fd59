/* The writers' queue. LMDB can neither try its write lock nor time out, so every writer first takes
 * this lock of ours; whoever has it writes a line about itself into the file.
 *
 * One byte of the same file, far behind that line, is locked by everybody who has the store open:
 * together, so that who replaces the store can tell by locking it alone. The kernel drops all
 * locks with their holder. The two do not meet: one is flock(2)'s, the other fcntl(2)'s. */
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
#include "base/file.h"
#include "base/intl.h"
#include "base/text.h"
#include "store/private.h"

#define LINE_SIZE 128
#define POLL_MS   10

#define OPEN_BYTE (1 << 20)

struct lock_file {
	int fd;
	bool is_taken;
};

static int
open_file(const char *path, const char *folder, enum lock_use use)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_CREAT, file_mode(folder));

	if (fd >= 0)
		share_file(fd, folder);
	if (fd < 0 && use == LOCK_READING)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd;
}

static enum err_code
take_open_byte(int fd, const char *folder, enum lock_use use, struct err *e)
{
	struct flock byte = { .l_type = use == LOCK_ALONE ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET,
	                      .l_start = OPEN_BYTE, .l_len = 1 };

	if (fcntl(fd, F_OFD_SETLK, &byte) == 0)
		return ERR_OK;
	if (errno != EAGAIN && errno != EACCES)
		return err_set(e, ERR_STORE, _("the store %s cannot be locked: %s"), folder,
		               strerror(errno));
	if (use == LOCK_ALONE)
		return err_set(e, ERR_STORE,
		               _("somebody has the store %s open; it was not touched"), folder);
	return err_set(e, ERR_STORE, _("the store %s is being replaced at this moment; try again"),
	               folder);
}

enum err_code
lock_open(const char *folder, enum lock_use use, struct lock_file **out, struct err *e)
{
	char *path = path_join(folder, "writer.lock");
	int fd = open_file(path, folder, use);
	enum err_code rc = ERR_OK;

	*out = NULL;
	if (fd < 0 && use != LOCK_READING)
		rc = err_set(e, errno == ENOENT ? ERR_STORE : ERR_DENIED,
		             _("%s cannot be opened: %s"), path, strerror(errno));
	free(path);
	if (fd < 0)
		return rc;
	rc = take_open_byte(fd, folder, use, e);
	if (rc != ERR_OK) {
		close(fd);
		return rc;
	}
	*out = mem_new(sizeof **out);
	(*out)->fd = fd;
	return ERR_OK;
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

/* Who holds the lock, as the file tells; it may be half written or stale, so it is only shown. */
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

/* Takes the lock if nobody has it. The stop signals are held back before it is taken and let through
 * after it is given back: at no moment does a stopped process have it. */
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
