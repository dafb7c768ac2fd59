/* Folds case and accents for comparison and search, and splits text into words. */
#include <config.h>

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/alloc.h"

/* Letters that Unicode does not decompose, although readers do. */
static const struct { int32_t from; const char *to; } plain_letters[] = {
	{ 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" }, { 0x0111, "d" },
	{ 0x0127, "h" }, { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0167, "t" },
};

static const char *
plain_letter(int32_t c)
{
	if (c < 0x00E6 || c > 0x0167)
		return NULL;
	for (size_t i = 0; i < sizeof plain_letters / sizeof plain_letters[0]; i++) {
		if (plain_letters[i].from == c)
			return plain_letters[i].to;
	}
	return NULL;
}

static void
fold_ascii(const char *text, size_t size, struct buf *out)
{
	unsigned char *p = buf_room(out, size);

	for (size_t i = 0; i < size; i++)
		p[i] = (unsigned char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
	out->size += size;
}

static bool
is_mark(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* Marks that folding removes: accents, and vowel signs that are optional. In all other scripts
 * (Devanagari, Thai, kana ...) marks are letters, and removing them would change the word. */
static bool
is_folded_mark(int32_t c)
{
	static const struct { int32_t first, last; } marks[] = {
		{ 0x0300, 0x036F },     /* of Latin, Greek and Cyrillic letters */
		{ 0x0483, 0x0489 },     /* Cyrillic */
		{ 0x0591, 0x05C7 },     /* Hebrew points */
		{ 0x0610, 0x061A },     /* Arabic */
		{ 0x064B, 0x065F },
		{ 0x0670, 0x0670 },
		{ 0x06D6, 0x06ED },
		{ 0x0711, 0x0711 },     /* Syriac */
		{ 0x0730, 0x074A },
		{ 0x08CA, 0x08FF },     /* Arabic again */
		{ 0x1AB0, 0x1AFF },
		{ 0x1DC0, 0x1DFF },
		{ 0x20D0, 0x20FF },
		{ 0xFE00, 0xFE0F },     /* variants of a form */
		{ 0xFE20, 0xFE2F },
	};

	for (size_t i = 0; c >= 0x0300 && i < sizeof marks / sizeof marks[0]; i++) {
		if (c >= marks[i].first && c <= marks[i].last)
			return is_mark(c);
	}
	return false;
}

/* Decomposes the text, folds case, and composes it again. Returns the code points in *points, which
 * the caller frees; a negative result means there are none. */
static utf8proc_ssize_t
fold_points(const char *text, size_t size, int32_t **points)
{
	const int options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
	                    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	utf8proc_ssize_t n, kept = 0;

	*points = NULL;
	n = utf8proc_decompose(bytes, (utf8proc_ssize_t)size, NULL, 0, options);
	if (n <= 0)
		return n;
	/* The library may write one more. */
	*points = mem_new(sizeof **points * ((size_t)n + 1));
	n = utf8proc_decompose(bytes, (utf8proc_ssize_t)size, *points, n, options);
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		if (!is_folded_mark((*points)[i]))
			(*points)[kept++] = (*points)[i];
	}
	return n <= 0 ? n : utf8proc_normalize_utf32(*points, kept,
	                                             UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

void
text_fold(const char *text, size_t size, struct buf *out)
{
	int32_t *points;
	utf8proc_ssize_t n;

	if (text_is_ascii(text, size)) {
		fold_ascii(text, size, out);
		return;
	}
	n = fold_points(text, size, &points);
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		const char *plain = plain_letter(points[i]);

		if (plain != NULL)
			buf_text(out, plain);
		else if (points[i] > 0)
			text_put(out, points[i]);
	}
	free(points);
}

bool
text_same(const char *a, const char *b)
{
	struct buf fa, fb;
	bool same;

	buf_init(&fa);
	buf_init(&fb);
	text_fold(a, strlen(a), &fa);
	text_fold(b, strlen(b), &fb);
	same = strcmp(buf_string(&fa), buf_string(&fb)) == 0;
	buf_clear(&fa);
	buf_clear(&fb);
	return same;
}

static bool
is_word_character(int32_t c)
{
	utf8proc_category_t category;

	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
	category = utf8proc_category(c);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ND) ||
	       category == UTF8PROC_CATEGORY_NL || category == UTF8PROC_CATEGORY_NO;
}

bool
text_word(const char *text, size_t size, size_t *at, size_t *start)
{
	size_t next = *at;

	for (;;) {
		if (next >= size)
			return false;
		*start = next;
		if (is_word_character(text_next(text, size, &next)))
			break;
	}
	for (*at = next; next < size; *at = next) {
		if (!is_word_character(text_next(text, size, &next)))
			break;
	}
	return true;
}

/* Blocks of scripts that put no blanks between words; folding has made full forms of half ones. */
static bool
has_no_blanks(int32_t c)
{
	static const struct { int32_t first, last; } blocks[] = {
		{ 0x0E00, 0x0EFF },     /* Thai, Lao */
		{ 0x0F00, 0x0FFF },     /* Tibetan */
		{ 0x1000, 0x109F },     /* Myanmar */
		{ 0x1780, 0x17FF },     /* Khmer */
		{ 0x1950, 0x1AAF },     /* Tai Le, New Tai Lue, Tai Tham */
		{ 0x3005, 0x3007 },
		{ 0x3040, 0x30FF },     /* Hiragana, Katakana */
		{ 0x31F0, 0x31FF },
		{ 0x3400, 0x9FFF },     /* Han */
		{ 0xF900, 0xFAFF },
		{ 0x20000, 0x3FFFF },
	};

	for (size_t i = 0; c >= 0x0E00 && i < sizeof blocks / sizeof blocks[0]; i++) {
		if (c >= blocks[i].first && c <= blocks[i].last)
			return true;
	}
	return false;
}

bool
text_start(const char *text, size_t size, size_t *at, size_t *start, size_t *end)
{
	size_t next;
	int32_t c;

	while (*at < *end) {            /* within a word */
		*start = next = *at;
		*at += 1;
		if ((unsigned char)text[*start] < 0xE0)
			continue;
		c = text_next(text, size, &next);
		*at = next;
		if (has_no_blanks(c) && !is_mark(c))    /* nobody begins with a mark */
			return true;
	}
	if (!text_word(text, size, end, start))
		return false;
	*at = *start;
	text_next(text, size, at);
	return true;
}

/* The character that ends before `at`, which is not the start. */
static int32_t
character_before(const char *text, size_t size, size_t at)
{
	size_t start = at - 1;

	while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
		start--;
	return text_next(text, size, &start);
}

bool
text_may_end(const char *text, size_t size, size_t at, size_t end)
{
	size_t next = at;

	return at == end || (at > 0 && at < end &&
	                     (has_no_blanks(character_before(text, size, at)) ||
	                      has_no_blanks(text_next(text, size, &next))));
}

bool
text_has_prefix(const char *text, size_t size, const char *prefix, size_t prefix_size)
{
	for (size_t at = 0, start, end = 0; text_start(text, size, &at, &start, &end); ) {
		if (end - start >= prefix_size && memcmp(text + start, prefix, prefix_size) == 0)
			return true;
	}
	return false;
}

const char *
text_unicode_version(void)
{
	return utf8proc_unicode_version();
}
