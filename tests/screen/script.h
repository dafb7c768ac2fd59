/* A script: its lines, and how their words and texts are read. */
#ifndef SCREEN_SCRIPT_H
#define SCREEN_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct script {
	const char *path;
	char *text;                     /* what `lines` points into */
	char **lines;
	size_t count, room;
	size_t next;                    /* the line to be read next, from 0 */
};

/* False: the file cannot be read; errno says why. */
bool script_read(const char *path, struct script *out);
void script_clear(struct script *s);

/* The next word of a line: up to a blank, or between quotation marks, where escapes hold. False:
 * there is none, or its quotation mark or an escape is not complete; *is_broken tells. */
bool script_word(const char **at, struct buf *word, bool *is_quoted, bool *is_broken);

/* Appends text with its escapes (\n \t \r \e \\ \" \xHH) resolved. False: one of them is none. */
bool script_unescape(const char *text, size_t n, struct buf *out);

/* Whether a line is as expected: "~~~" stands for any text, or none. */
bool script_matches(const char *expected, const char *line);

#endif
