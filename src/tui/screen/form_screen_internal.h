/* A form's screen, in parts: its page, its saving, and what its keys do. */
#ifndef TUI_FORM_SCREEN_INTERNAL_H
#define TUI_FORM_SCREEN_INTERNAL_H

#include "tui/app/watch.h"
#include "tui/screen/form_parts.h"

struct form_view {
	struct screen screen;
	struct form *form;
	size_t current;                 /* item */
	struct edit edit;               /* its text */
	size_t top;                     /* the first line of the page that is seen */
	size_t shown_section;           /* that one has gone to, from 1; 0: none since the last drawing */
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
/* The line of the screen on which the current item stands, or will. */
int form_view_line(struct form_view *v);

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
