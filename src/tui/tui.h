/* The curses face, from outside. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "registry/registry.h"

/* Where to start. */
struct tui_place {
	const struct type *type;        /* NULL: the start menu */
	const struct view *view;        /* NULL: the type's first */
	uint32_t number;                /* a record; 0: the list */
	bool is_tour;                   /* says which keys to press */
};

/* ERR_USAGE: standard input or output is no terminal. */
enum err_code tui_check(struct err *e);

/* Runs until the operator leaves. The terminal is as it was afterwards. */
enum err_code tui_run(struct registry *r, struct settings *s, const struct tui_place *place,
                      struct err *e);

/* Shows what each key sends and does, until ^C or q twice. ERR_USAGE: there is no terminal. */
enum err_code tui_keytest(const struct settings *s, struct err *e);

#endif
