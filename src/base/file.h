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

/* From now on no name that a user gives leads to this file: not its own, nor that of a descriptor below
 * /proc, nor one of a link. For the files of a store. */
struct stat;
void file_shut(const struct stat *s);

/* open(2) for a name that a user gave: EPERM if the file was shut. */
int file_open(const char *path, int flags);

/* Appends the content of the file ("-" is standard input). Codes: as file_refuse() says. */
enum err_code file_read(const char *path, struct buf *out, struct err *e);

/* A file that is written whole or not at all: beside its place, without a name where the file system
 * can do that, synced, and named when it is complete. A file that was there keeps its mode and owner; a
 * symbolic link is followed; what is no regular file (a device, a pipe) is written into and stays what
 * it is. So is a file that could not keep its owner or its other names, or whose folder takes no new
 * one: room for all of it is made first. A new file has mode 0600. */
struct safe_file;
enum err_code safe_file_open(const char *path, struct safe_file **out, struct err *e);
FILE *safe_file_stream(struct safe_file *f);
const char *safe_file_draft(const struct safe_file *f); /* a path to it until then, in this process */
/* ERR_FULL or ERR_STORE: what was at path before is untouched. Frees f either way. */
enum err_code safe_file_commit(struct safe_file *f, struct err *e);
/* The same, but ERR_STORE where there is a file of that name by now. */
enum err_code safe_file_commit_new(struct safe_file *f, struct err *e);
void safe_file_abort(struct safe_file *f);

/* Gives a file the mode, the owner and the access list of the model, which path leads to. False: it
 * cannot have them. */
bool file_take_after(int fd, const struct stat *model, const char *path);

/* A folder of files that is written whole or not at all: beside its place, and put there by one exchange
 * if the old one holds nothing but regular files of those names. Otherwise (it holds others, it is where
 * we are or something is mounted on it) the files are exchanged one by one, and back if one fails.
 * names: of the files, ended by NULL; borrowed for as long. */
struct safe_folder;
enum err_code safe_folder_open(const char *path, const char *const *names, struct safe_folder **out,
                               struct err *e);
const char *safe_folder_draft(const struct safe_folder *f);     /* where to put the files */
/* ERR_FULL, ERR_DENIED or ERR_STORE: the old folder is as it was. Frees f either way. */
enum err_code safe_folder_commit(struct safe_folder *f, struct err *e);
void safe_folder_abort(struct safe_folder *f);  /* NULL is allowed */

/* A folder of files that are moved elsewhere when all of them are complete: PATH.XXXXXX, mode 0700.
 * names: of the files that may come into it, and of folders behind what is in them, ended by NULL;
 * borrowed. A process has one at a time. */
enum err_code draft_folder_make(const char *path, const char *const *names, char **out,
                                struct err *e);
/* Takes it away with those files, and frees its path. NULL is allowed. */
void draft_folder_remove(char *folder);

/* The draft of a file that has a name; NULL: there is none any more. Borrowed. A process writes one file
 * at a time. */
void draft_note(char *path);

/* Takes away what is half written: async-signal-safe, for a process that was told to go or that
 * cannot go on. */
void drafts_forsake(void);

/* rename(2), but never over another file: EEXIST. On file systems that cannot promise that the moment
 * between looking and renaming is left. */
int rename_new(const char *from, const char *to);

/* Makes a rename on the disk what it is in memory; best effort. */
void directory_sync(const char *path_in_it);

bool file_exists(const char *path);

/* Makes the directory and what leads to it, mode 0700 for what it makes. */
enum err_code directory_make(const char *path, struct err *e);

/* DIR/NAME; the caller frees it. */
char *path_join(const char *dir, const char *name);

#endif
