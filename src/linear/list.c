/* Shows a list of records as numbered lines, a page at a time. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/face.h"
#include "linear/place.h"
#include "view/deed/begin.h"
#include "view/deed/deeds.h"
#include "view/deed/limit.h"
#include "view/list/apply.h"

#define PAGE 20

struct list_view {
	struct place place;
	struct talk *talk;              /* the place's */
	struct list *list;
	char *words;                    /* that were looked for last */
};

/* ---- showing */

static void
show_heading(const struct list_view *p)
{
	const struct list *l = p->list;
	struct buf columns, order;

	buf_init(&columns);
	buf_init(&order);
	list_order_label(l, &order);
	for (size_t i = 0; i < l->column_count; i++)
		buf_printf(&columns, "%s%s", i > 0 ? "; " : "", list_label(l, i));
	if (*l->limit != '\0' || list_day(l) != DATE_NONE)
		talk_say(p->talk, _("= %s, %" PRIu64 " match of %" PRIu64 " (%s), sorted by %s%s"),
		         l->view->label, list_count(l), list_total(l), l->limit,
		         "", buf_string(&order));
	else
		talk_say(p->talk, _("= %s, %" PRIu64 ", sorted by %s%s"), l->view->label,
		         list_total(l), "", buf_string(&order));
	talk_say(p->talk, "%s", buf_string(&columns));
	buf_clear(&columns);
	buf_clear(&order);
}

/* What the signs of the screen's second column say. */
static const char *
mark_text(char mark)
{
	switch (mark) {
	case '!': return _("changed by another: ");
	case 'x': return _("overdue: ");
	case 'D': return _("draft: ");
	case '&': return _("clashes: ");
	case '*': return _("tagged: ");
	default:  return "";
	}
}

static void
show_record(const struct list_view *p, size_t index)
{
	const struct list *l = p->list;
	const struct record *r = l->page[index];
	struct buf line;

	buf_init(&line);
	buf_text(&line, mark_text(list_mark(l, r)));
	for (size_t i = 0; i < l->column_count; i++) {
		struct buf cell;

		buf_init(&cell);
		list_cell(l, r, i, &cell);
		buf_printf(&line, "%s%s", i > 0 ? "; " : "",
		           cell.size > 0 ? buf_string(&cell) : "-");
		buf_clear(&cell);
	}
	talk_item(p->talk, index + 1, buf_string(&line));
	buf_clear(&line);
}

static void
show_page(const struct list_view *p)
{
	show_heading(p);
	for (size_t i = 0; i < p->list->count; i++)
		show_record(p, i);
	if (p->list->count == 0)
		talk_say(p->talk, "%s", *p->list->limit != '\0' ? _("Nothing matches.") :
		         _("There is nothing here yet."));
}

/* Shows the page, or why there is none. */
static void
show_after(const struct list_view *p, enum err_code rc, const struct err *e)
{
	if (rc == ERR_OK)
		show_page(p);
	else
		talk_refuse(p->talk, e);
}

/* ---- moving */

static void
turn(const struct list_view *p, bool down)
{
	uint32_t number = p->list->count == 0 ? 0 : p->list->page[0]->number;
	struct err e;
	bool moved;
	enum err_code rc = list_page(p->list, down, &moved, &e);

	if (rc == ERR_OK && (p->list->count == 0 || p->list->page[0]->number == number))
		talk_say(p->talk, "%s",
		         down ? _("That was the last page.") : _("That was the first page."));
	else
		show_after(p, rc, &e);
}

static void
find_again(const struct list_view *p, bool backwards)
{
	struct err e;
	bool wrapped;

	if (p->words == NULL || *p->words == '\0') {
		talk_say(p->talk, "%s", _("Nothing was looked for yet."));
		return;
	}
	if (list_find(p->list, p->words, backwards, &wrapped, &e) != ERR_OK) {
		talk_refuse(p->talk, &e);
		return;
	}
	if (wrapped)
		talk_say(p->talk, "%s",
		         backwards ? _("From the end again.") : _("From the start again."));
	show_record(p, p->list->current);
}

static void
find(struct list_view *p, const char *words)
{
	const char *answer = *words != '\0' ? words : talk_ask(p->talk, _("Find:"));

	free(p->words);
	p->words = mem_text(answer == NULL ? "" : answer);
	find_again(p, false);
}

static void
limit(const struct list_view *p, const char *query)
{
	const char *answer = *query != '\0' ? query : talk_ask(p->talk, _("Show (empty: all):"));
	struct err e;

	if (answer != NULL)
		show_after(p, list_limit(p->list, answer, &e), &e);
}

static void
go(const struct list_view *p, const char *text)
{
	const char *answer = *text != '\0' ? text : talk_ask(p->talk, _("Go to:"));
	struct err e;

	if (answer == NULL || *answer == '\0')
		return;
	if (list_go(p->list, answer, &e) == ERR_OK)
		show_record(p, p->list->current);
	else
		talk_refuse(p->talk, &e);
}

/* By each column, upwards and downwards. */
static void
sort(const struct list_view *p)
{
	size_t n = p->list->column_count, chosen;
	char **texts = mem_new(sizeof *texts * (2 * n + 1));
	struct err e;

	for (size_t i = 0; i < 2 * n; i++)
		texts[i] = mem_printf("%s%s", i % 2 == 1 ? "-" : "", list_label(p->list, i / 2));
	chosen = talk_ask_choice(p->talk, _("Sort by (- from the end). Number:"),
	                         (const char *const *)texts, 2 * n);
	if (chosen < 2 * n)
		show_after(p, list_sort(p->list,
		                        list_column_order(p->list, chosen / 2, chosen % 2 == 1),
		                        &e), &e);
	for (size_t i = 0; i < 2 * n; i++)
		free(texts[i]);
	free(texts);
}

/* Empty, the columns of the view come back. */
static void
choose_columns(const struct list_view *p, const char *text)
{
	const char *answer = *text != '\0' ? text : talk_ask(p->talk, _("Columns:"));
	struct err e;

	if (answer != NULL)
		show_after(p, list_take_columns(p->list, answer, &e), &e);
}

static void
change_view(const struct list_view *p)
{
	const struct type *type = p->list->type;
	const char **texts = mem_new(sizeof *texts * (type->view_count + 1));
	size_t chosen;
	struct err e;

	for (size_t i = 0; i < type->view_count; i++)
		texts[i] = type->views[i].label;
	chosen = talk_ask_choice(p->talk, _("Which view? Number:"), texts, type->view_count);
	if (chosen < type->view_count)
		show_after(p, list_view(p->list, &type->views[chosen], &e), &e);
	free(texts);
}

/* ---- many at once */

static void
confirm(const struct list_view *p, const struct apply *apply)
{
	struct talk *t = p->talk;
	struct tick *ticks = mem_new(sizeof *ticks * (apply->count + 1));
	uint32_t *numbers = mem_new(sizeof *numbers * (apply->count + 1));
	size_t count = 0;
	bool is_meant;
	struct err e;

	for (size_t i = 0; i < apply->count; i++)
		ticks[i] = (struct tick){ apply->list[i].code, apply->list[i].sentence, true };
	is_meant = talk_tick(t, _("Numbers take out, nothing changes the rest, q changes none:"),
	                     ticks, apply->count);
	for (size_t i = 0; is_meant && i < apply->count; i++) {
		if (ticks[i].is_on)
			numbers[count++] = apply->list[i].number;
	}
	if (count == 0)
		talk_say(t, "%s", _("Nothing was changed."));
	else if (apply_to(t->registry, p->list->type, apply, numbers, count, &e) == ERR_OK)
		talk_say(t, ngettext("%zu record was changed; u takes it back.",
		         "%zu records were changed; u takes them back.", count), count);
	else
		talk_refuse(t, &e);
	free(numbers);
	free(ticks);
}

/* Of a set the signs say how, and are read where the value is applied. */
static bool
ask_value(struct talk *t, const struct field *f, struct buf *out)
{
	const char *answer;

	if (f->many == MANY_ONE)
		return talk_ask_value(t, f, f->label, "", out);
	answer = talk_ask(t, _("The value (+ adds, - takes away):"));
	buf_text(out, answer == NULL ? "" : answer);
	return answer != NULL;
}

static void
apply_value(const struct list_view *p)
{
	struct talk *t = p->talk;
	const struct field *field = talk_ask_field(t, &p->list->type->fields);
	struct apply apply = { 0 };
	struct buf text;
	struct err e;

	buf_init(&text);
	if (field != NULL && ask_value(t, field, &text)) {
		if (apply_open(p->list, field, buf_string(&text), &apply, &e) != ERR_OK)
			talk_refuse(t, &e);
		else if (apply.count == 0)
			talk_say(t, "%s", _("All of them have that value already."));
		else
			confirm(p, &apply);
		apply_close(&apply);
	}
	buf_clear(&text);
}

/* ---- the place */

/* The record that an order names by its number, or the only one there is; 0, and a sentence:
 * none. */
static uint32_t
record_of(const struct list_view *p, const struct order_given *o)
{
	size_t number = o->number == 0 && p->list->count == 1 ? 1 : o->number;

	if (number >= 1 && number <= p->list->count) {
		list_mark_line(p->list, number - 1);
		return p->list->page[number - 1]->number;
	}
	talk_say(p->talk, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
	         action_label(o->action), p->list->count);
	return 0;
}

static void
add(const struct list_view *p)
{
	visit_form(p->talk, begin_record(p->talk->registry, p->list->type, p->list->limit));
}

/* What something may have changed is read again. */
static void
reread(const struct list_view *p, bool must)
{
	bool is_other_day = list_set_day(p->list, p->talk->as_of), changed;
	struct err e;

	if (list_refresh(p->list, must || is_other_day, &changed, &e) != ERR_OK)
		talk_refuse(p->talk, &e);
}

/* ---- orders */

static struct list_view *
view_of(struct place *p)
{
	return (struct list_view *)p;
}

static void
move_by(struct place *p, const struct order_given *o)
{
	struct list_view *v = view_of(p);
	struct err e;

	switch (o->action) {
	case ACTION_PAGE_DOWN: turn(v, true); break;
	case ACTION_PAGE_UP:   turn(v, false); break;
	case ACTION_FIRST:     show_after(v, list_first(v->list, &e), &e); break;
	default:               show_after(v, list_last(v->list, &e), &e); break;
	}
}

static void
ask_limit(struct place *p, const struct order_given *o)
{
	limit(view_of(p), o->rest);
}

static void
ask_words(struct place *p, const struct order_given *o)
{
	find(view_of(p), o->rest);
}

static void
find_on(struct place *p, const struct order_given *o)
{
	find_again(view_of(p), o->action == ACTION_FIND_PREVIOUS);
}

static void
ask_go(struct place *p, const struct order_given *o)
{
	go(view_of(p), o->rest);
}

static void
ask_sort(struct place *p, const struct order_given *o)
{
	(void)o;
	sort(view_of(p));
}

static void
ask_columns(struct place *p, const struct order_given *o)
{
	choose_columns(view_of(p), o->rest);
}

static void
ask_view(struct place *p, const struct order_given *o)
{
	(void)o;
	change_view(view_of(p));
}

static void
keep_limit(struct place *p, const struct order_given *o)
{
	struct linear_face f = linear_face(p->talk);

	(void)o;
	deed_keep_limit(&f.face, p->talk->settings, view_of(p)->list);
}

static void
open_tree(struct place *p, const struct order_given *o)
{
	(void)o;
	visit_tree(p->talk, view_of(p)->list->type);
}

static void
open_grid(struct place *p, const struct order_given *o)
{
	(void)o;
	visit_grid(p->talk, view_of(p)->list->type);
	reread(view_of(p), false);
}

static void
ask_apply(struct place *p, const struct order_given *o)
{
	(void)o;
	apply_value(view_of(p));
	reread(view_of(p), false);
}

static void
add_record(struct place *p, const struct order_given *o)
{
	(void)o;
	add(view_of(p));
	reread(view_of(p), false);
}

static void
read_again(struct place *p, const struct order_given *o)
{
	(void)o;
	reread(view_of(p), true);
	show_page(view_of(p));
}

static void
tag(struct place *p, const struct order_given *o)
{
	struct list_view *v = view_of(p);

	if (record_of(v, o) == 0)
		return;
	list_tag(v->list);
	show_record(v, v->list->current);
}

/* After a visit to a record the page is shown again. */
static void
come_back(struct list_view *v)
{
	reread(v, false);
	if (!talk_is_leaving(v->talk))
		show_page(v);
}

static uint32_t
step(void *context, bool down)
{
	const struct list_view *v = context;
	bool moved;

	return list_move(v->list, down ? 1 : -1, &moved, NULL) != ERR_OK || !moved ? 0 :
	       list_current(v->list)->number;
}

static void
open_record(struct place *p, const struct order_given *o)
{
	const struct neighbours around = { step, view_of(p) };
	uint32_t number = record_of(view_of(p), o);

	if (number == 0)
		return;
	visit_record_among(p->talk, number, &around);
	come_back(view_of(p));
}

static void
deed(struct place *p, const struct order_given *o)
{
	bool needs_record = (actions[o->action].needs & NEED_RECORD_HERE) != 0;
	uint32_t number = needs_record || o->number > 0 ? record_of(view_of(p), o) : 0;
	struct linear_face f = linear_face(p->talk);

	if (number == 0 && o->action != ACTION_UNDO) {
		if (!needs_record)
			record_of(view_of(p), o);
		return;
	}
	deed_do(&f.face, o->action, number);
	if (o->action == ACTION_UNDO)
		reread(view_of(p), false);
	else
		come_back(view_of(p));
}

static void
show_changes(struct place *p)
{
	reread(view_of(p), false);
}

static const struct place_order orders[] = {
	{ ACTION_PAGE_DOWN, move_by },
	{ ACTION_PAGE_UP, move_by },
	{ ACTION_FIRST, move_by },
	{ ACTION_LAST, move_by },
	{ ACTION_OPEN, open_record },
	{ ACTION_ADD, add_record },
	{ ACTION_LIMIT, ask_limit },
	{ ACTION_FIND, ask_words },
	{ ACTION_FIND_NEXT, find_on },
	{ ACTION_FIND_PREVIOUS, find_on },
	{ ACTION_GO, ask_go },
	{ ACTION_SORT, ask_sort },
	{ ACTION_COLUMNS, ask_columns },
	{ ACTION_VIEW, ask_view },
	{ ACTION_SAVE, keep_limit },
	{ ACTION_TREE, open_tree },
	{ ACTION_GRID, open_grid },
	{ ACTION_APPLY, ask_apply },
	{ ACTION_TAG, tag },
	{ ACTION_REFRESH, read_again },
	{ ACTION_NONE, NULL },
};

const struct place_ops list_place = {
	.kind = ON_LIST,
	.prompt = N_("Number of a line, limit, back or ?:"),
	.orders = orders,
	.deed = deed,
	.again = show_changes,
};

void
visit_list(struct talk *t, const struct type *type, const struct view *view, const char *query)
{
	struct list_view v = { .place = { &list_place, t, false }, .talk = t };
	partial_date outside = t->as_of;
	struct err e;

	if (!talk_enter(t))
		return;
	if (list_open(t->registry, type, view, query, t->as_of, PAGE, &v.list, &e) != ERR_OK) {
		talk_refuse(t, &e);
	} else {
		show_page(&v);
		place_run(&v.place);
	}
	list_close(v.list);
	free(v.words);
	/* A date that was set in the list, or from it on, ends with it. */
	t->as_of = outside;
	talk_leave(t);
}
