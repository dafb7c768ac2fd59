/* Opens curses for a terminal, or for the nearest relative that terminfo knows. */
#include <config.h>

#include "tui/terminal/terminfo.h"

#include <string.h>

#include <ncurses.h>
#include <term.h>

#include "tui/terminal/wire.h"

static bool
starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

void *
terminfo_open(const char *name, FILE *out)
{
	static const char *const xterms[] = { "xterm", "foot", "wezterm", "ghostty", "alacritty", "kitty",
	                                      "konsole", "vte", "st-", NULL };
	char kin[64];
	SCREEN *s = newterm(name, out, stdin);

	if (s == NULL && starts_with(name, "tmux"))
		s = newterm("screen-256color", out, stdin);
	if (s == NULL && strchr(name, '-') != NULL) {
		snprintf(kin, sizeof kin, "%.*s", (int)strcspn(name, "-"), name);
		s = newterm(kin, out, stdin);
	}
	for (size_t i = 0; s == NULL && xterms[i] != NULL; i++) {
		if (starts_with(name, xterms[i]))
			s = newterm("xterm-256color", out, stdin);
	}
	return s != NULL ? s : newterm("vt100", out, stdin);
}

bool
terminfo_is_old(const char *name)
{
	return starts_with(name, "vt") || starts_with(name, "linux") || starts_with(name, "ansi") ||
	       starts_with(name, "cons");
}

static bool
begins_with(const char *capability, const char *sequence)
{
	const char *own = tigetstr(capability);

	return own != NULL && own != (char *)-1 && starts_with(own, sequence);
}

void
terminfo_catch(void)
{
	bool is_ansi = begins_with("csr", "\033[%i%p1%d;%p2%dr") &&
	               begins_with("cup", "\033[%i%p1%d;%p2%dH");

	wire_catch(is_ansi, begins_with("hpa", "\033[%i%p1%dG"));
}
