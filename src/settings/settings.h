/* All settings: built-in defaults (conf/chancery.conf), the files of the system and the user, the
 * environment and options; each later one overrides the earlier. One table lists them all. */
#ifndef SETTINGS_SETTINGS_H
#define SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/faults.h"
#include "settings/label.h"

struct operator_setting {
	const char *name;               /* login name */
	const char *office;             /* code, or NULL */
};

/* Keys given to an action; what they mean is for view/input/bindings.h to say. */
struct key_setting {
	const char *action;
	const char *keys;               /* "Enter 5"; "": none */
	bool is_in_forms;
	const char *file;               /* where it stands */
	int line;
};

/* What an operator may do. On a store of one's own everybody is root. */
enum operator_role {
	OPERATOR_OUTSIDER,              /* nothing */
	OPERATOR_READER,                /* look, find, history, export */
	OPERATOR_EDITOR,                /* write, rename, import, take back one's own */
	OPERATOR_ADMINISTRATOR,         /* merge, reopen, take back others', sensitive exports, erase,
	                                 * back up, repair */
	OPERATOR_ROOT,                  /* make a shared store, restore, put a schema in force */
};

/* The shared store's groups, by their names in the system. */
struct sharing {
	const char *group;              /* the only group that can reach the store; "": nothing
					 * is shared */
	const char *const *readers, *const *editors, *const *administrators;    /* NULL at the end */
};

/* A query that is kept under a name, for lists of a type. */
struct query_setting {
	const char *type, *name, *query;
};

struct settings {
	struct arena *arena;            /* owns every text */

	const char *store;              /* the folder; never empty once settings are loaded */
	const char *schema;             /* a folder, or "" */
	const char *language;           /* "en" */
	bool language_is_asked;         /* by an option or a file, not by the locale */
	const char *link;               /* "slow", "fast" or "auto" */
	bool ascii, mono;
	long escape_delay;              /* milliseconds */
	long map, reserve, readers;     /* GiB, MiB, slots */

	struct operator_setting *operators;
	size_t operator_count;

	struct key_setting *keys;       /* in the order of the files: the last of an action counts */
	size_t key_count;

	struct sharing sharing;
	const char *system_store;       /* the store that the system's file names; NULL or "": none */
	const char *exchange;           /* the only folder that a captive session has files in, or "" */
	struct conf_label house;        /* the name of the house, by language */
	const char *mail_from;          /* whom mail is from, or "" */
	struct query_setting *queries;
	size_t query_count;
	const char *own_queries;        /* the file of those that the operator keeps; NULL: no home */

	const char *operator_name;      /* the real user's login name */
	enum operator_role role;
	bool is_shared;                 /* the store is the system's, and roles count */
	bool read_only, captive, linear;
	bool trust;                     /* open the store, whoever its folder belongs to */
};

/* One setting that an option of the command line can give. */
struct settings_option {
	const char *name;               /* "store" for --store */
	const char *argument;           /* "DIR", or NULL: a flag */
	const char *help;               /* a sentence, translated by the caller */
};

/* The options that every command takes, by index from 0; NULL behind the last. */
const struct settings_option *settings_option(size_t index);

/* Checks that only the user of a setting can make; it adds to the faults. */
typedef void settings_check(const struct settings *s, struct faults *faults);

/* Loads defaults, files and environment. config: the user's file instead of the usual one, or
 * NULL; check: asked once the files are read, or NULL. ERR_USAGE with all faults if a file has
 * any. *out is freed by settings_free(). */
enum err_code settings_load(const char *config, settings_check *check, struct settings **out,
                            struct faults *faults, struct err *e);
void settings_free(struct settings *s);

/* Sets an option's value ("" for a flag). ERR_USAGE: the option does not accept the value. */
enum err_code settings_set_option(struct settings *s, const char *name, const char *value,
                                  struct err *e);

/* Computes what depends on other settings once files and options are read: the store's folder. */
enum err_code settings_finish(struct settings *s, struct err *e);

/* Whether the store is opened whoever its folder belongs to: because an option says so, or because
 * the system's settings name it. */
bool settings_trust_store(const struct settings *s);

/* ERR_DENIED, with who may, unless the operator is at least that. */
enum err_code settings_may(const struct settings *s, enum operator_role role, struct err *e);

/* The path of a file that an operator names: unchanged, or in a captive session a plain name in the
 * exchange folder. "-" is kept. ERR_DENIED: the file is elsewhere. *out is freed with free(). */
enum err_code settings_path(const struct settings *s, const char *name, char **out, struct err *e);

/* The query of that name for the type, or NULL. */
const char *settings_query(const struct settings *s, const char *type, const char *name);

/* Keeps a query under a name, also for later sessions; an empty query deletes the name. ERR_STORE,
 * ERR_FULL, ERR_DENIED: it cannot be written, and nothing is changed. */
enum err_code settings_keep_query(struct settings *s, const char *type, const char *name,
                                  const char *query, struct err *e);

/* The name of the house in that language, else in English, else in any; "" if the settings have none. */
const char *settings_house(const struct settings *s, const char *language);

/* The office that the operator calls "mine", or NULL. */
const char *settings_my_office(const struct settings *s);

#endif
