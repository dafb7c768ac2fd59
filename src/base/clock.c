#include <config.h>

#include "base/clock.h"

#include <time.h>

#define DAY 86400               /* seconds; time_t knows no leap seconds */

static int64_t
read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_now(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t
clock_ticks(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

static time_t
seconds_of(int64_t ms)
{
	return (time_t)(ms >= 0 ? ms / 1000 : -((999 - ms) / 1000));
}

int32_t
clock_day(int64_t ms)
{
	time_t t = seconds_of(ms);
	struct tm tm;

	localtime_r(&t, &tm);
	t += tm.tm_gmtoff;
	return (int32_t)(t >= 0 ? t / DAY : -((DAY - 1 - t) / DAY));
}

void
clock_format(int64_t ms, char out[CLOCK_TEXT])
{
	time_t t = seconds_of(ms);
	struct tm tm;

	localtime_r(&t, &tm);
	strftime(out, CLOCK_TEXT, "%Y-%m-%d %H:%M:%S", &tm);
}
