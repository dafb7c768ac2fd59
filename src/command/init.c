/* Implements "init", which makes a store. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "exchange/import.h"
#include "registry/drafts.h"

/* The starter register in one act. */
static enum err_code
fill(struct registry *r, struct import_result *result, struct faults *faults, struct err *e)
{
	struct import_options options = { .act = ACT_INIT, .sentence = "load the starter register" };
	enum err_code rc = import_sources_of(NULL, registry_schema(r), &options.sources,
	                                     &options.count, e);

	if (rc == ERR_OK)
		rc = import_run(r, &options, result, faults, e);
	import_sources_free(options.sources, options.count);
	return rc;
}

/* What a store's folder may hold while it is made. */
static const char *const draft_names[] = { "data.mdb", "lock.mdb", "writer.lock", NULL };

/* The new store takes its place only when it is whole, and never another's. */
static enum err_code
move_into_place(const struct settings *settings, const char *draft, struct err *e)
{
	struct claim *claim;
	enum err_code rc = registry_claim(settings, &claim, e);

	if (rc == ERR_OK)
		rc = registry_replace(claim, draft, true, e);
	registry_unclaim(claim);
	return rc;
}

enum err_code
make_starter(const struct settings *settings, struct registry **out, struct faults *faults,
             struct err *e)
{
	struct import_result result = { 0 };
	struct schema_sources sources;
	enum err_code rc = schema_sources_load(settings->schema, &sources, e);

	*out = NULL;
	if (rc == ERR_OK)
		rc = registry_create(settings, &sources, out, faults, e);
	if (rc == ERR_OK)
		rc = fill(*out, &result, faults, e);
	schema_sources_clear(&sources);
	return rc;
}

static enum err_code
make(struct invocation *in, bool is_empty, struct import_result *result, struct err *e)
{
	struct settings draft = *in->settings;
	struct schema_sources sources;
	char *folder = NULL;
	struct registry *r = NULL;
	struct faults faults;
	enum err_code rc = schema_sources_load(draft.schema, &sources, e);

	faults_init(&faults);
	if (rc == ERR_OK)
		rc = draft_folder_make(in->settings->store, draft_names, &folder, e);
	draft.store = folder;
	draft.read_only = false;
	if (rc == ERR_OK)
		rc = registry_create(&draft, &sources, &r, &faults, e);
	if (rc == ERR_OK && !is_empty) {
		rc = fill(r, result, &faults, e);
		if (rc != ERR_OK) {
			registry_discard(r);
			r = NULL;
		}
	}
	registry_close(r);
	if (rc == ERR_OK)
		rc = move_into_place(in->settings, folder, e);
	draft_folder_remove(folder);
	say_faults(&faults);
	in->is_silent = faults.count > 0;
	faults_clear(&faults);
	schema_sources_clear(&sources);
	return rc;
}

/* The folder that the group alone reaches, and hands on to what is made in it. */
static enum err_code
give_to_group(const char *path, const struct group *g, struct err *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err_code rc = ERR_OK;

	if (fd < 0 || fchown(fd, 0, g->gr_gid) != 0 || fchmod(fd, 02770) != 0)
		rc = err_set(e, ERR_DENIED, _("%s cannot be given to the group %s: %s"), path,
		             g->gr_name, strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

static enum err_code
make_shared_folder(const struct settings *s, struct err *e)
{
	const struct group *g = getgrnam(s->sharing.group);
	enum err_code rc = directory_make(s->store, e);

	if (rc != ERR_OK)
		return rc;
	if (g == NULL)
		return err_set(e, ERR_USAGE,
		               _("the group \"%s\" of the settings is not there: make it first,"
		                 " without members"),
		               s->sharing.group);
	return give_to_group(s->store, g, e);
}

/* What is shared stands in the system's settings: they are what everybody's sessions read. */
static enum err_code
check_shared(const struct settings *s, struct err *e)
{
	if (getuid() != 0)
		return err_set(e, ERR_DENIED, _("only root sets up a shared register"));
	if (*s->sharing.group == '\0' || *s->system_store == '\0')
		return err_set(e, ERR_USAGE, _("%s names no store, or no group that shares it"),
		               SYSCONFDIR "/chancery/chancery.conf");
	if (strcmp(s->store, s->system_store) != 0)
		return err_set(e, ERR_USAGE, _("the shared store is %s, as %s has it, and not %s"),
		               s->system_store, SYSCONFDIR "/chancery/chancery.conf", s->store);
	return ERR_OK;
}

/* Opened once by root, with the drafts beside it: so nothing in the folder is ever an
 * operator's. */
static enum err_code
settle_shared(const struct settings *s, struct err *e)
{
	struct registry *r;
	enum err_code rc = registry_open(s, &r, e);

	if (rc == ERR_OK)
		rc = registry_open_session(r, e);
	registry_close(r);
	if (rc != ERR_OK)
		return rc;
	print(_("shared with the group %s; the program is to be of that group and setgid:\n"
	         "  chgrp %s chancery && chmod g+s chancery\n"),
	       s->sharing.group, s->sharing.group);
	return ERR_OK;
}

static enum err_code
init_run(struct invocation *in, struct err *e)
{
	bool is_empty = option_value(in, "empty") != NULL,
	     shares = option_value(in, "shared") != NULL;
	char *data = path_join(in->settings->store, "data.mdb");
	struct import_result result = { 0 };
	enum err_code rc = ERR_OK;

	if (file_exists(data))
		rc = err_set(e, ERR_STORE, _("there is a store in %s already"),
		             in->settings->store);
	if (rc == ERR_OK && shares)
		rc = check_shared(in->settings, e);
	if (rc == ERR_OK && shares)
		rc = make_shared_folder(in->settings, e);
	if (rc == ERR_OK)
		rc = make(in, is_empty, &result, e);
	free(data);
	if (rc == ERR_OK)
		print(_("made %s with %" PRIu64 " records\n"), in->settings->store, result.added);
	return rc == ERR_OK && shares ? settle_shared(in->settings, e) : rc;
}

const struct command init_command = {
	.arguments = "",
	.help = N_("make a store, with the starter register in it"),
	.least = 0, .most = 0,
	.need = NEED_NOTHING,
	.role = OPERATOR_ROOT,
	.options = {
		{ "empty", NULL, N_("without any records"), NULL },
		{ "shared", NULL, N_("for the groups of the system's settings (root)"), NULL },
	},
	.run = init_run,
};
