/* Prints what each key sends, what it is called and what it does, as plain lines. */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/intl.h"
#include "base/locale.h"
#include "base/print.h"
#include "base/text.h"
#include "tui/terminal/key.h"
#include "tui/tui.h"
#include "view/input/bindings.h"

#define SENT_WIDTH 14
#define NAME_WIDTH 10

struct keytest {
	struct key_reader keys;
	struct bindings *bindings;
	struct termios cooked;
	sigset_t before;
	int signals;
	int quits;                      /* q in a row */
};

/* The bytes as one would write them: \e[A, ^X, \xC3. */
static void
write_bytes(const unsigned char *bytes, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == 0x1B)
			buf_text(out, "\\e");
		else if (bytes[i] < 0x20)
			buf_printf(out, "^%c", bytes[i] + 0x40);
		else if (bytes[i] >= 0x7F)
			buf_printf(out, "\\x%02X", bytes[i]);
		else
			buf_byte(out, bytes[i]);
	}
}

static const char *
meaning(const struct keytest *t, int32_t code, unsigned screens)
{
	for (unsigned screen = ON_LIST; screen <= ON_TREE; screen <<= 1) {
		enum action_id id = (screen & screens) == 0 ? ACTION_NONE :
		                    bindings_action(t->bindings, code, screen);

		if (id != ACTION_NONE)
			return actions[id].name;
	}
	return "-";
}

/* "\e[A            Up         previous; in forms previous" */
static void
tell(const struct keytest *t, const unsigned char *bytes, size_t n, struct key key)
{
	const char *in_lists = meaning(t, key.code, ON_LINES),
		   *in_forms = meaning(t, key.code, ON_FORM);
	struct buf line, sent;
	char name[16];

	buf_init(&line);
	buf_init(&sent);
	write_bytes(bytes, n, &sent);
	text_pad(buf_string(&sent), sent.size, SENT_WIDTH, TEXT_UTF8, &line);
	buf_byte(&line, ' ');
	key_label(key.code, name);
	text_pad(name, strlen(name), NAME_WIDTH, TEXT_UTF8, &line);
	if (key.is_pasted)
		buf_printf(&line, " %s", _("pasted: text everywhere"));
	else if (key_is_never_bound(key.code))
		buf_printf(&line, " %s", _("never bound"));
	else
		buf_printf(&line, _(" %s; in forms %s"), in_lists, in_forms);
	print("%s\n", buf_string(&line));
	buf_clear(&line);
	buf_clear(&sent);
}

/* Tells the keys that are complete. False: that was the end. */
static bool
take_keys(struct keytest *t)
{
	struct key_reader before = t->keys;
	struct key key;

	while (key_reader_next(&t->keys, clock_ticks(), &key)) {
		tell(t, before.bytes, before.count - t->keys.count, key);
		t->quits = key.code == 'q' ? t->quits + 1 : 0;
		if (key.code == K_CTRL('C') || t->quits == 2)
			return false;
		before = t->keys;
	}
	return true;
}

/* Waits for bytes, or for time to decide what they were. False: the line is gone, or a signal says
 * that it is time to go. */
static bool
take_bytes(struct keytest *t)
{
	struct pollfd fds[] = { { STDIN_FILENO, POLLIN, 0 }, { t->signals, POLLIN, 0 } };
	int n = poll(fds, 2, key_reader_wait(&t->keys, clock_ticks()));
	unsigned char bytes[KEY_BYTES];
	ssize_t got;

	if (n < 0)
		return errno == EINTR;
	if (fds[1].revents != 0) {
		struct signalfd_siginfo info;

		/* Taken: it does not end the program once signals are let through again. */
		return read(t->signals, &info, sizeof info) < 0;
	}
	if (fds[0].revents == 0)
		return true;
	got = read(STDIN_FILENO, bytes, sizeof bytes - t->keys.count);
	if (got > 0)
		key_reader_feed(&t->keys, bytes, (size_t)got, clock_ticks());
	return got > 0;
}

/* Every key arrives as it was sent, those of signals and of flow control too. */
static void
make_raw(struct keytest *t)
{
	struct termios raw;
	sigset_t taken;

	tcgetattr(STDIN_FILENO, &t->cooked);
	raw = t->cooked;
	raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON | ISTRIP);
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	sigemptyset(&taken);
	sigaddset(&taken, SIGHUP);
	sigaddset(&taken, SIGINT);
	sigaddset(&taken, SIGTERM);
	sigprocmask(SIG_BLOCK, &taken, &t->before);
	t->signals = signalfd(-1, &taken, SFD_CLOEXEC);
}

static void
make_cooked(struct keytest *t)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &t->cooked);
	close(t->signals);
	fflush(stdout);
	sigprocmask(SIG_SETMASK, &t->before, NULL);
}

enum err_code
tui_keytest(const struct settings *s, struct err *e)
{
	struct keytest t = { 0 };
	struct faults faults;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, _("keytest needs a terminal, whose keys it shows"));
	faults_init(&faults);
	t.bindings = bindings_new(s, &faults);
	faults_clear(&faults);
	key_reader_init(&t.keys, s->escape_delay, locale_charset(false) == TEXT_UTF8);
	print("%s\n", _("Press keys: what was sent, what the key is called, and what it does."));
	print("%s\n", _("^C, or q twice, ends."));
	fflush(stdout);
	make_raw(&t);
	while (take_bytes(&t) && take_keys(&t))
		fflush(stdout);
	make_cooked(&t);
	bindings_free(t.bindings);
	return ERR_OK;
}
