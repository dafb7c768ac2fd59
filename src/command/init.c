/* init: a store of one's own. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "command/command.h"
#include "exchange/import.h"

/* The starter register in one act. */
static enum err_code
fill(struct registry *r, struct import_result *result, struct faults *faults, struct err *e)
{
	struct import_options options = { .kind = "init", .sentence = "load the starter register" };
	enum err_code rc = import_sources_of(NULL, registry_schema(r), &options.sources, &options.count,
	                                     e);

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

static enum err_code
init_run(struct invocation *in, struct err *e)
{
	bool is_empty = option_value(in, "empty") != NULL;
	char *data = path_join(in->settings->store, "data.mdb");
	struct import_result result = { 0 };
	enum err_code rc = ERR_OK;

	if (file_exists(data))
		rc = err_set(e, ERR_STORE, _("there is a store in %s already"), in->settings->store);
	if (rc == ERR_OK)
		rc = make(in, is_empty, &result, e);
	free(data);
	if (rc == ERR_OK)
		printf(_("made %s with %" PRIu64 " records\n"), in->settings->store, result.added);
	return rc;
}

const struct command init_command = {
	.name = "init",
	.arguments = "",
	.help = N_("make a store, with the starter register in it"),
	.least = 0, .most = 0,
	.need = NEED_NOTHING,
	.options = {
		{ "empty", NULL, N_("without any records"), 0 },
	},
	.run = init_run,
};
