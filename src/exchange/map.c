/* Reads the map of an import, which says which column is which field. */
#include <config.h>

#include "exchange/map.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/file.h"
#include "base/intl.h"

static char *
trimmed(char *text)
{
	size_t n;

	text += strspn(text, " \t");
	for (n = strlen(text); n > 0 && isspace((unsigned char)text[n - 1]); n--)
		text[n - 1] = '\0';
	return text;
}

/* ---- the left side */

/* Takes the quotes off a text that starts with one, in place ("" is a quote). The rest, or NULL: it is
 * not closed. */
static char *
unquote(char *text)
{
	char *out = text, *p = text + 1;

	for (; *p != '\0'; p++) {
		if (*p == '"' && p[1] != '"') {
			*out = '\0';
			return p + 1;
		}
		p += *p == '"';
		*out++ = *p;
	}
	return NULL;
}

/* Splits a line at its "=", the left side without quotes. NULL: there is none. */
static char *
split(char *line, bool *is_quoted)
{
	char *rest = line, *equals;

	*is_quoted = *line == '"';
	if (*is_quoted) {
		rest = unquote(line);
		if (rest == NULL)
			return NULL;
		rest += strspn(rest, " \t");
		return *rest == '=' ? trimmed(rest + 1) : NULL;
	}
	equals = strrchr(line, '=');
	if (equals == NULL)
		return NULL;
	*equals = '\0';
	trimmed(line);
	return trimmed(equals + 1);
}

/* "{country}-{location}" into its parts. False: a brace is not closed. */
static bool
read_parts(struct arena *a, struct map_line *l)
{
	const char *p = l->column;
	size_t most = 1;

	for (const char *q = p; *q != '\0'; q++)
		most += *q == '{';
	if (most == 1)
		return true;
	l->parts = arena_new(a, sizeof *l->parts * most);
	while (*p != '\0') {
		struct map_part *part = &l->parts[l->part_count++];
		size_t n = strcspn(p, "{"), size;

		part->text = arena_textn(a, p, n);
		p += n;
		if (*p == '\0')
			break;
		size = strcspn(++p, "}");
		if (p[size] == '\0' || size == 0)
			return false;
		part->column = arena_textn(a, p, size);
		p += size + 1;
	}
	return true;
}

/* ---- the right side */

/* Day, month and year; hours, minutes and seconds are read and passed over. */
static const char directives[] = "dmYbBHMS%";

static enum err_code
check_format(const struct map_line *l, const char *path, struct err *e)
{
	bool has_year = false;

	for (const char *p = strchr(l->date, '%'); p != NULL; p = strchr(p + 1, '%')) {
		p++;
		has_year = has_year || *p == 'Y';
		if (*p == 'y')
			return err_set(e, ERR_USAGE,
			               _("%s:%d: a year of two digits may be of any century: only %%Y"
			                 " is read"),
			               path, l->line);
		if (*p == '\0' || strchr(directives, *p) == NULL)
			return err_set(e, ERR_USAGE,
			               _("%s:%d: a date's format is made of %%d, %%m, %%b and %%Y, with"
			                 " %%H, %%M and %%S passed over; \"%s\" is not"),
			               path, l->line, l->date);
	}
	return has_year ? ERR_OK :
	       err_set(e, ERR_USAGE, _("%s:%d: the format \"%s\" has no year (%%Y)"), path, l->line,
	               l->date);
}

/* "state by title", "start as %d/%m/%Y". */
static enum err_code
read_right(struct arena *a, char *right, const char *path, struct map_line *l, struct err *e)
{
	static const char by[] = " by title", as[] = " as ";
	size_t n = strlen(right);
	char *format = strstr(right, as);

	if (format != NULL && strchr(format, '%') != NULL) {
		*format = '\0';
		l->date = arena_text(a, trimmed(format + sizeof as - 1));
	} else if (n > sizeof by - 1 && strcmp(right + n - (sizeof by - 1), by) == 0) {
		right[n - (sizeof by - 1)] = '\0';
		l->by_title = true;
	}
	l->field = arena_text(a, trimmed(right));
	if (*l->field == '\0')
		return err_set(e, ERR_USAGE, _("%s:%d: no field is named (- passes a column over)"),
		               path, l->line);
	return l->date != NULL ? check_format(l, path, e) : ERR_OK;
}

/* ---- the whole */

static enum err_code
read_line(struct column_map *m, char *line, const char *path, int number, struct err *e)
{
	struct map_line l = { .line = number };
	struct map_line *grown;
	bool is_quoted;
	char *right;

	if (*line == '\0' || *line == '#')
		return ERR_OK;
	right = split(line, &is_quoted);
	if (right == NULL)
		return err_set(e, ERR_USAGE, _("%s:%d: \"COLUMN = FIELD\" is expected"), path,
		               number);
	l.column = arena_text(&m->arena, line);
	if (is_quoted && !read_parts(&m->arena, &l))
		return err_set(e, ERR_USAGE,
		               _("%s:%d: a column that is joined stands in braces: \"{A}-{B}\""),
		               path, number);
	if (read_right(&m->arena, right, path, &l, e) != ERR_OK)
		return ERR_USAGE;
	grown = arena_new(&m->arena, sizeof *grown * (m->count + 1));
	if (m->count > 0)
		memcpy(grown, m->list, sizeof *grown * m->count);
	grown[m->count++] = l;
	m->list = grown;
	return ERR_OK;
}

enum err_code
column_map_parse(const char *text, const char *path, struct column_map *out, struct err *e)
{
	char *copy = mem_text(strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text), *line;
	enum err_code rc = ERR_OK;
	int number = 0;

	*out = (struct column_map){ 0 };
	arena_init(&out->arena);
	out->path = arena_text(&out->arena, path);
	for (char *next = copy; rc == ERR_OK && (line = strsep(&next, "\n")) != NULL; )
		rc = read_line(out, trimmed(line), path, ++number, e);
	free(copy);
	if (rc != ERR_OK)
		column_map_clear(out);
	return rc;
}

enum err_code
column_map_read(const char *path, struct column_map *out, struct err *e)
{
	struct buf text;
	enum err_code rc;

	*out = (struct column_map){ 0 };
	buf_init(&text);
	rc = file_read(path, &text, e);
	if (rc == ERR_OK)
		rc = column_map_parse(buf_string(&text), path, out, e);
	buf_clear(&text);
	return rc;
}

void
column_map_clear(struct column_map *m)
{
	arena_clear(&m->arena);
	*m = (struct column_map){ 0 };
}

/* ---- dates */

/* One to `most` digits. */
static bool
read_number(const char **text, int most, int *out)
{
	int digits = 0;

	for (*out = 0; digits < most && isdigit((unsigned char)**text); digits++, (*text)++)
		*out = *out * 10 + (**text - '0');
	return digits > 0;
}

static bool
read_directive(char directive, const char **text, int date[3])
{
	int passed;
	size_t n;

	switch (directive) {
	case 'Y':
		return read_number(text, 4, &date[0]) && date[0] >= 1000;
	case 'm':
		return read_number(text, 2, &date[1]);
	case 'd':
		return read_number(text, 2, &date[2]);
	case 'b':
	case 'B':
		for (n = 0; isalpha((unsigned char)(*text)[n]) || (*text)[n] == '.' ||
		     ((unsigned char)(*text)[n] & 0x80) != 0; n++)
			continue;
		date[1] = date_month(*text, n);
		*text += n;
		return date[1] != 0;
	case '%':
		return *(*text)++ == '%';
	default:
		return read_number(text, 2, &passed);
	}
}

bool
map_date(const char *text, const char *format, struct buf *out)
{
	int date[3] = { 0 };            /* year, month, day */
	char iso[DATE_TEXT];
	partial_date d;

	for (; *format != '\0'; format++) {
		if (*format != '%') {
			if (*text++ != *format)
				return false;
		} else if (!read_directive(*++format, &text, date)) {
			return false;
		}
	}
	if (*text != '\0' || date[0] == 0)
		return false;
	if (!date_is_legal(date_make(date[0], date[1], date[2])))
		return false;
	date_format(date_make(date[0], date[1], date[2]), iso);
	/* What is not a date that can be read back (a day without a month) is none. */
	if (!date_parse(iso, &d))
		return false;
	buf_text(out, iso);
	return true;
}
