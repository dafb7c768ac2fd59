/* Whole files: read, and written so that a reader sees the old or the new one, never half. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* The sentence for a file that errno, or another such number, says cannot be read. ERR_USAGE: what
 * was named is not there, not a file, or not for this user. ERR_STORE: the disk, the memory or the
 * system fails. */
enum err_code file_refuse(const char *path, int number, struct err *e);

/* Appends the content of the file ("-" is standard input). Codes: as file_refuse() says. */
enum err_code file_read(const char *path, struct buf *out, struct err *e);

/* A file that takes its name only when it is complete: mode 0600, written beside its place, synced,
 * renamed. */
struct safe_file;
enum err_code safe_file_open(const char *path, struct safe_file **out, struct err *e);
FILE *safe_file_stream(struct safe_file *f);
const char *safe_file_draft(const struct safe_file *f); /* where it is until then */
/* ERR_FULL or ERR_STORE: what was at path before is untouched. Frees f either way. */
enum err_code safe_file_commit(struct safe_file *f, struct err *e);
/* The same, but ERR_STORE where there is a file of that name by now. */
enum err_code safe_file_commit_new(struct safe_file *f, struct err *e);
void safe_file_abort(struct safe_file *f);

/* A folder of files that are moved elsewhere when all of them are complete: PATH.XXXXXX, mode 0700.
 * names: of the files that may come into it, and of folders behind what is in them, ended by NULL;
 * borrowed. A process has one at a
 * time. */
enum err_code draft_folder_make(const char *path, const char *const *names, char **out,
                                struct err *e);
/* Takes it away with those files, and frees its path. NULL is allowed. */
void draft_folder_remove(char *folder);

/* Takes away what is half written: async-signal-safe, for a process that was told to go or that
 * cannot go on. */
void drafts_forsake(void);

/* Makes a rename on the disk what it is in memory; best effort. */
void directory_sync(const char *path_in_it);

bool file_exists(const char *path);

/* Makes the directory and what leads to it, mode 0700 for what it makes. */
enum err_code directory_make(const char *path, struct err *e);

/* DIR/NAME; the caller frees it. */
char *path_join(const char *dir, const char *name);

#endif
