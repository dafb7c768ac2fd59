/* Guesses the encoding and the format of a file from its content. */
#include <config.h>

#include "exchange/detect.h"

#include <stdint.h>
#include <string.h>

#include "base/intl.h"
#include "base/text.h"

#define CHUNK 65536

/* ---- encodings */

/* The longer marks stand before those that they begin with. */
static const struct mark {
	const char *bytes;
	size_t size;
	const char *encoding;
} marks[] = {
	{ "\xFF\xFE\0\0", 4, "UTF-32LE" },
	{ "\0\0\xFE\xFF", 4, "UTF-32BE" },
	{ "\xFF\xFE", 2, "UTF-16LE" },
	{ "\xFE\xFF", 2, "UTF-16BE" },
};

static bool
starts_with(struct span head, const char *bytes, size_t size)
{
	return head.size >= size && memcmp(head.data, bytes, size) == 0;
}

/* UTF-16 without a mark: in the text of headings every other byte is zero. */
static const char *
unmarked_encoding(struct span head)
{
	size_t zeros[2] = { 0 };

	for (size_t i = 0; i < head.size; i++)
		zeros[i % 2] += head.data[i] == 0;
	if (zeros[1] > head.size / 4 && zeros[0] <= head.size / 64)
		return "UTF-16LE";
	return zeros[0] > head.size / 4 && zeros[1] <= head.size / 64 ? "UTF-16BE" : NULL;
}

const char *
detect_encoding(struct span head)
{
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (starts_with(head, marks[i].bytes, marks[i].size))
			return marks[i].encoding;
	}
	return unmarked_encoding(head);
}

/* ---- other files */

#define SAVE_AS_CSV N_("save it as csv")

/* A signature at the start and, where the same container holds several kinds, a text further on. */
static const struct foreign {
	const char *bytes;
	size_t size;
	const char *inside;             /* or NULL */
	const char *what, *advice;
} foreigns[] = {
	{ "PK\3\4", 4, "opendocument.spreadsheet", N_("an OpenDocument spreadsheet"), SAVE_AS_CSV },
	{ "PK\3\4", 4, "xl/", N_("a workbook (xlsx)"), SAVE_AS_CSV },
	{ "PK\3\4", 4, "word/", N_("a word processor's document"), SAVE_AS_CSV },
	{ "PK\3\4", 4, "[Content_Types].xml", N_("an Office document"), SAVE_AS_CSV },
	{ "PK\3\4", 4, NULL, N_("a zip archive"), N_("unpack it first") },
	{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, NULL, N_("an old or encrypted Office document"),
	  SAVE_AS_CSV },
	{ "\x1F\x8B", 2, NULL, N_("compressed (gzip)"), N_("unpack it first") },
	{ "BZh", 3, NULL, N_("compressed (bzip2)"), N_("unpack it first") },
	{ "\xFD" "7zXZ", 5, NULL, N_("compressed (xz)"), N_("unpack it first") },
	{ "\x28\xB5\x2F\xFD", 4, NULL, N_("compressed (zstd)"), N_("unpack it first") },
	{ "%PDF-", 5, NULL, N_("a PDF document"), N_("ask its author for the table itself") },
	{ "{\\rtf", 5, NULL, N_("a word processor's document"), SAVE_AS_CSV },
	{ "SQLite format 3", 15, NULL, N_("a database"), N_("export its table as csv") },
	{ "\x89PNG", 4, NULL, N_("an image"), N_("ask its author for the table itself") },
	{ "\xFF\xD8\xFF", 3, NULL, N_("an image"), N_("ask its author for the table itself") },
	{ "<?xml", 5, NULL, N_("an XML document"), SAVE_AS_CSV },
	{ "<!DOCTYPE", 9, NULL, N_("a web page"), SAVE_AS_CSV },
	{ "<html", 5, NULL, N_("a web page"), SAVE_AS_CSV },
	{ "<table", 6, NULL, N_("a web page"), SAVE_AS_CSV },
	{ "BEGIN:VCALENDAR", 15, NULL, N_("a calendar (ics)"), SAVE_AS_CSV },
	{ "BEGIN:VCARD", 11, NULL, N_("an address book (vcf)"), SAVE_AS_CSV },
};

static bool
holds(struct span head, const char *text)
{
	return memmem(head.data, head.size, text, strlen(text)) != NULL;
}

/* An object, or an array of them: a heading that begins so would be odd. */
static bool
is_json(struct span text)
{
	static const char blanks[] = " \t\r\n";
	size_t i = 1;

	if (text.size < 2 || (text.data[0] != '{' && text.data[0] != '['))
		return false;
	while (i < text.size && memchr(blanks, text.data[i], sizeof blanks - 1) != NULL)
		i++;
	if (i == text.size)
		return true;
	return text.data[0] == '{' ? text.data[i] == '"' || text.data[i] == '}' :
	                             text.data[i] == '{' || text.data[i] == ']';
}

/* What follows a byte order mark and blanks. */
static struct span
text_of(struct span head)
{
	size_t i = starts_with(head, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (i < head.size && (head.data[i] == ' ' || head.data[i] == '\t' ||
	                         head.data[i] == '\r' || head.data[i] == '\n'))
		i++;
	return (struct span){ head.data + i, head.size - i };
}

enum err_code
detect_foreign(struct span head, struct err *e)
{
	struct span text = text_of(head);

	for (size_t i = 0; i < sizeof foreigns / sizeof foreigns[0]; i++) {
		const struct foreign *f = &foreigns[i];

		if (starts_with(text, f->bytes, f->size) &&
		    (f->inside == NULL || holds(head, f->inside)))
			return err_set(e, ERR_DATA, _("this is %s and cannot be read: %s"),
			               _(f->what), _(f->advice));
	}
	return ERR_OK;
}

bool
detect_json(struct span head)
{
	return is_json(text_of(head));
}

/* ---- UTF-8 */

/* Where the first byte is that is not UTF-8, or that begins a character which is cut at the end. */
static size_t
valid_size(const char *text, size_t size)
{
	size_t at = 0;

	while (at < size) {
		size_t start = at;

		if ((unsigned char)text[at] < 0x80)
			at++;
		else if (text_next(text, size, &at) < 0)
			return start;
	}
	return at;
}

static void
count_lines(const char *text, size_t size, char *before, int *line)
{
	for (size_t i = 0; i < size; i++) {
		*line += text[i] == '\r' || (text[i] == '\n' && *before != '\r');
		*before = text[i];
	}
}

enum err_code
detect_utf8(FILE *in, int *line, struct err *e)
{
	char text[CHUNK], before = '\0';
	size_t kept = 0, n;

	*line = 1;
	do {
		size_t size, valid;

		n = fread(text + kept, 1, sizeof text - kept, in);
		size = kept + n;
		valid = valid_size(text, size);
		count_lines(text, valid, &before, line);
		kept = size - valid;
		if (kept > 3 || (kept > 0 && n == 0))
			return err_set(e, ERR_DATA,
			               _("holds a byte that is not UTF-8 (0x%02X): if the file is in"
			                 " another encoding, name it (--encoding windows-1252)"),
			               (unsigned char)text[valid]);
		memmove(text, text + valid, kept);
	} while (n > 0);
	return ERR_OK;
}

/* ---- separators */

char
detect_separator(struct span line)
{
	static const char separators[] = ",;\t|";
	size_t counts[sizeof separators] = { 0 }, most = 0;
	bool is_quoted = false;

	for (size_t i = 0; i < line.size; i++) {
		const char *found;

		if (line.data[i] == '"')
			is_quoted = !is_quoted;
		found = is_quoted || line.data[i] == '\0' ? NULL : strchr(separators, line.data[i]);
		if (found != NULL)
			counts[found - separators]++;
	}
	for (size_t i = 1; i < sizeof separators - 1; i++) {
		if (counts[i] > counts[most])
			most = i;
	}
	return separators[most];
}
