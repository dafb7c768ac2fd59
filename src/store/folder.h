/* The folder of a store, held by a descriptor: even if its path changes meanwhile, all files are
 * found in the same folder. Anyone who can write there could replace a file by a link or a pipe. So
 * links are not followed, and a file is opened only if it is regular, has a single name and belongs
 * to somebody who is trusted with the store.
 *
 * LMDB opens files by name and follows links. It is given the folder's descriptor as a name after
 * each file has been checked. Between the check and the opening, a file could be exchanged only by
 * those who may write into the folder: its owner (the user, root, or somebody who is trusted) and a
 * group that the owner chose. */
#ifndef STORE_FOLDER_H
#define STORE_FOLDER_H

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"

struct folder {
	int fd;                         /* O_PATH; -1: closed */
	const char *path;               /* as sentences call it; borrowed */
	struct stat stat;
	bool is_trusted;                /* whoever it belongs to */
};

/* ERR_NOT_FOUND: there is none (e is left alone); ERR_DENIED: it cannot be opened, or belongs
 * neither to the user nor to root, or strangers can write there, and is not trusted. */
enum err_code folder_open(const char *path, bool is_trusted, struct folder *out, struct err *e);

/* Opens or makes a folder in it, which must not be a link; path: as sentences name it.
 * ERR_NOT_FOUND: there is none (e is left alone). A folder that is made is shared as the outer one
 * is; it may exist already. */
enum err_code folder_open_inside(const struct folder *f, const char *name, const char *path,
                                 struct folder *out, struct err *e);
enum err_code folder_make_inside(const struct folder *f, const char *name, struct err *e);
void folder_close(struct folder *f);

/* Syncs the folder, so that a rename in it is on the disk; best effort. */
void folder_sync(const struct folder *f);

/* The mode of files made in it: shared with the group if the folder passes its group on
 * (setgid). */
unsigned folder_mode(const struct folder *f);

/* A path to it that is valid while it is open, even if it is moved. */
#define FOLDER_NAME 32
void folder_name(const struct folder *f, char out[FOLDER_NAME]);

/* Examines a file without opening it. ERR_NOT_FOUND: there is none (e is left alone); ERR_STORE,
 * ERR_DENIED: it cannot be a file of a store. */
enum err_code folder_look(const struct folder *f, const char *name, struct stat *out,
                          struct err *e);

/* The same, and opens the file; access: O_RDONLY or O_RDWR. */
enum err_code folder_file(const struct folder *f, const char *name, int access, int *fd,
                          struct err *e);

/* Makes a file with the folder's mode. ERR_CONFLICT: the name is in use (e is left alone). */
enum err_code folder_new_file(const struct folder *f, const char *name, int *fd, struct err *e);

#endif
