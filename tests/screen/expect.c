/* Steps that expect something. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/alloc.h"
#include "play.h"

/* What is awaited and does not come makes the rest of the script worthless. */
void
expect_wait(struct play *p, const char *rest)
{
	struct buf text;

	buf_init(&text);
	if (read_text(p, &rest, &text)) {
		bool came = vt_wait(p->vt, buf_string(&text), LONGEST_WAIT, LIMIT * p->patience);

		if (!check(p, came, "wait \"%s\"", buf_string(&text))) {
			say_screen(p);
			p->is_over = true;
		}
	}
	buf_clear(&text);
}

void
expect_without(struct play *p, const char *rest)
{
	struct buf text;

	buf_init(&text);
	if (read_text(p, &rest, &text) &&
	    !check(p, vt_find(p->vt, buf_string(&text)) < 0, "without \"%s\"", buf_string(&text)))
		say_screen(p);
	buf_clear(&text);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The first word of the line that the list has; the list has a word a line, in small letters, and
 * begins with an empty line. What the frame of a window has cut is not a word. The caller frees it;
 * NULL: none. */
static char *
listed_word(const char *line, const char *list)
{
	const char *start = line;

	while (*line != '\0') {
		bool is_cut = line > start && strchr("|+", line[-1]) != NULL;
		size_t n = 0;
		char *word;

		while (is_letter(line[n]))
			n++;
		is_cut = is_cut || line[n] == '|' || line[n] == '+';
		word = mem_printf("\n%.*s\n", (int)n, line);
		for (char *p = word; *p != '\0'; p++)
			*p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
		if (n > 0 && !is_cut && strstr(list, word) != NULL)
			return word;
		free(word);
		line += n > 0 ? n : 1;
	}
	return NULL;
}

/* "no-words FILE": no word of the screen is a line of that file. */
void
expect_no_words(struct play *p, const char *rest)
{
	struct buf list, line;
	char *word = NULL, *command = mem_printf("echo; cat '%s'", rest);
	int status;

	buf_init(&list);
	buf_init(&line);
	status = stage_run(command, &list);
	for (int row = 0; row < p->vt->rows && word == NULL; row++) {
		buf_reset(&line);
		vt_line(p->vt, row, &line);
		word = listed_word(buf_string(&line), buf_string(&list));
	}
	if (!check(p, status == 0 && list.size > 1 && word == NULL, "no-words %s", rest)) {
		if (word != NULL)
			printf("# a word of that list: %.*s\n", (int)strlen(word) - 2, word + 1);
		say_screen(p);
	}
	free(word);
	free(command);
	buf_clear(&line);
	buf_clear(&list);
}

/* Whether a bracket is open where the line was cut. */
static bool
cuts_bracket(const char *line)
{
	bool is_open = false;

	for (; *line != '\0'; line++) {
		if (is_open && strncmp(line, "\xE2\x80\xA6", 3) == 0)
			return true;
		is_open = *line == '[' || (is_open && *line != ']');
	}
	return false;
}

/* What stands in brackets is there to its end, or goes on below. */
void
expect_whole(struct play *p, const char *rest)
{
	int cut = -1;
	struct buf line;

	(void)rest;
	buf_init(&line);
	for (int row = 0; row < p->vt->rows && cut < 0; row++) {
		buf_reset(&line);
		vt_line(p->vt, row, &line);
		if (cuts_bracket(buf_string(&line)))
			cut = row;
	}
	if (!check(p, cut < 0, "nothing in brackets is cut"))
		say_screen(p);
	buf_clear(&line);
}

/* Lines count from 1; from -1 upwards for those at the bottom. */
void
expect_line(struct play *p, const char *rest)
{
	struct buf expected, got;
	long number;
	bool ok;

	if (!read_number(p, &rest, &number))
		return;
	buf_init(&expected);
	buf_init(&got);
	if (read_text(p, &rest, &expected)) {
		vt_line(p->vt, (int)(number < 0 ? p->vt->rows + number : number - 1), &got);
		ok = script_matches(buf_string(&expected), buf_string(&got));
		if (!check(p, ok, "line %ld \"%s\"", number, buf_string(&expected)))
			say_screen(p);
	}
	buf_clear(&expected);
	buf_clear(&got);
}

/* "cursor 4 1", from 1 or from -1 as lines are; "cursor on TEXT": on the line that has the text. */
void
expect_cursor(struct play *p, const char *rest)
{
	VTermPos at = p->vt->cursor;
	struct buf text, line;
	long row, column;
	bool ok;

	if (strncmp(rest, "on ", 3) != 0) {
		if (!read_number(p, &rest, &row) || !read_number(p, &rest, &column))
			return;
		if (row < 0)
			at.row -= p->vt->rows + 1;
		ok = at.row + 1 == row && at.col + 1 == column;
		if (!check(p, ok, "cursor %ld %ld", row, column))
			say_screen(p);
		return;
	}
	rest += 3;
	buf_init(&text);
	buf_init(&line);
	if (read_text(p, &rest, &text)) {
		vt_line(p->vt, at.row, &line);
		ok = strstr(buf_string(&line), buf_string(&text)) != NULL;
		if (!check(p, ok, "cursor on \"%s\"", buf_string(&text)))
			say_screen(p);
	}
	buf_clear(&text);
	buf_clear(&line);
}

void
expect_bytes(struct play *p, const char *rest)
{
	long most;

	if (strncmp(rest, "<=", 2) != 0) {
		bail(p, "a budget is written bytes <= 300");
		return;
	}
	rest += 2;
	if (read_number(p, &rest, &most))
		check(p, (long)p->vt->received <= most, "bytes %zu <= %ld", p->vt->received, most);
}

/* Counts anew from here: "keystrokes <= 12" behind each task says what that task takes. */
void
expect_keystrokes(struct play *p, const char *rest)
{
	size_t all = p->commands + p->typed;
	long most;

	if (strncmp(rest, "<=", 2) != 0) {
		bail(p, "a number of keystrokes is written keystrokes <= 12");
		return;
	}
	rest += 2;
	if (read_number(p, &rest, &most))
		check(p, (long)all <= most, "keystrokes %zu <= %ld (%zu of commands, %zu of text)",
		      all, most, p->commands, p->typed);
	p->commands = p->typed = 0;
}

void
expect_idle(struct play *p, const char *rest)
{
	(void)rest;
	check(p, vt_is_silent(p->vt, IDLE, LIMIT * p->patience), "idle");
}

void
expect_gone(struct play *p, const char *rest)
{
	bool ended = vt_wait_end(p->vt, LIMIT * p->patience);
	int status = p->vt->status;
	long expected;

	if (!read_number(p, &rest, &expected))
		return;
	/* As a shell tells it. */
	status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	ended = ended && status == expected;
	if (!check(p, ended, "gone %ld", expected)) {
		say_end(p);
		say_screen(p);
	}
}

void
expect_cooked(struct play *p, const char *rest)
{
	(void)rest;
	if (check(p, vt_is_cooked(p->vt), "cooked"))
		return;
	printf("# %s\n", p->vt->is_alternate ? "the alternate screen is still shown" :
	       "the line's settings are not what they were");
}

/* ---- answers */

/* Whether a line has the parts, which tabs separate, one behind the other. */
static bool
has_parts(const char *line, char *parts)
{
	char *rest = NULL;

	for (char *part = strtok_r(parts, "\t", &rest); part != NULL;
	     part = strtok_r(NULL, "\t", &rest)) {
		line = strstr(line, part);
		if (line == NULL)
			return false;
		line += strlen(part);
	}
	return true;
}

/* The first line of the screen from `row` on that has the parts; as many as it has lines: none. */
static int
find_parts(const struct play *p, int row, const char *parts)
{
	for (; row < p->vt->rows; row++) {
		struct buf line;
		char *copy = mem_text(parts);
		bool found;

		buf_init(&line);
		vt_line(p->vt, row, &line);
		found = has_parts(buf_string(&line), copy);
		buf_clear(&line);
		free(copy);
		if (found)
			break;
	}
	return row;
}

/* What a command says, worked out without the program, stands on the screen: line below line. */
void
expect_answer(struct play *p, const char *rest)
{
	int row = 0, status;
	struct buf said;
	char *lines, *line, *next = NULL;
	bool ok;

	buf_init(&said);
	status = stage_run(rest, &said);
	ok = status == 0 && said.size > 0;
	lines = mem_text(buf_string(&said));
	for (line = strtok_r(lines, "\n", &next); ok && line != NULL;
	     line = strtok_r(NULL, "\n", &next)) {
		row = find_parts(p, row, line) + 1;
		ok = row <= p->vt->rows;
		if (!ok)
			printf("# not on the screen, or not in its place: %s\n", line);
	}
	if (!check(p, ok, "answer %s", rest)) {
		printf("# exit status %d\n", status);
		say_screen(p);
	}
	free(lines);
	buf_clear(&said);
}

/* ---- whole screens */

struct block {
	char **lines;
	size_t count;
};

static bool
find_block(struct play *p, struct block *out)
{
	struct script *s = &p->script;

	*out = (struct block){ .lines = s->lines + s->next };
	while (s->next < s->count) {
		if (strcmp(s->lines[s->next++], "end") == 0)
			return true;
		out->count++;
	}
	bail(p, "the screen has no end");
	return false;
}

/* What is expected on a line, and what there is. True: they match. */
static bool
compare(const struct play *p, const struct block *block, size_t row, struct buf *expected,
        struct buf *got)
{
	buf_reset(expected);
	buf_reset(got);
	if (row < block->count)
		buf_text(expected, block->lines[row]);
	while (expected->size > 0 && expected->data[expected->size - 1] == ' ')
		expected->size--;
	if (row < (size_t)p->vt->rows)
		vt_line(p->vt, (int)row, got);
	return script_matches(buf_string(expected), buf_string(got));
}

/* As comments: "-" what was expected, "+" what is there instead. */
static void
say_difference(bool met, size_t row, struct buf *expected, struct buf *got)
{
	if (met && got->size > 0)
		printf("#  %2zu|%s\n", row + 1, buf_string(got));
	else if (!met)
		printf("# -%2zu|%s\n# +%2zu|%s\n", row + 1, buf_string(expected), row + 1,
		       buf_string(got));
}

/* Puts the line into the new script: as it was if it is met, since it may have wild cards. */
static void
update_line(struct play *p, bool met, struct buf *expected, struct buf *got, size_t *blank)
{
	struct buf *line = met ? expected : got;

	if (line->size == 0) {
		++*blank;
		return;
	}
	for (; *blank > 0; --*blank)
		buf_byte(&p->updated, '\n');
	buf_printf(&p->updated, "%s\n", buf_string(line));
}

void
expect_screen(struct play *p, const char *rest)
{
	size_t height = (size_t)p->vt->rows, blank = 0;
	struct buf expected, got;
	struct block block;
	bool ok = true;

	(void)rest;
	if (!find_block(p, &block))
		return;
	if (height < block.count)
		height = block.count;
	buf_init(&expected);
	buf_init(&got);
	for (size_t row = 0; row < height; row++)
		ok = compare(p, &block, row, &expected, &got) && ok;
	check(p, ok || p->is_updating, "screen");
	for (size_t row = 0; row < height; row++) {
		bool met = compare(p, &block, row, &expected, &got);

		if (!ok)
			say_difference(met, row, &expected, &got);
		update_line(p, met, &expected, &got, &blank);
	}
	buf_text(&p->updated, "end\n");
	buf_clear(&expected);
	buf_clear(&got);
}
