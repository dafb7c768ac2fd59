/* Decodes the bytes that a terminal sends into keys. */
#include <config.h>

#include "tui/terminal/key.h"

#include <string.h>

#include "base/text.h"

static const struct { const char *bytes; int32_t code; } sequences[] = {
	{ "\033[A", K_UP }, { "\033[B", K_DOWN }, { "\033[C", K_RIGHT }, { "\033[D", K_LEFT },
	{ "\033OA", K_UP }, { "\033OB", K_DOWN }, { "\033OC", K_RIGHT }, { "\033OD", K_LEFT },
	{ "\033[H", K_HOME }, { "\033[F", K_END }, { "\033OH", K_HOME }, { "\033OF", K_END },
	{ "\033[1~", K_HOME }, { "\033[4~", K_END }, { "\033[7~", K_HOME }, { "\033[8~", K_END },
	{ "\033[2~", K_INSERT }, { "\033[3~", K_DELETE },
	{ "\033[5~", K_PAGE_UP }, { "\033[6~", K_PAGE_DOWN },
	{ "\033[Z", K_SHIFT_TAB }, { "\033OM", K_ENTER },
	{ "\033OP", K_F1 }, { "\033OQ", K_F2 }, { "\033OR", K_F3 }, { "\033OS", K_F4 },
	{ "\033[11~", K_F1 }, { "\033[12~", K_F2 }, { "\033[13~", K_F3 }, { "\033[14~", K_F4 },
	{ "\033[[A", K_F1 }, { "\033[[B", K_F2 }, { "\033[[C", K_F3 }, { "\033[[D", K_F4 },
	{ "\033[[E", K_F5 },
	{ "\033[15~", K_F5 }, { "\033[17~", K_F6 }, { "\033[18~", K_F7 }, { "\033[19~", K_F8 },
	{ "\033[20~", K_F9 }, { "\033[21~", K_F10 }, { "\033[23~", K_F11 }, { "\033[24~", K_F12 },
};

#define PASTE_START "\033[200~"
#define PASTE_END   "\033[201~"

/* How long after an Escape its tail may come late, in milliseconds. */
#define LATE_TAIL 2000

enum match { NO_MATCH, PART, WHOLE };

static enum match
match_bytes(const struct key_reader *r, const char *bytes)
{
	size_t n = strlen(bytes);

	if (memcmp(r->bytes, bytes, r->count < n ? r->count : n) != 0)
		return NO_MATCH;
	return r->count < n ? PART : WHOLE;
}

static void
drop(struct key_reader *r, size_t n)
{
	r->count -= n;
	memmove(r->bytes, r->bytes + n, r->count);
}

void
key_reader_init(struct key_reader *r, long escape_delay, bool is_utf8)
{
	*r = (struct key_reader){ .delay = escape_delay, .is_utf8 = is_utf8,
	                          .escaped = INT64_MIN / 2 };
}

size_t
key_reader_feed(struct key_reader *r, const unsigned char *bytes, size_t n, int64_t now)
{
	size_t room = KEY_BYTES - r->count;

	if (n > room)
		n = room;
	memcpy(r->bytes + r->count, bytes, n);
	r->count += n;
	r->last = now;
	return n;
}

/* The bytes of a CSI sequence that is not in the table: it is swallowed as a whole. 0:
 * unfinished. */
static size_t
unknown_sequence(const struct key_reader *r)
{
	if (r->count < 3)
		return 0;
	if (r->bytes[1] == 'O')
		return 3;
	for (size_t i = 2; i < r->count; i++) {
		if (r->bytes[i] >= 0x40 && r->bytes[i] <= 0x7E)
			return i + 1;
		if (r->bytes[i] < 0x20 || i > 24)
			return i;
	}
	return 0;
}

static bool
give(struct key_reader *r, size_t n, int32_t code, struct key *out)
{
	drop(r, n);
	/* Only what comes right behind an Escape can be its tail: "NOPE" holds no F1. */
	if (code != K_ESCAPE)
		r->escaped = INT64_MIN / 2;
	*out = (struct key){ code, r->is_pasting };
	return true;
}

static bool
take_escape(struct key_reader *r, int64_t now, struct key *out)
{
	bool is_late = now - r->last >= r->delay, is_part = false;
	size_t n;

	if (match_bytes(r, PASTE_START) == WHOLE || match_bytes(r, PASTE_END) == WHOLE) {
		r->is_pasting = match_bytes(r, PASTE_START) == WHOLE;
		drop(r, strlen(PASTE_START));
		return key_reader_next(r, now, out);
	}
	for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
		enum match match = match_bytes(r, sequences[i].bytes);

		if (match == WHOLE)
			return give(r, strlen(sequences[i].bytes), sequences[i].code, out);
		is_part = is_part || match == PART;
	}
	if (is_part && !is_late)
		return false;
	if (r->count >= 2 && (r->bytes[1] == '[' || r->bytes[1] == 'O')) {
		n = unknown_sequence(r);
		if (n > 0)
			return give(r, n, K_UNKNOWN, out);
		if (!is_late)
			return false;
	}
	r->escaped = now;
	return give(r, 1, K_ESCAPE, out);
}

/* "[A" or "OA" whose Escape was already taken for a lone one: still an arrow. */
static bool
take_late_tail(struct key_reader *r, int64_t now, struct key *out, bool *is_waiting)
{
	*is_waiting = false;
	if (r->is_pasting || now - r->escaped > LATE_TAIL ||
	    (r->bytes[0] != '[' && r->bytes[0] != 'O'))
		return false;
	if (r->count == 1) {
		*is_waiting = now - r->last < r->delay;
		return false;
	}
	for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
		const char *tail = sequences[i].bytes + 1;

		if (strlen(tail) == 2 && memcmp(r->bytes, tail, 2) == 0)
			return give(r, 2, sequences[i].code, out);
	}
	return false;
}

/* Whether the bytes may be the start of a character of which the rest is under way. */
static bool
is_partial(const struct key_reader *r)
{
	unsigned char first = r->bytes[0];
	size_t n = first < 0xC2 || first > 0xF4 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;

	if (r->count >= n)
		return false;
	for (size_t i = 1; i < r->count; i++) {
		if ((r->bytes[i] & 0xC0) != 0x80)
			return false;
	}
	return true;
}

static bool
take_text(struct key_reader *r, int64_t now, struct key *out)
{
	size_t at = 0;
	int32_t code;

	if (!r->is_utf8)
		return give(r, 1, r->bytes[0], out);
	code = text_next((const char *)r->bytes, r->count, &at);
	if (code >= 0)
		return give(r, at, code, out);
	if (is_partial(r) && now - r->last < r->delay)
		return false;
	return give(r, 1, K_UNKNOWN, out);
}

bool
key_reader_next(struct key_reader *r, int64_t now, struct key *out)
{
	bool is_waiting;

	if (r->count == 0)
		return false;
	if (take_late_tail(r, now, out, &is_waiting))
		return true;
	if (is_waiting)
		return false;
	switch (r->bytes[0]) {
	case 0x1B:
		return take_escape(r, now, out);
	case '\r':
		return give(r, 1, r->is_pasting ? '\n' : K_ENTER, out);
	case '\n':
		return give(r, 1, r->is_pasting ? '\n' : K_ENTER, out);
	case '\t':
		return give(r, 1, r->is_pasting ? ' ' : K_TAB, out);
	case 0:         /* Ctrl-Space: no character */
		return give(r, 1, K_UNKNOWN, out);
	case 0x08:
	case 0x7F:
		return give(r, 1, K_BACKSPACE, out);
	default:
		return r->bytes[0] < 0x20 ? give(r, 1, r->bytes[0], out) : take_text(r, now, out);
	}
}

int
key_reader_wait(const struct key_reader *r, int64_t now)
{
	int64_t left = r->last + r->delay - now;

	if (r->count == 0)
		return -1;
	return left > 0 ? (int)left : 0;
}
