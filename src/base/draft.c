/* Keeps track of unfinished files and folders, and removes them if the process ends early. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/ending.h"
#include "base/fatal.h"
#include "base/file.h"
#include "base/intl.h"

static char *volatile open_draft;

/* The names of the folder's files, ended by NULL, followed by the folder itself. */
static char **draft_files;
static char *volatile draft_folder;

void
draft_note(char *path)
{
	open_draft = path;
	fatal_on(FATAL_FILES, drafts_forsake);
}

static void
forsake_folder(void)
{
	if (draft_folder == NULL)
		return;
	for (size_t i = 0; draft_files[i] != NULL; i++) {
		if (unlink(draft_files[i]) != 0)
			rmdir(draft_files[i]);
	}
	rmdir(draft_folder);
}

void
drafts_forsake(void)
{
	if (open_draft != NULL)
		unlink(open_draft);
	forsake_folder();
}

static void
note_files(const char *folder, const char *const *names)
{
	size_t count = 0;

	while (names[count] != NULL)
		count++;
	draft_files = mem_new(sizeof *draft_files * (count + 1));
	for (size_t i = 0; i < count; i++)
		draft_files[i] = path_join(folder, names[i]);
}

enum err_code
draft_folder_make(const char *path, const char *const *names, char **out, struct err *e)
{
	char *folder = mem_printf("%s.XXXXXX", path), *slash = strrchr(folder, '/');
	enum err_code rc = ERR_OK;

	*out = NULL;
	if (slash != NULL && slash > folder) {
		*slash = '\0';
		rc = directory_make(folder, e);
		*slash = '/';
	}
	ending_hold();
	if (rc == ERR_OK && mkdtemp(folder) == NULL)
		rc = err_set(e, errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_DENIED,
		             _("%s cannot be made: %s"), folder, strerror(errno));
	if (rc == ERR_OK) {
		note_files(folder, names);
		draft_folder = *out = folder;
		fatal_on(FATAL_FILES, drafts_forsake);
	} else {
		free(folder);
	}
	ending_release();
	return rc;
}

void
draft_folder_remove(char *folder)
{
	if (folder == NULL)
		return;
	forsake_folder();
	draft_folder = NULL;
	for (size_t i = 0; draft_files[i] != NULL; i++)
		free(draft_files[i]);
	free(draft_files);
	draft_files = NULL;
	free(folder);
}
