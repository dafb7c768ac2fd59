/* Shows a record to read. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "tui/screen/screens.h"
#include "tui/widget/pager.h"

struct record_view {
	struct screen screen;
	struct record *record;
	bool is_gone;                   /* it was removed since */
	struct pager pager;
};

static void
lay_out(struct app *a, struct record_view *v)
{
	sheet_lines_clear(&v->pager.lines);
	sheet_of(a->registry, v->record, a->as_of, term_columns() - 3, &v->pager.lines);
	pager_settle(&v->pager);
}

static void
record_place(struct app *a, struct screen *s, struct buf *out)
{
	struct record_view *v = (struct record_view *)s;
	char *code = registry_code(a->registry, v->record);
	char *title = registry_title(a->registry, v->record);

	buf_printf(out, "%s %s  %s", v->record->type->label, code, title);
	free(code);
	free(title);
}

static void
record_status(struct app *a, struct screen *s, struct buf *out)
{
	struct record_view *v = (struct record_view *)s;
	char when[CLOCK_TEXT];
	const char *who;
	int64_t at;

	if (v->is_gone) {
		buf_text(out, _("removed since"));
		return;
	}
	buf_printf(out, _("version %" PRIu64), v->record->version);
	if (registry_last_change(a->registry, v->record, &at, &who)) {
		clock_format(at, when);
		buf_printf(out, _(", %s by %s"), when, who);
	}
	app_add_presence(a, v->record->number, out);
}

static void
record_draw(struct app *a, struct screen *s, int *y, int *x)
{
	(void)a;
	pager_draw(&((struct record_view *)s)->pager, y, x);
}

/* The record may have been changed or removed meanwhile, here or elsewhere. */
static void
record_refresh(struct app *a, struct screen *s)
{
	struct record_view *v = (struct record_view *)s;
	struct record *now;
	struct err e;

	if (registry_get_number(a->registry, v->record->number, &now, &e) != ERR_OK) {
		v->is_gone = true;      /* what is shown stays, as the last that was known */
		return;
	}
	v->is_gone = false;
	if (now->version != v->record->version) {
		record_free(v->record);
		v->record = now;
	} else {
		record_free(now);
	}
	lay_out(a, v);
}

static void
follow(struct app *a, struct record_view *v)
{
	const struct sheet_lines *lines = &v->pager.lines;
	uint32_t target = lines->count == 0 ? 0 : lines->list[v->pager.current].target;

	if (target != 0)
		app_open_record(a, target);
	else
		app_say(a, _("This line refers to no other record."));
}

static void
record_move(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;

	(void)a;
	pager_act(&v->pager, action);
}

static void
record_follow(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;

	(void)action;
	follow(a, v);
}

static void
record_reread(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	record_refresh(a, s);
}

static void
record_deed(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;

	app_record_act(a, action, v->record->number);
}


static const struct handler record_handlers[] = {
	{ ACTION_NEXT, record_move },
	{ ACTION_PREVIOUS, record_move },
	{ ACTION_PAGE_DOWN, record_move },
	{ ACTION_PAGE_UP, record_move },
	{ ACTION_FIRST, record_move },
	{ ACTION_LAST, record_move },
	{ ACTION_OPEN, record_follow },
	{ ACTION_REFRESH, record_reread },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

static void
record_resize(struct app *a, struct screen *s)
{
	lay_out(a, (struct record_view *)s);
}

static void
record_close(struct app *a, struct screen *s)
{
	struct record_view *v = (struct record_view *)s;

	(void)a;
	record_free(v->record);
	pager_clear(&v->pager);
	free(v);
}

static bool
record_is_dated(const struct screen *s)
{
	(void)s;
	return true;
}

const struct screen_ops record_ops = {
	.kind = ON_RECORD,
	.is_dated = record_is_dated,
	.place = record_place,
	.status = record_status,
	.draw = record_draw,
	.handlers = record_handlers,
	.deed = record_deed,
	.resize = record_resize,
	.refresh = record_refresh,
	.close = record_close,
};

struct screen *
record_screen(struct app *a, struct record *record)
{
	struct record_view *v = mem_new(sizeof *v);

	v->screen.ops = &record_ops;
	v->record = record;
	lay_out(a, v);
	/* The mark starts on the first value, below its heading. */
	v->pager.current = v->pager.lines.count > 1 ? 1 : 0;
	app_mention_draft(a, record);
	return &v->screen;
}
