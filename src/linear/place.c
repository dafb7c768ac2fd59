/* Runs the places of the prompts: takes orders, and does those that all places share. */
#include <config.h>

#include "linear/place.h"

#include "base/intl.h"
#include "linear/face.h"
#include "view/deed/deeds.h"

static void
leave(struct place *p, const struct order_given *o)
{
	(void)o;
	p->is_left = true;
}

static void
jump(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);

	deed_jump(&f.face, o->rest);
}

static void
set_as_of(struct place *p, const struct order_given *o)
{
	struct talk *t = p->talk;
	struct linear_face f = linear_face(t);
	partial_date date = DATE_NONE;
	char shown[DATE_TEXT];

	if (!deed_ask_as_of(&f.face, o->rest, &date))
		return;
	t->as_of = date;
	if (date == DATE_NONE) {
		talk_say(t, "%s", _("Everything is shown, whenever it was in force."));
	} else {
		date_format(date, shown);
		talk_say(t, _("Shown is what was in force on %s."), shown);
	}
}

static void
open_log(struct place *p, const struct order_given *o)
{
	(void)o;
	visit_report(p->talk, REPORT_LOG, &(struct report_subject){ 0 });
}

static void
open_drafts(struct place *p, const struct order_given *o)
{
	(void)o;
	visit_drafts(p->talk);
}

static void
go_home(struct place *p, const struct order_given *o)
{
	(void)o;
	p->talk->goes_home = true;
}

/* All lines of a place are shown at once: to move or to read anew is to show them again. A place that
 * has again() is shown behind every shared order. */
static void
show_again(struct place *p, const struct order_given *o)
{
	(void)o;
	if (p->ops->show != NULL)
		p->ops->show(p);
}

static const struct place_order shared_orders[] = {
	{ ACTION_REFRESH, show_again },
	{ ACTION_PAGE_DOWN, show_again },
	{ ACTION_PAGE_UP, show_again },
	{ ACTION_FIRST, show_again },
	{ ACTION_LAST, show_again },
	{ ACTION_JUMP, jump },
	{ ACTION_AS_OF, set_as_of },
	{ ACTION_LOG, open_log },
	{ ACTION_DRAFTS, open_drafts },
	{ ACTION_MAIN, go_home },
	{ ACTION_BACK, leave },
	{ ACTION_NONE, NULL },
};

static order_fn
find_order(const struct place_order *table, enum action_id action)
{
	for (; table->action != ACTION_NONE; table++) {
		if (table->action == action)
			return table->act;
	}
	return NULL;
}

order_fn
place_handler(const struct place_ops *ops, enum action_id action)
{
	order_fn act = find_order(ops->orders, action);

	if (act == NULL)
		act = find_order(shared_orders, action);
	if (act == NULL && deed_is(action))
		act = ops->deed;
	return act;
}

void
place_do(struct place *p, const struct order_given *o)
{
	order_fn act = place_handler(p->ops, o->action);
	bool is_shared = find_order(p->ops->orders, o->action) == NULL && act != p->ops->deed;

	if (act == NULL) {
		talk_say(p->talk, _("\"%s\" means nothing here"), action_label(o->action));
		return;
	}
	act(p, o);
	if (is_shared && p->ops->again != NULL && !p->is_left && !talk_is_leaving(p->talk))
		p->ops->again(p);
}

void
place_run(struct place *p)
{
	while (!p->is_left && !talk_is_leaving(p->talk)) {
		const struct order_given o = talk_order(p->talk, p->ops->kind, _(p->ops->prompt));

		place_do(p, &o);
	}
}
