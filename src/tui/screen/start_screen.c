/* Shows the start menu, and what needs attention below it. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <menu.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/find.h"
#include "tui/screen/screens.h"
#include "view/deed/ahead.h"
#include "view/list/start.h"

#define WIDTH 40

struct start_view {
	struct screen screen;
	struct start start;
	ITEM **items;
	MENU *menu;
	WINDOW *window;
	char **names, **counts;
};

static void
close_menu(struct start_view *v)
{
	if (v->menu == NULL)
		return;
	unpost_menu(v->menu);
	free_menu(v->menu);
	delwin(v->window);
	for (size_t i = 0; i < v->start.count; i++) {
		free_item(v->items[i]);
		free(v->names[i]);
		free(v->counts[i]);
	}
	free(v->items);
	free(v->names);
	free(v->counts);
	v->menu = NULL;
}

/* The window's lines are part of the screen: what libmenu writes goes where all else goes. */
static void
open_menu(struct start_view *v, int current)
{
	size_t n = v->start.count;
	int height = app_body_height() > 1 ? app_body_height() - 1 : 1;
	int width = term_columns() < WIDTH ? term_columns() : WIDTH;

	v->items = mem_new(sizeof *v->items * (n + 1));
	v->names = mem_new(sizeof *v->names * (n + 1));
	v->counts = mem_new(sizeof *v->counts * (n + 1));
	for (size_t i = 0; i < n; i++) {
		struct buf name;

		buf_init(&name);
		buf_printf(&name, "%zu ", i + 1);
		text_pad(v->start.items[i].type->plural, strlen(v->start.items[i].type->plural), 22,
		         term_charset(), &name);
		v->names[i] = buf_take(&name);
		v->counts[i] = mem_printf("%9" PRIu64, v->start.items[i].count);
		v->items[i] = new_item(v->names[i], v->counts[i]);
	}
	v->menu = new_menu(v->items);
	v->window = subwin(stdscr, height, width, app_body_top() + 1, 0);
	set_menu_win(v->menu, v->window);
	set_menu_sub(v->menu, v->window);
	set_menu_format(v->menu, height, 1);
	set_menu_mark(v->menu, ">  ");
	set_menu_fore(v->menu, A_NORMAL);
	if (current < (int)n)
		set_current_item(v->menu, v->items[current]);
	/* It takes keys only once it is posted, and some may have been typed ahead. */
	post_menu(v->menu);
}

static void
read_counts(struct app *a, struct start_view *v)
{
	int current = v->menu == NULL ? 0 : item_index(current_item(v->menu));
	struct start start;
	struct err e;

	if (start_read(a->registry, &start, &e) != ERR_OK) {
		app_refuse(a, &e);
		return;
	}
	close_menu(v);
	start_clear(&v->start);
	v->start = start;
	open_menu(v, current);
}

static void
start_place(struct app *a, struct screen *s, struct buf *out)
{
	(void)a;
	(void)s;
	buf_text(out, _("Chancery"));
}

static void
start_status(struct app *a, struct screen *s, struct buf *out)
{
	const struct start_view *v = (struct start_view *)s;

	if (v->start.overdue > 0)
		buf_printf(out,
		           ngettext("%" PRIu64 " record is overdue, ",
		                    "%" PRIu64 " records are overdue, ", v->start.overdue),
		           v->start.overdue);
	if (v->start.overdue > 0)
		buf_printf(out, _("%" PRIu64 " of my office; %s lists them"), v->start.mine,
		           app_key_of(a, ACTION_FOLLOW_UPS));
}

/* What needs attention, below the menu. */
static void
draw_notes(const struct start_view *v)
{
	int row = app_body_top() + 2 + (int)v->start.count;
	char *notes[2] = { NULL, NULL };

	if (v->start.coming != NULL)
		notes[0] = mem_printf(_("Next:  %s"), v->start.coming);
	if (v->start.drafts > 0)
		notes[1] = mem_printf(ngettext("%zu draft is unfinished; D takes it up",
		                               "%zu drafts are unfinished; D lists them",
		                               v->start.drafts),
		                      v->start.drafts);
	for (int i = 0; i < 2; i++) {
		if (notes[i] != NULL && row < app_message_line())
			term_put(row++, 3, term_columns() - 3, notes[i], LOOK_PLAIN);
		free(notes[i]);
	}
}

static void
start_draw(struct app *a, struct screen *s, int *y, int *x)
{
	struct start_view *v = (struct start_view *)s;

	(void)a;
	if (v->menu == NULL)
		return;
	unpost_menu(v->menu);
	post_menu(v->menu);
	draw_notes(v);
	*y = getbegy(v->window) + item_index(current_item(v->menu)) - top_row(v->menu);
	*x = 0;
}

static void
open_type(struct app *a, struct start_view *v, int index)
{
	if (index >= 0 && index < (int)v->start.count)
		app_push(a, list_screen(a, v->start.items[index].type, NULL));
}

static void
start_move(struct app *a, struct screen *s, enum action_id action)
{
	struct start_view *v = (struct start_view *)s;

	(void)a;
	switch (action) {
	case ACTION_NEXT:      menu_driver(v->menu, REQ_DOWN_ITEM); break;
	case ACTION_PREVIOUS:  menu_driver(v->menu, REQ_UP_ITEM); break;
	case ACTION_PAGE_DOWN: menu_driver(v->menu, REQ_SCR_DPAGE); break;
	case ACTION_PAGE_UP:   menu_driver(v->menu, REQ_SCR_UPAGE); break;
	case ACTION_FIRST:     menu_driver(v->menu, REQ_FIRST_ITEM); break;
	default:               menu_driver(v->menu, REQ_LAST_ITEM); break;
	}
}

static void
start_open(struct app *a, struct screen *s, enum action_id action)
{
	struct start_view *v = (struct start_view *)s;

	(void)action;
	open_type(a, v, item_index(current_item(v->menu)));
}

static void
start_find(struct app *a, struct screen *s, enum action_id action)
{
	(void)action;
	(void)s;
	find_everywhere(a);
}

static void
start_ahead(struct app *a, struct screen *s, enum action_id action)
{
	(void)s;
	app_push(a, report_screen(a, ahead_report(action), &(struct report_subject){ 0 }));
}

static void
start_read_again(struct app *a, struct screen *s, enum action_id action)
{
	struct start_view *v = (struct start_view *)s;

	(void)action;
	read_counts(a, v);
}


static const struct handler start_handlers[] = {
	{ ACTION_OPEN, start_open },
	{ ACTION_FIND, start_find },
	{ ACTION_FOLLOW_UPS, start_ahead },
	{ ACTION_CALENDAR, start_ahead },
	{ ACTION_CLASHES, start_ahead },
	{ ACTION_REFRESH, start_read_again },
	{ ACTION_BACK, app_go_back },
	{ ACTION_NONE, NULL },
};

static bool
start_key(struct app *a, struct screen *s, struct key key)
{
	if (key.is_pasted || key.code < '1' || key.code > '9')
		return false;
	open_type(a, (struct start_view *)s, key.code - '1');
	return true;
}

static void
start_resize(struct app *a, struct screen *s)
{
	struct start_view *v = (struct start_view *)s;
	int current = v->menu == NULL ? 0 : item_index(current_item(v->menu));

	(void)a;
	close_menu(v);
	open_menu(v, current);
}

static void
start_refresh(struct app *a, struct screen *s)
{
	read_counts(a, (struct start_view *)s);
}

static void
start_close(struct app *a, struct screen *s)
{
	struct start_view *v = (struct start_view *)s;

	(void)a;
	close_menu(v);
	start_clear(&v->start);
	free(v);
}

/* What is opened from here is of the date. */
static bool
start_is_dated(const struct screen *s)
{
	(void)s;
	return true;
}

static const enum action_id start_keys[] = {
	ACTION_OPEN, ACTION_FIND, ACTION_FOLLOW_UPS, ACTION_MENU, ACTION_NONE
};

const struct screen_ops start_ops = {
	.kind = ON_START,
	.is_dated = start_is_dated,
	.place = start_place,
	.status = start_status,
	.draw = start_draw,
	.handlers = start_handlers,
	.move = start_move,
	.keys = start_keys,
	.key = start_key,
	.resize = start_resize,
	.refresh = start_refresh,
	.close = start_close,
};

struct screen *
start_screen(struct app *a)
{
	struct start_view *v = mem_new(sizeof *v);

	v->screen.ops = &start_ops;
	read_counts(a, v);
	return &v->screen;
}
