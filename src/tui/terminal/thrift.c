/* Shortens the bytes that curses sends. */
#include <config.h>

#include "tui/terminal/thrift.h"

#include <string.h>

#define PARAMETERS 4

enum token_kind { TOKEN_BYTE, TOKEN_ESCAPE, TOKEN_CSI };

/* One byte, an escape sequence, or a control sequence with its parameters; size: in bytes. */
struct token {
	enum token_kind kind;
	unsigned char final;
	int given[PARAMETERS];
	int count;
	bool is_strange;        /* private or with more than we know */
	size_t size;
};

static void
read_csi(const unsigned char *b, size_t size, struct token *t)
{
	size_t at = 2;

	t->kind = TOKEN_CSI;
	while (at < size && (b[at] < 0x40 || b[at] > 0x7E)) {
		if (b[at] >= '0' && b[at] <= '9') {
			if (t->count == 0)
				t->count = 1;
			if (t->count <= PARAMETERS)
				t->given[t->count - 1] = t->given[t->count - 1] * 10 % 10000 +
				                         b[at] - '0';
		} else if (b[at] == ';') {
			t->count = t->count == 0 ? 2 : t->count + 1;
		} else {
			t->is_strange = true;
		}
		at++;
	}
	t->is_strange = t->is_strange || t->count > PARAMETERS || at == size;
	t->final = at < size ? b[at] : 0;
	t->size = at < size ? at + 1 : size;
}

static struct token
read_token(const unsigned char *b, size_t size)
{
	struct token t = { .kind = TOKEN_BYTE, .size = 1 };

	if (size == 0) {
		t.size = 0;
	} else if (*b != 0x1B || size < 2) {
		t.final = *b;
	} else if (b[1] == '[') {
		read_csi(b, size, &t);
	} else {
		t.kind = TOKEN_ESCAPE;
		t.final = b[1];
		t.size = 2;
		/* A character set: its place, its name. */
		if (strchr("()*+#%", b[1]) != NULL && size > 2)
			t.size = 3;
	}
	return t;
}

static bool
is_csi(const struct token *t, char final)
{
	return t->kind == TOKEN_CSI && t->final == (unsigned char)final && !t->is_strange;
}

static bool
is_escape(const struct token *t, char final)
{
	return t->kind == TOKEN_ESCAPE && t->final == (unsigned char)final;
}

static int
or_one(int value)
{
	return value == 0 ? 1 : value;
}

/* ---- what the cursor's row becomes */

static void
follow_csi(struct thrift *t, const struct token *k)
{
	int n = or_one(k->given[0]);

	switch (k->final) {
	case 'A':
		t->row = t->row > n && !t->has_region ? t->row - n : 0;
		break;
	case 'B':
		t->row = t->row > 0 && t->row + n <= t->rows && !t->has_region ? t->row + n : 0;
		break;
	case 'H':
	case 'd':
		t->row = n;
		break;
	case 'r':
		t->row = 1;
		break;
	case 'C': case 'D': case 'G': case 'J': case 'K': case 'X': case 'P': case '@': case 'L':
	case 'M': case 'S': case 'T': case 'b':
		break;
	default:
		t->row = 0;
		break;
	}
}

static void
follow(struct thrift *t, const struct token *k)
{
	if (k->kind == TOKEN_CSI && k->is_strange) {
		t->row = 0;
		t->is_plain = false;
	} else if (k->kind == TOKEN_CSI) {
		follow_csi(t, k);
	} else if (k->kind == TOKEN_ESCAPE) {
		t->row = is_escape(k, 'M') && t->row > 1 && !t->has_region ? t->row - 1 : 0;
	} else if (k->final == '\n') {
		t->row = t->row > 0 && t->row < t->rows && !t->has_region ? t->row + 1 : 0;
	}
}

/* ---- shorter forms; each returns the bytes that it replaces, 0 where it does not apply */

static size_t
shorten_charset(struct thrift *t, const unsigned char *b, const struct token *k)
{
	bool is_shift = (k->kind == TOKEN_BYTE && k->final == 0x0E) ||
	                (k->size == 3 && k->final == '(' && b[2] == '0');
	bool is_back = (k->kind == TOKEN_BYTE && k->final == 0x0F) ||
	               (k->size == 3 && k->final == '(' && b[2] == 'B');
	bool was_shifted = t->is_shifted;

	t->is_shifted = is_shift || (was_shifted && !is_back);
	return is_back && !was_shifted ? k->size : 0;
}

static size_t
shorten_look(struct thrift *t, const unsigned char *b, const struct token *k, struct buf *out)
{
	bool was_plain = t->is_plain;

	if (!is_csi(k, 'm'))
		return 0;
	t->is_plain = k->count == 0 || (k->count == 1 && k->given[0] == 0);
	if (t->is_plain) {
		buf_text(out, was_plain ? "" : "\033[m");
		return k->size;
	}
	if (!was_plain || k->given[0] != 0 || b[2] != '0' || b[3] != ';')
		return 0;
	buf_text(out, "\033[");
	buf_add(out, b + 4, k->size - 4);
	return k->size;
}

static bool
is_whole(const struct thrift *t, const struct token *k)
{
	return is_csi(k, 'r') && k->count == 2 && k->given[0] == 1 && k->given[1] == t->rows;
}

static size_t
shorten_region(struct thrift *t, const struct token *k, struct buf *out)
{
	if (!is_csi(k, 'r'))
		return 0;
	t->has_region = !is_whole(t, k);
	if (t->has_region)
		return 0;
	t->row = 1;
	buf_text(out, "\033[r");
	return k->size;
}

/* Saved and restored around a region that is set, only to go to a row and scroll there. */
static size_t
shorten_scroll(struct thrift *t, const unsigned char *b, size_t size, struct buf *out)
{
	struct token save = read_token(b, size), region, back, row, scroll;
	size_t at = save.size;

	region = read_token(b + at, size - at);
	at += region.size;
	back = read_token(b + at, size - at);
	at += back.size;
	row = read_token(b + at, size - at);
	at += row.size;
	if (!is_escape(&save, '7') || !is_csi(&region, 'r') || !is_escape(&back, '8') ||
	    !is_csi(&row, 'd'))
		return 0;
	do {
		scroll = read_token(b + at, size - at);
		at += scroll.size;
	} while (scroll.kind == TOKEN_BYTE && scroll.final == '\n' && scroll.size > 0);
	if (!is_whole(t, &scroll))
		return 0;
	at -= scroll.size;
	buf_add(out, b + save.size, region.size);
	buf_add(out, b + save.size + region.size + back.size,
	        at - save.size - region.size - back.size);
	t->row = 0;
	t->has_region = true;
	return at;
}

/* The shortest of those ways to a place that need not know the column one comes from. */
static void
put_place(const struct thrift *t, int row, int column, struct buf *out)
{
	bool is_here = row == t->row && !t->has_region;
	bool is_below = t->row > 0 && row == t->row + 1 && !t->has_region;

	if (is_here && column == 1)
		buf_byte(out, '\r');
	else if (is_here && t->has_column)
		buf_printf(out, "\033[%dG", column);
	else if (is_below && column == 1)
		buf_text(out, "\r\n");
	else if (is_below && row > 9)
		buf_printf(out, "\r\n\033[%dC", column - 1);
	else if (row == 1 && column == 1)
		buf_text(out, "\033[H");
	else if (column == 1)
		buf_printf(out, "\033[%dH", row);
	else
		buf_printf(out, "\033[%d;%dH", row, column);
}

static size_t
shorten_place(struct thrift *t, const struct token *k, struct buf *out)
{
	if (!is_csi(k, 'H'))
		return 0;
	put_place(t, or_one(k->given[0]), or_one(k->given[1]), out);
	t->row = or_one(k->given[0]);
	return k->size;
}

/* One row down or up, the column kept. */
static size_t
shorten_step(struct thrift *t, const struct token *k, struct buf *out)
{
	int to = is_csi(k, 'd') ? or_one(k->given[0]) :
	         is_csi(k, 'B') ? t->row + or_one(k->given[0]) :
	         is_csi(k, 'A') ? t->row - or_one(k->given[0]) : 0;

	if (t->row == 0 || t->has_region || to < 1 || to > t->rows)
		return 0;
	if (to == t->row + 1)
		buf_byte(out, '\n');
	else if (to == t->row - 1)
		buf_text(out, "\033M");
	else
		return 0;
	t->row = to;
	return k->size;
}

void
thrift_shorten(struct thrift *t, const unsigned char *bytes, size_t size, struct buf *out)
{
	size_t at = 0;

	while (at < size) {
		const unsigned char *b = bytes + at;
		struct token k = read_token(b, size - at);
		size_t done = shorten_charset(t, b, &k);

		if (done == 0)
			done = shorten_look(t, b, &k, out);
		if (done == 0)
			done = shorten_region(t, &k, out);
		if (done == 0 && is_escape(&k, '7'))
			done = shorten_scroll(t, b, size - at, out);
		if (done == 0)
			done = shorten_place(t, &k, out);
		if (done == 0)
			done = shorten_step(t, &k, out);
		if (done == 0) {
			follow(t, &k);
			buf_add(out, b, k.size);
			done = k.size;
		}
		at += done;
	}
}
