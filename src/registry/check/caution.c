/* Tells a writer what is wrong besides the result: that a session reads an old state and makes the
 * file grow, or that the register's time is ahead of the clock. */
#include <config.h>

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "registry/journal/journal_internal.h"

#define DAY_MS (24 * 60 * 60 * (int64_t)1000)

struct caution_limits caution_limits = {
	.cost = (uint64_t)64 << 20,
	.ahead = DAY_MS,
	.pause = 10 * 60 * 1000,
};

/* ---- times */

/* What the system's clock said when the act was written. */
static int64_t
clock_of(const struct raw_act *act)
{
	struct cbor fact;
	int64_t when;

	if (raw_act_fact(act, FACT_CLOCK, &fact) && cbor_get_int(&fact, &when))
		return when;
	return act->when;
}

/* In a visit. False: there is no such act. */
static bool
act_times(struct registry *r, uint32_t number, int64_t *when, int64_t *by_clock)
{
	struct raw_act act;
	struct span bytes;

	if (acts_get(r->txn, number, &bytes, NULL) != ERR_OK || !raw_act_decode(bytes, &act))
		return false;
	*when = act.when;
	*by_clock = clock_of(&act);
	return true;
}

bool
registry_last_times(struct registry *r, struct registry_times *out)
{
	struct span bytes;
	struct visit v;
	uint32_t last;
	bool is_there;

	*out = (struct registry_times){ 0 };
	if (visit_begin(r, &v, NULL) != ERR_OK)
		return false;
	is_there = acts_last(r->txn, &last, &bytes, NULL) == ERR_OK && last > 0 &&
	           act_times(r, last, &out->when, &out->by_clock);
	visit_end(&v);
	out->ahead = out->when - clock_now();
	return is_there;
}

/* ---- the oldest reader */

/* Each commit is an act, but for the first ones: the oldest that the reader does not see says since
 * when it reads, at the latest. */
static int64_t
reads_since(struct registry *r, uint64_t behind)
{
	int64_t when = clock_now(), by_clock = when;
	struct span bytes;
	struct visit v;
	uint32_t last;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return when;
	if (acts_last(r->txn, &last, &bytes, NULL) == ERR_OK && last > 0)
		act_times(r, behind > last ? 1 : last - (uint32_t)behind + 1, &when, &by_clock);
	visit_end(&v);
	return by_clock;
}

static void
name_user(long user, char out[64])
{
	const struct passwd *p = user < 0 ? NULL : getpwuid((uid_t)user);

	if (p != NULL)
		snprintf(out, 64, "%s", p->pw_name);
	else if (user >= 0)
		snprintf(out, 64, "%ld", user);
	else
		snprintf(out, 64, "%s", _("somebody"));
}

static bool
find_oldest(struct registry *r, uint64_t most, struct registry_reader *out)
{
	struct store_reader reader;

	*out = (struct registry_reader){ 0 };
	if (!store_oldest_reader(r->store, most, &reader))
		return false;
	name_user(reader.user, out->who);
	out->process = reader.process;
	out->is_stopped = reader.is_stopped;
	out->cost = reader.cost;
	out->since = reads_since(r, reader.behind);
	return true;
}

bool
registry_oldest_reader(struct registry *r, struct registry_reader *out)
{
	return find_oldest(r, UINT64_MAX, out);
}

/* ---- the sentences */

static void
caution_reader(struct registry *r, struct buf *out)
{
	struct registry_reader reader;
	struct buf age;

	if (!find_oldest(r, caution_limits.cost, &reader) || reader.cost < caution_limits.cost)
		return;
	buf_init(&age);
	age_text(reader.since, &age);
	buf_printf(out,
	           reader.is_stopped ?
	           _("Process %ld of %s is stopped and has read an old state for %s: more than %"
	             PRIu64 " MiB cannot be used again. An administrator should end it.") :
	           _("Process %ld of %s has read an old state for %s: more than %" PRIu64
	             " MiB cannot be used again before it ends."),
	           reader.process, reader.who, buf_string(&age), caution_limits.cost >> 20);
	buf_text(out, "\n");
	buf_clear(&age);
}

static void
caution_clock(struct registry *r, struct buf *out)
{
	struct registry_times times;
	char when[CLOCK_TEXT];
	int64_t days;

	if (!registry_last_times(r, &times) || times.ahead <= caution_limits.ahead)
		return;
	days = times.ahead / DAY_MS;
	clock_format(times.when, when);
	buf_printf(out,
	           ngettext("The last change is dated %s, more than %" PRId64 " day ahead of the"
	                    " clock: later ones are dated after it.",
	                    "The last change is dated %s, more than %" PRId64 " days ahead of the"
	                    " clock: later ones are dated after it.",
	                    (unsigned long)days),
	           when, days);
	buf_text(out, "\n");
}

char *
registry_caution(struct registry *r)
{
	struct buf out;

	buf_init(&out);
	if (!r->was_cautioned || clock_ticks() - r->cautioned_at >= caution_limits.pause) {
		r->was_cautioned = true;
		r->cautioned_at = clock_ticks();
		caution_reader(r, &out);
		caution_clock(r, &out);
	}
	return buf_take(&out);
}
