/* The keys that something can be bound to: their codes and their names. What a terminal sends for
 * them is tui/'s affair. */
#ifndef VIEW_KEY_NAME_H
#define VIEW_KEY_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a Unicode code point, a control character (1 to 31, 127) or one of these. */
#define KEY_NAME_LIST(X) \
	X(UP, "Up") X(DOWN, "Down") X(LEFT, "Left") X(RIGHT, "Right") X(HOME, "Home") X(END, "End") \
	X(PAGE_UP, "PgUp") X(PAGE_DOWN, "PgDn") X(INSERT, "Insert") X(DELETE, "Delete") \
	X(BACKSPACE, "Backspace") X(ENTER, "Enter") X(TAB, "Tab") X(SHIFT_TAB, "Shift-Tab") \
	X(ESCAPE, "Esc") \
	X(F1, "F1") X(F2, "F2") X(F3, "F3") X(F4, "F4") X(F5, "F5") X(F6, "F6") X(F7, "F7") \
	X(F8, "F8") X(F9, "F9") X(F10, "F10") X(F11, "F11") X(F12, "F12") \
	X(UNKNOWN, "unknown") X(HANG_UP, "hang-up") X(TICK, "tick")

enum {
	K_FIRST = 0x110000,
#define KEY_ENUM(id, name) K_##id,
	KEY_NAME_LIST(KEY_ENUM)
#undef KEY_ENUM
};

#define K_CTRL(letter) ((letter) & 0x1F)

/* "Down", "^X", "Space", "a"; in a buffer of 16 bytes. Returns it. */
const char *key_label(int32_t code, char name[16]);

/* The key of a name; 0: none. */
int32_t key_named(const char *name, size_t n);

/* Whether the key stands in a list of names separated by blanks. */
bool key_is_in(int32_t code, const char *names);

#endif
