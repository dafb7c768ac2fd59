/* Shows a list of records. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/apply.h"
#include "tui/screen/face.h"
#include "tui/screen/find.h"
#include "tui/screen/screens.h"
#include "view/deed/begin.h"
#include "view/deed/limit.h"
#include "view/list/list.h"

struct list_view {
	struct screen screen;
	struct list *list;
	char *words;                    /* that were looked for last */
	uint32_t saved;                 /* the record that was saved last when the list was read */
};

static struct list *
list_of(struct screen *s)
{
	return ((struct list_view *)s)->list;
}

/* ---- drawing */

static char *
order_text(const struct list *l)
{
	struct buf label;
	char *text;

	buf_init(&label);
	list_order_label(l, &label);
	text = mem_printf(_("sort: %s%s"), "", buf_string(&label));
	buf_clear(&label);
	return text;
}

static void
list_place(struct app *a, struct screen *s, struct buf *out)
{
	const struct list *l = list_of(s);
	int used = text_width(l->view->label, strlen(l->view->label));
	char *order = order_text(l);
	char *right = mem_printf("%s%s%s", l->limit, *l->limit != '\0' ? "  " : "", order);
	int width = text_width(right, strlen(right));

	(void)a;
	buf_text(out, l->view->label);
	for (; used + width < term_columns(); used++)
		buf_byte(out, ' ');
	if (out->size > 0 && out->data[out->size - 1] != ' ')
		buf_text(out, "  ");
	buf_text(out, right);
	free(right);
	free(order);
}

static void
list_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct list *l = list_of(s);

	(void)a;
	if (*l->limit != '\0' || *l->words != '\0' || list_day(l) != DATE_NONE)
		buf_printf(out, _("%" PRIu64 " match of %" PRIu64 " "), list_count(l),
		           list_total(l));
	else
		buf_printf(out, "%" PRIu64 " ", list_total(l));
	text_inside(out, list_total(l) == 1 ? l->type->label : l->type->plural);
	if (l->tag_count > 0)
		buf_printf(out, ngettext("   %zu tagged", "   %zu tagged", l->tag_count),
		           l->tag_count);
}

static void
draw_headings(const struct list *l, const int *widths)
{
	int x = LIST_MARKS;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < l->column_count; i++) {
		if (widths[i] == 0)
			continue;
		buf_reset(&text);
		list_heading_shown(l, i, widths[i], term_charset(), &text);
		term_put(app_body_top(), x, widths[i], buf_string(&text), LOOK_PLAIN);
		x += widths[i] + LIST_GAP;
	}
	buf_clear(&text);
}

/* A cell as it is shown, and how its row looks. */
struct shown_cell {
	struct buf text;
	int y, x;
	enum look look;
};

static void
mark_part(void *context, size_t start, size_t end)
{
	struct shown_cell *c = context;
	const char *text = buf_string(&c->text);
	char *part = mem_textn(text + start, end - start);

	term_put(c->y, c->x + text_width(text, start), text_width(part, strlen(part)), part,
	         c->look | LOOK_FOUND);
	free(part);
}

/* The row goes out as one text, and what was looked for is marked in it: a row in pieces would cost
 * more bytes. */
static void
draw_row(const struct list *l, size_t index, const int *widths)
{
	const struct record *r = l->page[index];
	bool is_current = index == l->current;
	enum look look = is_current && term_highlights() ? LOOK_TURNED : LOOK_PLAIN;
	const char marks[] = { is_current ? '>' : ' ', list_mark(l, r), ' ', '\0' };
	struct shown_cell *cells = mem_new(sizeof *cells * (l->column_count + 1));
	size_t count = 0;
	int y = app_body_top() + 1 + (int)index, x = LIST_MARKS;
	struct buf line;

	buf_init(&line);
	buf_text(&line, marks);
	for (size_t i = 0; i < l->column_count; i++) {
		struct shown_cell *c = &cells[count];

		if (widths[i] == 0)
			continue;
		*c = (struct shown_cell){ .y = y, .x = x, .look = look };
		list_cell_shown(l, r, i, widths[i], term_charset(), &c->text);
		if (count++ > 0)
			buf_text(&line, "  ");
		buf_add(&line, c->text.data, c->text.size);
		x += widths[i] + LIST_GAP;
	}
	term_put(y, 0, term_columns(), buf_string(&line), look);
	for (size_t i = 0; i < count; i++) {
		if (!term_is_slow())
			list_found(l, buf_string(&cells[i].text), mark_part, &cells[i]);
		buf_clear(&cells[i].text);
	}
	free(cells);
	buf_clear(&line);
}

static void
draw_nothing(const struct app *a, const struct list *l)
{
	char *text = *l->words != '\0' ?
	                     mem_text(_("Nothing has that; Backspace widens, Esc leaves.")) :
	             *l->limit != '\0' ?
	                     mem_printf(_("Nothing matches; %s, ^U and Enter show all again."),
	                                app_key_of(a, ACTION_LIMIT)) :
	                     mem_printf(_("There is nothing here yet; %s adds."),
	                                app_key_of(a, ACTION_ADD));

	app_draw_note(text);
}

static void
list_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct list *l = list_of(s);
	const int *widths = list_widths(l, term_columns());

	draw_headings(l, widths);
	for (size_t i = 0; i < l->count; i++)
		draw_row(l, i, widths);
	if (l->count == 0)
		draw_nothing(a, l);
	*y = app_body_top() + 1 + (int)l->current;
	*x = 0;
}

/* ---- acting */

static void
tell(struct app *a, enum err_code rc, const struct err *e)
{
	if (rc != ERR_OK)
		app_refuse(a, e);
}

static void
move(struct app *a, struct list *l, int lines)
{
	struct err e;
	bool moved;

	tell(a, list_move(l, lines, &moved, &e), &e);
}

static void
page(struct app *a, struct list *l, bool down)
{
	struct err e;
	bool moved;

	tell(a, list_page(l, down, &moved, &e), &e);
}

static void
ask_limit(struct app *a, struct list *l)
{
	struct edit edit;
	struct err e;

	edit_init(&edit, l->limit, false);
	/* What is wrong with the query is said beside it, and can be mended. */
	while (app_ask_text(a, _("Show:"), &edit) &&
	       list_limit(l, edit_text(&edit), &e) != ERR_OK)
		app_complain(a, &edit, &e);
	edit_clear(&edit);
}

static void
find_again(struct app *a, struct list_view *v, bool backwards)
{
	struct err e;
	bool wrapped;

	if (v->words == NULL) {
		app_say_not_found(a, v->words);
		return;
	}
	if (list_find(v->list, v->words, backwards, &wrapped, &e) != ERR_OK)
		app_refuse(a, &e);
	else if (wrapped)
		app_say(a, backwards ? _("From the end again.") : _("From the start again."));
}

static void
ask_find(struct app *a, struct list_view *v)
{
	struct edit edit;

	edit_init(&edit, "", false);
	if (find_run(a, v->list, &edit)) {
		free(v->words);
		v->words = mem_text(edit_text(&edit));
	}
	edit_clear(&edit);
}

static void
ask_go(struct app *a, struct list *l)
{
	struct edit edit;
	struct err e;

	edit_init(&edit, "", false);
	while (app_ask_text(a, _("Go to:"), &edit) && *edit_text(&edit) != '\0' &&
	       list_go(l, edit_text(&edit), &e) != ERR_OK)
		app_complain(a, &edit, &e);
	edit_clear(&edit);
}

/* By each column, upwards and downwards. */
static void
ask_sort(struct app *a, struct list *l)
{
	size_t n = l->column_count, first = 0, chosen;
	const char **texts = mem_new(sizeof *texts * (2 * n + 1));
	char **owned = mem_new(sizeof *owned * (2 * n + 1));
	struct err e;

	for (size_t i = 0; i < 2 * n; i++) {
		owned[i] = mem_printf("%s%s", i % 2 == 1 ? "-" : "", list_label(l, i / 2));
		texts[i] = owned[i];
		if (list_is_sorted_by(l, i / 2) && (i % 2 == 1) == l->order.is_descending)
			first = i;
	}
	chosen = app_ask_choice(a, _("Sort by (- from the end)"), texts, 2 * n, first);
	if (chosen < 2 * n)
		tell(a, list_sort(l, list_column_order(l, chosen / 2, chosen % 2 == 1), &e), &e);
	for (size_t i = 0; i < 2 * n; i++)
		free(owned[i]);
	free(owned);
	free(texts);
}

/* Empty, the columns of the view come back. */
static void
ask_columns(struct app *a, struct list *l)
{
	struct edit edit;
	struct buf text;
	struct err e;

	buf_init(&text);
	list_columns_text(l, &text);
	edit_init(&edit, buf_string(&text), false);
	while (app_ask_text(a, _("Columns:"), &edit) &&
	       strcmp(edit_text(&edit), buf_string(&text)) != 0 &&
	       list_take_columns(l, edit_text(&edit), &e) != ERR_OK)
		app_complain(a, &edit, &e);
	edit_clear(&edit);
	buf_clear(&text);
}

/* The views of the schema, and behind them the limits that were kept. */
static void
ask_view(struct app *a, struct list *l)
{
	const struct settings *settings = a->settings;
	size_t views = l->type->view_count, n = views, first = 0, chosen;
	const char **texts = mem_new(sizeof *texts * (views + settings->query_count + 1));
	const char **queries = mem_new(sizeof *queries * (settings->query_count + 1));
	struct err e;

	for (size_t i = 0; i < views; i++) {
		texts[i] = l->type->views[i].label;
		if (&l->type->views[i] == l->view)
			first = i;
	}
	for (size_t i = 0; i < settings->query_count; i++) {
		if (strcmp(settings->queries[i].type, l->type->name) != 0)
			continue;
		queries[n - views] = settings->queries[i].query;
		texts[n++] = settings->queries[i].name;
	}
	chosen = app_ask_choice(a, _("View"), texts, n, first);
	if (chosen < views)
		tell(a, list_view(l, &l->type->views[chosen], &e), &e);
	else if (chosen < n)
		tell(a, list_limit(l, queries[chosen - views], &e), &e);
	free(queries);
	free(texts);
}

static void
reread(struct app *a, struct list *l, bool must)
{
	struct err e;
	bool changed;

	tell(a, list_refresh(l, must, &changed, &e), &e);
}

static void
apply_to_list(struct app *a, struct list *l)
{
	if (apply_visit(a, l))
		reread(a, l, false);
}

static void
list_step(struct app *a, struct screen *s, enum action_id action)
{
	struct list *l = list_of(s);
	struct err e;

	switch (action) {
	case ACTION_NEXT:      move(a, l, 1); break;
	case ACTION_PREVIOUS:  move(a, l, -1); break;
	case ACTION_PAGE_DOWN: page(a, l, true); break;
	case ACTION_PAGE_UP:   page(a, l, false); break;
	case ACTION_FIRST:     tell(a, list_first(l, &e), &e); break;
	default:               tell(a, list_last(l, &e), &e); break;
	}
}

static void
list_open_record(struct app *a, struct screen *s, enum action_id action)
{
	struct list *l = list_of(s);

	(void)action;
	list_saw(l, list_current(l));
	app_open_record(a, list_current(l)->number);
}

static bool
list_next_record(struct app *a, struct screen *s, bool down, uint32_t *number)
{
	struct list *l = list_of(s);
	struct err e;
	bool moved;

	(void)a;
	if (list_current(l) == NULL || list_current(l)->number != *number)
		return false;
	if (list_move(l, down ? 1 : -1, &moved, &e) == ERR_OK && moved) {
		list_saw(l, list_current(l));
		*number = list_current(l)->number;
	} else {
		*number = 0;
	}
	return true;
}

static void
list_add_record(struct app *a, struct screen *s, enum action_id action)
{
	struct list *l = list_of(s);

	(void)action;
	if (app_offers(a) && a->last_saved != NULL && a->last_saved->type == l->type)
		app_push(a, form_screen(a, begin_another(a->registry, a->last_saved)));
	else
		app_add_record(a, l->type, l->limit);
}

static void
list_ask_limit(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_limit(a, list_of(s));
}

static void
list_ask_words(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_find(a, (struct list_view *)s);
}

static void
list_find_again(struct app *a, struct screen *s, enum action_id action)
{
	find_again(a, (struct list_view *)s, action == ACTION_FIND_PREVIOUS);
}

static void
list_ask_sort(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_sort(a, list_of(s));
}

static void
list_ask_columns(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_columns(a, list_of(s));
}

static void
list_ask_view(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_view(a, list_of(s));
}

static void
list_keep_limit(struct app *a, struct screen *s, enum action_id action)
{
	struct tui_face f = tui_face(a);

	(void)action;
	deed_keep_limit(&f.face, a->settings, list_of(s));
}

static void
list_ask_go(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	ask_go(a, list_of(s));
}

static void
list_open_tree(struct app *a, struct screen *s, enum action_id action)
{
	const struct list *l = list_of(s);

	(void)action;
	app_push(a, tree_screen(a, l->type, list_current(l) == NULL ? 0 : list_current(l)->number));
}

static void
list_apply(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	apply_to_list(a, list_of(s));
}

static void
list_open_grid(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	app_push(a, grid_screen(a, list_of(s)->type));
}

static void
list_tag_record(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	list_tag(list_of(s));
	move(a, list_of(s), 1);
}

static void
list_read_again(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	list_saw(list_of(s), NULL);
	reread(a, list_of(s), true);
}

static void
list_deed(struct app *a, struct screen *s, enum action_id action)
{
	const struct list *l = list_of(s);

	app_record_act(a, action, list_current(l) == NULL ? 0 : list_current(l)->number);
}


static const struct handler list_handlers[] = {
	{ ACTION_OPEN, list_open_record },
	{ ACTION_ADD, list_add_record },
	{ ACTION_LIMIT, list_ask_limit },
	{ ACTION_FIND, list_ask_words },
	{ ACTION_FIND_NEXT, list_find_again },
	{ ACTION_FIND_PREVIOUS, list_find_again },
	{ ACTION_SORT, list_ask_sort },
	{ ACTION_COLUMNS, list_ask_columns },
	{ ACTION_VIEW, list_ask_view },
	{ ACTION_SAVE, list_keep_limit },
	{ ACTION_GO, list_ask_go },
	{ ACTION_TREE, list_open_tree },
	{ ACTION_APPLY, list_apply },
	{ ACTION_GRID, list_open_grid },
	{ ACTION_TAG, list_tag_record },
	{ ACTION_REFRESH, list_read_again },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

static bool
list_has_record(struct app *a, struct screen *s)
{
	(void)a;
	return list_current(list_of(s)) != NULL;
}

static size_t
body_rows(void)
{
	return app_body_height() > 1 ? (size_t)app_body_height() - 1 : 1;
}

static void
list_resized(struct app *a, struct screen *s)
{
	struct err e;

	tell(a, list_resize(list_of(s), body_rows(), &e), &e);
}

static uint32_t
last_saved(const struct app *a)
{
	return a->last_saved == NULL ? 0 : a->last_saved->number;
}

/* The mark goes to a record that was added here, unless the limit hides it. */
static void
go_to_new(struct app *a, struct list_view *v)
{
	struct list *l = v->list;
	struct record *was;
	struct err e;

	if (last_saved(a) == v->saved)
		return;
	v->saved = last_saved(a);
	if (a->last_saved->type != l->type || a->last_saved->version != 1)
		return;
	was = list_current(l) == NULL ? NULL : record_copy(list_current(l));
	tell(a, list_go_to(l, a->last_saved, &e), &e);
	if (was != NULL && (list_current(l) == NULL || list_current(l)->number != v->saved))
		tell(a, list_go_to(l, was, &e), &e);
	record_free(was);
}

/* Also when the date of what is shown has been changed. */
static void
list_reread(struct app *a, struct screen *s)
{
	struct list *l = list_of(s);
	bool must = list_set_day(l, a->as_of);

	list_look_for_drafts(l);
	reread(a, l, must);
	go_to_new(a, (struct list_view *)s);
}

static void
list_rest(struct app *a, struct screen *s, struct buf *out)
{
	const struct list *l = list_of(s);

	(void)a;
	if (list_current(l) != NULL)
		list_note(l, list_current(l), out);
}

static void
list_closed(struct app *a, struct screen *s)
{
	struct list_view *v = (struct list_view *)s;

	(void)a;
	list_close(v->list);
	free(v->words);
	free(v);
}

static bool
list_is_dated(const struct screen *s)
{
	(void)s;
	return true;
}

static const enum action_id list_keys[] = {
	ACTION_OPEN, ACTION_EDIT, ACTION_ADD, ACTION_FIND, ACTION_LIMIT, ACTION_GO, ACTION_SORT,
	ACTION_MENU, ACTION_NONE
};

const struct screen_ops list_ops = {
	.kind = ON_LIST,
	.is_dated = list_is_dated,
	.place = list_place,
	.status = list_status,
	.draw = list_draw,
	.step = list_next_record,
	.handlers = list_handlers,
	.move = list_step,
	.keys = list_keys,
	.deed = list_deed,
	.resize = list_resized,
	.refresh = list_reread,
	.rest = list_rest,
	.has_record = list_has_record,
	.close = list_closed,
};

static struct screen *
open_list(struct app *a, const struct type *type, const struct view *view, const char *limit)
{
	struct list_view *v = mem_new(sizeof *v);
	struct err e;

	v->screen.ops = &list_ops;
	v->saved = last_saved(a);
	if (list_open(a->registry, type, view, limit, a->as_of, body_rows(), &v->list, &e) ==
	    ERR_OK)
		return &v->screen;
	app_refuse(a, &e);
	free(v);
	return NULL;
}

struct screen *
list_screen(struct app *a, const struct type *type, const struct view *view)
{
	return open_list(a, type, view, NULL);
}

struct screen *
list_screen_limited(struct app *a, const struct type *type, const char *query)
{
	return open_list(a, type, NULL, query);
}
