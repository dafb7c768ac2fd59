#include <config.h>

#include "stage.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"

extern char **environ;

/* What would make a script depend on who runs it, and where. */
static bool
is_personal(const char *entry)
{
	static const char *const names[] = {
		"CHANCERY_", "LC_",         "LANG", "XDG_",     "LINES=",    "COLUMNS=",
		"NO_COLOR=", "ACCESSIBLE=", "SSH_", "TERMINFO", "ESCDELAY=",
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return true;
	}
	return false;
}

static void
drop_personal(void)
{
	size_t i = 0;

	while (environ[i] != NULL) {
		char *name;

		if (!is_personal(environ[i])) {
			i++;
			continue;
		}
		name = mem_textn(environ[i], strcspn(environ[i], "="));
		unsetenv(name);
		free(name);
	}
}

static void
set_environment(const char *folder)
{
	char *store = mem_printf("%s/store", folder);

	drop_personal();
	setenv("HOME", folder, 1);
	setenv("CHANCERY_STORE", store, 1);
	setenv("CHANCERY_TODAY", "2026-11-24", 1);
	setenv("TZ", "UTC", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
	free(store);
}

bool
stage_open(struct stage *s, const char *starter)
{
	const char *base = getenv("TMPDIR"), *program = getenv("CHANCERY");
	char path[PATH_MAX];

	*s = (struct stage){ .starter = starter == NULL ? NULL : realpath(starter, NULL) };
	if (program == NULL || realpath(program, path) == NULL)
		return false;
	setenv("CHANCERY", path, 1);
	s->folder = mem_printf("%s/chancery-screen-XXXXXX", base == NULL ? "/tmp" : base);
	if (mkdtemp(s->folder) == NULL)
		return false;
	set_environment(s->folder);
	return true;
}

void
stage_set_scripts(const char *script)
{
	char path[PATH_MAX];

	if (realpath(script, path) == NULL)
		return;         /* reading it will tell */
	*strrchr(path, '/') = '\0';
	setenv("SCRIPTS", path, 1);
}

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

void
stage_close(struct stage *s)
{
	if (s->folder != NULL)
		nftw(s->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(s->folder);
	free(s->starter);
}

bool
stage_set_store(const struct stage *s, const char *kind)
{
	char *command;
	struct buf said;
	int status;

	if (strcmp(kind, "starter") == 0 && s->starter != NULL)
		command = mem_printf("cp -R '%s' \"$CHANCERY_STORE\"", s->starter);
	else if (strcmp(kind, "starter") == 0)
		command = mem_text("chancery init");
	else if (strcmp(kind, "empty") == 0)
		command = mem_text("chancery init --empty");
	else if (strcmp(kind, "none") == 0)
		command = mem_text(":");
	else
		return false;
	buf_init(&said);
	status = stage_run("rm -rf \"$CHANCERY_STORE\"", &said);
	if (status == 0)
		status = stage_run(command, &said);
	buf_clear(&said);
	free(command);
	return status == 0;
}

int
stage_run(const char *command, struct buf *out)
{
	char *line = mem_printf("exec 2>&1 </dev/null; cd \"$HOME\" || exit\n"
	                        "chancery() { \"$CHANCERY\" \"$@\"; }\n%s\n", command);
	FILE *f = popen(line, "re");
	char bytes[4096];
	size_t n;
	int status;

	free(line);
	if (f == NULL)
		return 127;
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(out, bytes, n);
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
