/* The keys that something can be bound to: their codes and their names. What a terminal sends for
 * them is tui/'s affair. */
#ifndef VIEW_KEY_NAME_H
#define VIEW_KEY_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intl.h"

/* A key is a Unicode code point, a control character (1 to 31, 127) or one of these. The names are
 * those of settings and manual; the interface shows them in its language. */
#define KEY_NAME_LIST(X) \
	X(UP, N_("Up")) X(DOWN, N_("Down")) X(LEFT, N_("Left")) X(RIGHT, N_("Right")) \
	X(HOME, N_("Home")) X(END, N_("End")) X(PAGE_UP, N_("PgUp")) X(PAGE_DOWN, N_("PgDn")) \
	X(INSERT, N_("Insert")) X(DELETE, N_("Delete")) X(BACKSPACE, N_("Backspace")) \
	X(ENTER, N_("Enter")) X(TAB, N_("Tab")) X(SHIFT_TAB, N_("Shift-Tab")) \
	X(ESCAPE, N_("Esc")) X(F1, "F1") X(F2, "F2") X(F3, "F3") X(F4, "F4") X(F5, "F5") \
	X(F6, "F6") X(F7, "F7") X(F8, "F8") X(F9, "F9") X(F10, "F10") X(F11, "F11") \
	X(F12, "F12") X(UNKNOWN, "unknown") X(HANG_UP, "hang-up") X(TICK, "tick")

enum {
	K_FIRST = 0x110000,
#define KEY_ENUM(id, name) K_##id,
	KEY_NAME_LIST(KEY_ENUM)
#undef KEY_ENUM
};

#define K_CTRL(letter) ((letter) & 0x1F)

/* "Down", "^X", "Space", "a": the name that settings have; in a buffer of 16 bytes. Returns it. */
const char *key_label(int32_t code, char name[16]);

/* The key of a name; 0: none. */
int32_t key_named(const char *name, size_t n);

/* Whether the key stands in a list of names separated by blanks. */
bool key_is_in(int32_t code, const char *names);

/* A list of names separated by blanks, in the language of the interface: "Bas j" of "Down j". The
 * caller frees it. */
char *key_names_shown(const char *names);

#endif
