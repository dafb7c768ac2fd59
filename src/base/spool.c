/* Keeps bytes in memory, and in an unnamed temporary file once there are many. */
#include <config.h>

#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"

#define MOST_HELD (16 << 20)    /* bytes in memory */
#define WINDOW    (1 << 18)     /* bytes read at once */

struct spool {
	char *folder;
	int fd;                         /* -1: all is held */
	uint64_t written;               /* bytes in the file */
	struct buf held;                /* what is behind them */
	struct buf window;              /* a part of the file that was read */
	uint64_t window_start;
};

struct spool *
spool_new(const char *folder)
{
	struct spool *s = mem_new(sizeof *s);

	s->folder = mem_text(folder);
	s->fd = -1;
	return s;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	buf_clear(&s->held);
	buf_clear(&s->window);
	free(s->folder);
	free(s);
}

/* The file is unlinked at once, so that nothing remains of it in any case. */
static enum err_code
open_file(struct spool *s, struct err *e)
{
	char *path = path_join(s->folder, "spool-XXXXXX");

	s->fd = mkostemp(path, O_CLOEXEC);
	if (s->fd >= 0)
		unlink(path);
	free(path);
	if (s->fd >= 0)
		return ERR_OK;
	return err_set(e, ERR_STORE, _("no temporary file can be made in %s: %s"), s->folder,
	               strerror(errno));
}

static enum err_code
write_held(struct spool *s, struct err *e)
{
	size_t at = 0;

	if (s->fd < 0 && open_file(s, e) != ERR_OK)
		return e->code;
	while (at < s->held.size) {
		ssize_t n = pwrite(s->fd, s->held.data + at, s->held.size - at,
		                   (off_t)(s->written + at));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_STORE,
			               _("no room for a temporary file in %s: %s"), s->folder,
			               strerror(errno));
		at += (size_t)n;
	}
	s->written += s->held.size;
	buf_reset(&s->held);
	return ERR_OK;
}

enum err_code
spool_add(struct spool *s, struct span bytes, uint64_t *offset, struct err *e)
{
	*offset = s->written + s->held.size;
	buf_add(&s->held, bytes.data, bytes.size);
	return s->held.size > MOST_HELD ? write_held(s, e) : ERR_OK;
}

static enum err_code
read_window(struct spool *s, uint64_t offset, size_t size, struct err *e)
{
	size_t room = size > WINDOW ? size : WINDOW;
	ssize_t n;

	if (room > s->written - offset)
		room = (size_t)(s->written - offset);
	buf_reset(&s->window);
	do
		n = pread(s->fd, buf_room(&s->window, room), room, (off_t)offset);
	while (n < 0 && errno == EINTR);
	s->window_start = offset;
	s->window.size = n < 0 ? 0 : (size_t)n;
	if (s->window.size >= size)
		return ERR_OK;
	return err_set(e, ERR_STORE, _("a temporary file in %s cannot be read: %s"), s->folder,
	               n < 0 ? strerror(errno) : _("it ends too early"));
}

enum err_code
spool_get(struct spool *s, uint64_t offset, size_t size, struct span *out, struct err *e)
{
	if (offset >= s->written) {
		*out = (struct span){ s->held.data + (offset - s->written), size };
		return ERR_OK;
	}
	if ((s->window.size == 0 || offset < s->window_start ||
	     offset + size > s->window_start + s->window.size) &&
	    read_window(s, offset, size, e) != ERR_OK)
		return e->code;
	*out = (struct span){ s->window.data + (offset - s->window_start), size };
	return ERR_OK;
}
