/* Whether a process that was noted earlier is still running: identified by its number and its start
 * time, so that another process with the same number is not mistaken for it. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

struct process {
	uint64_t number;
	uint64_t start;                 /* in the kernel's ticks since it booted; 0: not known */
};

struct process process_self(void);
bool process_lives(const struct process *p);

#endif
