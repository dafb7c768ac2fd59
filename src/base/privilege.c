/* Gives up the rights of a setgid program, and cleans its environment. */
#include <config.h>

#include "base/privilege.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/fatal.h"
#include "base/intl.h"

extern char **environ;

static struct {
	bool is_shared, is_dropped;
	gid_t own, group;               /* the user's, and the store's */
} privilege;

/* ---- the environment */

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

static bool
is_made_of(const char *value, const char *others)
{
	for (; *value != '\0'; value++) {
		if (strchr(letters, *value) == NULL && strchr(others, *value) == NULL)
			return false;
	}
	return true;
}

/* A time zone may be the name of a file below the system's folder of them. */
static bool
is_time_zone(const char *value)
{
	return value[0] != '/' && strstr(value, "..") == NULL && is_made_of(value, "_+-,./");
}

bool
environment_keeps(const char *name, const char *value)
{
	static const char *const plain[] = { "TERM", "LANG", "ACCESSIBLE", "NO_COLOR", NULL };

	if (strlen(value) > 64)
		return false;
	if (strcmp(name, "TZ") == 0)
		return is_time_zone(value);
	for (size_t i = 0; plain[i] != NULL; i++) {
		if (strcmp(name, plain[i]) == 0)
			return is_made_of(value, "_+-.@");
	}
	return strncmp(name, "LC_", 3) == 0 && is_made_of(name, "_") && is_made_of(value, "_+-.@");
}

static void
clean_environment(void)
{
	char **kept = mem_new(sizeof *kept);
	size_t count = 0;

	for (char **v = environ; v != NULL && *v != NULL; v++) {
		const char *equals = strchr(*v, '=');
		char *name;

		if (equals == NULL)
			continue;
		name = mem_textn(*v, (size_t)(equals - *v));
		if (environment_keeps(name, equals + 1)) {
			kept = mem_grow(kept, count + 1, sizeof *kept);
			kept[count++] = mem_text(*v);
		}
		free(name);
	}
	clearenv();
	for (size_t i = 0; i < count; i++)
		putenv(kept[i]);        /* which keeps it */
	free(kept);
	setenv("PATH", "/usr/bin:/bin", 1);
}

/* ---- the process */

static _Noreturn void
give_in(void)
{
	fatal_end("chancery: the store's group cannot be given up; nothing is done.\n", ERR_DENIED);
}

/* No other process may inspect this one or its core. */
static void
close_to_others(void)
{
	const struct rlimit none = { 0, 0 };

	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &none);
}

void
privilege_begin(bool is_captive)
{
	privilege.own = getgid();
	privilege.group = getegid();
	privilege.is_shared = privilege.own != privilege.group;
	if (!privilege.is_shared && !is_captive)
		return;
	clean_environment();
	if (privilege.is_shared)
		privilege_rest();
	close_to_others();
}

bool
privilege_is_shared(void)
{
	return privilege.is_shared;
}

static bool
may_change(void)
{
	return privilege.is_shared && !privilege.is_dropped;
}

void
privilege_raise(void)
{
	if (!may_change())
		return;
	if (setresgid((gid_t)-1, privilege.group, (gid_t)-1) != 0)
		give_in();
}

void
privilege_rest(void)
{
	if (!may_change())
		return;
	if (setresgid((gid_t)-1, privilege.own, (gid_t)-1) != 0 || getegid() != privilege.own)
		give_in();
	close_to_others();
}

void
privilege_drop(void)
{
	gid_t real, effective, saved;

	if (!may_change())
		return;
	if (setresgid(privilege.own, privilege.own, privilege.own) != 0 ||
	    getresgid(&real, &effective, &saved) != 0 || real != privilege.own ||
	    effective != privilege.own || saved != privilege.own ||
	    (getuid() != 0 && setresgid((gid_t)-1, privilege.group, (gid_t)-1) == 0))
		give_in();
	privilege.is_dropped = true;
	close_to_others();
}
