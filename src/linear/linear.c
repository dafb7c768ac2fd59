#include <config.h>

#include "linear/linear.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#include "base/file.h"
#include "base/intl.h"
#include "base/locale.h"
#include "linear/talk.h"
#include "view/start.h"

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

static void
act_on_start(struct talk *t, struct start *s, const struct order_given *o)
{
	switch (o->action) {
	case ACTION_OPEN:
		if (o->number >= 1 && o->number <= s->count) {
			visit_list(t, s->items[o->number - 1].type, NULL, NULL);
			break;
		}
		talk_say(t, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
		         action_label(o->action), s->count);
		return;
	case ACTION_FOLLOW_UPS:
		visit_report(t, REPORT_OVERDUE, NULL, 0);
		break;
	default:
		talk_act(t, o, 0);
		break;
	}
	t->goes_home = false;
	if (!t->is_over)
		show_start(t, s);
}

void
visit_start(struct talk *t)
{
	struct start s = { 0 };

	t->goes_home = false;
	if (!t->is_over)
		show_start(t, &s);
	while (!t->is_over) {
		const struct order_given o = talk_order(t, ON_START,
		                                        _("Number of a line, back or ?:"));

		if (o.action == ACTION_BACK)
			break;
		act_on_start(t, &s, &o);
	}
	start_clear(&s);
}

static bool
wait_for_writer(void *context, const char *holder, int seconds)
{
	if (seconds == 1)
		talk_say(context, _("Waiting: %s is writing ..."), holder);
	return seconds < 10;
}

enum err_code
linear_run(struct registry *r, const struct settings *s, const struct linear_place *place,
           struct err *e)
{
	struct talk t = { .registry = r, .settings = s, .as_of = DATE_NONE,
	                  .charset = locale_charset(s->ascii) };
	struct faults faults;

	/* The end of the line is the end of the input: what is written is written whole. */
	signal(SIGHUP, SIG_IGN);
	faults_init(&faults);
	t.bindings = bindings_new(s, &faults);
	faults_clear(&faults);
	registry_on_waiting(r, wait_for_writer, &t);
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
