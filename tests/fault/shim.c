/* What a test puts between a program and the system, by LD_PRELOAD: writes and syncs that fail,
 * that are the last thing the process does, or that are written down; reads and allocations that
 * fail; a clock that is wrong. The environment says which:
 *
 *   SHIM_COUNT=FILE    at the end, how many writes and syncs, allocations and reads there were
 *   SHIM_FAIL=N        the Nth write or sync fails with SHIM_ERRNO, and with SHIM_STAYS=1 all after it
 *   SHIM_KILL=N        the process is killed before the Nth
 *   SHIM_STOP=N        it is stopped before the Nth
 *   SHIM_CUT=N         it is stopped before it empties a file for the Nth time
 *   SHIM_RAISE=N       it raises SHIM_SIGNAL, a number, before the Nth
 *   SHIM_READ=N        the Nth read fails with SHIM_ERRNO, and with SHIM_STAYS=1 all after it
 *   SHIM_ALLOC=N       the Nth allocation fails
 *   SHIM_LOG=FILE      writes and syncs of the files below SHIM_FOLDER, as cut reads them
 *   SHIM_BACK=N        the clock is N seconds behind
 *   SHIM_PLAIN=1       the file system has neither files without a name nor exchanges of two names
 *
 * Only files count as written to, not terminals and pipes; what is read counts whatever it is. The
 * C library reads files by calls of its own: what stands in for them is what the program calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static struct {
	long fail, kill, stop, cut, raise, read, alloc, back;
	int error, signal, stays, is_plain, is_ready;
	int log;
	const char *folder, *count;
	long *writes, *allocations, *reads;     /* which a process shares with its children */
} shim = { .log = -1 };

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_pread)(int, void *, size_t, off_t);
static ssize_t (*real_getdelim)(char **, size_t *, int, FILE *);
static size_t (*real_fread)(void *, size_t, size_t, FILE *);
static char *(*real_fgets)(char *, int, FILE *);
static int (*real_fgetc)(FILE *);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_clock)(clockid_t, struct timespec *);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_malloc)(size_t);
static void *(*real_realloc)(void *, size_t);

/* dlsym() allocates itself, before there is anything to allocate with. */
static char early[65536];
static size_t early_used;

static void *
early_memory(size_t size)
{
	void *p = early + early_used;

	early_used += (size + 15) & ~(size_t)15;
	return early_used > sizeof early ? NULL : p;
}

static long
number(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? 0 : atol(text);
}

static void
find(const char *name, void *out)
{
	void *symbol = dlsym(RTLD_NEXT, name);

	memcpy(out, &symbol, sizeof symbol);
}

__attribute__((constructor)) static void
begin(void)
{
	const char *log = getenv("SHIM_LOG");

	find("calloc", &real_calloc);
	find("malloc", &real_malloc);
	find("realloc", &real_realloc);
	find("write", &real_write);
	find("pwrite", &real_pwrite);
	find("writev", &real_writev);
	find("pwritev", &real_pwritev);
	find("read", &real_read);
	find("pread", &real_pread);
	find("getdelim", &real_getdelim);
	find("fread", &real_fread);
	find("fgets", &real_fgets);
	find("fgetc", &real_fgetc);
	find("fsync", &real_fsync);
	find("fdatasync", &real_fdatasync);
	find("ftruncate", &real_ftruncate);
	find("clock_gettime", &real_clock);
	shim.fail = number("SHIM_FAIL");
	shim.kill = number("SHIM_KILL");
	shim.stop = number("SHIM_STOP");
	shim.cut = number("SHIM_CUT");
	shim.raise = number("SHIM_RAISE");
	shim.signal = (int)number("SHIM_SIGNAL");
	shim.read = number("SHIM_READ");
	shim.alloc = number("SHIM_ALLOC");
	shim.back = number("SHIM_BACK");
	shim.error = getenv("SHIM_ERRNO") == NULL ? EIO : (int)number("SHIM_ERRNO");
	shim.stays = (int)number("SHIM_STAYS");
	shim.is_plain = (int)number("SHIM_PLAIN");
	shim.folder = getenv("SHIM_FOLDER");
	shim.count = getenv("SHIM_COUNT");
	if (log != NULL)
		shim.log = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	shim.writes = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shim.allocations = shim.writes + 1;
	shim.reads = shim.writes + 2;
	shim.is_ready = shim.writes != MAP_FAILED;
}

__attribute__((destructor)) static void
end(void)
{
	char line[96];
	int fd, n;

	if (shim.count == NULL)
		return;
	n = snprintf(line, sizeof line, "%ld %ld %ld\n", *shim.writes, *shim.allocations,
	             *shim.reads);
	fd = open(shim.count, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd >= 0)
		(void)!real_write(fd, line, (size_t)n);
}

/* ---- writes and syncs */

static int
is_file(int fd)
{
	struct stat s;

	return fd != shim.log && fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
}

/* Whether this one fails. */
static int
strike(int fd)
{
	long n;

	if (!shim.is_ready || !is_file(fd))
		return 0;
	n = __atomic_add_fetch(shim.writes, 1, __ATOMIC_RELAXED);
	if (n == shim.kill)
		kill(getpid(), SIGKILL);
	if (n == shim.stop)
		raise(SIGSTOP);
	if (n == shim.raise)
		raise(shim.signal);
	if (shim.fail == 0 || (n != shim.fail && (n < shim.fail || !shim.stays)))
		return 0;
	errno = shim.error;
	return 1;
}

/* One entry: 'W' or 'D' (a write that is on the disk when it returns), or 'S' for a sync; offset,
 * size, size of the path; path and bytes. In one write, so that entries do not mix. */
static void
note(int fd, char kind, const void *data, size_t size, off_t offset)
{
	char path[PATH_MAX], link[64];
	uint64_t numbers[3] = { (uint64_t)offset, size, 0 };
	struct iovec parts[4];
	ssize_t n;

	if (shim.log < 0 || shim.folder == NULL)
		return;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	if (n <= 0)
		return;
	path[n] = '\0';
	if (strncmp(path, shim.folder, strlen(shim.folder)) != 0)
		return;
	if (kind == 'W' && (fcntl(fd, F_GETFL) & O_DSYNC) != 0)
		kind = 'D';
	numbers[2] = (uint64_t)n;
	parts[0] = (struct iovec){ &kind, 1 };
	parts[1] = (struct iovec){ numbers, sizeof numbers };
	parts[2] = (struct iovec){ path, (size_t)n };
	parts[3] = (struct iovec){ (void *)(uintptr_t)data, size };
	(void)!real_writev(shim.log, parts, 4);
}

ssize_t
pwrite(int fd, const void *data, size_t size, off_t offset)
{
	ssize_t n;

	if (strike(fd))
		return -1;
	n = real_pwrite(fd, data, size, offset);
	if (n > 0)
		note(fd, 'W', data, (size_t)n, offset);
	return n;
}

ssize_t
pwrite64(int fd, const void *data, size_t size, off_t offset)
{
	return pwrite(fd, data, size, offset);
}

ssize_t
write(int fd, const void *data, size_t size)
{
	off_t at;
	ssize_t n;

	if (real_write == NULL)
		begin();
	if (strike(fd))
		return -1;
	at = shim.log < 0 ? 0 : lseek(fd, 0, SEEK_CUR);
	n = real_write(fd, data, size);
	if (n > 0)
		note(fd, 'W', data, (size_t)n, at);
	return n;
}

static void
note_parts(int fd, const struct iovec *parts, int count, ssize_t size, off_t at)
{
	for (int i = 0; i < count && size > 0; i++) {
		size_t n = (size_t)size < parts[i].iov_len ? (size_t)size : parts[i].iov_len;

		note(fd, 'W', parts[i].iov_base, n, at);
		at += (off_t)n;
		size -= (ssize_t)n;
	}
}

ssize_t
pwritev(int fd, const struct iovec *parts, int count, off_t offset)
{
	ssize_t n;

	if (strike(fd))
		return -1;
	n = real_pwritev(fd, parts, count, offset);
	note_parts(fd, parts, count, n, offset);
	return n;
}

ssize_t
pwritev64(int fd, const struct iovec *parts, int count, off_t offset)
{
	return pwritev(fd, parts, count, offset);
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
	off_t at;
	ssize_t n;

	if (strike(fd))
		return -1;
	at = shim.log < 0 ? 0 : lseek(fd, 0, SEEK_CUR);
	n = real_writev(fd, parts, count);
	note_parts(fd, parts, count, n, at);
	return n;
}

int
fsync(int fd)
{
	int rc;

	if (strike(fd))
		return -1;
	rc = real_fsync(fd);
	if (rc == 0)
		note(fd, 'S', "", 0, 0);
	return rc;
}

int
fdatasync(int fd)
{
	int rc;

	if (strike(fd))
		return -1;
	rc = real_fdatasync(fd);
	if (rc == 0)
		note(fd, 'S', "", 0, 0);
	return rc;
}

/* ---- files that are emptied */

int
ftruncate(int fd, off_t size)
{
	if (size == 0 && shim.is_ready && is_file(fd) && --shim.cut == 0)
		raise(SIGSTOP);
	return real_ftruncate(fd, size);
}

int
ftruncate64(int fd, off64_t size)
{
	return ftruncate(fd, size);
}

/* ---- what an older file system lacks */

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list args;

	if (shim.is_plain && (flags & O_TMPFILE) == O_TMPFILE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return openat(AT_FDCWD, path, flags, mode);
}

int
renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	if (shim.is_plain && flags != 0) {
		errno = EINVAL;
		return -1;
	}
	return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

/* ---- reads */

static int
strike_read(void)
{
	long n;

	if (!shim.is_ready)
		return 0;
	n = __atomic_add_fetch(shim.reads, 1, __ATOMIC_RELAXED);
	if (shim.read == 0 || (n != shim.read && (n < shim.read || !shim.stays)))
		return 0;
	errno = shim.error;
	return 1;
}

/* The same of a stream, which notes that reading failed; that memory is short it does not note. */
static int
strike_stream(FILE *in)
{
	static const int has_error = 0x20;      /* _IO_ERR_SEEN in glibc, which has no function to set it */

	if (!strike_read())
		return 0;
	if (errno != ENOMEM)
		in->_flags |= has_error;
	return 1;
}

ssize_t
read(int fd, void *data, size_t size)
{
	if (real_read == NULL)
		begin();
	return strike_read() ? -1 : real_read(fd, data, size);
}

ssize_t
pread(int fd, void *data, size_t size, off_t offset)
{
	return strike_read() ? -1 : real_pread(fd, data, size, offset);
}

ssize_t
pread64(int fd, void *data, size_t size, off_t offset)
{
	return pread(fd, data, size, offset);
}

ssize_t
getdelim(char **line, size_t *room, int end_of_it, FILE *in)
{
	return strike_stream(in) ? -1 : real_getdelim(line, room, end_of_it, in);
}

/* What an optimising compiler makes of getline(). */
ssize_t
__getdelim(char **line, size_t *room, int end_of_it, FILE *in)
{
	return getdelim(line, room, end_of_it, in);
}

ssize_t
getline(char **line, size_t *room, FILE *in)
{
	return getdelim(line, room, '\n', in);
}

size_t
fread(void *data, size_t size, size_t count, FILE *in)
{
	return strike_stream(in) ? 0 : real_fread(data, size, count, in);
}

char *
fgets(char *line, int size, FILE *in)
{
	return strike_stream(in) ? NULL : real_fgets(line, size, in);
}

int
fgetc(FILE *in)
{
	return strike_stream(in) ? EOF : real_fgetc(in);
}

/* ---- allocations */

static int
starve(void)
{
	long n;

	if (!shim.is_ready)
		return 0;
	n = __atomic_add_fetch(shim.allocations, 1, __ATOMIC_RELAXED);
	if (n != shim.alloc)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
calloc(size_t count, size_t size)
{
	if (real_calloc == NULL)
		return early_memory(count * size);
	return starve() ? NULL : real_calloc(count, size);
}

void *
malloc(size_t size)
{
	if (real_malloc == NULL)
		return early_memory(size);
	return starve() ? NULL : real_malloc(size);
}

void *
realloc(void *p, size_t size)
{
	if (real_realloc == NULL)
		return NULL;
	return starve() ? NULL : real_realloc(p, size);
}

/* ---- the clock */

int
clock_gettime(clockid_t which, struct timespec *out)
{
	int rc;

	if (real_clock == NULL)
		begin();
	rc = real_clock(which, out);
	if (rc == 0 && which == CLOCK_REALTIME)
		out->tv_sec -= shim.back;
	return rc;
}
