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
	/* Moves the mark: next, previous, page_down, page_up, first and last, where the handlers have
	 * no row for one; or NULL. */
	void (*move)(struct app *a, struct screen *s, enum action_id action);
	/* What the last line names besides help and back, the most useful first, as far as there is
	 * room; ACTION_NONE ends it. */
	const enum action_id *keys;
	/* What is done with records (view/deed/deeds.h), where the screen is on one; or NULL. */
	void (*deed)(struct app *a, struct screen *s, enum action_id action);
	/* A key that is not an action: text in a form, a digit on the menu. True: it was taken. */
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
	/* Marks the record behind that of *number, or the one before, and replaces its number; 0: there is
	 * none. False: the mark is not on that record. NULL: the screen lists none. */
	bool (*step)(struct app *a, struct screen *s, bool down, uint32_t *number);
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
	const struct handler *shared_handlers;  /* what all screens do alike */
	struct screen *screens[MOST_SCREENS];
	size_t depth;
	size_t floor;                   /* screens that a visit must not take away */
	struct buf message;             /* the third-last line */
	bool is_answer;                 /* it answers the last key, if it says anything */
	struct buf news;                /* to be said once the answer has been read; empty: nothing */
	bool has_error;                 /* it says that something was refused */
	struct buf complaint;           /* what is wrong with what stands in a prompt: in place of the
	                                 * status; empty: nothing */
	bool must_end;
	bool is_tour;                   /* the operator is shown around */
	size_t tour_step;
	bool is_rested;                 /* nothing was pressed since something was said of that */
	partial_date as_of;             /* what is shown was in force then; DATE_NONE: whenever */
	partial_date dates[MOST_SCREENS];       /* the same, of each screen */
	int32_t key;                    /* the last that was pressed */
	struct record *last_saved;      /* for ditto; NULL: nothing yet */
	int offers_another;             /* keys for which adding means another like that; see app_offers() */
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

/* Offers another like the record that was saved last, for the next key only. app_offers(): whether the key
 * that is being obeyed is that one. */
void app_offer_another(struct app *a);
bool app_offers(const struct app *a);

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

/* ---- for what has a loop of its own (prompts, menus, lookups) */

/* Draws all screens unless a key is waiting; the cursor goes to y, x if y is not negative. */
void app_paint(struct app *a, int y, int x);
/* The next key; resizes are done on the way. K_HANG_UP: the loop must end. */
struct key app_key(struct app *a, int y, int x);

/* Whether the screen has no room for the frame: it says so, and nothing else is drawn. */
bool app_is_too_small(void);

/* Does the action for the screen, by its own handlers, by those that all screens share, or as a deed.
 * app_handler() tells without doing it: NULL, there is nothing that does. */
typedef void (*handler_fn)(struct app *a, struct screen *s, enum action_id action);
handler_fn app_handler(const struct screen_ops *ops, const struct handler *shared,
                       enum action_id action);

/* Whether the action can be done on the present screen; the sentence says why not. */
bool app_can(struct app *a, enum action_id action, struct err *e);
void app_act(struct app *a, enum action_id action);

/* The key of an action on the present screen, to be named in a sentence. */
const char *app_key_of(const struct app *a, enum action_id action);

/* Lets the screens look whether something was written. */
void app_watch(struct app *a);

/* Pushes a screen and runs until it is gone; the loop of who calls goes on then. */
void app_visit(struct app *a, struct screen *s);
/* Runs until the operator leaves; then all screens are closed. */
void app_run(struct app *a);

/* Back to the screen below, as a handler. */
void app_go_back(struct app *a, struct screen *s, enum action_id action);

#endif
