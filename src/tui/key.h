/* Keys: from the bytes that a terminal sends to codes, whatever terminfo says of it. Both forms of
 * the cursor keys (CSI and SS3), the function keys of VT, PuTTY, Linux and xterm, both backspaces
 * and bracketed paste are known; a lone Escape is told from the start of a sequence by time. */
#ifndef TUI_KEY_H
#define TUI_KEY_H

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

struct key {
	int32_t code;
	bool is_pasted;         /* came in a bracketed paste: text, never a command */
};

/* "Down", "^X", "Space", "a"; in a buffer of 16 bytes. Returns it. */
const char *key_label(int32_t code, char name[16]);

/* The key of a name; 0: none. */
int32_t key_named(const char *name, size_t n);

/* Whether the key stands in a list of names separated by blanks. */
bool key_is_in(int32_t code, const char *names);

/* ---- from bytes */

#define KEY_BYTES 256

struct key_reader {
	unsigned char bytes[KEY_BYTES];
	size_t count;
	int64_t last;           /* when the last byte came, in ticks */
	int64_t escaped;        /* when an Escape was taken for a lone one */
	long delay;             /* milliseconds to wait behind an Escape */
	bool is_pasting;
	bool is_utf8;
};

void key_reader_init(struct key_reader *r, long escape_delay, bool is_utf8);

/* Takes bytes; those that find no room are not taken: returns how many were. */
size_t key_reader_feed(struct key_reader *r, const unsigned char *bytes, size_t n, int64_t now);

/* The next key. False: none is complete; then key_reader_wait() says when to ask again. */
bool key_reader_next(struct key_reader *r, int64_t now, struct key *out);

/* Milliseconds until an unfinished sequence is decided; -1: nothing is pending. */
int key_reader_wait(const struct key_reader *r, int64_t now);

#endif
