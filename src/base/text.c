/* Checks, cleans, measures and shows UTF-8 text. */
#include <config.h>

#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <utf8proc.h>

#include "base/alloc.h"
#include "base/intl.h"

#define MOST_MARKS 4

bool
text_is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return false;
	}
	return true;
}

int32_t
text_next(const char *text, size_t size, size_t *at)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if (*at >= size)
		return -1;
	if ((unsigned char)text[*at] < 0x80)
		return (unsigned char)text[(*at)++];
	n = utf8proc_iterate((const utf8proc_uint8_t *)text + *at, (utf8proc_ssize_t)(size - *at),
	                     &c);
	if (n <= 0) {
		(*at)++;
		return -1;
	}
	*at += (size_t)n;
	return c;
}

void
text_put(struct buf *out, int32_t codepoint)
{
	out->size += (size_t)utf8proc_encode_char(codepoint, buf_room(out, 4));
}

bool
text_is_utf8(const char *text, size_t size)
{
	for (size_t at = 0; at < size; ) {
		if (text_next(text, size, &at) < 0)
			return false;
	}
	return true;
}

void
text_mend(const char *text, size_t size, struct buf *out)
{
	for (size_t at = 0; at < size; ) {
		int32_t c = text_next(text, size, &at);

		text_put(out, c < 0 ? 0xFFFD : c);
	}
}

static bool
is_mark(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* ---- what may be stored */

static bool
turns_direction(int32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* Within Arabic or Hebrew a mark of the writing direction can change nothing that is read. */
static bool
is_right_to_left(int32_t c)
{
	const utf8proc_property_t *property = utf8proc_get_property(c < 0 ? 0 : c);

	return property->category == UTF8PROC_CATEGORY_LO &&
	       (property->bidi_class == UTF8PROC_BIDI_CLASS_R ||
	        property->bidi_class == UTF8PROC_BIDI_CLASS_AL);
}

/* Whether the character that ends at `at` is a mark between two letters of such a script. */
static bool
is_inner_mark(const char *text, size_t size, size_t at, int32_t before, int32_t c)
{
	return (c == 0x200E || c == 0x200F) && is_right_to_left(before) &&
	       is_right_to_left(text_next(text, size, &at));
}

static bool
is_hidden(int32_t c)
{
	return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x2028 || c == 0x2029 ||
	       (c >= 0xE0000 && c <= 0xE0FFF) || (c >= 0xFFF9 && c <= 0xFFFB) ||
	       (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

static bool
is_plain(char c)
{
	return c >= 0x20 && c < 0x7F;
}

enum err_code
text_check(const char *text, size_t size, enum text_kind kind, struct err *e)
{
	int32_t c = 0;
	int marks = 0;

	for (size_t at = 0; at < size; ) {
		size_t start = at;
		int32_t before = c;

		if (is_plain(text[at])) {
			marks = 0;
			c = (unsigned char)text[at++];
			continue;
		}
		c = text_next(text, size, &at);
		if (c < 0)
			return err_set(e, ERR_DATA, _("holds a byte that is not UTF-8 (0x%02X)"),
			               (unsigned char)text[start]);
		if (c == '\n' && kind == TEXT_LONG)
			continue;
		if (c == '\n')
			return err_set(e, ERR_DATA,
			               _("holds a line break, which only a long text may"));
		if (c < 0x20 || (c >= 0x7F && c < 0xA0))
			return err_set(e, ERR_DATA, _("holds a control character (U+%04X)"),
			               (unsigned)c);
		if (turns_direction(c) && !is_inner_mark(text, size, at, before, c))
			return err_set(e, ERR_DATA,
			               _("holds a character that turns the writing direction (U+%04X)"),
			               (unsigned)c);
		if (is_hidden(c))
			return err_set(e, ERR_DATA, _("holds an invisible character (U+%04X)"),
			               (unsigned)c);
		marks = is_mark(c) ? marks + 1 : 0;
		if (marks > MOST_MARKS)
			return err_set(e, ERR_DATA, _("has more than %d marks on one letter"),
			               MOST_MARKS);
	}
	return ERR_OK;
}

void
text_defuse(const char *text, size_t size, struct buf *out)
{
	int marks = 0;

	if (text_check(text, size, TEXT_LONG, NULL) == ERR_OK) {
		buf_add(out, text, size);
		return;
	}
	for (size_t at = 0; at < size; ) {
		int32_t c = text_next(text, size, &at);
		bool is_control = c < 0 || (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);

		marks = !is_control && is_mark(c) ? marks + 1 : 0;
		if (is_control || turns_direction(c) || is_hidden(c) || marks > MOST_MARKS)
			c = 0xFFFD;
		text_put(out, c);
	}
}

/* Characters that change the shape of the one before them; several scripts and emoji need them. */
static bool
is_joining(int32_t c)
{
	return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F);
}

/* Whether the character is visible when it is written after the one before. */
static bool
is_seen(int32_t c, int32_t before)
{
	const utf8proc_property_t *property = utf8proc_get_property(c);

	if (is_joining(c))
		return before >= 0x80 && !is_joining(before);
	switch (property->category) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return false;
	case UTF8PROC_CATEGORY_CF:
		/* Signs around numbers in Arabic and related scripts are visible. */
		return property->boundclass == UTF8PROC_BOUNDCLASS_PREPEND;
	default:
		return !property->ignorable && !is_hidden(c) && !turns_direction(c);
	}
}

static void
reveal_character(int32_t c, struct buf *out)
{
	static const char named[] = "\t\n\r\033", letters[] = "tnre";
	const char *found = c <= 0 || c > 0x1F ? NULL : strchr(named, c);

	if (found != NULL)
		buf_printf(out, "\\%c", letters[found - named]);
	else if (c < 0x80)
		buf_printf(out, "\\x%02X", (unsigned)c);
	else
		buf_printf(out, c > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)c);
}

void
text_reveal(const char *text, size_t size, enum text_kind kind, struct buf *out)
{
	int32_t before = 0;
	int marks = 0;

	for (size_t at = 0; at < size; ) {
		size_t start = at;
		int32_t c = text_next(text, size, &at);

		marks = c >= 0 && is_mark(c) ? marks + 1 : 0;
		if (c < 0)
			buf_printf(out, "\\x%02X", (unsigned char)text[start]);
		else if ((c == '\n' && kind == TEXT_LONG) ||
		         (is_seen(c, before) && marks <= MOST_MARKS))
			buf_add(out, text + start, at - start);
		else
			reveal_character(c, out);
		before = c;
	}
}

/* Tabs and carriage returns are common in files from elsewhere; they are replaced, not refused. */
static void
mend_blanks(const char *text, size_t size, struct buf *out)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\r' && (i + 1 == size || text[i + 1] == '\n'))
			continue;
		buf_byte(out, (unsigned char)(text[i] == '\t' ? ' ' : text[i]));
	}
}

static void
trim(const char **text, size_t *size)
{
	while (*size > 0 && (**text == ' ' || **text == '\n'))
		(*text)++, (*size)--;
	while (*size > 0 && ((*text)[*size - 1] == ' ' || (*text)[*size - 1] == '\n'))
		(*size)--;
}

/* The mark of the writing direction at the start of the text, or at its end: three bytes. */
static bool
is_mark_of_direction(const char *text)
{
	return memcmp(text, "\u200E", 3) == 0 || memcmp(text, "\u200F", 3) == 0;
}

bool
text_has_outer_marks(const char *text, size_t size)
{
	trim(&text, &size);
	return size >= 3 && (is_mark_of_direction(text) || is_mark_of_direction(text + size - 3));
}

/* Removes blanks and direction marks at both ends, which often come along when text is copied. */
static void
trim_marks(const char **text, size_t *size)
{
	trim(text, size);
	while (text_has_outer_marks(*text, *size)) {
		size_t skipped = is_mark_of_direction(*text) ? 3 : 0;

		*text += skipped;
		*size -= 3;
		trim(text, size);
	}
}

void
text_compose(const char *text, size_t size, struct buf *out)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t n;

	if (text_is_ascii(text, size)) {
		buf_add(out, text, size);
		return;
	}
	n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &composed,
	                 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n >= 0)
		buf_add(out, composed, (size_t)n);
	free(composed);
}

void
text_clean(const char *text, size_t size, struct buf *out)
{
	struct buf mended;
	const char *p;
	size_t n;

	buf_init(&mended);
	mend_blanks(text, size, &mended);
	p = buf_string(&mended);
	n = mended.size;
	trim(&p, &n);
	text_compose(p, n, out);
	buf_clear(&mended);
}

/* Most texts are plain and need nothing. */
static bool
is_clean(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (!is_plain(text[i]))
			return false;
	}
	return size == 0 || (text[0] != ' ' && text[size - 1] != ' ');
}

enum err_code
text_accept(const char *text, size_t size, enum text_kind kind, struct buf *out, struct err *e)
{
	struct buf mended;
	enum err_code rc;
	size_t start = out->size, n;
	const char *p;

	if (is_clean(text, size)) {
		buf_add(out, text, size);
		return ERR_OK;
	}
	buf_init(&mended);
	mend_blanks(text, size, &mended);
	p = buf_string(&mended);
	n = mended.size;
	trim_marks(&p, &n);
	rc = text_check(p, n, kind, e);
	if (rc == ERR_OK)
		text_clean(p, n, out);
	/* A few marks become two in the normal form. */
	if (rc == ERR_OK && !text_is_ascii(p, n)) {
		rc = text_check((const char *)out->data + start, out->size - start, kind, e);
		out->size = rc == ERR_OK ? out->size : start;
	}
	buf_clear(&mended);
	return rc;
}

/* ---- showing */

size_t
text_cluster(const char *text, size_t size, size_t at)
{
	utf8proc_int32_t state = 0;
	size_t end = at, next = at;
	int32_t before = text_next(text, size, &end);

	if (end == at)
		return 0;
	while (before >= 0 && end < size) {
		int32_t c;

		next = end;
		if ((unsigned char)text[next] < 0x80)
			break;
		c = text_next(text, size, &next);
		if (c < 0 || utf8proc_grapheme_break_stateful(before, c, &state))
			break;
		before = c;
		end = next;
	}
	return end - at;
}

/* Whether the character combines with one before it, which may be in another terminal cell. */
static bool
is_leaning(int32_t c)
{
	unsigned boundary = utf8proc_get_property(c)->boundclass;

	return is_mark(c) || boundary == UTF8PROC_BOUNDCLASS_EXTEND ||
	       boundary == UTF8PROC_BOUNDCLASS_SPACINGMARK || boundary == UTF8PROC_BOUNDCLASS_ZWJ;
}

int
text_cluster_width(const char *text, size_t size, bool *plain)
{
	size_t at = 0;
	int32_t c = text_next(text, size, &at);
	int width, wide;

	*plain = true;
	if (c >= 0x20 && c < 0x7F && at == size)
		return 1;
	width = c < 0 ? 0 : utf8proc_charwidth(c);
	wide = c < 0 ? -1 : wcwidth((wchar_t)c);
	if (c < 0x20 || (c >= 0x7F && c < 0xA0) || width < 1 || is_hidden(c) ||
	    turns_direction(c) || is_leaning(c) || (wide > 0 && wide != width))
		*plain = false;
	while (*plain && at < size) {
		int32_t mark = text_next(text, size, &at);

		/* Terminals disagree on the width of joined emoji and the like. */
		if (mark < 0 || mark == 0x200D || mark == 0xFE0F || utf8proc_charwidth(mark) > 0)
			*plain = false;
	}
	return *plain ? width : 1;
}

int
text_width(const char *text, size_t size)
{
	int width = 0;
	bool plain;

	for (size_t at = 0, n; (n = text_cluster(text, size, at)) > 0; at += n)
		width += text_cluster_width(text + at, n, &plain);
	return width;
}

/* One cluster as the charset can show it. */
static void
show_cluster(const char *text, size_t size, bool plain, int width, enum text_charset charset,
             struct buf *out)
{
	size_t at = 0, before = out->size;
	int32_t c = text_next(text, size, &at);

	if (c == '\n' || c == '\t') {
		buf_byte(out, ' ');
	} else if (!plain) {
		buf_text(out, charset == TEXT_UTF8 ? "\xEF\xBF\xBD" : "?");
	} else if (charset == TEXT_UTF8 || (c < 0x80 && at == size) ||
	           (charset == TEXT_LATIN1 && c <= 0xFF && at == size)) {
		buf_add(out, text, size);
	} else {
		struct buf letters;

		/* Drop accents, if that leaves as many letters as there are columns. */
		buf_init(&letters);
		text_fold(text, size, &letters);
		if ((int)letters.size == width &&
		    text_is_ascii((const char *)letters.data, letters.size)) {
			buf_add(out, letters.data, letters.size);
			if (utf8proc_category(c) == UTF8PROC_CATEGORY_LU)
				out->data[before] = (unsigned char)(out->data[before] & ~0x20);
		} else {
			for (int i = 0; i < width; i++)
				buf_byte(out, '?');
		}
		buf_clear(&letters);
	}
}

int
text_show(const char *text, size_t size, int width, enum text_charset charset, struct buf *out)
{
	int used = 0, fits = 0;
	size_t cut = out->size;
	bool plain;

	for (size_t at = 0, n; (n = text_cluster(text, size, at)) > 0; at += n) {
		int w = text_cluster_width(text + at, n, &plain);

		if (used + w > width) {
			if (width < 1)
				return 0;
			out->size = cut;
			buf_text(out, charset == TEXT_UTF8 ? "\xE2\x80\xA6" : "~");
			return fits + 1;
		}
		show_cluster(text + at, n, plain, w, charset, out);
		used += w;
		if (used < width) {
			cut = out->size;
			fits = used;
		}
	}
	return used;
}

void
text_pad(const char *text, size_t size, int width, enum text_charset charset, struct buf *out)
{
	for (int used = text_show(text, size, width, charset, out); used < width; used++)
		buf_byte(out, ' ');
}

void
text_align(const char *text, size_t size, int width, bool is_right, enum text_charset charset,
           struct buf *out)
{
	for (int used = text_width(text, size); is_right && used < width; width--)
		buf_byte(out, ' ');
	text_pad(text, size, width, charset, out);
}

size_t
text_wrap(const char *text, size_t size, size_t at, int width, size_t *end)
{
	size_t blank = 0, n;
	int used = 0;
	bool plain, has_blank = false;

	*end = at;
	for (; (n = text_cluster(text, size, at)) > 0; at += n) {
		int w;

		if (text[at] == '\n') {
			*end = at;
			return at + 1;
		}
		w = text_cluster_width(text + at, n, &plain);
		if (text[at] == ' ') {
			has_blank = true;
			blank = at;
		}
		if (used + w > width && used > 0) {
			*end = has_blank ? blank : at;
			at = *end;
			while (at < size && text[at] == ' ')
				at++;
			return at;
		}
		used += w;
	}
	*end = at;
	return at;
}

void
text_inside(struct buf *out, const char *noun)
{
	size_t size = strlen(noun), at = 0, rest;
	int32_t first = text_next(noun, size, &at), second;

	rest = at;
	second = text_next(noun, size, &at);
	if (first < 0 || (second >= 0 && utf8proc_isupper(second))) {
		buf_text(out, noun);
		return;
	}
	text_put(out, utf8proc_tolower(first));
	buf_text(out, noun + rest);
}
