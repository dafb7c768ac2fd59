/* Draws the frame: the menu bar, the place, the status and the key line. */
#include <config.h>

#include "tui/app/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "view/input/tour.h"

#define NOTE_COLUMN 3

int
app_body_top(void)
{
	return FRAME_BODY;
}

int
app_body_height(void)
{
	return term_rows() - FRAME_BODY - 3;
}

void
app_draw_note(char *text)
{
	term_put(app_body_top() + 1, NOTE_COLUMN, term_columns() - NOTE_COLUMN, text, LOOK_PLAIN);
	free(text);
}

int
app_message_line(void)
{
	return term_rows() - 3;
}

int
frame_menu_column(enum menu_place menu)
{
	int column = 1;

	for (int i = MENU_REGISTER; i < (int)menu; i++) {
		const char *name = menu_name((enum menu_place)i);

		column += text_width(name, strlen(name)) + 2;
	}
	return column;
}

static void
draw_menu_bar(struct app *a)
{
	const char *office = settings_my_office(a->settings);
	char *who = mem_printf("%s %s%s%s", registry_is_read_only(a->registry) ? "RO" : "RW",
	                       a->settings->operator_name, office == NULL ? "" : "@",
	                       office == NULL ? "" : office);
	int width = text_width(who, strlen(who)), right = term_columns() - width;

	for (int i = MENU_REGISTER; i < MENU_COUNT; i++) {
		const char *name = menu_name((enum menu_place)i);

		term_put(FRAME_MENU, frame_menu_column((enum menu_place)i),
		         text_width(name, strlen(name)), name, LOOK_PLAIN);
	}
	if (right > frame_menu_column(MENU_COUNT))
		term_put(FRAME_MENU, right, width, who, LOOK_PLAIN);
	free(who);
}

/* "e edit"; what has no key is reached by the menus. */
static char *
key_text(const struct app *a, enum action_id id, bool is_next)
{
	char *key = bindings_shown_first(a->bindings, id, app_top(a)->ops->kind);
	char *text = *key == '\0' ? mem_text("") :
	             mem_printf("%s%s %s", is_next ? "  " : "", key, action_label(id));

	free(key);
	return text;
}

/* Appends the key, or as much as fits into so many columns; returns how many it took. */
static int
put_key(const struct app *a, enum action_id id, int room, struct buf *keys)
{
	bool is_left_out = (actions[id].needs & NEED_EDITOR) != 0 && registry_is_read_only(a->registry);
	char *text = is_left_out ? mem_text("") : key_text(a, id, keys->size > 0);
	int width = text_width(text, strlen(text));

	if (width > room)
		width = 0;
	else
		buf_text(keys, text);
	free(text);
	return width;
}

static int
key_width(const struct app *a, enum action_id id)
{
	char *text = key_text(a, id, true);
	int width = text_width(text, strlen(text));

	free(text);
	return width;
}

/* Help and the way back are named however narrow the screen is; what the screen names has the room
 * that they leave. */
static void
draw_key_line(const struct app *a)
{
	const enum action_id *named = app_top(a)->ops->keys;
	int width = term_columns() - 1;
	int room = width - key_width(a, ACTION_HELP) - key_width(a, ACTION_BACK);
	struct buf keys;

	buf_init(&keys);
	for (; named != NULL && *named != ACTION_NONE; named++)
		room -= put_key(a, *named, room, &keys);
	put_key(a, ACTION_HELP, width, &keys);
	put_key(a, ACTION_BACK, width, &keys);
	term_put(term_rows() - 1, 0, width, buf_string(&keys), LOOK_PLAIN);
	buf_clear(&keys);
}

/* The date of what is shown stands behind the status, which gives way to it on a narrow screen. */
static void
draw_status(const struct app *a, const char *status)
{
	const struct screen *s = app_top(a);
	bool is_dated = a->as_of != DATE_NONE && s->ops->is_dated != NULL && s->ops->is_dated(s);
	int room = term_columns(), width = text_width(status, strlen(status));
	char date[DATE_TEXT], *dated;

	if (!is_dated) {
		term_put(term_rows() - 2, 0, room, status, LOOK_PLAIN);
		return;
	}
	date_format(a->as_of, date);
	dated = mem_printf(_("   in force on %s"), date);
	room -= text_width(dated, strlen(dated));
	width = width < room ? width : room;
	if (width > 0)
		term_put(term_rows() - 2, 0, width, status, LOOK_PLAIN);
	term_put(term_rows() - 2, width > 0 ? width : 0, term_columns() - (width > 0 ? width : 0),
	         dated, LOOK_PLAIN);
	free(dated);
}

void
frame_draw(struct app *a)
{
	struct screen *s = app_top(a);
	struct buf text;

	draw_menu_bar(a);
	buf_init(&text);
	s->ops->place(a, s, &text);
	term_put(FRAME_PLACE, 0, term_columns(), buf_string(&text), LOOK_STRONG);
	buf_reset(&text);
	if (a->is_tour)
		tour_say(a->bindings, a->tour_step, s->ops->kind, &text);
	else
		s->ops->status(a, s, &text);
	draw_status(a, a->complaint.size > 0 ? buf_string(&a->complaint) : buf_string(&text));
	buf_clear(&text);
	draw_key_line(a);
}

void
frame_draw_message(struct app *a)
{
	term_put(app_message_line(), 0, term_columns(), buf_string(&a->message), LOOK_PLAIN);
}
