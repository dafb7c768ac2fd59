/* Tells whether a process that was noted earlier is still running. */
#include <config.h>

#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"

#define START_FIELD 22          /* of /proc/PID/stat, from 1; see proc(5) */

/* Fields are counted from behind the command's name, which may contain anything. */
static uint64_t
start_of(uint64_t number)
{
	char path[64], text[1024], *at;
	const char *rest;
	int64_t start;
	ssize_t n;
	int fd;

	snprintf(path, sizeof path, "/proc/%llu/stat", (unsigned long long)number);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof text - 1);
	close(fd);
	text[n < 0 ? 0 : n] = '\0';
	at = strrchr(text, ')');
	for (int field = 2; at != NULL && field < START_FIELD; field++)
		at = strchr(at + 1, ' ');
	return at != NULL && number_take(at + 1, 0, INT64_MAX, &start, &rest) ? (uint64_t)start : 0;
}

struct process
process_self(void)
{
	uint64_t number = (uint64_t)getpid();

	return (struct process){ number, start_of(number) };
}

bool
process_lives(const struct process *p)
{
	uint64_t start;

	if (p->number == 0 || p->number > INT32_MAX ||
	    (kill((pid_t)p->number, 0) != 0 && errno != EPERM))
		return false;
	start = start_of(p->number);
	return start == 0 || p->start == 0 || start == p->start;
}
