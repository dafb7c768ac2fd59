/* Lists the drafts of what was typed and not saved, and offers them where their record is opened. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "tui/screen/face.h"
#include "tui/screen/screens.h"
#include "tui/widget/pager.h"
#include "view/deed/past_deeds.h"
#include "view/form/draft.h"

/* ---- taken up again */

void
app_resume(struct app *a, struct draft *d)
{
	bool is_removed = d->is_removed;
	size_t item, row_item;
	struct form *form = form_resume(a->registry, d, &item), *row;

	app_push(a, form_screen_at(a, form, item));
	row = form_resume_row(form, d, &row_item);
	if (row != NULL) {
		app_push(a, rows_screen(a, form, d->table));
		app_push(a, form_screen_at(a, row, row_item));
	}
	if (is_removed)
		app_say(a, _("The record has been removed since; saving creates it again."));
}

bool
app_offer_draft(struct app *a, const struct type *type, uint32_t number)
{
	struct draft d;
	struct buf age;
	struct err e;
	char *question, answer;
	enum err_code rc = registry_find_draft(a->registry, type, number, &d, &e);

	if (rc != ERR_OK) {
		if (rc != ERR_NOT_FOUND)
			app_refuse(a, &e);
		return false;
	}
	buf_init(&age);
	age_text(d.when, &age);
	question = mem_printf(_("Your draft, %s old: take up (t), discard (d), leave (Esc)?"),
	                      buf_string(&age));
	answer = app_ask_letter(a, question, LETTERS_TAKE_UP_DISCARD);
	if (answer == 't')
		app_resume(a, &d);
	else if (answer == 'd' && registry_drop_draft(a->registry, d.id, &e) != ERR_OK)
		app_refuse(a, &e);
	free(question);
	buf_clear(&age);
	draft_clear(&d);
	return answer != 'd';
}

struct counting {
	struct registry *registry;
	size_t count;
	char *name;                     /* of the last */
	struct buf age;
};

static bool
count_draft(void *context, struct draft *d)
{
	struct counting *c = context;

	if (d->is_open)
		return true;
	c->count++;
	free(c->name);
	c->name = draft_name(c->registry, d);
	buf_reset(&c->age);
	age_text(d->when, &c->age);
	return true;
}

void
app_mention_drafts(struct app *a)
{
	struct counting c = { .registry = a->registry };
	struct err e;

	if (registry_drafts(a->registry, count_draft, &c, &e) != ERR_OK)
		app_refuse(a, &e);
	else if (c.count == 1)
		app_say(a, _("You have a draft: %s, %s old. D takes it up."), c.name,
		        buf_string(&c.age));
	else if (c.count > 1)
		app_say(a, _("You have %zu drafts; the last is %s, %s old. D lists them."), c.count,
		        c.name, buf_string(&c.age));
	free(c.name);
	buf_clear(&c.age);
}

void
app_mention_draft(struct app *a, const struct record *record)
{
	struct draft d;
	struct buf age;
	struct err e;

	if (registry_find_draft(a->registry, record->type, record->number, &d, &e) != ERR_OK)
		return;
	buf_init(&age);
	age_text(d.when, &age);
	app_say(a, _("You have a draft of it, %s old; e takes it up."), buf_string(&age));
	buf_clear(&age);
	draft_clear(&d);
}

/* ---- the list of them */

struct drafts_view {
	struct screen screen;
	struct pager pager;
};

static void
lay_out(struct app *a, struct drafts_view *v)
{
	struct err e;

	sheet_lines_clear(&v->pager.lines);
	if (report_drafts(a->registry, term_columns() - SHEET_LABEL - 3, &v->pager.lines, &e) !=
	    ERR_OK)
		app_refuse(a, &e);
	pager_settle(&v->pager);
}

static uint32_t
current_draft(const struct drafts_view *v)
{
	return v->pager.lines.count == 0 ? 0 : (uint32_t)v->pager.lines.list[v->pager.current].key;
}

static void
drafts_place(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	(void)s;
	buf_text(out, _("What you have not finished"));
}

static void
drafts_status(struct app *a, struct screen *s, struct buf *out)
{
	size_t count = 0;
	uint64_t last = 0;
	const struct sheet_lines *lines = &((struct drafts_view *)s)->pager.lines;

	(void)a;
	for (size_t i = 0; i < lines->count; i++) {
		count += lines->list[i].key != last;
		last = lines->list[i].key;
	}
	buf_printf(out, ngettext("%zu draft", "%zu drafts", count), count);
}

static void
drafts_draw(struct app *a, struct screen *s, int *y, int *x)
{
	(void)a;
	pager_draw(&((struct drafts_view *)s)->pager, y, x);
}

static void
drafts_move(struct app *a, struct screen *s, enum action_id action)
{
	struct drafts_view *v = (struct drafts_view *)s;

	(void)a;
	pager_act(&v->pager, action);
}

static void
drafts_open(struct app *a, struct screen *s, enum action_id action)
{
	struct tui_face f = tui_face(a);

	(void)action;
	deed_open_draft(&f.face, current_draft((struct drafts_view *)s));
}

static void
drafts_discard(struct app *a, struct screen *s, enum action_id action)
{
	struct drafts_view *v = (struct drafts_view *)s;
	struct tui_face f = tui_face(a);

	(void)action;
	deed_discard_draft(&f.face, current_draft(v));
	lay_out(a, v);
}

static const struct handler drafts_handlers[] = {
	{ ACTION_OPEN, drafts_open },
	{ ACTION_REMOVE, drafts_discard },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

static bool
drafts_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return current_draft((struct drafts_view *)s) != 0;
}

static void
drafts_refresh(struct app *a, struct screen *s)
{
	lay_out(a, (struct drafts_view *)s);
}

static void
drafts_close(struct app *a, struct screen *s)
{
	(void)a;
	pager_clear(&((struct drafts_view *)s)->pager);
	free(s);
}

static const enum action_id drafts_keys[] = {
	ACTION_OPEN, ACTION_REMOVE, ACTION_NONE
};

const struct screen_ops drafts_ops = {
	.kind = ON_DRAFTS,
	.place = drafts_place,
	.status = drafts_status,
	.draw = drafts_draw,
	.handlers = drafts_handlers,
	.move = drafts_move,
	.keys = drafts_keys,
	.resize = drafts_refresh,
	.refresh = drafts_refresh,
	.has_record = drafts_has_record,
	.close = drafts_close,
};

struct screen *
drafts_screen(struct app *a)
{
	struct drafts_view *v = mem_new(sizeof *v);

	v->screen.ops = &drafts_ops;
	lay_out(a, v);
	return &v->screen;
}
