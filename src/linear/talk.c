/* Prints lines and asks questions at the prompt. */
#include <config.h>

#include "linear/talk.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/number.h"
#include "base/print.h"

/* ---- saying */

/* In characters that the locale has. */
static void
put_line(const struct talk *t, const char *text, const char *end)
{
	struct buf seen, shown;

	buf_init(&seen);
	buf_init(&shown);
	text_reveal(text, strlen(text), TEXT_LINE, &seen);
	text_show(buf_string(&seen), seen.size, 1 << 20, t->charset, &shown);
	print("%s", buf_string(&shown));
	print_own(end);
	buf_clear(&shown);
	buf_clear(&seen);
}

void
talk_say(struct talk *t, const char *format, ...)
{
	struct buf line;
	va_list args;

	buf_init(&line);
	va_start(args, format);
	print_into(&line, format, args);
	va_end(args);
	put_line(t, buf_string(&line), "\n");
	buf_clear(&line);
}

void
talk_more(struct talk *t, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		talk_say(t, "  %.*s", (int)n, text);
		text += n + (text[n] == '\n');
	}
}

void
talk_refuse(struct talk *t, const struct err *e)
{
	put_line(t, e->text, "\n");
}

void
talk_item(struct talk *t, size_t number, const char *text)
{
	char *line = mem_text(text);

	for (char *p = line; *p != '\0'; p++)
		*p = *p == '\n' ? ' ' : *p;
	talk_say(t, "%zu. %s", number, line);
	free(line);
}

bool
talk_begins_key(const struct sheet_lines *lines, size_t index)
{
	uint64_t key = lines->list[index].key;

	return key != 0 && (index == 0 || lines->list[index - 1].key != key);
}

static bool
has_number(const struct sheet_lines *lines, size_t index, const struct talk_numbering *numbering)
{
	const struct sheet_line *l = &lines->list[index];

	if (numbering != NULL)
		return numbering->has_number(numbering->context, lines, index);
	/* A value that goes on over several lines leads to one place. */
	return l->kind != LINE_MORE && (l->target != 0 || l->type != NULL);
}

void
talk_sheet(struct talk *t, const struct sheet_lines *lines, const struct talk_numbering *numbering)
{
	size_t number = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct sheet_line *l = &lines->list[i];
		const char *gap = *l->label != '\0' && *l->text != '\0' ? ": " : "";
		bool is_heading = l->kind == LINE_HEADING && l->target == 0 && l->type == NULL;
		const char *head = is_heading ? "= " : "";

		if (!has_number(lines, i, numbering))
			talk_say(t, "%s%s%s%s", head, l->label, gap, l->text);
		else if (numbering != NULL && numbering->is_before)
			talk_say(t, "%zu. %s%s%s", ++number, l->label, gap, l->text);
		else
			talk_say(t, "%s%s%s%s [%zu]", head, l->label, gap, l->text, ++number);
	}
}

const struct sheet_line *
talk_lead(const struct sheet_lines *lines, const struct talk_numbering *numbering, size_t number)
{
	for (size_t i = 0; number > 0 && i < lines->count; i++) {
		if (has_number(lines, i, numbering) && --number == 0)
			return &lines->list[i];
	}
	return NULL;
}

/* ---- asking */

/* A line in the locale's characters as UTF-8: where it is not, each byte is a character. */
static void
take_line(struct talk *t, const char *text, size_t size)
{
	buf_reset(&t->line);
	for (size_t i = 0; i < size; i++) {
		if (t->charset == TEXT_LATIN1 && (unsigned char)text[i] >= 0x80)
			text_put(&t->line, (unsigned char)text[i]);
		else
			buf_byte(&t->line, (unsigned char)text[i]);
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* False: the input has ended. */
static bool
read_line(struct talk *t)
{
	char *line = NULL, *start;
	size_t room = 0;
	ssize_t n;

	fflush(stdout);
	do {
		clearerr(stdin);
		errno = 0;
		n = getline(&line, &room, stdin);
	} while (n < 0 && errno == EINTR);
	if (n < 0) {
		/* A terminal that was hung up gives EIO, which is its end. */
		if (!feof(stdin) && !(errno == EIO && isatty(STDIN_FILENO)))
			t->failure = errno;
		free(line);
		print_own("\n");
		t->is_over = true;
		return false;
	}
	while (n > 0 && is_blank(line[n - 1]))
		n--;
	for (start = line; start < line + n && is_blank(*start); start++)
		continue;
	take_line(t, start, (size_t)(line + n - start));
	free(line);
	/* Where nobody's keyboard has ended the line. */
	if (!isatty(STDIN_FILENO))
		print_own("\n");
	return true;
}

const char *
talk_ask(struct talk *t, const char *question)
{
	if (t->is_over)
		return NULL;
	put_line(t, question, " ");
	return read_line(t) ? buf_string(&t->line) : NULL;
}

char
talk_ask_letter(struct talk *t, const char *question, enum letters letters)
{
	const char *typed = talk_ask(t, question);
	char answer = typed == NULL ? '\0' : letters_answer(letters, (unsigned char)*typed);

	return answer != '\0' ? answer : letters_safe(letters);
}

size_t
talk_number(const char *text, size_t most)
{
	int64_t number;

	return number_read(text, 1, (int64_t)most, &number) ? (size_t)number : 0;
}

size_t
talk_ask_choice(struct talk *t, const char *title, const char *const *texts, size_t count)
{
	const char *answer;
	size_t number;

	for (size_t i = 0; i < count; i++)
		talk_item(t, i + 1, texts[i]);
	answer = talk_ask(t, title);
	number = answer == NULL ? 0 : talk_number(answer, count);
	return number >= 1 ? number - 1 : count;
}

bool
talk_ask_lines(struct talk *t, struct buf *out)
{
	talk_say(t, "%s", _("Several lines; a dot alone ends the text."));
	for (;;) {
		const char *line = talk_ask(t, "|");

		if (line == NULL)
			return false;
		if (strcmp(line, ".") == 0)
			return true;
		buf_printf(out, "%s%s", out->size > 0 ? "\n" : "", line);
	}
}

/* ---- ticking */

static void
show_ticks(struct talk *t, const struct tick *ticks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		talk_say(t, "%zu. %s %s  %s", i + 1, ticks[i].is_on ? "[x]" : "[ ]", ticks[i].code,
		         ticks[i].title);
}

/* "5" or "5-9", up to a blank or comma. False: it is neither, or begins behind the last tick. */
static bool
read_range(const char *word, int64_t count, int64_t *first, int64_t *last)
{
	const char *rest;

	if (!number_take(word, 1, count, first, &rest))
		return false;
	*last = *first;
	if (*rest == '-' && !number_take(rest + 1, *first, INT64_MAX, last, &rest))
		return false;
	return *rest == '\0' || *rest == ' ' || *rest == ',';
}

/* "2 5-9": turns them over. */
static void
turn_ticks(struct tick *ticks, size_t count, const char *text)
{
	while (*text != '\0') {
		int64_t first, last;

		if (read_range(text, (int64_t)count, &first, &last)) {
			for (int64_t i = first; i <= last && i <= (int64_t)count; i++)
				ticks[i - 1].is_on = !ticks[i - 1].is_on;
		}
		text += strcspn(text, " ,");
		text += strspn(text, " ,");
	}
}

bool
talk_tick(struct talk *t, const char *title, struct tick *ticks, size_t count)
{
	for (;;) {
		const char *answer;

		show_ticks(t, ticks, count);
		answer = talk_ask(t, title);
		if (answer == NULL || strcmp(answer, "q") == 0)
			return false;
		if (*answer == '\0')
			return true;
		turn_ticks(ticks, count, answer);
	}
}

/* ---- depth */

bool
talk_enter(struct talk *t)
{
	if (t->depth == DEEPEST) {
		talk_say(t, "%s", _("Too many places are open: go back first."));
		return false;
	}
	t->depth++;
	return true;
}

void
talk_leave(struct talk *t)
{
	t->depth--;
}
