/* Checks a data file before LMDB maps it, since a truncated one would kill the process. */
#include <config.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/intl.h"
#include "store/store_internal.h"

/* The start of a meta page in LMDB's data format 1 (mdb.c, struct MDB_page and struct MDB_meta on
 * a 64-bit machine). */
#define META_SIZE      192
#define META_MAGIC     16
#define META_VERSION   20
#define META_PAGE_SIZE 40
#define META_LAST_PAGE 136
#define META_TXNID     144
#define MAGIC          0xBEEFC0DEu
#define DATA_FORMAT    1
#define MOST_READINGS  16

struct meta {
	uint32_t magic, version, page_size;
	uint64_t last_page, txnid;
};

/* False with errno 0: the file ends too early. */
static bool
read_meta(int fd, off_t at, struct meta *m)
{
	unsigned char page[META_SIZE];

	errno = 0;
	if (pread(fd, page, sizeof page, at) != (ssize_t)sizeof page)
		return false;
	memcpy(&m->magic, page + META_MAGIC, sizeof m->magic);
	memcpy(&m->version, page + META_VERSION, sizeof m->version);
	memcpy(&m->page_size, page + META_PAGE_SIZE, sizeof m->page_size);
	memcpy(&m->last_page, page + META_LAST_PAGE, sizeof m->last_page);
	memcpy(&m->txnid, page + META_TXNID, sizeof m->txnid);
	return true;
}

static bool
is_page_size(uint32_t n)
{
	return n >= 512 && n <= 65536 && (n & (n - 1)) == 0;
}

/* LMDB writes the heads in turn, so that one is of the commit before the other's, and which is where goes
 * by its number. A head with another number would bring an old state back without a word. Of a new
 * store both are 0. */
static bool
heads_follow(const struct meta *first, const struct meta *second)
{
	uint64_t a = first->txnid, b = second->txnid;

	if (a == 0 || b == 0)
		return a <= 1 && b <= 1;
	return a % 2 == 0 && b % 2 == 1 && (a == b + 1 || b == a + 1);
}

enum err_code
guard_check(int fd, const char *path, struct err *e)
{
	struct meta first = { 0 }, second = { 0 }, *newest;
	struct stat s;

	if (!read_meta(fd, 0, &first) && errno != 0)
		return file_refuse(path, errno, e);
	if (first.magic != MAGIC)
		return err_set(e, ERR_STORE, _("%s is not a store, or its first page is damaged"),
		               path);
	if (first.version != DATA_FORMAT)
		return err_set(e, ERR_STORE,
		               _("%s was written by another version of LMDB (data format %u,"
		                 " not %u): export it with the program that wrote it"),
		               path, first.version, DATA_FORMAT);
	if (is_page_size(first.page_size) && !read_meta(fd, (off_t)first.page_size, &second) &&
	    errno != 0)
		return file_refuse(path, errno, e);
	if (second.magic != MAGIC)
		return err_set(e, ERR_STORE,
		               _("%s is damaged at its start: restore it from a backup"), path);
	/* Somebody may have written between the two readings. */
	for (int i = 0; i < MOST_READINGS && !heads_follow(&first, &second); i++) {
		read_meta(fd, 0, &first);
		read_meta(fd, (off_t)first.page_size, &second);
	}
	if (!heads_follow(&first, &second))
		return err_set(e, ERR_STORE,
		               _("%s is damaged: its two heads do not follow each other; restore it"
		                 " from a backup"),
		               path);
	newest = second.txnid > first.txnid ? &second : &first;
	if (fstat(fd, &s) != 0 || newest->last_page >= (uint64_t)INT64_MAX / first.page_size ||
	    (uint64_t)s.st_size < (newest->last_page + 1) * first.page_size)
		return err_set(e, ERR_STORE,
		               _("%s is cut off: %lld bytes of %llu are there; restore it from"
		                 " a backup"),
		               path, (long long)s.st_size,
		               (unsigned long long)(newest->last_page + 1) * first.page_size);
	return ERR_OK;
}

enum err_code
guard_file_system(const struct folder *folder, struct err *e)
{
	static const struct { uint32_t magic; const char *name; } remote[] = {
		{ 0x00006969, "NFS" }, { 0xFF534D42, "CIFS" }, { 0xFE534D42, "SMB" }, { 0x0000517B, "SMB" },
		{ 0x01021997, "9p" }, { 0x65735546, "FUSE" }, { 0x5346414F, "AFS" }, { 0x73757245, "Coda" },
		{ 0x00C36400, "Ceph" }, { 0x0BD00BD0, "Lustre" }, { 0x47504653, "GPFS" },
	};
	struct statfs s;

	if (fstatfs(folder->fd, &s) != 0)
		return ERR_OK;          /* opening will tell */
	for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++) {
		if ((uint32_t)s.f_type == remote[i].magic)
			return err_set(e, ERR_STORE,
			               _("%s is on a network file system (%s), on which a store is"
			                 " not safe: keep it on a local disk"),
			               folder->path, remote[i].name);
	}
	return ERR_OK;
}
