/* Keys: from the bytes that a terminal sends to codes, whatever terminfo says of it. Both forms of
 * the cursor keys (CSI and SS3), the function keys of VT, PuTTY, Linux and xterm, both backspaces
 * and bracketed paste are known; a lone Escape is told from the start of a sequence by time. */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/input/key_name.h"

struct key {
	int32_t code;
	bool is_pasted;         /* came in a bracketed paste: text, never a command */
};

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
