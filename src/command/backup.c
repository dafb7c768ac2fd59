/* Implements "backup" and "restore", which copy the register to and from one file. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/child.h"
#include "command/command.h"

/* ---- whether a copy is whole */

struct figures {
	uint64_t records, head_sequence;
	char head[65];
};

struct verifying {
	const struct settings *settings;
	const char *path;
	struct figures figures;
};

static void
verify_progress(void *context, uint64_t done, uint64_t all)
{
	(void)context;
	progress_show(_("verify"), all > 0 ? (double)done / (double)all : -1, done);
}

static enum err_code
verify_here(void *context, struct err *e)
{
	struct verifying *v = context;
	struct registry_info info;
	struct registry *r;
	struct faults faults;
	enum err_code rc = registry_open_copy(v->settings, v->path, &r, e);

	if (rc != ERR_OK)
		return rc;
	faults_init(&faults);
	progress_begin();
	rc = registry_check(r, &faults, verify_progress, NULL, e);
	progress_end();
	if (rc == ERR_OK)
		rc = registry_info(r, &info, e);
	if (rc == ERR_OK) {
		v->figures.records = info.records;
		v->figures.head_sequence = info.head_sequence;
		memcpy(v->figures.head, info.head, sizeof info.head);
	}
	faults_clear(&faults);
	registry_close(r);
	return rc;
}

/* name: what sentences call the file. */
static enum err_code
verify(const struct settings *settings, const char *path, const char *name,
       struct figures *figures, struct err *e)
{
	struct verifying v = { .settings = settings, .path = path };
	const struct child_work apart = { .work = verify_here, .context = &v, .result = &v.figures,
	                             .result_size = sizeof v.figures, .name = name };
	enum err_code rc = child_run(&apart, e);

	*figures = v.figures;
	return rc;
}

/* ---- backup */

struct copying {
	const struct settings *settings;
	const char *path;
	int fd;
	uint64_t expected;              /* bytes */
};

static enum err_code
copy_here(void *context, struct err *e)
{
	struct copying *c = context;
	struct registry *r;
	enum err_code rc = open_register(c->settings, &r, e);

	if (rc != ERR_OK)
		return rc;
	rc = registry_copy(r, c->fd, c->path, e);
	registry_close(r);
	return rc;
}

static uint64_t
size_of(int fd)
{
	struct stat s;

	return fstat(fd, &s) == 0 ? (uint64_t)s.st_size : 0;
}

static void
copy_tick(void *context)
{
	const struct copying *c = context;
	uint64_t size = size_of(c->fd);

	progress_show(_("copy"), c->expected > 0 ? (double)size / (double)c->expected : -1,
	              size >> 10);
}

static enum err_code
copy_store(const struct settings *settings, struct safe_file *file, const char *path,
           struct err *e)
{
	char *data = path_join(settings->store, "data.mdb");
	struct copying c = { .settings = settings, .path = path,
	                     .fd = fileno(safe_file_stream(file)) };
	const struct child_work apart = { .work = copy_here, .context = &c, .name = settings->store,
	                             .tick = copy_tick };
	struct stat s;
	enum err_code rc;

	if (stat(data, &s) == 0)
		c.expected = (uint64_t)s.st_size;
	free(data);
	progress_begin();
	rc = child_run(&apart, e);
	progress_end();
	return rc;
}

static enum err_code
exists_already(const char *path, struct err *e)
{
	return err_set(e, ERR_STORE, _("%s is there already: a backup goes into a file of its own"),
	               path);
}

static enum err_code
backup_run(struct invocation *in, struct err *e)
{
	const char *path = get_path(in, in->arguments[0], e);
	struct figures figures;
	struct safe_file *file;
	enum err_code rc;

	if (path == NULL)
		return e->code;
	if (file_exists(path))
		return exists_already(path, e);
	in->settings->read_only = true;
	rc = safe_file_open(path, &file, e);
	if (rc != ERR_OK)
		return rc;
	rc = copy_store(in->settings, file, path, e);
	/* What is verified is what the disk has been told to keep. */
	if (rc == ERR_OK && fsync(fileno(safe_file_stream(file))) != 0)
		rc = err_set(e, ERR_FULL, _("%s cannot be written: %s"), path, strerror(errno));
	if (rc == ERR_OK) {
		rc = verify(in->settings, safe_file_draft(file), path, &figures, e);
		if (rc == ERR_FAULTY)
			err_prefix(e, _("the copy has faults and was not kept; `chancery check` tells all"));
	}
	if (rc != ERR_OK) {
		safe_file_abort(file);
		return rc;
	}
	rc = safe_file_commit_new(file, e);
	if (rc == ERR_STORE && file_exists(path))
		return exists_already(path, e);
	if (rc == ERR_OK)
		print(_("%s holds %" PRIu64
		         " records and is verified; its journal ends in entry %" PRIu64 " %s\n"),
		       path, figures.records, figures.head_sequence, figures.head);
	return rc;
}

const struct command backup_command = {
	.arguments = "FILE",
	.help = N_("write a verified copy of the register, while others go on"),
	.details = N_("The copy is compacted and of one moment. It has everything: history and sensitive\n"
	              "fields too; only you can read it."),
	.least = 1, .most = 1,
	.need = NEED_ITS_OWN_WAY,
	.role = OPERATOR_ADMINISTRATOR,
	.run = backup_run,
};

/* ---- restore */

/* What a store's folder may hold while it is made. */
static const char *const draft_names[] = { "data.mdb", "lock.mdb", "writer.lock", NULL };

static ssize_t
read_part(int fd, char *chunk, size_t size)
{
	ssize_t n;

	do
		n = read(fd, chunk, size);
	while (n < 0 && errno == EINTR);
	return n;
}

static bool
write_part(int fd, const char *part, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, part, size);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			part += n;
			size -= (size_t)n;
		}
	}
	return true;
}

static enum err_code
copy_bytes(int from, int to, const char *path, struct err *e)
{
	enum { CHUNK = 1 << 20 };
	char *chunk = mem_new(CHUNK);
	uint64_t size = size_of(from), done = 0;
	ssize_t n = 0;
	bool is_written = true;
	int number;

	progress_begin();
	while (is_written && (n = read_part(from, chunk, CHUNK)) > 0) {
		is_written = write_part(to, chunk, (size_t)n);
		done += (uint64_t)n;
		progress_show(_("copy"), size > 0 ? (double)done / (double)size : -1, done >> 10);
	}
	is_written = is_written && (n < 0 || fsync(to) == 0);
	number = errno;
	progress_end();
	free(chunk);
	if (!is_written)
		return err_set(e, ERR_FULL, _("the copy of %s cannot be written: %s"), path,
		               strerror(number));
	return n == 0 ? ERR_OK : file_refuse(path, number, e);
}

static enum err_code
copy_file(const char *path, const char *copy, struct err *e)
{
	int from = file_open(path, O_RDONLY), to;
	enum err_code rc;

	if (from < 0)
		return file_refuse(path, errno, e);
	to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to < 0)
		rc = err_set(e, ERR_FULL, _("%s cannot be written: %s"), copy, strerror(errno));
	else
		rc = copy_bytes(from, to, path, e);
	if (to >= 0)
		close(to);
	close(from);
	return rc;
}

/* The copy becomes a store of its own; the file itself is not touched. */
static enum err_code
restart(const struct settings *settings, const char *folder, const char *path, struct err *e)
{
	struct settings draft = *settings;
	struct registry *r;
	char *sentence;
	enum err_code rc;

	draft.store = folder;
	draft.read_only = false;
	rc = registry_open(&draft, &r, e);
	if (rc != ERR_OK)
		return rc;
	sentence = mem_printf("restore %s", path);
	rc = registry_restart(r, sentence, e);
	free(sentence);
	registry_close(r);
	return rc;
}

/* A store in the folder that is what the file has. */
static enum err_code
make_store(const struct settings *settings, const char *path, const char *folder,
           struct figures *figures, struct err *e)
{
	char *copy = path_join(folder, "data.mdb");
	enum err_code rc = copy_file(path, copy, e);

	if (rc == ERR_OK)
		rc = verify(settings, copy, path, figures, e);
	if (rc == ERR_FAULTY)
		err_prefix(e, _("%s has faults and was not restored"), path);
	else if (rc == ERR_STORE)
		err_prefix(e, _("%s was not restored"), path);
	if (rc == ERR_OK)
		rc = restart(settings, folder, path, e);
	free(copy);
	return rc;
}

static enum err_code
restore(const struct settings *settings, const char *path, bool is_new, struct figures *figures,
        struct err *e)
{
	struct claim *claim = NULL;
	char *folder = NULL;
	enum err_code rc = ERR_OK;

	/* Nobody can open a store that is about to go. */
	if (!is_new)
		rc = registry_claim(settings, &claim, e);
	if (rc == ERR_OK)
		rc = draft_folder_make(settings->store, draft_names, &folder, e);
	if (rc == ERR_OK)
		rc = make_store(settings, path, folder, figures, e);
	if (rc == ERR_OK && is_new)
		rc = registry_claim(settings, &claim, e);
	if (rc == ERR_OK)
		rc = registry_replace(claim, folder, is_new, e);
	draft_folder_remove(folder);
	registry_unclaim(claim);
	return rc;
}

static enum err_code
restore_run(struct invocation *in, struct err *e)
{
	const char *path = get_path(in, in->arguments[0], e);
	char *data = path_join(in->settings->store, "data.mdb");
	bool is_new = !file_exists(data);
	struct figures figures;
	enum err_code rc;

	free(data);
	if (path == NULL)
		return e->code;
	if (!is_new && option_value(in, "force") == NULL)
		return err_set(e, ERR_STORE,
		               _("there is a store in %s already: --force puts the backup in"
		                 " its place"),
		               in->settings->store);
	rc = restore(in->settings, path, is_new, &figures, e);
	if (rc == ERR_OK)
		print(_("restored %" PRIu64
		         " records into %s; its journal goes on after entry %" PRIu64 " %s\n"),
		       figures.records, in->settings->store, figures.head_sequence, figures.head);
	return rc;
}

const struct command restore_command = {
	.arguments = "FILE",
	.help = N_("make the store again from a backup"),
	.details = N_("The file is verified first and stays as it is. Nobody may have the store open."),
	.least = 1, .most = 1,
	.need = NEED_NOTHING,
	.role = OPERATOR_ROOT,
	.options = {
		{ "force", NULL, N_("in place of the store that is there"), NULL },
	},
	.run = restore_run,
};
