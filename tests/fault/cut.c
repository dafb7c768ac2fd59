/* The power fails: what stands in a store's folder then.
 *
 *     cut LOG                        prints where each entry of the log ends
 *     cut LOG AT SEED FOLDER OUT     puts into OUT what is on the disk
 *
 * LOG is what shim.so wrote down of the files below FOLDER; OUT is what stood there before. The
 * entries that end at AT or before were done. Of each file the disk has what was written before its
 * last sync; of what was written after it any part, in sectors of 512 bytes, as SEED has it. */
#include <config.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512
#define FILES  16

struct entry {
	char kind;                      /* 'W', 'D': on the disk at once, 'S': sync */
	uint64_t offset, size;
	char path[4096];
	const unsigned char *data;
};

struct log {
	unsigned char *bytes;
	size_t size, at;
};

/* A file, and where in the log its writes stand that no sync has followed yet. */
struct file {
	char path[4096];
	size_t synced;
};

static void
log_read(struct log *l, const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat s;

	if (fd < 0 || fstat(fd, &s) != 0 || (l->bytes = malloc((size_t)s.st_size + 1)) == NULL ||
	    read(fd, l->bytes, (size_t)s.st_size) != s.st_size) {
		perror(path);
		exit(2);
	}
	l->size = (size_t)s.st_size;
	l->at = 0;
	close(fd);
}

static bool
log_next(struct log *l, struct entry *e)
{
	uint64_t numbers[3];

	if (l->at + 1 + sizeof numbers > l->size)
		return false;
	e->kind = (char)l->bytes[l->at];
	memcpy(numbers, l->bytes + l->at + 1, sizeof numbers);
	l->at += 1 + sizeof numbers;
	e->offset = numbers[0];
	e->size = e->kind == 'S' ? 0 : numbers[1];
	memcpy(e->path, l->bytes + l->at, numbers[2]);
	e->path[numbers[2]] = '\0';
	l->at += numbers[2];
	e->data = l->bytes + l->at;
	l->at += e->size;
	return l->at <= l->size;
}

static uint32_t
chance(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* Where the last sync of the file stands among what was done. */
static size_t
last_sync(struct log *l, const char *path, size_t at)
{
	struct entry e;
	size_t found = 0;

	for (l->at = 0; log_next(l, &e) && l->at <= at; ) {
		if (e.kind == 'S' && strcmp(e.path, path) == 0)
			found = l->at;
	}
	return found;
}

static struct file *
file_of(struct log *l, struct file *files, size_t *count, const char *path, size_t at)
{
	size_t here = l->at;
	struct file *f;

	for (size_t i = 0; i < *count; i++) {
		if (strcmp(files[i].path, path) == 0)
			return &files[i];
	}
	if (*count == FILES)
		exit(2);
	f = &files[(*count)++];
	snprintf(f->path, sizeof f->path, "%s", path);
	f->synced = last_sync(l, path, at);
	l->at = here;
	return f;
}

static void
put(const char *out, const char *folder, const struct entry *e, unsigned share, uint64_t *state)
{
	char path[8192];
	int fd;

	snprintf(path, sizeof path, "%s%s", out, e->path + strlen(folder));
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	if (fd < 0) {
		perror(path);
		exit(2);
	}
	for (size_t s = 0; s < e->size; s += SECTOR) {
		size_t n = e->size - s < SECTOR ? e->size - s : SECTOR;

		if (chance(state) % 100 < share &&
		    pwrite(fd, e->data + s, n, (off_t)(e->offset + s)) != (ssize_t)n)
			exit(2);
	}
	close(fd);
}

int
main(int argc, char **argv)
{
	static const unsigned shares[] = { 0, 50, 90, 100 };
	static struct file files[FILES];
	struct log l;
	struct entry e;
	size_t at, count = 0;
	uint64_t state;
	unsigned share;

	if (argc != 2 && argc != 6)
		return 2;
	log_read(&l, argv[1]);
	if (argc == 2) {
		while (log_next(&l, &e))
			printf("%zu\n", l.at);
		free(l.bytes);
		return 0;
	}
	at = strtoul(argv[2], NULL, 10);
	state = strtoul(argv[3], NULL, 10) * 2654435761u;
	share = shares[chance(&state) % 4];
	while (log_next(&l, &e) && l.at <= at) {
		const struct file *f = file_of(&l, files, &count, e.path, at);

		if (e.kind != 'S')
			put(argv[5], argv[4], &e, e.kind == 'D' || l.at <= f->synced ? 100 : share,
			    &state);
	}
	free(l.bytes);
	return 0;
}
