/* Files that are read or written as a whole; a reader sees the old content or the new, never a
 * part. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* Makes the sentence for a file that cannot be read, from errno or a similar number. ERR_USAGE: the
 * file does not exist, is not a file, or is not accessible to this user. ERR_STORE: the disk, the
 * memory or the system failed. */
enum err_code file_refuse(const char *path, int number, struct err *e);

/* Makes file_open() refuse this file from now on, whatever name a user gives for it: its own, a
 * link's, or that of a descriptor below /proc. For the files of a store. */
struct stat;
void file_shut(const struct stat *s);

/* Opens a file that a user named, as open(2) does; EPERM if file_shut() was called for it. */
int file_open(const char *path, int flags);

/* Appends the content of the file ("-" is standard input). Codes: as file_refuse() says. */
enum err_code file_read(const char *path, struct buf *out, struct err *e);

/* A file that is written whole or not at all: beside its place, without a name where the file
 * system allows that, synced, and named when it is complete. An existing file keeps its mode and
 * owner; a symbolic link is followed; a device or pipe is written into and remains what it is. A
 * file is also written in place if it could not keep its owner or its other names, or if its folder
 * accepts no new file; room for all of the content is reserved first. A new file has mode 0600. */
struct safe_file;
enum err_code safe_file_open(const char *path, struct safe_file **out, struct err *e);
FILE *safe_file_stream(struct safe_file *f);
const char *safe_file_draft(const struct safe_file *f); /* a path to it until then, in this process */
/* ERR_FULL or ERR_STORE: what was at path before is untouched. Frees f either way. */
enum err_code safe_file_commit(struct safe_file *f, struct err *e);
/* The same, but ERR_STORE where there is a file of that name by now. */
enum err_code safe_file_commit_new(struct safe_file *f, struct err *e);
void safe_file_abort(struct safe_file *f);

/* Gives a file the mode, owner and access list of the model, which is at path. False: that is not
 * possible. */
bool file_take_after(int fd, const struct stat *model, const char *path);

/* A folder of files that is written whole or not at all: beside its place, and then exchanged in
 * one step if the old folder holds only regular files of those names. Otherwise (it holds others,
 * it is the current folder, or something is mounted on it) the files are exchanged one by one, and
 * exchanged back if one fails. names: of the files, ended by NULL; borrowed until the end. */
struct safe_folder;
enum err_code safe_folder_open(const char *path, const char *const *names, struct safe_folder **out,
                               struct err *e);
const char *safe_folder_draft(const struct safe_folder *f);     /* where to put the files */
/* ERR_FULL, ERR_DENIED or ERR_STORE: the old folder is as it was. Frees f either way. */
enum err_code safe_folder_commit(struct safe_folder *f, struct err *e);
void safe_folder_abort(struct safe_folder *f);  /* NULL is allowed */

/* Makes a folder for files that are moved elsewhere when all are complete: PATH.XXXXXX, mode 0700.
 * names: of the files that may be in it, followed by names of folders, ended by NULL; borrowed. A
 * process has one such folder at a time. */
enum err_code draft_folder_make(const char *path, const char *const *names, char **out,
                                struct err *e);
/* Removes the folder with those files, and frees its path. NULL is allowed. */
void draft_folder_remove(char *folder);

/* Registers the path of an unfinished file; NULL: there is none any more. Borrowed. A process
 * writes one file at a time. */
void draft_note(char *path);

/* Removes unfinished files; async-signal-safe, for a process that is about to end. */
void drafts_forsake(void);

/* Renames like rename(2), but fails with EEXIST instead of replacing a file. File systems that
 * cannot guarantee this leave a moment between the check and the rename. */
int rename_new(const char *from, const char *to);

/* Syncs the directory, so that a rename is on the disk; best effort. */
void directory_sync(const char *path_in_it);

bool file_exists(const char *path);

/* Makes the directory and its missing parents, with mode 0700. */
enum err_code directory_make(const char *path, struct err *e);

/* DIR/NAME; the caller frees it. */
char *path_join(const char *dir, const char *name);

#endif
