#include <config.h>

#include "script.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define WILD "~~~"

bool
script_read(const char *path, struct script *out)
{
	FILE *f = fopen(path, "r");
	char bytes[4096];
	struct buf text;
	size_t n;

	if (f == NULL)
		return false;
	buf_init(&text);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(&text, bytes, n);
	fclose(f);
	*out = (struct script){ .path = path, .text = buf_take(&text) };
	for (char *line = out->text; line != NULL && *line != '\0'; ) {
		char *end = strchr(line, '\n');

		MEM_ROOM(out->lines, out->count, out->room);
		out->lines[out->count++] = line;
		if (end != NULL)
			*end++ = '\0';
		line = end;
	}
	return true;
}

void
script_clear(struct script *s)
{
	free(s->text);
	free(s->lines);
}

static int
hex_digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	       isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

bool
script_unescape(const char *text, size_t n, struct buf *out)
{
	static const char names[] = "ntre\\\"", bytes[] = "\n\t\r\033\\\"";

	for (size_t i = 0; i < n; i++) {
		const char *name;

		if (text[i] != '\\') {
			buf_byte(out, (unsigned char)text[i]);
			continue;
		}
		if (++i == n)
			return false;
		name = strchr(names, text[i]);
		if (name != NULL) {
			buf_byte(out, (unsigned char)bytes[name - names]);
		} else if (text[i] == 'x' && i + 2 < n && hex_digit(text[i + 1]) >= 0 &&
		           hex_digit(text[i + 2]) >= 0) {
			buf_byte(out, (unsigned char)(hex_digit(text[i + 1]) << 4 |
			                              hex_digit(text[i + 2])));
			i += 2;
		} else {
			return false;
		}
	}
	return true;
}

bool
script_word(const char **at, struct buf *word, bool *is_quoted, bool *is_broken)
{
	const char *p = *at + strspn(*at, " \t");
	size_t n;

	buf_reset(word);
	*is_quoted = *p == '"';
	*is_broken = false;
	if (!*is_quoted) {
		n = strcspn(p, " \t");
		buf_add(word, p, n);
		*at = p + n;
		return n > 0;
	}
	for (n = 1; p[n] != '\0' && p[n] != '"'; n++) {
		if (p[n] == '\\' && p[n + 1] != '\0')
			n++;
	}
	*at = p[n] == '"' ? p + n + 1 : p + n;
	*is_broken = p[n] != '"' || !script_unescape(p + 1, n - 1, word);
	return !*is_broken;
}

bool
script_matches(const char *expected, const char *line)
{
	const char *wild = strstr(expected, WILD), *rest;
	size_t before = wild == NULL ? strlen(expected) : (size_t)(wild - expected);

	if (strncmp(expected, line, before) != 0)
		return false;
	if (wild == NULL)
		return line[before] == '\0';
	rest = wild + strlen(WILD);
	for (line += before; ; line++) {
		if (script_matches(rest, line))
			return true;
		if (*line == '\0')
			return false;
	}
}
