/* Runs linear mode, and is its start menu. */
#include <config.h>

#include "linear/linear.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/locale.h"
#include "linear/place.h"
#include "registry/drafts.h"
#include "view/deed/ahead.h"
#include "view/list/start.h"

static void
show_start(struct talk *t, struct start *s)
{
	struct err e;

	start_clear(s);
	if (start_read(t->registry, s, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	talk_say(t, "= %s", _("Chancery"));
	for (size_t i = 0; i < s->count; i++)
		talk_say(t, "%zu. %s: %" PRIu64, i + 1, s->items[i].type->plural,
		         s->items[i].count);
	if (s->overdue > 0)
		talk_say(t,
		         ngettext("%" PRIu64 " record is overdue.",
		                  "%" PRIu64 " records are overdue.", s->overdue),
		         s->overdue);
	if (s->coming != NULL)
		talk_say(t, _("Next:  %s"), s->coming);
}

struct start_view {
	struct place place;
	struct start start;
};

static void
open_type(struct place *p, const struct order_given *o)
{
	const struct start *s = &((struct start_view *)p)->start;

	if (o->number >= 1 && o->number <= s->count)
		visit_list(p->talk, s->items[o->number - 1].type, NULL, NULL);
	else
		talk_say(p->talk, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
		         action_label(o->action), s->count);
}

static void
open_ahead(struct place *p, const struct order_given *o)
{
	visit_report(p->talk, ahead_report(o->action), &(struct report_subject){ 0 });
}

static void
find_everywhere(struct place *p, const struct order_given *o)
{
	const char *answer = *o->rest != '\0' ? o->rest :
	                     talk_ask(p->talk, _("Find in all the register:"));
	char *words = mem_text(answer == NULL ? "" : answer);

	if (*words != '\0')
		visit_report(p->talk, REPORT_FOUND, &(struct report_subject){ .text = words });
	free(words);
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, open_type },
	{ ACTION_FOLLOW_UPS, open_ahead },
	{ ACTION_CALENDAR, open_ahead },
	{ ACTION_CLASHES, open_ahead },
	{ ACTION_FIND, find_everywhere },
	{ ACTION_NONE, NULL },
};

const struct place_ops start_place = {
	.kind = ON_START,
	.prompt = N_("Number of a line, back or ?:"),
	.orders = orders,
};

/* Home is here: whoever goes there comes no further. */
void
visit_start(struct talk *t)
{
	struct start_view v = { .place = { &start_place, t, false } };

	while (!t->is_over && !v.place.is_left) {
		struct order_given o;

		t->goes_home = false;
		show_start(t, &v.start);
		o = talk_order(t, ON_START, _(start_place.prompt));
		place_do(&v.place, &o);
	}
	start_clear(&v.start);
}

static bool
wait_for_writer(void *context, const char *holder, int seconds)
{
	if (seconds == 1)
		talk_say(context, _("Waiting: %s is writing ..."), holder);
	return seconds < 10;
}

enum err_code
linear_run(struct registry *r, struct settings *s, const struct linear_place *place,
           struct err *e)
{
	struct talk t = { .registry = r, .settings = s, .as_of = DATE_NONE,
	                  .charset = locale_charset(s->ascii) };
	struct faults faults;
	struct err ignored;

	/* The end of the line is the end of the input: what is written is written whole. */
	signal(SIGHUP, SIG_IGN);
	faults_init(&faults);
	t.bindings = bindings_new(s, &faults);
	faults_clear(&faults);
	registry_on_waiting(r, wait_for_writer, &t);
	/* Without it there are no drafts; a form that would leave one says so. */
	registry_open_session(r, &ignored);
	talk_say(&t, "%s", _("Numbered prompts; ? says what can be done, q goes back."));
	if (place->number != 0)
		visit_record(&t, place->number);
	else if (place->type != NULL)
		visit_list(&t, place->type, place->view, NULL);
	visit_start(&t);
	bindings_free(t.bindings);
	record_free(t.last_saved);
	buf_clear(&t.line);
	fflush(stdout);
	return t.failure == 0 ? ERR_OK : file_refuse(_("standard input"), t.failure, e);
}
