/* Shows menus with libmenu, in windows that libpanel lays over the screen. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <menu.h>
#include <panel.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/app/frame.h"
#include "tui/widget/menu.h"

/* A window with a menu in it. */
struct popup {
	ITEM **items;
	MENU *menu;
	WINDOW *window, *inner;
	PANEL *panel;
	char **texts;                   /* as the terminal can show them */
	size_t count;
	const char *const *names;       /* the texts as they were given; not ours */
	int y, x;                       /* where it was to be */
	int rows, columns;              /* of the screen that it was laid out for; 0: hidden */
};

static void
popup_close(struct popup *p)
{
	unpost_menu(p->menu);
	free_menu(p->menu);
	del_panel(p->panel);
	delwin(p->inner);
	delwin(p->window);
	for (size_t i = 0; i < p->count; i++) {
		free_item(p->items[i]);
		free(p->texts[i]);
	}
	free(p->items);
	free(p->texts);
}

static int
widest(const char *const *texts, size_t count)
{
	int width = 0;

	for (size_t i = 0; i < count; i++) {
		int w = text_width(texts[i], strlen(texts[i]));

		width = w > width ? w : width;
	}
	return width;
}

/* A frame of ASCII characters: three sides are enough to see where the window ends. */
static void
draw_frame(WINDOW *w)
{
	wborder(w, '|', '|', '-', '-', '+', '+', '+', '+');
}

/* libmenu refuses empty names and control characters; blanks stand for nothing. */
static void
popup_open(struct popup *p, const char *const *texts, size_t count, int y, int x, size_t first)
{
	int width = widest(texts, count) + 4, height = (int)count + 2;

	*p = (struct popup){ .count = count, .names = texts, .y = y, .x = x,
	                     .rows = term_rows(), .columns = term_columns() };
	if (y + height > term_rows() - 3)
		y = term_rows() - 3 - height > 1 ? term_rows() - 3 - height : 1;
	if (y + height > term_rows() - 3)
		height = term_rows() - 3 - y > 3 ? term_rows() - 3 - y : 3;
	if (x + width > term_columns())
		x = term_columns() - width > 0 ? term_columns() - width : 0;
	if (width > term_columns())
		width = term_columns();
	p->items = mem_new(sizeof *p->items * (count + 1));
	p->texts = mem_new(sizeof *p->texts * (count + 1));
	for (size_t i = 0; i < count; i++) {
		struct buf shown;

		buf_init(&shown);
		text_pad(texts[i], strlen(texts[i]), width - 4, term_charset(), &shown);
		p->texts[i] = buf_take(&shown);
		p->items[i] = new_item(p->texts[i], NULL);
	}
	p->menu = new_menu(p->items);
	p->window = newwin(height, width, y, x);
	p->inner = derwin(p->window, height - 2, width - 2, 1, 1);
	p->panel = new_panel(p->window);
	set_menu_win(p->menu, p->window);
	set_menu_sub(p->menu, p->inner);
	set_menu_format(p->menu, height - 2, 1);
	set_menu_mark(p->menu, "> ");
	set_menu_fore(p->menu, A_NORMAL);
	draw_frame(p->window);
	post_menu(p->menu);
	if (first < count)
		set_current_item(p->menu, p->items[first]);
}

static size_t
popup_index(const struct popup *p)
{
	return (size_t)item_index(current_item(p->menu));
}

/* Lays it out anew for a screen of another size; one that is too small shows none. */
static void
popup_fit(struct popup *p)
{
	const struct popup was = *p;
	size_t current = popup_index(p);

	if (app_is_too_small()) {
		hide_panel(p->panel);
		p->rows = 0;
	} else if (p->rows != term_rows() || p->columns != term_columns()) {
		popup_close(p);
		popup_open(p, was.names, was.count, was.y, was.x, current);
	}
}

/* Where the cursor belongs: on the mark of the current item. */
static void
popup_cursor(const struct popup *p, int *y, int *x)
{
	*y = getbegy(p->window) + 1 + item_index(current_item(p->menu)) - top_row(p->menu);
	*x = getbegx(p->window) + 1;
}

static void
popup_drive(const struct popup *p, int32_t code)
{
	switch (code) {
	case K_DOWN: case 'j': case K_TAB: menu_driver(p->menu, REQ_DOWN_ITEM); break;
	case K_UP: case 'k': case K_SHIFT_TAB: menu_driver(p->menu, REQ_UP_ITEM); break;
	case K_PAGE_DOWN: case ' ': menu_driver(p->menu, REQ_SCR_DPAGE); break;
	case K_PAGE_UP: menu_driver(p->menu, REQ_SCR_UPAGE); break;
	case K_HOME: menu_driver(p->menu, REQ_FIRST_ITEM); break;
	case K_END: menu_driver(p->menu, REQ_LAST_ITEM); break;
	default: break;
	}
}

size_t
app_ask_choice(struct app *a, const char *title, const char *const *texts, size_t count,
               size_t first)
{
	struct popup p;
	size_t chosen = count;

	if (count == 0)
		return count;
	app_say(a, "%s", title);
	popup_open(&p, texts, count, app_body_top() + 1, 4, first);
	for (;;) {
		struct key key;
		int y, x;

		popup_fit(&p);
		popup_cursor(&p, &y, &x);
		key = app_key(a, y, x);
		if (key.is_pasted)
			continue;
		if (key.code == K_HANG_UP || key.code == K_ESCAPE || key.code == K_F12 ||
		    key.code == 'q')
			break;
		if (key.code == K_ENTER || key.code == '5') {
			chosen = popup_index(&p);
			break;
		}
		popup_drive(&p, key.code);
	}
	popup_close(&p);
	buf_reset(&a->message);
	return chosen;
}

/* ---- the menu bar */

struct menu_entry {
	enum action_id action;
	char *text;
};

static char *
entry_text(enum action_id id, const char *key, int width)
{
	const char *label = action_label(id);
	struct buf text;

	buf_init(&text);
	text_pad(label, strlen(label), width, TEXT_UTF8, &text);
	buf_printf(&text, " %s", key);
	return buf_take(&text);
}

static bool
is_offered(const struct app *a, enum action_id id, enum menu_place menu)
{
	return actions[id].menu == menu && (actions[id].screens & app_top(a)->ops->kind) != 0;
}

/* What the menu offers on the present screen. */
static size_t
menu_entries(struct app *a, enum menu_place menu, struct menu_entry *out)
{
	unsigned kind = app_top(a)->ops->kind;
	int width = action_label_width(kind);
	size_t count = 0;

	for (int id = 0; id < ACTION_COUNT; id++) {
		char *key;

		if (!is_offered(a, (enum action_id)id, menu))
			continue;
		key = bindings_shown_first(a->bindings, (enum action_id)id, kind);
		out[count].action = (enum action_id)id;
		out[count++].text = entry_text((enum action_id)id, key, width);
		free(key);
	}
	return count;
}

/* The menu to the right or left that offers anything. */
static enum menu_place
next_menu(struct app *a, enum menu_place menu, int by)
{
	struct menu_entry entries[ACTION_COUNT];

	for (int i = 0; i < MENU_COUNT; i++) {
		size_t count;

		menu = (enum menu_place)(((int)menu - 1 + by + MENU_COUNT - 1) % (MENU_COUNT - 1) +
		                         1);
		count = menu_entries(a, menu, entries);
		for (size_t j = 0; j < count; j++)
			free(entries[j].text);
		if (count > 0)
			break;
	}
	return menu;
}

/* The letters of actions work in the menus too, also of those that have none in forms. */
static enum action_id
letter_action(const struct app *a, int32_t code)
{
	if (code <= ' ' || code >= K_FIRST || code == 'j' || code == 'k')
		return ACTION_NONE;
	return bindings_letter(a->bindings, code, app_top(a)->ops->kind);
}

/* One menu, until something is chosen (*chosen), or another menu is asked for. */
static enum menu_place
pull_down(struct app *a, enum menu_place menu, enum action_id *chosen)
{
	struct menu_entry entries[ACTION_COUNT];
	const char *texts[ACTION_COUNT];
	size_t count = menu_entries(a, menu, entries);
	enum menu_place next = MENU_NONE;
	struct popup p;

	for (size_t i = 0; i < count; i++)
		texts[i] = entries[i].text;
	popup_open(&p, texts, count, FRAME_MENU + 1, frame_menu_column(menu) - 1, 0);
	for (;;) {
		struct key key;
		enum action_id action;
		char *help;
		int y, x;

		help = action_help(entries[popup_index(&p)].action, term_columns());
		app_say(a, "%s", help);
		free(help);
		popup_fit(&p);
		popup_cursor(&p, &y, &x);
		key = app_key(a, y, x);
		if (key.is_pasted)
			continue;
		action = letter_action(a, key.code);
		if (key.code == K_LEFT || key.code == K_RIGHT) {
			next = next_menu(a, menu, key.code == K_LEFT ? -1 : 1);
			break;
		}
		if (key.code == K_ENTER) {
			*chosen = entries[popup_index(&p)].action;
			break;
		}
		if (key.code == K_HANG_UP || key.code == K_ESCAPE || key.code == K_F12)
			break;
		if (action != ACTION_NONE) {
			*chosen = action;
			break;
		}
		popup_drive(&p, key.code);
	}
	popup_close(&p);
	for (size_t i = 0; i < count; i++)
		free(entries[i].text);
	buf_reset(&a->message);
	return next;
}

enum action_id
menu_choose(struct app *a)
{
	enum action_id chosen = ACTION_NONE;
	enum menu_place menu = next_menu(a, MENU_HELP, 1);

	while (menu != MENU_NONE)
		menu = pull_down(a, menu, &chosen);
	return chosen;
}
