/* Shows lines compiled from the register, such as help, history and used-by. A line may lead to a
 * record or to a list. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/face.h"
#include "tui/screen/lines_screen.h"
#include "tui/screen/months.h"
#include "tui/screen/screens.h"
#include "tui/widget/pager.h"
#include "view/deed/ahead.h"
#include "view/deed/past_deeds.h"
#include "view/deed/print_deeds.h"

struct lines_view {
	struct screen screen;
	struct lines_source source;
	char *title;
	struct pager pager;
	char *words;
};

static void
lay_out(struct app *a, struct lines_view *v)
{
	struct err e;

	sheet_lines_clear(&v->pager.lines);
	if (v->source.build(a, &v->source, term_columns() - SHEET_LABEL - 3, &v->pager.lines, &e) !=
	    ERR_OK)
		app_refuse(a, &e);
	pager_settle(&v->pager);
}

static void
lines_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct lines_view *v = (struct lines_view *)s;

	(void)a;
	buf_text(out, v->title);
	if (v->source.is_report && report_is_ahead(v->source.report) && v->source.text != NULL)
		buf_printf(out, "  %s", v->source.text);
}

static void
lines_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct lines_view *v = (struct lines_view *)s;

	(void)a;
	if (v->pager.lines.summary != NULL) {
		buf_text(out, v->pager.lines.summary);
		return;
	}
	buf_printf(out, ngettext("line %zu of %zu", "line %zu of %zu", v->pager.lines.count),
	           v->pager.lines.count > 0 ? v->pager.current + 1 : 0, v->pager.lines.count);
}

static void
lines_draw(struct app *a, struct screen *s, int *y, int *x)
{
	(void)a;
	pager_draw(&((struct lines_view *)s)->pager, y, x);
}

/* What the report of the screen is about. */
static struct report_subject
subject_of(const struct app *a, const struct lines_source *s)
{
	return (struct report_subject){ s->record, s->number, s->text, a->as_of, s->table, s->row,
		                        s->day, s->is_brief };
}

static const struct sheet_line *
current_line(const struct lines_view *v)
{
	return v->pager.lines.count == 0 ? NULL : &v->pager.lines.list[v->pager.current];
}

static void
follow(struct app *a, struct lines_view *v)
{
	const struct report_subject subject = subject_of(a, &v->source);
	const struct sheet_line *line = current_line(v);
	struct tui_face f = tui_face(a);

	if (line == NULL || !v->source.is_report ||
	    !deed_open_line(&f.face, v->source.report, &subject, line))
		app_say(a, _("This line does not lead to a record."));
}

static void
find(struct app *a, struct lines_view *v, bool backwards)
{
	if (v->words == NULL || !pager_find(&v->pager, v->words, backwards))
		app_say_not_found(a, v->words);
}

static void
lines_move(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;

	(void)a;
	pager_act(&v->pager, action);
}

static void
lines_open(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;

	(void)action;
	follow(a, v);
}

/* The next line that leads to another record, or the one before. */
static bool
lines_next_record(struct app *a, struct screen *s, bool down, uint32_t *number)
{
	struct pager *p = &((struct lines_view *)s)->pager;
	uint32_t was = p->lines.count == 0 ? 0 : p->lines.list[p->current].target;

	(void)a;
	if (was != *number)
		return false;
	*number = 0;
	for (size_t i = p->current; down ? ++i < p->lines.count : i-- > 0; ) {
		if (p->lines.list[i].target == 0 || p->lines.list[i].target == was)
			continue;
		p->current = i;
		pager_settle(p);
		*number = p->lines.list[i].target;
		break;
	}
	return true;
}

static void
lines_restore(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;

	const struct report_subject subject = subject_of(a, &v->source);
	const struct sheet_line *line = current_line(v);
	struct tui_face f = tui_face(a);

	(void)action;
	deed_restore(&f.face, v->source.report, &subject, line == NULL ? 0 : line->key);
	if (app_top(a) == s)
		lay_out(a, v);
}

static void
lines_ask_words(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;

	(void)action;
	if (app_ask_words(a, &v->words))
		find(a, v, false);
}

static void
lines_find_again(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;

	find(a, v, action == ACTION_FIND_PREVIOUS);
}

static void
lines_read_again(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	lay_out(a, (struct lines_view *)s);
}

static void
lines_deed(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	app_record_act(a, action, 0);
}

/* What is done with lines to read, and with those of the past. */
#define LINES_HANDLERS \
	{ ACTION_OPEN, lines_open }, \
	{ ACTION_FIND, lines_ask_words }, \
	{ ACTION_FIND_NEXT, lines_find_again }, \
	{ ACTION_FIND_PREVIOUS, lines_find_again }, \
	{ ACTION_REFRESH, lines_read_again }, \
	{ ACTION_BACK, app_go_back },
static const struct handler lines_handlers[] = {
	LINES_HANDLERS
	{ ACTION_NONE, NULL },
};

/* ---- what lies ahead */

/* The mark stands on the first line that is no heading. */
static void
go_to_first(struct lines_view *v)
{
	const struct sheet_lines *lines = &v->pager.lines;
	size_t first = 0;

	while (first < lines->count && lines->list[first].target == 0 &&
	       lines->list[first].kind != LINE_ROW && lines->list[first].kind != LINE_VALUE)
		first++;
	if (first < lines->count)
		v->pager.current = first;
}

/* The title names the days. */
static void
show_anew(struct app *a, struct lines_view *v)
{
	const struct report_subject subject = subject_of(a, &v->source);

	free(v->title);
	v->title = report_title(a->registry, v->source.report, &subject);
	v->pager.current = v->pager.top = 0;
	lay_out(a, v);
	go_to_first(v);
}

static void
ahead_change(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;
	struct ahead_place place = { v->source.text, v->source.day, v->source.is_brief };
	struct tui_face f = tui_face(a);

	if (!ahead_turn(&f.face, v->source.report, action, "", &place))
		return;
	v->source.text = place.limit;
	v->source.day = place.day;
	v->source.is_brief = place.is_brief;
	show_anew(a, v);
}

static void
ahead_open(struct app *a, struct screen *s, enum action_id action)
{
	const struct lines_view *v = (struct lines_view *)s;

	app_push(a, report_screen(a, ahead_report(action),
	                          &(struct report_subject){ .day = v->source.day }));
}

static void
ahead_other(struct app *a, struct screen *s, enum action_id action)
{
	const struct sheet_line *line = current_line((struct lines_view *)s);

	(void)action;
	if (line == NULL || line->other == 0)
		app_say(a, _("This line does not lead to a record."));
	else
		app_open_record(a, line->other);
}

static void
ahead_rest(struct app *a, struct screen *s, struct buf *out)
{
	const struct sheet_line *line = current_line((struct lines_view *)s);

	(void)a;
	if (line != NULL && line->note != NULL)
		buf_text(out, line->note);
}

/* The months stand beside the list where there is room for both. */
static void
calendar_draw(struct app *a, struct screen *s, int *y, int *x)
{
	const struct lines_view *v = (struct lines_view *)s;
	const struct report_subject subject = subject_of(a, &v->source);
	partial_date from, to;

	lines_draw(a, s, y, x);
	report_days(&subject, &from, &to);
	if (term_columns() >= MONTHS_LEAST)
		months_draw(&v->pager.lines, from);
}

static const struct handler due_handlers[] = {
	LINES_HANDLERS
	{ ACTION_LIMIT, ahead_change },
	{ ACTION_NONE, NULL },
};

static const struct handler clashes_handlers[] = {
	LINES_HANDLERS
	{ ACTION_LIMIT, ahead_change },
	{ ACTION_OTHER, ahead_other },
	{ ACTION_NONE, NULL },
};

static const struct handler calendar_handlers[] = {
	LINES_HANDLERS
	{ ACTION_LIMIT, ahead_change },
	{ ACTION_GO, ahead_change },
	{ ACTION_VIEW, ahead_change },
	{ ACTION_LATER, ahead_change },
	{ ACTION_EARLIER, ahead_change },
	{ ACTION_CLASHES, ahead_open },
	{ ACTION_NONE, NULL },
};

/* ---- a document */

static void
print_another(struct app *a, struct screen *s, enum action_id action)
{
	struct lines_view *v = (struct lines_view *)s;
	const struct report_subject subject = subject_of(a, &v->source);
	struct tui_face f = tui_face(a);
	char *name = deed_next_document(&f.face, &subject);

	(void)action;
	if (name == NULL)
		return;
	free(v->source.text);
	v->source.text = name;
	show_anew(a, v);
}

static void
print_write(struct app *a, struct screen *s, enum action_id action)
{
	const struct report_subject subject = subject_of(a, &((struct lines_view *)s)->source);
	struct tui_face f = tui_face(a);

	(void)action;
	deed_write_document(&f.face, &subject);
}

static const struct handler print_handlers[] = {
	LINES_HANDLERS
	{ ACTION_VIEW, print_another },
	{ ACTION_EXPORT, print_write },
	{ ACTION_NONE, NULL },
};

static const struct handler past_handlers[] = {
	LINES_HANDLERS
	{ ACTION_RESTORE, lines_restore },
	{ ACTION_NONE, NULL },
};
#undef LINES_HANDLERS

static void
lines_resize(struct app *a, struct screen *s)
{
	lay_out(a, (struct lines_view *)s);
}

static void
lines_close(struct app *a, struct screen *s)
{
	struct lines_view *v = (struct lines_view *)s;

	(void)a;
	pager_clear(&v->pager);
	record_free(v->source.record);
	free(v->source.text);
	free(v->title);
	free(v->words);
	free(v);
}

/* What refers to a record and a document ask what was in force; the other reports do not. */
static bool
lines_is_dated(const struct screen *s)
{
	const struct lines_source *source = &((const struct lines_view *)s)->source;

	return source->is_report &&
	       (source->report == REPORT_USED_BY || source->report == REPORT_PAPER);
}

static const enum action_id lines_keys[] = {
	ACTION_OPEN, ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_FIND, ACTION_NONE
};

static const enum action_id past_keys[] = {
	ACTION_OPEN, ACTION_RESTORE, ACTION_UNDO, ACTION_FIND, ACTION_NONE
};

static const enum action_id due_keys[] = {
	ACTION_OPEN, ACTION_LIMIT, ACTION_FIND, ACTION_NONE
};

static const enum action_id clashes_keys[] = {
	ACTION_OPEN, ACTION_OTHER, ACTION_LIMIT, ACTION_NONE
};

static const enum action_id print_keys[] = {
	ACTION_VIEW, ACTION_EXPORT, ACTION_AS_OF, ACTION_FIND, ACTION_NONE
};

static const enum action_id calendar_keys[] = {
	ACTION_OPEN, ACTION_EARLIER, ACTION_LATER, ACTION_GO, ACTION_LIMIT, ACTION_VIEW,
	ACTION_CLASHES, ACTION_NONE
};

#define LINES_OPS \
	.place = lines_place, \
	.status = lines_status, \
	.resize = lines_resize, \
	.refresh = lines_resize, \
	.is_dated = lines_is_dated, \
	.move = lines_move, \
	.step = lines_next_record, \
	.close = lines_close
const struct screen_ops lines_ops = { .kind = ON_PAGER, .handlers = lines_handlers, .keys = lines_keys,
	                                   .draw = lines_draw, LINES_OPS };
const struct screen_ops past_ops = { .kind = ON_PAST, .handlers = past_handlers, .keys = past_keys, .draw = lines_draw,
	                                  .deed = lines_deed, LINES_OPS };
const struct screen_ops due_ops = { .kind = ON_DUE, .handlers = due_handlers, .keys = due_keys, .draw = lines_draw,
	                                 LINES_OPS };
const struct screen_ops clashes_ops = { .kind = ON_CLASHES, .handlers = clashes_handlers, .keys = clashes_keys,
	                                 .draw = lines_draw, .rest = ahead_rest, LINES_OPS };
const struct screen_ops calendar_ops = { .kind = ON_CALENDAR, .handlers = calendar_handlers, .keys = calendar_keys,
	                                  .draw = calendar_draw, LINES_OPS };
const struct screen_ops print_ops = { .kind = ON_PRINT, .handlers = print_handlers,
	                               .keys = print_keys, .draw = lines_draw, LINES_OPS };
#undef LINES_OPS

static const struct screen_ops *
ops_of(const struct lines_source *source)
{
	if (!source->is_report)
		return &lines_ops;
	switch (source->report) {
	case REPORT_DUE:      return &due_ops;
	case REPORT_CLASHES:  return &clashes_ops;
	case REPORT_CALENDAR: return &calendar_ops;
	case REPORT_PAPER:    return &print_ops;
	default:              return report_is_past(source->report) ? &past_ops : &lines_ops;
	}
}

struct screen *
lines_screen(struct app *a, const char *title, const struct lines_source *source)
{
	struct lines_view *v = mem_new(sizeof *v);

	v->screen.ops = ops_of(source);
	v->source = *source;
	v->title = mem_text(title);
	lay_out(a, v);
	if (source->is_report && report_is_ahead(source->report))
		go_to_first(v);
	else if (v->pager.lines.count > 1 && v->pager.lines.list[0].target == 0 &&
	    v->pager.lines.list[0].kind == LINE_HEADING)
		v->pager.current = 1;
	return &v->screen;
}

/* ---- the sources */

static enum err_code
build_keys(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
           struct err *e)
{
	(void)e;
	if (s->explain != NULL)
		s->explain(a, out, width);
	else
		report_keys(a->bindings, s->kind, width, out);
	return ERR_OK;
}

struct screen *
help_screen(struct app *a, const struct screen *about)
{
	return lines_screen(a, _("Help"),
	                    &(struct lines_source){ .build = build_keys, .kind = about->ops->kind,
	                                            .explain = about->ops->explain });
}

static enum err_code
build_report(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
             struct err *e)
{
	const struct report_subject subject = subject_of(a, s);

	/* These lay their columns out themselves, from the first on. */
	if (report_is_ahead(s->report))
		width = term_columns() - 3;
	if (s->report == REPORT_CALENDAR && term_columns() >= MONTHS_LEAST)
		width -= MONTHS_COLUMNS;
	return report_build(a->registry, s->report, &subject, width, out, e);
}

struct screen *
report_screen(struct app *a, enum report report, const struct report_subject *subject)
{
	struct lines_source source = { .build = build_report, .is_report = true, .report = report,
		                       .number = subject->number, .table = subject->table,
		                       .row = subject->row, .day = subject->day,
		                       .is_brief = subject->is_brief };
	char *title = report_title(a->registry, report, subject);
	struct screen *s;

	if (subject->record != NULL)
		source.record = record_copy(subject->record);
	if (subject->text != NULL)
		source.text = mem_text(subject->text);
	s = lines_screen(a, title, &source);
	free(title);
	return s;
}
