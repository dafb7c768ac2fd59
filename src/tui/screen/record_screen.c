/* Shows a record to read. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "tui/screen/face.h"
#include "tui/screen/screens.h"
#include "tui/widget/pager.h"
#include "view/deed/deeds.h"

struct record_view {
	struct screen screen;
	struct record *record;
	bool is_gone;                   /* it was removed since */
	bool shows_empty;
	struct pager pager;
};

static void
lay_out(struct app *a, struct record_view *v)
{
	const struct sheet_form form = { a->as_of, term_columns() - 3, v->shows_empty };
	struct err e;

	sheet_lines_clear(&v->pager.lines);
	sheet_of(a->registry, v->record, &form, &v->pager.lines);
	if (sheet_belongings(a->registry, v->record, &form, &v->pager.lines, &e) != ERR_OK)
		app_refuse(a, &e);
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

/* Where one is; on a slow line that would cost more than the mark itself. */
static void
record_draw(struct app *a, struct screen *s, int *y, int *x)
{
	const struct pager *p = &((struct record_view *)s)->pager;

	if (a->message.size == 0 && !term_is_slow() && p->lines.count > 0)
		app_hint(a, ngettext("line %zu of %zu", "line %zu of %zu", p->lines.count),
		         p->current + 1, p->lines.count);
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

static const struct sheet_line *
current_line(const struct record_view *v)
{
	return v->pager.lines.count == 0 ? NULL : &v->pager.lines.list[v->pager.current];
}

static void
follow(struct app *a, struct record_view *v)
{
	const struct sheet_line *line = current_line(v);
	struct tui_face f = tui_face(a);

	if (line == NULL || !deed_follow(&f.face, v->record, line))
		app_say(a, _("This line refers to no other record."));
}

/* The line of the field and row, the heading of its section if there is no other; else the first value,
 * below its heading. */
static size_t
line_of(const struct sheet_lines *lines, const struct field *field, uint64_t row)
{
	size_t found = lines->count > 1 ? 1 : 0;

	for (size_t i = lines->count; field != NULL && i-- > 0; ) {
		const struct sheet_line *l = &lines->list[i];

		if (l->field == field && l->row == row && l->kind != LINE_COLUMNS &&
		    (l->kind != LINE_HEADING || lines->list[found].field != field))
			found = i;
	}
	return found;
}

static void
mark_field(struct record_view *v, const struct field *field, uint64_t row)
{
	v->pager.current = line_of(&v->pager.lines, field, row);
	pager_settle(&v->pager);
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
record_show_empty(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;
	const struct sheet_line *line = current_line(v);
	const struct field *field = line == NULL ? NULL : line->field;
	uint64_t row = line == NULL ? 0 : line->row;

	(void)action;
	v->shows_empty = !v->shows_empty;
	lay_out(a, v);
	mark_field(v, field, row);
}

/* The next record of the list below, or the one before, with the mark on the same field. */
static void
record_go_on(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;
	struct screen *below = a->depth > 1 ? a->screens[a->depth - 2] : NULL;
	bool down = action == ACTION_NEXT_RECORD;
	uint32_t number = v->record->number;
	bool has_list = below != NULL && below->ops->step != NULL &&
	                below->ops->step(a, below, down, &number);
	const struct sheet_line *line = current_line(v);
	const struct field *field = line == NULL ? NULL : line->field;
	struct record *record;
	struct err e;

	if (!has_list || number == 0) {
		app_say(a, "%s", record_neighbour_refusal(has_list, down));
		return;
	}
	if (registry_get_number(a->registry, number, &record, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	if (record->type != v->record->type)
		field = NULL;
	record_free(v->record);
	v->record = record;
	v->is_gone = false;
	v->pager.top = 0;
	lay_out(a, v);
	mark_field(v, field, 0);
	app_mention_draft(a, record);
}

/* The form opens at what the mark is on, unless it goes on with a draft. */
static void
record_edit(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;
	const struct sheet_line *line = current_line(v);
	struct form_spot spot = { 0 };
	char *language = NULL;

	if (line != NULL && line->field != NULL) {
		language = line->language == NULL ? NULL : mem_text(line->language);
		spot = (struct form_spot){ line->field, language, line->row };
	}
	app_record_act(a, action, v->record->number);
	if (spot.field != NULL && app_top(a)->ops->kind == ON_FORM)
		form_screen_go(a, app_top(a), &spot);
	free(language);
}

static void
record_deed(struct app *a, struct screen *s, enum action_id action)
{
	struct record_view *v = (struct record_view *)s;

	app_record_act(a, action, v->record->number);
}


static const struct handler record_handlers[] = {
	{ ACTION_OPEN, record_follow },
	{ ACTION_REFRESH, record_reread },
	{ ACTION_EDIT, record_edit },
	{ ACTION_NEXT_RECORD, record_go_on },
	{ ACTION_PREVIOUS_RECORD, record_go_on },
	{ ACTION_SHOW_EMPTY, record_show_empty },
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

static const enum action_id record_keys[] = {
	ACTION_OPEN, ACTION_EDIT, ACTION_COPY, ACTION_REMOVE, ACTION_MENU, ACTION_NONE
};

const struct screen_ops record_ops = {
	.kind = ON_RECORD,
	.is_dated = record_is_dated,
	.place = record_place,
	.status = record_status,
	.draw = record_draw,
	.handlers = record_handlers,
	.move = record_move,
	.keys = record_keys,
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
