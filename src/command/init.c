/* init: a store of one's own. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* The new store takes its place only when it is whole. Its lock file is made anew by the first who
 * opens it. */
static enum err_code
move_into_place(const char *draft, const char *place, struct err *e)
{
	static const char *const files[] = { "writer.lock", "data.mdb" };
	enum err_code rc = directory_make(place, e);
	char *from;

	for (size_t i = 0; rc == ERR_OK && i < sizeof files / sizeof files[0]; i++) {
		char *to = path_join(place, files[i]);

		from = path_join(draft, files[i]);
		if (rename(from, to) != 0)
			rc = err_set(e, ERR_STORE, _("%s cannot be put into its place: %s"), to,
			             strerror(errno));
		free(from);
		free(to);
	}
	from = path_join(draft, "lock.mdb");
	unlink(from);
	rmdir(draft);
	free(from);
	return rc;
}

static enum err_code
make(struct invocation *in, bool is_empty, struct import_result *result, struct err *e)
{
	struct settings draft = *in->settings;
	char *path = mem_printf("%s.init-%ld", in->settings->store, (long)getpid());
	struct schema_sources sources;
	struct registry *r = NULL;
	struct faults faults;
	enum err_code rc = schema_sources_load(draft.schema, &sources, e);

	faults_init(&faults);
	draft.store = path;
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
		rc = move_into_place(path, in->settings->store, e);
	say_faults(&faults);
	in->is_silent = faults.count > 0;
	faults_clear(&faults);
	schema_sources_clear(&sources);
	free(path);
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
