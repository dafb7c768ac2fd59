/* The folder of a store, held by a descriptor: whatever becomes of its path meanwhile, all files
 * are looked for in the same folder. Somebody who can write there can put a link or a pipe in the place
 * of a file; so no link is followed, and a file is only opened if it is a regular one, has one name
 * and belongs to somebody who may be trusted with the store.
 *
 * LMDB opens by name and follows links. It is given the folder's descriptor as a name, once each
 * file has been looked at. Between the look and the opening only who may write into the folder
 * could exchange a file: its owner (oneself, root, or whom one trusts) and a group that the owner
 * chose. */
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

/* A folder in it, which must not be a link; path: what sentences call it. ERR_NOT_FOUND: there is
 * none (e is left alone). Making it shares it as the outer one is shared; it may be there. */
enum err_code folder_open_inside(const struct folder *f, const char *name, const char *path,
                                 struct folder *out, struct err *e);
enum err_code folder_make_inside(const struct folder *f, const char *name, struct err *e);
void folder_close(struct folder *f);

/* Makes a rename in it on the disk what it is in memory; best effort. */
void folder_sync(const struct folder *f);

/* The mode of files that are made in it: a group that the folder hands on (setgid) shares them. */
unsigned folder_mode(const struct folder *f);

/* A path to it for as long as it is open, wherever it was moved. */
#define FOLDER_NAME 32
void folder_name(const struct folder *f, char out[FOLDER_NAME]);

/* Looks at a file without opening it. ERR_NOT_FOUND: there is none (e is left alone); ERR_STORE,
 * ERR_DENIED: it is not one of a store. */
enum err_code folder_look(const struct folder *f, const char *name, struct stat *out,
                          struct err *e);

/* The same, and opens it; access: O_RDONLY or O_RDWR. */
enum err_code folder_file(const struct folder *f, const char *name, int access, int *fd,
                          struct err *e);

/* Makes it, with the folder's mode. ERR_CONFLICT: something of that name is there (e is left
 * alone). */
enum err_code folder_new_file(const struct folder *f, const char *name, int *fd, struct err *e);

#endif
