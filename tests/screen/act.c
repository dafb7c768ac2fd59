/* Steps that do something. */
#include <config.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "play.h"

void
do_run(struct play *p, const char *rest)
{
	struct buf said;
	int status;

	if (!need_store(p))
		return;
	buf_init(&said);
	status = stage_run(rest, &said);
	if (!check(p, status == 0, "run %s", rest))
		printf("# exit status %d; it said: %s\n", status, buf_string(&said));
	buf_clear(&said);
}

/* Each is a keystroke; of UTF-8 the first byte of each. */
static size_t
characters(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

void
do_keys(struct play *p, const char *rest)
{
	struct buf word;
	bool is_quoted, is_broken, is_escape = false;

	buf_init(&word);
	p->vt->received = 0;
	while (!p->is_over && script_word(&rest, &word, &is_quoted, &is_broken)) {
		const char *text = buf_string(&word);

		is_escape = !is_quoted && strcmp(text, "Esc") == 0;
		p->typed += is_quoted ? characters(text) : 0;
		p->commands += !is_quoted;
		if (is_quoted)
			vt_type(p->vt, text, word.size);
		else if (!vt_type_key(p->vt, text))
			bail(p, "there is no key \"%s\"", text);
	}
	if (is_broken)
		bail(p, "the text is not complete");
	buf_clear(&word);
	vt_send(p->vt);
	settle(p, is_escape ? ESCAPE_DELAY : 0);
}

/* Bytes; \p is a pause in between, as a slow line makes it. */
void
do_raw(struct play *p, const char *rest)
{
	struct buf bytes;
	bool is_escape;

	buf_init(&bytes);
	p->vt->received = 0;
	for (;;) {
		const char *pause = strstr(rest, "\\p");
		size_t n = pause == NULL ? strlen(rest) : (size_t)(pause - rest);

		buf_reset(&bytes);
		if (!script_unescape(rest, n, &bytes))
			bail(p, "an escape is none");
		vt_type(p->vt, buf_string(&bytes), bytes.size);
		vt_send(p->vt);
		if (pause == NULL)
			break;
		settle(p, PAUSE);
		rest = pause + 2;
	}
	is_escape = bytes.size > 0 && bytes.data[bytes.size - 1] == 033;
	buf_clear(&bytes);
	settle(p, is_escape ? ESCAPE_DELAY : 0);
}

void
do_paste(struct play *p, const char *rest)
{
	struct buf text;

	buf_init(&text);
	if (read_text(p, &rest, &text)) {
		p->vt->received = 0;
		vt_type_paste(p->vt, buf_string(&text), text.size);
		vt_send(p->vt);
		settle(p, 0);
	}
	buf_clear(&text);
}

void
do_resize(struct play *p, const char *rest)
{
	int columns, rows;

	if (!read_size(p, rest, &columns, &rows))
		return;
	p->vt->received = 0;
	vt_resize(p->vt, columns, rows);
	settle(p, 0);
}

void
do_signal(struct play *p, const char *rest)
{
	static const struct { const char *name; int number; } signals[] = {
		{ "HUP", SIGHUP }, { "INT", SIGINT }, { "QUIT", SIGQUIT }, { "TERM", SIGTERM },
		{ "TSTP", SIGTSTP }, { "CONT", SIGCONT }, { "USR1", SIGUSR1 }, { "SEGV", SIGSEGV },
		{ "KILL", SIGKILL }, { "STOP", SIGSTOP },
	};

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		if (strcmp(signals[i].name, rest) == 0) {
			kill(p->vt->pid, signals[i].number);
			settle(p, 0);
			return;
		}
	}
	bail(p, "there is no signal \"%s\"", rest);
}

void
do_hang_up(struct play *p, const char *rest)
{
	(void)rest;
	vt_hang_up(p->vt);
}
