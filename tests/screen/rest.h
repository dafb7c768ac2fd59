/* What vt.c asks the program that it tests, and what rest.c answers for it. */
#ifndef SCREEN_REST_H
#define SCREEN_REST_H

#include <stdint.h>

#define REST_START 1000000      /* what the program's clock shows when it starts, in milliseconds */

/* "It is now so late. Tell when you are at rest." */
struct rest_question {
	uint64_t number;
	int64_t now;
};

/* "I was at rest after that question, at this time, and go on by myself at that one"; INT64_MAX:
 * never. */
struct rest_answer {
	uint64_t number;
	int64_t now, until;
};

#endif
