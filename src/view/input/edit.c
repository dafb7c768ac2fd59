/* Implements the line editor, which moves and deletes by whole graphemes. */
#include <config.h>

#include "view/input/edit.h"

#include <string.h>

void
edit_init(struct edit *e, const char *text, bool is_long)
{
	*e = (struct edit){ .is_long = is_long };
	edit_set(e, text);
}

void
edit_clear(struct edit *e)
{
	buf_clear(&e->text);
}

void
edit_set(struct edit *e, const char *text)
{
	buf_reset(&e->text);
	buf_room(&e->text, 1);         /* so that there is something to point into */
	buf_text(&e->text, text);
	e->cursor = e->text.size;
	e->left = 0;
}

const char *
edit_text(struct edit *e)
{
	return buf_string(&e->text);
}

/* Puts the cursor on the edge of the cluster in which it stands, towards the end. */
static void
settle(struct edit *e)
{
	size_t at = 0;

	while (at < e->cursor)
		at += text_cluster((const char *)e->text.data, e->text.size, at);
	e->cursor = at;
	if (e->left > e->cursor)
		e->left = e->cursor;
}

/* A mark that is typed behind a letter becomes one with it: the text is kept in normal form C. */
static void
compose(struct edit *e)
{
	struct buf head, tail;

	buf_init(&head);
	buf_init(&tail);
	text_compose((const char *)e->text.data, e->cursor, &head);
	text_compose((const char *)e->text.data + e->cursor, e->text.size - e->cursor, &tail);
	e->cursor = head.size;
	buf_add(&head, tail.data, tail.size);
	buf_clear(&tail);
	buf_clear(&e->text);
	e->text = head;
}

bool
edit_insert(struct edit *e, int32_t codepoint)
{
	char bytes[8];
	struct buf one;
	size_t n;

	if (codepoint == '\t')
		codepoint = ' ';
	if (codepoint == '\n' && !e->is_long)
		codepoint = ' ';
	buf_init(&one);
	text_put(&one, codepoint);
	n = one.size;
	memcpy(bytes, one.data, n);
	buf_clear(&one);
	if (text_check(bytes, n, e->is_long ? TEXT_LONG : TEXT_LINE, NULL) != ERR_OK)
		return false;
	buf_room(&e->text, n);
	memmove(e->text.data + e->cursor + n, e->text.data + e->cursor, e->text.size - e->cursor);
	memcpy(e->text.data + e->cursor, bytes, n);
	e->text.size += n;
	e->cursor += n;
	if (codepoint >= 0x80)
		compose(e);
	settle(e);
	return true;
}

static size_t
before(const struct edit *e)
{
	size_t at = 0, last = 0;

	while (at < e->cursor) {
		last = at;
		at += text_cluster((const char *)e->text.data, e->text.size, at);
	}
	return last;
}

static void
cut(struct edit *e, size_t from, size_t to)
{
	memmove(e->text.data + from, e->text.data + to, e->text.size - to);
	e->text.size -= to - from;
	e->cursor = from;
	settle(e);
}

bool
edit_back(struct edit *e)
{
	if (e->cursor == 0)
		return false;
	cut(e, before(e), e->cursor);
	return true;
}

bool
edit_delete(struct edit *e)
{
	size_t n = text_cluster((const char *)e->text.data, e->text.size, e->cursor);

	if (n == 0)
		return false;
	cut(e, e->cursor, e->cursor + n);
	return true;
}

void
edit_left(struct edit *e)
{
	e->cursor = before(e);
	if (e->left > e->cursor)
		e->left = e->cursor;
}

void
edit_right(struct edit *e)
{
	e->cursor += text_cluster((const char *)e->text.data, e->text.size, e->cursor);
}

void
edit_home(struct edit *e)
{
	e->cursor = 0;
	e->left = 0;
}

void
edit_end(struct edit *e)
{
	e->cursor = e->text.size;
}

void
edit_empty(struct edit *e)
{
	edit_set(e, "");
}

/* Columns from one place to another. */
static int
columns_between(const struct edit *e, size_t from, size_t to)
{
	return text_width((const char *)e->text.data + from, to - from);
}

/* The cursor needs a column of its own: at the end it stands behind the last character. */
static void
scroll(struct edit *e, int width)
{
	while (e->left < e->cursor && columns_between(e, e->left, e->cursor) >= width)
		e->left += text_cluster((const char *)e->text.data, e->text.size, e->left);
}

int
edit_show(struct edit *e, int width, enum text_charset charset, struct buf *out)
{
	const char *sign = charset == TEXT_UTF8 ? "\xC2\xB6" : "/";
	size_t at = e->left, n;
	int used = 0;
	bool plain;

	scroll(e, width);
	for (at = e->left; (n = text_cluster((const char *)e->text.data, e->text.size, at)) > 0;
	     at += n) {
		const char *cluster = (const char *)e->text.data + at;
		int w = text_cluster_width(cluster, n, &plain);

		if (used + w > width)
			break;
		if (*cluster == '\n')
			buf_text(out, sign);
		else
			text_show(cluster, n, w, charset, out);
		used += w;
	}
	for (; used < width; used++)
		buf_byte(out, ' ');
	return columns_between(e, e->left, e->cursor);
}
