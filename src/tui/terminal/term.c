/* Opens, draws and closes the terminal, reads its keys and handles its signals. */
#include <config.h>

#include "tui/terminal/term.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <ncurses.h>
#include <panel.h>
#include <term.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/fatal.h"
#include "base/intl.h"
#include "base/locale.h"
#include "tui/terminal/shift.h"
#include "tui/terminal/terminfo.h"
#include "tui/terminal/wire.h"

static struct {
	SCREEN *screen;
	struct key_reader keys;
	int signals;                    /* a signalfd */
	sigset_t before;                /* the signal mask that was */
	struct termios cooked;
	enum text_charset charset;
	bool is_mono, is_slow;
	bool is_watched;                /* it is slow as well if the line turns out to be */
	bool is_open, was_resized;
	bool is_gone;                   /* the line is: nothing more is written to it */
	bool must_end;
	bool is_captive;                /* never suspended: there is nobody to come back to */
	bool is_stale;                  /* what is shown, once the line takes it */
	bool pastes;                    /* bracketed paste is switched on */
	char leave[256];                /* what gives the terminal back, for a handler */
	size_t leave_size;
} term;

/* ---- signals */

/* When memory, the disk or the program itself fails: the terminal must be usable afterwards. Only
 * async-signal-safe calls. */
static void
leave_now(void)
{
	if (!term.is_open)
		return;
	(void)!write(STDOUT_FILENO, term.leave, term.leave_size);
	tcsetattr(STDIN_FILENO, TCSANOW, &term.cooked);
}

static void
take_signals(void)
{
	sigset_t taken;

	sigemptyset(&taken);
	sigaddset(&taken, SIGHUP);
	sigaddset(&taken, SIGTERM);
	sigaddset(&taken, SIGINT);
	sigaddset(&taken, SIGQUIT);
	sigaddset(&taken, SIGWINCH);
	sigaddset(&taken, SIGTSTP);
	sigaddset(&taken, SIGCONT);
	sigprocmask(SIG_BLOCK, &taken, &term.before);
	term.signals = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
	fatal_on(FATAL_TERMINAL, leave_now);
}

/* ---- opening */

/* The speed that the line says it has; a pseudo-terminal says 38,400, which means nothing. */
static bool
is_known_slow(void)
{
	struct termios t;

	return tcgetattr(STDOUT_FILENO, &t) == 0 && cfgetospeed(&t) != B0 &&
	       cfgetospeed(&t) < B38400;
}

static bool
is_fast(const struct settings *s)
{
	if (strcmp(s->link, "auto") == 0)
		return !is_known_slow();
	return strcmp(s->link, "fast") == 0;
}

static void
add_leave(const char *sequence)
{
	size_t n = sequence == NULL || sequence == (char *)-1 ? 0 : strlen(sequence);

	if (n == 0 || term.leave_size + n > sizeof term.leave)
		return;
	memcpy(term.leave + term.leave_size, sequence, n);
	term.leave_size += n;
}

/* Pasted text is marked as such by those terminals that know how. */
static void
switch_paste(bool on)
{
	const char *name = getenv("TERM");

	if (name == NULL || terminfo_is_old(name))
		return;
	term.pastes = on;
	(void)!write(STDOUT_FILENO, on ? "\033[?2004h" : "\033[?2004l", 8);
}

enum err_code
term_check(struct err *e)
{
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return ERR_OK;
	return err_set(e, ERR_USAGE,
	               _("browse needs a terminal; `chancery list` and `show` do not"));
}

enum err_code
term_open(const struct settings *s, struct err *e)
{
	const char *name = getenv("TERM");
	FILE *out = wire_open();

	if (name == NULL || *name == '\0')
		name = "vt100";
	/* The size is the terminal's, not the environment's; lines are drawn as UTF-8 draws
	 * them. */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	setenv("NCURSES_NO_UTF8_ACS", "1", 1);
	tcgetattr(STDIN_FILENO, &term.cooked);
	take_signals();
	term.screen = out == NULL ? NULL : terminfo_open(name, out);
	if (term.screen == NULL || tigetstr("cup") == NULL || tigetstr("cup") == (char *)-1) {
		if (term.screen != NULL)
			endwin();
		wire_close();
		sigprocmask(SIG_SETMASK, &term.before, NULL);
		return err_set(e, ERR_USAGE,
		               _("the terminal \"%s\" cannot place its cursor; use --linear, or"
		                 " `chancery list` and `show`"),
		               name);
	}
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	idlok(stdscr, TRUE);
	typeahead(-1);
	term.charset = locale_charset(s->ascii);
	term.is_slow = !is_fast(s);
	term.is_watched = strcmp(s->link, "auto") == 0;
	term.is_mono = s->mono;
	term.is_captive = s->captive;
	key_reader_init(&term.keys, s->escape_delay, term.charset == TEXT_UTF8);
	add_leave(tigetstr("sgr0"));
	add_leave(tigetstr("cnorm"));
	add_leave(tigetstr("rmcup"));
	add_leave("\r\n");
	term.is_open = true;
	refresh();
	switch_paste(true);
	terminfo_catch();
	return ERR_OK;
}

/* Whether writing to the line neither fails nor waits: a hang-up may have taken it away, or be
 * sent by hand. */
static bool
line_takes(void)
{
	struct pollfd fd = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return !term.is_gone && poll(&fd, 1, 0) == 1 && fd.revents == POLLOUT;
}

void
term_close(void)
{
	if (!term.is_open)
		return;
	if (line_takes()) {
		wire_release();
		if (term.pastes)
			switch_paste(false);
		move(LINES - 1, 0);
		endwin();
	}
	wire_close();
	term.is_open = false;
	tcsetattr(STDIN_FILENO, TCSANOW, &term.cooked);
	close(term.signals);
	/* A lost line may be seen before its signal comes, which would cut the ending short. */
	if (term.must_end)
		signal(SIGHUP, SIG_IGN);
	sigprocmask(SIG_SETMASK, &term.before, NULL);
}

int
term_rows(void)
{
	return LINES;
}

/* Where writing the last column moves the cursor on at once (am without xenl, as in TERM=ansi),
 * most terminals that claim to be such do not: that column is left alone. */
int
term_columns(void)
{
	return auto_right_margin && !eat_newline_glitch ? COLS - 1 : COLS;
}

enum text_charset
term_charset(void)
{
	return term.charset;
}

bool
term_is_slow(void)
{
	return term.is_slow || (term.is_watched && wire_is_slow());
}

bool
term_highlights(void)
{
	return !term.is_mono && !term_is_slow();
}

/* ---- events */

static void
resize(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return;
	resizeterm(size.ws_row, size.ws_col);
	term.was_resized = true;
}

static void
suspend(void)
{
	wire_release();
	if (term.pastes)
		switch_paste(false);
	endwin();
	raise(SIGSTOP);
	/* Here again: the terminal may have another size by now. */
	resize();
	term_redraw();
	refresh();
	switch_paste(true);
	terminfo_catch();
}

static void
take_signals_sent(void)
{
	struct signalfd_siginfo info;

	while (read(term.signals, &info, sizeof info) == (ssize_t)sizeof info) {
		switch (info.ssi_signo) {
		case SIGWINCH:
			resize();
			break;
		case SIGTSTP:
			if (!term.is_captive)
				suspend();
			break;
		case SIGHUP:
		case SIGTERM:
			term.must_end = true;
			break;
		default:
			break;          /* INT and QUIT come from nobody at this keyboard */
		}
	}
}

/* Takes what the terminal has sent. The end of file, or an error, is a line that was lost. */
static void
take_bytes(void)
{
	unsigned char bytes[KEY_BYTES];
	size_t room = KEY_BYTES - term.keys.count;
	ssize_t n = room == 0 ? 0 : read(STDIN_FILENO, bytes, room);

	if (n > 0) {
		key_reader_feed(&term.keys, bytes, (size_t)n, clock_ticks());
	} else if (room > 0 && (n == 0 || (errno != EINTR && errno != EAGAIN))) {
		term.is_gone = true;
		term.must_end = true;
	}
}

static void
send_screen(void)
{
	shift_bands();
	doupdate();
	wire_send(LINES);
	term.is_stale = false;
}

/* The line takes more of what waits; behind it the newest screen is sent. */
static void
send_waiting(void)
{
	if (!wire_go_on()) {
		term.is_gone = true;
		term.must_end = true;
	} else if (wire_waiting() < 0 && term.is_stale) {
		send_screen();
	}
}

static bool
poll_once(int wait)
{
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = term.signals, .events = POLLIN },
		{ .fd = wire_waiting(), .events = POLLOUT },
	};
	int n = poll(fds, 3, wait);

	if (n <= 0)
		return false;
	if (fds[1].revents != 0)
		take_signals_sent();
	if (fds[0].revents != 0)
		take_bytes();
	if (fds[2].revents != 0)
		send_waiting();
	return true;
}

static int
least_wait(int wait)
{
	int pending = key_reader_wait(&term.keys, clock_ticks());

	if (pending < 0)
		return wait;
	return wait < 0 || pending < wait ? pending : wait;
}

/* The time by which unfinished bytes are judged. It decides that an Escape stands alone only if
 * nothing more has come by then: a busy machine may have kept us from reading the rest. */
static int64_t
take_late_bytes(void)
{
	int64_t now = clock_ticks();

	while (!term.must_end && term.keys.count < KEY_BYTES &&
	       key_reader_wait(&term.keys, now) == 0 && poll_once(0))
		now = clock_ticks();
	return now;
}

struct key
term_next(int wait)
{
	int64_t end = clock_ticks() + wait;
	struct key key;

	for (;;) {
		int64_t now = take_late_bytes();
		int left = wait < 0 ? -1 : end > now ? (int)(end - now) : 0;
		bool had_bytes = term.keys.count > 0;

		if (term.must_end)
			return (struct key){ .code = K_HANG_UP };
		if (key_reader_next(&term.keys, now, &key))
			return key;
		/* The end of a paste is no key, but what was pasted is yet to be drawn. */
		if (had_bytes && term.keys.count == 0)
			return (struct key){ .code = K_TICK };
		if (term.was_resized || (wait >= 0 && left == 0 && !poll_once(0)))
			return (struct key){ .code = K_TICK };
		poll_once(least_wait(left));
	}
}

bool
term_has_keys(void)
{
	if (term.must_end || term.keys.count > 0)
		return true;
	poll_once(0);
	return term.must_end || term.keys.count > 0;
}

void
term_drop_keys(void)
{
	while (poll_once(0) && !term.must_end)
		term.keys.count = 0;
	term.keys.count = 0;
}

bool
term_was_resized(void)
{
	bool was = term.was_resized;

	term.was_resized = false;
	return was;
}

/* ---- drawing */

static attr_t
attributes_of(enum look look)
{
	return ((look & LOOK_STRONG) != 0 ? A_BOLD : A_NORMAL) |
	       ((look & LOOK_TURNED) != 0 ? A_REVERSE : A_NORMAL) |
	       ((look & (LOOK_FOUND | LOOK_FIELD)) != 0 ? A_UNDERLINE : A_NORMAL);
}

void
term_put(int y, int x, int width, const char *text, enum look look)
{
	attr_t attribute = term.is_mono || term_is_slow() ? A_NORMAL : attributes_of(look);
	struct buf shown;

	if (y < 0 || y >= LINES || x < 0 || x >= COLS)
		return;
	if (width > COLS - x)
		width = COLS - x;
	buf_init(&shown);
	text_pad(text, strlen(text), width, term.charset, &shown);
	attrset(attribute);
	mvaddnstr(y, x, (const char *)shown.data, (int)shown.size);
	attrset(A_NORMAL);
	buf_clear(&shown);
}

void
term_erase(void)
{
	erase();
}

void
term_show(int y, int x)
{
	update_panels();
	move(y, x);
	wnoutrefresh(stdscr);
	if (wire_waiting() >= 0)
		term.is_stale = true;
	else
		send_screen();
}

void
term_redraw(void)
{
	clearok(curscr, TRUE);
}
