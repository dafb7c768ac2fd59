/* Implements "tour", which shows ten keys on a temporary copy of the starter register. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "command/command.h"
#include "tui/tui.h"

/* What the copy may hold, folders behind what is in them. */
static const char *const names[] = {
	"data.mdb", "lock.mdb", "writer.lock", "session/data.mdb", "session/lock.mdb",
	"session/writer.lock", "session", NULL
};

static enum err_code
visit(struct settings *copy, struct err *e)
{
	struct registry *r = NULL;
	struct faults faults;
	enum err_code rc;

	faults_init(&faults);
	rc = make_starter(copy, &r, &faults, e);
	say_faults(&faults);
	faults_clear(&faults);
	if (rc == ERR_OK)
		rc = tui_run(r, copy, &(struct tui_place){ .is_tour = true }, e);
	registry_close(r);
	return rc;
}

static enum err_code
tour_run(struct invocation *in, struct err *e)
{
	const char *temporary = getenv("TMPDIR");
	char *path = path_join(temporary == NULL || *temporary == '\0' ? "/tmp" : temporary,
	                       "chancery-tour");
	struct settings copy = *in->settings;
	char *folder = NULL;
	enum err_code rc = tui_check(e);

	if (rc == ERR_OK)
		rc = draft_folder_make(path, names, &folder, e);
	copy.store = folder;
	copy.read_only = false;
	if (rc == ERR_OK)
		rc = visit(&copy, e);
	draft_folder_remove(folder);
	free(path);
	return rc;
}

const struct command tour_command = {
	.arguments = "",
	.help = N_("ten keys in two minutes, on a throw-away copy"),
	.details = N_("The copy is of the starter register, in $TMPDIR or /tmp; your own register is not opened."),
	.least = 0, .most = 0,
	.need = NEED_NOTHING,
	.run = tour_run,
};
