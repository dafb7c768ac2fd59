/* The interface on a terminal: a stack of screens, the frame around them, and the loop that reads a
 * key, finds the action, lets the screen act, and draws what changed when no key is waiting. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "registry/registry.h"
#include "tui/term.h"
#include "view/action.h"
#include "view/edit.h"

#define MOST_SCREENS 32

struct app;
struct screen;

/* A screen draws and acts; it never reads a key itself, but through the app. */
struct screen_ops {
	unsigned kind;                                          /* ON_LIST, ... */
	/* Line 2: where one is. */
	void (*place)(struct app *a, struct screen *s, struct buf *out);
	/* The second-last line. */
	void (*status)(struct app *a, struct screen *s, struct buf *out);
	/* Lines 3 to the message line; tells where the cursor belongs. */
	void (*draw)(struct app *a, struct screen *s, int *y, int *x);
	void (*act)(struct app *a, struct screen *s, enum action_id action);
	/* A key that is no action: text in a form, a digit on the menu. True: it was taken. */
	bool (*key)(struct app *a, struct screen *s, struct key key);
	void (*resize)(struct app *a, struct screen *s);
	/* Something was committed, or a second has passed. */
	void (*refresh)(struct app *a, struct screen *s);
	/* Whether it is on a record or row; NULL: always. */
	bool (*has_record)(struct app *a, struct screen *s);
	void (*close)(struct app *a, struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
};

struct app {
	struct registry *registry;
	const struct settings *settings;
	struct screen *screens[MOST_SCREENS];
	size_t depth;
	struct buf message;             /* the third-last line */
	bool has_error;                 /* it says that something was refused */
	bool must_end;
	int32_t key;                    /* the last that was pressed */
	uint64_t commit;                /* that was looked at last */
};

void app_push(struct app *a, struct screen *s);         /* NULL is allowed: nothing happens */
void app_pop(struct app *a);
void app_pop_all(struct app *a);                        /* back to the first */
static inline struct screen *
app_top(const struct app *a)
{
	return a->screens[a->depth - 1];
}

/* What the message line says until the next key. */
void app_say(struct app *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a refusal: what was typed ahead is dropped, since it was meant for something else. */
void app_refuse(struct app *a, const struct err *e);

/* ---- asking: each draws, reads keys, and returns when it is answered; a lost line is "no" */

/* A line of text in the message line. False: Esc. The caller clears *edit. */
bool app_ask_text(struct app *a, const char *question, struct edit *edit);

/* One of the letters; Esc and a lost line give the first, which is the safe one. */
char app_ask_letter(struct app *a, const char *question, const char *letters);

/* One of the texts, in a window of libmenu; count: none was chosen. */
size_t app_ask_choice(struct app *a, const char *title, const char *const *texts, size_t count,
                      size_t first);

/* ---- for what has a loop of its own (prompts, menus, lookups) */

/* Draws all screens unless a key is waiting; the cursor goes to y, x if y is not negative. */
void app_paint(struct app *a, int y, int x);
/* The next key; resizes are done on the way. K_HANG_UP: the loop must end. */
struct key app_key(struct app *a, int y, int x);

/* Whether the screen has no room for the frame: it says so, and nothing else is drawn. */
bool app_is_too_small(void);

/* The frame's own geometry. */
int app_body_top(void);         /* the first line of the body */
int app_body_height(void);
int app_message_line(void);

/* ---- screens */

struct screen *start_screen(struct app *a);
struct screen *list_screen(struct app *a, const struct type *type, const struct view *view);
struct screen *record_screen(struct app *a, struct record *record);     /* takes it over */
struct screen *form_screen(struct app *a, struct record *record);       /* takes it over */
struct screen *help_screen(struct app *a, unsigned kind);
struct form;
struct screen *form_screen_of(struct app *a, struct form *form);        /* takes it over */
struct screen *rows_screen(struct app *a, struct form *form, const struct field *table);

/* What a reference or choice may hold: a window that narrows as one types, starting with text. The
 * chosen one is appended to out. False: none was. */
bool lookup_choose(struct app *a, const struct field *field, const char *text, struct buf *out);

/* Opens, edits, copies, removes a record by its number, from any screen. */
void app_open_record(struct app *a, uint32_t number);
void app_edit_record(struct app *a, uint32_t number);
void app_copy_record(struct app *a, uint32_t number);
bool app_remove_record(struct app *a, uint32_t number);
void app_add_record(struct app *a, const struct type *type);

/* The menu bar, pulled down; the action that was chosen, or ACTION_NONE. */
enum action_id menu_choose(struct app *a);

/* Whether the action can be done on the present screen; the sentence says why not. */
bool app_can(struct app *a, enum action_id action, struct err *e);
void app_act(struct app *a, enum action_id action);

/* The action that a key means on a screen of that kind. */
enum action_id key_action(int32_t code, unsigned kind);

#endif
