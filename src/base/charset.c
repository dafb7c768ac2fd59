/* Converts what the program writes into the characters of the locale. */
#include <config.h>

#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"

/* A converting stream. If a character is split between two writes, its first bytes wait here; what
 * may be refused still is held in a file without a name. */
struct converter {
	int fd;
	iconv_t to;
	enum charset_for purpose;
	bool has_refused;
	struct buf waiting;
	FILE *held;                     /* NULL: nothing is held */
};

static struct converter out = { .fd = STDOUT_FILENO }, err = { .fd = STDERR_FILENO };

static bool
convert(iconv_t to, const char *text, size_t size, struct buf *into)
{
	char bytes[16], *from = (char *)(uintptr_t)text, *end = bytes;
	size_t left = size, room = sizeof bytes;

	/* iconv may substitute a similar character; that does not count as converted. */
	if (iconv(to, &from, &left, &end, &room) != 0 || left > 0) {
		iconv(to, NULL, NULL, NULL, NULL);
		return false;
	}
	buf_add(into, bytes, (size_t)(end - bytes));
	return true;
}

/* \u00e9, or a pair of surrogates. In JSON only texts hold such characters. */
static void
escape(int32_t c, struct buf *into)
{
	if (c > 0xFFFF) {
		buf_printf(into, "\\u%04x", (unsigned)(0xD800 + ((c - 0x10000) >> 10)));
		c = 0xDC00 + ((c - 0x10000) & 0x3FF);
	}
	buf_printf(into, "\\u%04x", (unsigned)c);
}

/* False: it was refused. */
static bool
put_character(struct converter *v, const char *text, size_t size, struct buf *into)
{
	size_t at = 0;

	if (v->purpose != CHARSET_FOR_JSON && convert(v->to, text, size, into))
		return true;
	switch (v->purpose) {
	case CHARSET_FOR_CSV:
		v->has_refused = true;
		return false;
	case CHARSET_FOR_JSON:
		escape(text_next(text, size, &at), into);
		return true;
	case CHARSET_FOR_PEOPLE:
		text_show(text, size, 4, TEXT_ASCII, into);
		return true;
	}
	return true;
}

/* Counts the bytes of an incomplete character at the end of the text. */
static size_t
cut_off(const unsigned char *text, size_t size)
{
	for (size_t n = 1; n <= 3 && n <= size; n++) {
		unsigned char c = text[size - n];

		if (c >= 0xC0)
			return n < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) ? n : 0;
		if (c < 0x80)
			return 0;
	}
	return 0;
}

static bool
convert_all(struct converter *v, const char *text, size_t size, struct buf *into)
{
	for (size_t at = 0; at < size; ) {
		size_t start = at;

		if ((unsigned char)text[at] < 0x80) {
			buf_byte(into, (unsigned char)text[at++]);
			continue;
		}
		text_next(text, size, &at);
		if (!put_character(v, text + start, at - start, into))
			return false;
	}
	return true;
}

static bool
write_all(int fd, const unsigned char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			bytes += n;
			size -= (size_t)n;
		}
	}
	return true;
}

/* Nothing goes out before all of it is known to be in the set. */
static bool
hold(struct converter *v, const struct buf *bytes)
{
	if (v->held == NULL)
		v->held = tmpfile();
	return v->held != NULL && fwrite(bytes->data, 1, bytes->size, v->held) == bytes->size;
}

static ssize_t
write_converted(void *context, const char *bytes, size_t size)
{
	struct converter *v = context;
	struct buf text = v->waiting, into;
	size_t rest;
	bool is_written;

	buf_init(&v->waiting);
	buf_init(&into);
	buf_add(&text, bytes, size);
	rest = cut_off(text.data, text.size);
	buf_add(&v->waiting, text.data + text.size - rest, rest);
	is_written = convert_all(v, (const char *)text.data, text.size - rest, &into);
	if (!is_written)
		errno = EILSEQ;
	else if (v->purpose == CHARSET_FOR_CSV)
		is_written = hold(v, &into);
	else
		is_written = write_all(v->fd, into.data, into.size);
	buf_clear(&text);
	buf_clear(&into);
	return is_written ? (ssize_t)size : 0;
}

static FILE *
converting(struct converter *v, FILE *plain, int buffering)
{
	const cookie_io_functions_t functions = { .write = write_converted };
	FILE *stream;

	buf_init(&v->waiting);
	v->to = iconv_open(nl_langinfo(CODESET), "UTF-8");
	if (v->to == (iconv_t)-1)
		v->to = iconv_open("ASCII", "UTF-8");
	stream = v->to == (iconv_t)-1 ? NULL : fopencookie(v, "w", functions);
	if (stream == NULL)
		return plain;
	setvbuf(stream, NULL, buffering, 0);
	return stream;
}

/* Whether the environment names a UTF-8 locale, even one that is not installed. */
static bool
environment_is_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *value = NULL, *dot;

	for (size_t i = 0; i < sizeof names / sizeof names[0] && (value == NULL || *value == '\0'); i++)
		value = getenv(names[i]);
	dot = value == NULL ? NULL : strchr(value, '.');
	return dot != NULL && (strncasecmp(dot, ".UTF-8", 6) == 0 || strncasecmp(dot, ".utf8", 5) == 0);
}

void
charset_begin(void)
{
	if (strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0 || environment_is_utf8())
		return;
	stdout = converting(&out, stdout, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF);
	stderr = converting(&err, stderr, _IONBF);
}

void
charset_choose(enum charset_for purpose)
{
	out.purpose = purpose;
}

static bool
release(struct converter *v)
{
	unsigned char chunk[BUFSIZ];
	bool is_written = !v->has_refused && fflush(v->held) == 0;
	size_t n;

	rewind(v->held);
	while (is_written && (n = fread(chunk, 1, sizeof chunk, v->held)) > 0)
		is_written = write_all(v->fd, chunk, n);
	is_written = is_written && !ferror(v->held);
	fclose(v->held);
	v->held = NULL;
	return is_written;
}

bool
charset_flush(void)
{
	bool is_written = fflush(stdout) == 0 && !ferror(stdout);

	if (out.held != NULL)
		is_written = release(&out) && is_written;
	return is_written;
}

bool
charset_has_refused(void)
{
	return out.has_refused;
}

const char *
charset_name(void)
{
	return nl_langinfo(CODESET);
}
