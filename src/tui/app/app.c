/* Runs the screens: the stack of them, and the loop that reads keys and finds what does the action. */
#include <config.h>

#include "tui/app/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "tui/app/autosave.h"
#include "tui/app/frame.h"
#include "view/deed/deeds.h"
#include "view/input/tour.h"

#define TICK_MS 1000
#define BEAT_MS 30000
#define KEEP_MS 1000            /* how long what was typed is in no draft, while keys are coming */

/* ---- keys and actions */

const char *
app_key_of(const struct app *a, enum action_id action)
{
	return bindings_first(a->bindings, action, app_top(a)->ops->kind);
}

bool
app_can(struct app *a, enum action_id id, struct err *e)
{
	const struct screen *s = app_top(a);

	if ((actions[id].screens & s->ops->kind) == 0) {
		err_set(e, ERR_USAGE, _("\"%s\" means nothing here"), action_label(id));
		return false;
	}
	if ((actions[id].needs & NEED_EDITOR) != 0 && registry_is_read_only(a->registry)) {
		err_set(e, ERR_DENIED, _("the register is open for reading only"));
		return false;
	}
	if ((actions[id].needs & NEED_RECORD_HERE) != 0 && s->ops->has_record != NULL &&
	    !s->ops->has_record(a, app_top(a))) {
		err_set(e, ERR_NOT_FOUND, _("there is nothing under the mark"));
		return false;
	}
	return true;
}

static handler_fn
find_handler(const struct handler *table, enum action_id action)
{
	for (; table->action != ACTION_NONE; table++) {
		if (table->action == action)
			return table->act;
	}
	return NULL;
}

static bool
is_move(enum action_id action)
{
	return action == ACTION_NEXT || action == ACTION_PREVIOUS || action == ACTION_PAGE_DOWN ||
	       action == ACTION_PAGE_UP || action == ACTION_FIRST || action == ACTION_LAST;
}

handler_fn
app_handler(const struct screen_ops *ops, const struct handler *shared, enum action_id action)
{
	handler_fn own = find_handler(ops->handlers, action);

	if (own == NULL && is_move(action))
		own = ops->move;
	if (own == NULL)
		own = find_handler(shared, action);
	if (own == NULL && deed_is(action))
		own = ops->deed;
	return own;
}

void
app_act(struct app *a, enum action_id id)
{
	struct err e;

	if (id == ACTION_NONE)
		return;
	if (!app_can(a, id, &e)) {
		app_refuse(a, &e);
		return;
	}
	app_handler(app_top(a)->ops, a->shared_handlers, id)(a, app_top(a), id);
}

void
app_go_back(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	(void)action;
	app_pop(a);
}

/* ---- messages */

/* One line, without anything that a terminal would obey. */
static void
set_line(struct buf *line, const char *format, va_list args)
{
	struct err e;

	err_setv(&e, ERR_OK, format, args);
	buf_reset(line);
	text_reveal(e.text, strlen(e.text), TEXT_LINE, line);
}

void
app_say(struct app *a, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_line(&a->message, format, args);
	va_end(args);
	a->is_answer = true;
	a->has_error = false;
}

static bool
has_answer(const struct app *a)
{
	return a->is_answer && a->message.size > 0;
}

void
app_announce(struct app *a, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_line(has_answer(a) ? &a->news : &a->message, format, args);
	va_end(args);
}

void
app_hint(struct app *a, const char *format, ...)
{
	va_list args;

	if (a->message.size > 0)
		return;
	va_start(args, format);
	set_line(&a->message, format, args);
	va_end(args);
}

static void
forget_message(struct app *a)
{
	buf_reset(&a->message);
	a->is_answer = false;
	a->has_error = false;
}

/* What others did while an answer stood in the message line. */
static void
say_news(struct app *a)
{
	if (has_answer(a) || a->news.size == 0)
		return;
	buf_reset(&a->message);
	buf_add(&a->message, a->news.data, a->news.size);
	buf_reset(&a->news);
}

void
app_refuse(struct app *a, const struct err *e)
{
	app_say(a, "%s", e->text);
	a->has_error = true;
	term_drop_keys();
}

/* ---- the stack */

void
app_push(struct app *a, struct screen *s)
{
	if (s == NULL)
		return;
	if (a->depth == MOST_SCREENS) {
		app_say(a, _("too many screens are open: go back first"));
		s->ops->close(a, s);
		return;
	}
	a->dates[a->depth] = a->as_of;
	a->screens[a->depth++] = s;
}

void
app_pop(struct app *a)
{
	struct screen *s = app_top(a);

	a->depth--;
	s->ops->close(a, s);
	a->as_of = a->depth > 0 ? a->dates[a->depth - 1] : DATE_NONE;
	if (a->depth == 0)
		a->must_end = true;
	else if (app_top(a)->ops->refresh != NULL)
		app_top(a)->ops->refresh(a, app_top(a));
}

void
app_set_date(struct app *a, partial_date date)
{
	size_t first = a->depth - 1;

	while (first > 0 && (a->screens[first]->ops->kind & (ON_LIST | ON_TREE)) == 0)
		first--;
	/* Where no list leads to it, it is of this screen alone. */
	if (first == 0)
		first = a->depth - 1;
	a->as_of = date;
	for (size_t i = first; i < a->depth; i++) {
		a->dates[i] = date;
		if (a->screens[i]->ops->refresh != NULL)
			a->screens[i]->ops->refresh(a, a->screens[i]);
	}
}

/* Each screen is laid out for its own date. */
static void
resize_all(struct app *a)
{
	for (size_t i = 0; i < a->depth; i++) {
		a->as_of = a->dates[i];
		if (a->screens[i]->ops->resize != NULL)
			a->screens[i]->ops->resize(a, a->screens[i]);
	}
}

void
app_pop_all(struct app *a)
{
	while (a->depth > a->floor + 1)
		app_pop(a);
}

/* ---- drawing */

bool
app_is_too_small(void)
{
	return term_rows() < LOWEST || term_columns() < NARROWEST;
}

void
app_paint(struct app *a, int y, int x)
{
	int cy = 0, cx = 0;

	if (term_has_keys())
		return;
	term_erase();
	if (app_is_too_small()) {
		term_put(0, 0, term_columns(), _("40x10 is needed; ^C ends."), LOOK_PLAIN);
		term_show(0, 0);
		return;
	}
	frame_draw(a);
	app_top(a)->ops->draw(a, app_top(a), &cy, &cx);
	frame_draw_message(a);
	term_show(y >= 0 ? y : cy, y >= 0 ? x : cx);
}

void
app_watch(struct app *a)
{
	for (size_t i = 0; i < a->depth; i++) {
		if (a->screens[i]->ops->moved != NULL)
			a->screens[i]->ops->moved(a, a->screens[i]);
	}
}

/* The drafts are kept once a second at most while keys are coming. True: it was due, and there may be
 * something new to be told. */
static bool
keep_if_due(struct app *a)
{
	if (a->typed_at == 0 || clock_ticks() - a->typed_at < KEEP_MS)
		return false;
	app_keep(a);
	app_watch(a);
	return true;
}

static void
refresh(struct app *a)
{
	uint64_t commit = registry_commit(a->registry);

	if (commit == a->commit)
		return;
	a->commit = commit;
	if (app_top(a)->ops->refresh != NULL)
		app_top(a)->ops->refresh(a, app_top(a));
}

/* The message line is free for what is worth knowing of the current record, if the line is fast. */
static void
rest(struct app *a)
{
	struct screen *s = app_top(a);

	if (a->is_rested || s->ops->rest == NULL || a->message.size > 0 || term_is_slow())
		return;
	s->ops->rest(a, s, &a->message);
	a->is_rested = true;
}

static void
beat(struct app *a)
{
	if (clock_ticks() - a->beat_at < BEAT_MS)
		return;
	a->beat_at = clock_ticks();
	for (size_t i = 0; i < a->depth; i++) {
		if (a->screens[i]->ops->beat != NULL)
			a->screens[i]->ops->beat(a, a->screens[i]);
	}
}

/* When the line is lost, what is being typed is kept before anything of it is taken down. */
static void
note_key(struct app *a, struct key key)
{
	a->is_rested = false;
	if (key.code != K_HANG_UP) {
		if (a->typed_at == 0)
			a->typed_at = clock_ticks();
	} else if (!a->must_end) {
		app_keep(a);
		a->must_end = true;
	}
}

struct key
app_key(struct app *a, int y, int x)
{
	for (;;) {
		struct key key;

		app_paint(a, y, x);
		/* The drawing does not wait for the disk; what was seen meanwhile is drawn at once. */
		if (keep_if_due(a))
			app_paint(a, y, x);
		key = term_next(TICK_MS);
		if (term_was_resized()) {
			resize_all(a);
			if (key.code == K_TICK)
				return (struct key){ .code = K_UNKNOWN };
		}
		/* What cannot be seen is not answered. */
		if (app_is_too_small() && key.code != K_TICK && key.code != K_HANG_UP) {
			if (key.code != K_CTRL('C') || key.is_pasted)
				continue;
			key.code = K_HANG_UP;
		}
		if (key.code != K_TICK) {
			note_key(a, key);
			return key;
		}
		app_keep(a);
		beat(a);
		app_watch(a);
		refresh(a);
		rest(a);
	}
}

/* ---- the loop */

static void
obey(struct app *a, struct key key)
{
	struct screen *s = app_top(a);
	enum action_id action = key.is_pasted ? ACTION_NONE : bindings_action(a->bindings, key.code,
	                                                                        s->ops->kind);

	if (action != ACTION_NONE) {
		app_act(a, action);
		a->tour_step = tour_next(a->tour_step, action);
		return;
	}
	if (s->ops->key != NULL && s->ops->key(a, s, key))
		return;
	if (key.is_pasted)
		return;
	/* Of those that something on the way takes, some arrive all the same. */
	if (key_is_never_bound(key.code))
		app_say(a, _("%s goes back, %s finishes a form."),
		        bindings_first(a->bindings, ACTION_BACK, ON_FORM),
		        bindings_first(a->bindings, ACTION_FINISH, ON_FORM));
	else
		app_say(a, _("That key means nothing here; %s says what the keys do."),
		        app_key_of(a, ACTION_HELP));
}

static void
take_key(struct app *a, struct key key)
{
	if (key.code == K_UNKNOWN)
		return;
	a->key = key.code;
	a->offers_another -= a->offers_another > 0;
	forget_message(a);
	obey(a, key);
	say_news(a);
}

void
app_offer_another(struct app *a)
{
	a->offers_another = 2;          /* this key and the next */
}

bool
app_offers(const struct app *a)
{
	return a->offers_another == 1;
}

void
app_visit(struct app *a, struct screen *s)
{
	size_t depth = a->depth, floor = a->floor;

	if (s == NULL)
		return;
	a->floor = depth;
	app_push(a, s);
	while (!a->must_end && a->depth > depth) {
		struct key key = app_key(a, -1, 0);

		if (key.code != K_HANG_UP)
			take_key(a, key);
	}
	a->floor = floor;
}

void
app_run(struct app *a)
{
	while (!a->must_end && a->depth > 0) {
		struct key key = app_key(a, -1, 0);

		if (key.code == K_HANG_UP)
			break;
		take_key(a, key);
	}
	while (a->depth > 0) {
		struct screen *top = app_top(a);

		a->depth--;
		top->ops->close(a, top);
	}
}
