/* Time: UTC milliseconds since 1970, and how they are written. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/buf.h"

#define CLOCK_TEXT 32

int64_t clock_now(void);        /* wall clock */
int64_t clock_ticks(void);      /* milliseconds that never go back, from an unknown start */

/* The local day, in days since 1970-01-01. */
int32_t clock_day(int64_t ms);

/* "2026-11-24 03:52:56" in local time. */
void clock_format(int64_t ms, char out[CLOCK_TEXT]);

/* "5 minutes", "2 hours", "3 days": how long ago it was; for sentences. */
void age_text(int64_t then, struct buf *out);

#endif
