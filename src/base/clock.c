/* Tells the time, and formats it. */
#include <config.h>

#include "base/clock.h"

#include <inttypes.h>
#include <time.h>

#include "base/intl.h"

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

void
age_text(int64_t then, struct buf *out)
{
	int64_t minutes = (clock_now() - then) / 60000;

	if (minutes < 1)
		buf_text(out, _("less than a minute"));
	else if (minutes < 120)
		buf_printf(out,
		           ngettext("%" PRId64 " minute", "%" PRId64 " minutes",
		                    (unsigned long)minutes),
		           minutes);
	else if (minutes < 48 * 60)
		buf_printf(out, ngettext("%" PRId64 " hour", "%" PRId64 " hours",
		                         (unsigned long)(minutes / 60)), minutes / 60);
	else
		buf_printf(out, ngettext("%" PRId64 " day", "%" PRId64 " days",
		                         (unsigned long)(minutes / 1440)), minutes / 1440);
}
