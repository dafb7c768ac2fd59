/* A form's screen, in parts: its pages, its saving, and what its keys do. */
#ifndef TUI_FORM_SCREEN_INTERNAL_H
#define TUI_FORM_SCREEN_INTERNAL_H

#include <form.h>

#include "tui/app/watch.h"
#include "tui/screen/form_parts.h"

struct form_view {
	struct screen screen;
	struct form *form;
	size_t current;                 /* item */
	struct edit edit;               /* its text */
	/* The page that libform has: items first to first + shown - 1. */
	FORM *page;
	FIELD **fields;                 /* three an item: label, value, hint */
	WINDOW *window;
	size_t first, shown;
	bool is_left;                   /* what was typed is a draft now; the form is to go */
	struct watched watched;
	bool is_emptied;                /* for looking up only: the field's text still holds */
};

static inline struct form_item *
current_item_of(const struct form_view *v)
{
	return &v->form->items[v->current];
}

/* ---- form_page.c */

void form_view_draw(struct app *a, struct screen *s, int *y, int *x);
/* The page is laid out anew when it is drawn next. */
void form_view_close_page(struct form_view *v);

/* ---- form_screen.c */

/* Begins with the text of the current item. */
void form_view_load(struct form_view *v);
/* Takes the text of the field that is being left. */
void form_view_leave(struct app *a, struct form_view *v);

/* ---- form_saving.c */

/* Saves; a row's form goes away, or on to the next row. */
void form_view_save_now(struct app *a, struct form_view *v);
/* Leaving a form that has changed is a question. */
void form_view_finish(struct app *a, struct form_view *v);

#endif
