/* The interface on a terminal: a stack of screens, the frame around them, and the loop that reads a
 * key, finds the action, lets the screen act, and draws what changed when no key is waiting. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "base/letters.h"
#include "registry/registry.h"
#include "tui/terminal/term.h"
#include "view/input/bindings.h"
#include "view/input/edit.h"
#include "view/report/report.h"

#define MOST_SCREENS 32

struct app;
struct keeping;
struct screen;

/* What a screen does for an action; the action is told since a function may serve several. */
struct handler {
	enum action_id action;          /* ACTION_NONE ends a table */
	void (*act)(struct app *a, struct screen *s, enum action_id action);
};

/* A screen draws and acts; it never reads a key itself, but through the app. */
struct screen_ops {
	unsigned kind;                                          /* ON_LIST, ... */
	/* Line 2: where one is. */
	void (*place)(struct app *a, struct screen *s, struct buf *out);
	/* The second-last line. */
	void (*status)(struct app *a, struct screen *s, struct buf *out);
	/* Lines 3 to the message line; tells where the cursor belongs. */
	void (*draw)(struct app *a, struct screen *s, int *y, int *x);
	const struct handler *handlers;
	/* What is done with records (view/deed/deeds.h), where the screen is on one; or NULL. */
	void (*deed)(struct app *a, struct screen *s, enum action_id action);
	/* A key that is no action: text in a form, a digit on the menu. True: it was taken. */
	bool (*key)(struct app *a, struct screen *s, struct key key);
	void (*resize)(struct app *a, struct screen *s);
	/* Something was committed, or a second has passed. */
	void (*refresh)(struct app *a, struct screen *s);
	/* The keyboard has rested for a second: appends what is to be said of where the mark is. */
	void (*rest)(struct app *a, struct screen *s, struct buf *out);
	/* Whether the date of app.as_of changes what it shows; NULL: never. */
	bool (*is_dated)(const struct screen *s);
	/* What the keys do there, where that is not what its kind says. */
	void (*explain)(struct app *a, struct sheet_lines *out, int width);
	/* Whether it is on a record or row; NULL: always. */
	bool (*has_record)(struct app *a, struct screen *s);
	/* Adds what was typed on it and is not saved to the draft of the form that it belongs
	 * to. */
	void (*keep)(struct app *a, struct screen *s, struct keeping *k);
	/* About every half minute: says that somebody is still there. */
	void (*beat)(struct app *a, struct screen *s);
	/* Something was written: also when the screen is not the top one. */
	void (*moved)(struct app *a, struct screen *s);
	void (*close)(struct app *a, struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
};

struct app {
	struct registry *registry;
	struct settings *settings;
	struct bindings *bindings;
	struct screen *screens[MOST_SCREENS];
	size_t depth;
	size_t floor;                   /* screens that a visit must not take away */
	struct buf message;             /* the third-last line */
	bool is_answer;                 /* it answers the last key, if it says anything */
	struct buf news;                /* to be said once the answer has been read; empty: nothing */
	bool has_error;                 /* it says that something was refused */
	bool must_end;
	bool is_tour;                   /* the operator is shown around */
	size_t tour_step;
	bool is_rested;                 /* nothing was pressed since something was said of that */
	partial_date as_of;             /* what is shown was in force then; DATE_NONE: whenever */
	partial_date dates[MOST_SCREENS];       /* the same, of each screen */
	int32_t key;                    /* the last that was pressed */
	struct record *last_saved;      /* for ditto; NULL: nothing yet */
	uint64_t commit;                /* that was looked at last */
	int64_t typed_at;               /* ticks of the first key that no draft has yet; 0: none */
	int64_t beat_at;                /* ticks of the last sign of life */
	struct err keep_err;            /* why drafts are not kept; ERR_OK: they are */
};

void app_push(struct app *a, struct screen *s);         /* NULL is allowed: nothing happens */
void app_pop(struct app *a);
void app_pop_all(struct app *a);                        /* back to the first */
/* The date of what is shown, from the list that the screen came from on, until one goes back above
 * that. */
void app_set_date(struct app *a, partial_date date);
static inline struct screen *
app_top(const struct app *a)
{
	return a->screens[a->depth - 1];
}

/* What the message line says until the next key. */
void app_say(struct app *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for what others have done. It does not replace an answer to the operator's last key: it
 * is said after the next key, unless that key has an answer as well. */
void app_announce(struct app *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What can be done here; only said where the line is free. */
void app_hint(struct app *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a refusal: what was typed ahead is dropped, since it was meant for something
 * else. */
void app_refuse(struct app *a, const struct err *e);

/* ---- asking: each draws, reads keys, and returns when it is answered; a lost line is "no" */

/* A line of text in the message line. False: Esc. The caller clears *edit. */
bool app_ask_text(struct app *a, const char *question, struct edit *edit);

/* The same, where something follows what is typed: `typed` is called with every new text once no
 * key is waiting, `key` with keys that do not edit it. */
struct live {
	void *context;
	void (*typed)(void *context, const char *text);
	void (*key)(void *context, struct key key);
};
bool app_ask_live(struct app *a, const char *question, struct edit *edit, const struct live *live);

/* Words to look for, instead of *words, which free() frees. False: Esc, and they are what they
 * were. */
bool app_ask_words(struct app *a, char **words);
/* That no line has them, or that there are none yet. */
void app_say_not_found(struct app *a, const char *words);

struct list;

/* Shows the records of a list that have the words while they are typed; Enter goes to the marked
 * one in the whole list. False: Esc, and all is as it was. */
bool find_run(struct app *a, struct list *l, struct edit *words);

/* Asks for words and shows the records of all types that have them. */
void find_everywhere(struct app *a);

/* One of the letters; Esc and a lost line give the first, which is the safe one. */
char app_ask_letter(struct app *a, const char *question, enum letters letters);

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

/* Draws what an empty body says of itself, and frees it. */
void app_draw_note(char *text);

/* The frame's own geometry. */
int app_body_top(void);         /* the first line of the body */
int app_body_height(void);
int app_message_line(void);

/* ---- others at work (watch.c) */

/* Appends who else has the record open for editing, and since when, to a status; or nothing. */
void app_add_presence(struct app *a, uint32_t number, struct buf *out);
/* Says it. */
void app_mention_presence(struct app *a, uint32_t number);
/* Lets the screens look whether something was written. */
void app_watch(struct app *a);

/* A record that is being edited: others are told, and what they do to it is said. */
struct watched {
	uint32_t number;                /* 0: a new one */
	uint64_t version;               /* that is known to be the last */
	uint64_t commit;                /* at which that was looked at; 0: not yet */
	int64_t since;                  /* it is open; 0: nobody was told */
	struct buf moved;               /* who has changed it meanwhile, as a text; "": nobody */
};

void watched_begin(struct app *a, struct watched *w, const struct record *record);
void watched_beat(struct app *a, const struct watched *w);
/* Says so if the record has moved on. */
void watched_look(struct app *a, struct watched *w);
void watched_end(struct app *a, struct watched *w);

/* ---- drafts */

/* Keeps what was typed in forms and is not saved. */
void app_keep(struct app *a);
/* The same, once a second at most while keys are coming; called wherever keys are waited for. True:
 * it was due, and there may be something new to be told. */
bool app_keep_if_due(struct app *a);

/* Opens the form that a draft was of, with the row that was open in it; takes the draft's
 * records. */
struct draft;
void app_resume(struct app *a, struct draft *d);

/* Offers a draft of the record (0: of a new one of the type). True: it was taken up, or nothing is
 * to be done; false: there is none, or it was discarded. */
bool app_offer_draft(struct app *a, const struct type *type, uint32_t number);
/* Says that there are drafts, or one of the record. */
void app_mention_drafts(struct app *a);
void app_mention_draft(struct app *a, const struct record *record);

struct screen *drafts_screen(struct app *a);

/* ---- screens */

struct form;

struct screen *start_screen(struct app *a);
struct screen *list_screen(struct app *a, const struct type *type, const struct view *view);
/* The type's first view with another limit; only what is overdue comes first in it. */
struct screen *list_screen_limited(struct app *a, const struct type *type, const char *query);
struct screen *record_screen(struct app *a, struct record *record);     /* takes it over */
struct screen *form_screen(struct app *a, struct record *record);       /* takes it over */
struct screen *form_screen_of(struct app *a, struct form *form);        /* takes it over */
struct screen *form_screen_at(struct app *a, struct form *form, size_t item);
struct screen *rows_screen(struct app *a, struct form *form, const struct field *table);
struct screen *tree_screen(struct app *a, const struct type *type, uint32_t number);
struct screen *grid_screen(struct app *a, const struct type *type);
struct screen *help_screen(struct app *a, const struct screen *about);

/* NULL: there is nothing to tell; why has been said. What the subject points to is copied. */
struct screen *report_screen(struct app *a, enum report report,
                             const struct report_subject *subject);

/* What a reference or choice may hold: a window that narrows as one types, starting with text. The
 * chosen one is appended to out. False: none was. */
bool lookup_choose(struct app *a, const struct field *field, const char *text, struct buf *out);

/* Asks for a field and a value, shows what would change in the tagged records (or all of the list),
 * and does it for those that stay ticked. True: something was changed. */
bool apply_visit(struct app *a, struct list *list);

/* ---- records.c: what every screen that is on a record can do with it */

/* Pushes a screen and runs until it is gone; the loop of who calls goes on then. */
void app_visit(struct app *a, struct screen *s);
/* A form for a new record of the type, its code or title begun with a text. False: none was
 * saved. */
bool app_visit_new(struct app *a, const struct type *type, const char *text, uint32_t *number);

/* Back to the screen below, as a handler. */
void app_go_back(struct app *a, struct screen *s, enum action_id action);
/* Asks for a code and opens the record; asks for the date of what is shown: handlers of all screens. */
void app_jump(struct app *a, struct screen *s, enum action_id action);
void app_ask_as_of(struct app *a, struct screen *s, enum action_id action);

void app_open_record(struct app *a, uint32_t number);
/* A form for a new one, with what a limit (or NULL) asks of all. */
void app_add_record(struct app *a, const struct type *type, const char *limit);

/* Does the action with the record: a deed. False: it is none. */
bool app_record_act(struct app *a, enum action_id action, uint32_t number);

/* Does the action for the screen, by its own handlers, by those that all screens share, or as a deed.
 * app_handler() tells without doing it: NULL, there is nothing that does. */
typedef void (*handler_fn)(struct app *a, struct screen *s, enum action_id action);
handler_fn app_handler(const struct screen_ops *ops, enum action_id action);

/* The menu bar, pulled down; the action that was chosen, or ACTION_NONE. */
enum action_id menu_choose(struct app *a);

/* Whether the action can be done on the present screen; the sentence says why not. */
bool app_can(struct app *a, enum action_id action, struct err *e);
void app_act(struct app *a, enum action_id action);

/* Any action of the present screen, found by a part of its name; ACTION_NONE: Esc. */
enum action_id palette_choose(struct app *a);

/* The key of an action on the present screen, to be named in a sentence. */
const char *app_key_of(const struct app *a, enum action_id action);

#endif
