/* Watches others at the same records: who has one open, and who has changed what is being
 * edited. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/intl.h"
#include "registry/drafts.h"
#include "tui/app/watch.h"

#define DAY_TEXT 10             /* characters of "2026-11-24" */

/* "10:32", or with the day if that was another one. */
static void
hour_text(int64_t when, struct buf *out)
{
	char then[CLOCK_TEXT], now[CLOCK_TEXT];
	bool is_today;

	clock_format(when, then);
	clock_format(clock_now(), now);
	is_today = memcmp(then, now, DAY_TEXT) == 0;
	buf_printf(out, "%.*s", is_today ? 5 : DAY_TEXT + 6, then + (is_today ? DAY_TEXT + 1 : 0));
}

static void
presence_text(struct app *a, uint32_t number, struct buf *out)
{
	struct present *list;
	size_t count;

	if (number == 0)
		return;
	registry_present(a->registry, number, &list, &count);
	for (size_t i = 0; i < count; i++) {
		struct buf hour;

		buf_init(&hour);
		hour_text(list[i].since, &hour);
		if (i > 0)
			buf_text(out, ", ");
		buf_printf(out, _("%s has it open since %s"), list[i].who, buf_string(&hour));
		buf_clear(&hour);
	}
	free(list);
}

void
app_add_presence(struct app *a, uint32_t number, struct buf *out)
{
	struct buf text;

	buf_init(&text);
	presence_text(a, number, &text);
	if (text.size > 0)
		buf_printf(out, "   %s", buf_string(&text));
	buf_clear(&text);
}

void
app_mention_presence(struct app *a, uint32_t number)
{
	struct buf text;

	buf_init(&text);
	presence_text(a, number, &text);
	if (text.size > 0)
		app_say(a, _("%s; what both change is merged or asked for."), buf_string(&text));
	buf_clear(&text);
}

/* ---- a record that is being edited */

void
watched_begin(struct app *a, struct watched *w, const struct record *record)
{
	w->number = record->number;
	w->version = record->version;
	w->commit = 0;
	buf_reset(&w->moved);
	buf_reset(&a->news);
	if (w->number == 0 || registry_is_read_only(a->registry))
		return;
	if (w->since == 0)
		w->since = clock_now();
	registry_be_present(a->registry, w->number, w->since);
}

void
watched_beat(struct app *a, const struct watched *w)
{
	if (w->since != 0)
		registry_be_present(a->registry, w->number, w->since);
}

void
watched_end(struct app *a, struct watched *w)
{
	if (w->since != 0)
		registry_be_gone(a->registry, w->number);
	buf_clear(&w->moved);
	buf_reset(&a->news);
	*w = (struct watched){ 0 };
}

static void
say_removed(struct app *a, struct watched *w)
{
	if (w->version == 0)
		return;
	w->version = 0;
	buf_reset(&w->moved);
	buf_text(&w->moved, _("it was removed meanwhile"));
	app_announce(a, _("The record was removed meanwhile; what you type is kept as a draft."));
}

/* False: the journal could not be read. */
static bool
say_changed(struct app *a, struct watched *w, const struct record *now)
{
	const char *who;
	struct buf hour;
	int64_t when;

	if (now->version == w->version)
		return true;
	if (!registry_last_change(a->registry, now, &when, &who))
		return false;
	buf_init(&hour);
	hour_text(when, &hour);
	w->version = now->version;
	buf_reset(&w->moved);
	buf_printf(&w->moved, _("%s has changed it"), who);
	app_announce(a, _("%s has changed this record at %s; saving merges both."), who,
	             buf_string(&hour));
	buf_clear(&hour);
	return true;
}

/* A look that failed is done again at the next occasion: only one that succeeded counts. */
void
watched_look(struct app *a, struct watched *w)
{
	uint64_t commit = registry_commit(a->registry);
	struct record *now;
	bool has_seen = false;
	struct err e;
	enum err_code rc;

	if (w->number == 0 || commit == w->commit)
		return;
	rc = registry_get_number(a->registry, w->number, &now, &e);
	if (rc == ERR_NOT_FOUND) {
		say_removed(a, w);
		has_seen = true;
	} else if (rc == ERR_OK) {
		has_seen = say_changed(a, w, now);
		record_free(now);
	}
	if (has_seen)
		w->commit = commit;
}
