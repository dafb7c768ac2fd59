/* Writes mail messages (RFC 5322), their headers (RFC 2047) and their text (RFC 2045). */
#include <config.h>

#include "exchange/mail.h"

#include <string.h>
#include <time.h>

#include "base/intl.h"
#include "base/text.h"

#define LINE_MOST 76            /* characters of a line of quoted-printable text */
#define WORD_BYTES 42           /* of UTF-8 in an encoded word, which has at most 75 characters */

/* What an address may consist of without quotes, beside letters and digits. */
#define ADDRESS_SIGNS "!#$%&'*+-/=?^_`{|}~."

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* No dot at either end, and none behind another. */
static bool
is_dotted(const char *text, size_t size, const char *signs)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '.' && (i == 0 || i + 1 == size || text[i + 1] == '.'))
			return false;
		if (!is_letter_or_digit(text[i]) && strchr(signs, text[i]) == NULL)
			return false;
	}
	return size > 0;
}

bool
mail_is_address(const char *text, size_t size)
{
	const char *at = memchr(text, '@', size);
	size_t local = at == NULL ? 0 : (size_t)(at - text);

	return at != NULL && size < 255 && is_dotted(text, local, ADDRESS_SIGNS) &&
	       is_dotted(at + 1, size - local - 1, "-.");
}

/* The address of "A Name <name@example.org>", or all of the text. */
static struct span
address_of(const char *from)
{
	const char *open = strrchr(from, '<'), *close = strrchr(from, '>');

	if (open != NULL && close != NULL && close > open && close[1] == '\0')
		return (struct span){ (const unsigned char *)open + 1, (size_t)(close - open - 1) };
	return (struct span){ (const unsigned char *)from, strlen(from) };
}

enum err_code
mail_check_sender(const char *from, const char *what, struct err *e)
{
	struct span address = address_of(from);

	if (mail_is_address((const char *)address.data, address.size))
		return ERR_OK;
	return err_set(e, ERR_USAGE,
	               _("%s is an address (name@example.org, or A Name <name@example.org>),"
	                 " not \"%s\""),
	               what, from);
}

/* ---- headers */

static void
put_base64(const unsigned char *data, size_t size, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < size; i += 3) {
		unsigned n = (unsigned)data[i] << 16;

		n |= i + 1 < size ? (unsigned)data[i + 1] << 8 : 0;
		n |= i + 2 < size ? data[i + 2] : 0;
		buf_byte(out, (unsigned char)digits[n >> 18]);
		buf_byte(out, (unsigned char)digits[n >> 12 & 63]);
		buf_byte(out, i + 1 < size ? (unsigned char)digits[n >> 6 & 63] : '=');
		buf_byte(out, i + 2 < size ? (unsigned char)digits[n & 63] : '=');
	}
}

/* Where the text is cut so that no character is: at most WORD_BYTES further. */
static size_t
word_end(const char *text, size_t size, size_t at)
{
	size_t end = at + WORD_BYTES;

	if (end >= size)
		return size;
	while (end > at && ((unsigned char)text[end] & 0xc0) == 0x80)
		end--;
	return end;
}

/* Encoded words, each on a line of its own; blanks between them are not part of the text. */
static void
put_encoded(const char *text, size_t size, struct buf *out)
{
	for (size_t at = 0, end; at < size; at = end) {
		end = word_end(text, size, at);
		buf_text(out, at == 0 ? "=?UTF-8?B?" : "\n =?UTF-8?B?");
		put_base64((const unsigned char *)text + at, end - at, out);
		buf_text(out, "?=");
	}
}

/* A text that stands in a header as it is: short, printable and ASCII, and nothing that could be read
 * as an encoded word. */
static bool
is_plain(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return false;
	}
	return size <= 60 && memmem(text, size, "=?", 2) == NULL;
}

static void
put_subject(const char *text, struct buf *out)
{
	size_t size = strlen(text);

	buf_text(out, "Subject: ");
	if (is_plain(text, size))
		buf_text(out, text);
	else
		put_encoded(text, size, out);
	buf_byte(out, '\n');
}

static void
put_quoted_name(const char *name, size_t size, struct buf *out)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < size; i++) {
		if (name[i] == '"' || name[i] == '\\')
			buf_byte(out, '\\');
		buf_byte(out, (unsigned char)name[i]);
	}
	buf_byte(out, '"');
}

static void
put_sender(const char *from, struct buf *out)
{
	struct span address = address_of(from);
	size_t size = (const char *)address.data == from ? 0 :
	              (size_t)((const char *)address.data - from - 1);

	while (size > 0 && from[size - 1] == ' ')
		size--;
	if (size > 1 && from[0] == '"' && from[size - 1] == '"') {
		from++;
		size -= 2;
	}
	buf_text(out, "From: ");
	if (size > 0 && is_plain(from, size))
		put_quoted_name(from, size, out);
	else
		put_encoded(from, size, out);
	buf_text(out, size > 0 ? "\n <" : "<");
	buf_add(out, address.data, address.size);
	buf_text(out, ">\n");
}

static void
put_date(int64_t ms, struct buf *out)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\n", days[tm.tm_wday], tm.tm_mday,
	           months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void
put_headers(const struct mail *m, struct buf *out)
{
	struct span address = address_of(m->from);
	const unsigned char *at = memchr(address.data, '@', address.size);

	put_sender(m->from, out);
	for (size_t i = 0; m->to[i] != NULL; i++)
		buf_printf(out, "%s%s", i == 0 ? "To: " : ",\n ", m->to[i]);
	buf_byte(out, '\n');
	put_subject(m->subject, out);
	put_date(m->date, out);
	buf_printf(out, "Message-ID: <%s", m->identity);
	buf_add(out, at, (size_t)(address.data + address.size - at));
	buf_text(out, ">\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
	              "Content-Type: text/plain; charset=utf-8\n"
	              "Content-Transfer-Encoding: quoted-printable\n\n");
}

/* ---- the text */

/* A blank at the end of a line would be lost on the way, and a dot or "From " at the start of one
 * mistaken for what they mean to mailers. */
static bool
must_escape(const char *line, size_t size, size_t i)
{
	unsigned char c = (unsigned char)line[i];

	if (c == '=' || c < ' ' || c > '~')
		return true;
	return (c == ' ' && i + 1 == size) || (i == 0 && c == '.') ||
	       (i == 0 && size >= 5 && memcmp(line, "From ", 5) == 0);
}

static void
put_line(const char *line, size_t size, struct buf *out)
{
	int used = 0;

	for (size_t i = 0; i < size; i++) {
		bool is_escaped = must_escape(line, size, i);
		int width = is_escaped ? 3 : 1;

		if (used + width > LINE_MOST - 1) {
			buf_text(out, "=\n");
			used = 0;
			is_escaped = is_escaped || line[i] == '.';
			width = is_escaped ? 3 : 1;
		}
		if (is_escaped)
			buf_printf(out, "=%02X", (unsigned char)line[i]);
		else
			buf_byte(out, (unsigned char)line[i]);
		used += width;
	}
	buf_byte(out, '\n');
}

void
mail_put(const struct mail *m, struct buf *out)
{
	const char *line = m->text;

	put_headers(m, out);
	while (*line != '\0') {
		size_t size = strcspn(line, "\n");

		put_line(line, size, out);
		line += size + (line[size] == '\n');
	}
}
