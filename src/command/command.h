/* Commands: one small file each, with a descriptor that usage, --help, completion and the manual
 * are read from. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "registry/registry.h"
#include "settings/settings.h"

#define MOST_OPTIONS 12

struct option {
	const char *name;               /* "format" for --format, "o" for -o; NULL ends a list */
	const char *argument;           /* "N"; NULL: a flag, or one of the choices */
	const char *help;
	const char *const *choices;     /* all values that it can have, ended by NULL; or NULL */
};

enum need {
	NEED_NOTHING,                   /* no store that others use */
	NEED_ITS_OWN_WAY,               /* the store, which it opens by itself */
	NEED_STORE,                     /* the store, for reading */
	NEED_WRITE,                     /* the store, for writing */
};

struct invocation;

/* One row a command, in the order of --help; the first is what no command means. Each row has a
 * definition, NAME_command, in a file of src/command/; a row without one does not link. */
#define COMMAND_LIST(X) \
	X(browse) \
	X(init) \
	X(list) \
	X(find) \
	X(calendar) \
	X(due) \
	X(clashes) \
	X(count) \
	X(show) \
	X(print) \
	X(add) \
	X(set) \
	X(remove) \
	X(rename) \
	X(merge) \
	X(carry) \
	X(postpone) \
	X(import) \
	X(export) \
	X(history) \
	X(log) \
	X(undo) \
	X(erase) \
	X(drafts) \
	X(info) \
	X(check) \
	X(backup) \
	X(restore) \
	X(schema) \
	X(keys) \
	X(keytest) \
	X(tour)

struct command {
	const char *arguments;          /* "TYPE CODE FIELD=VALUE..." */
	const char *help;               /* a sentence, without its full stop */
	const char *details;            /* further lines of --help, or NULL */
	int least, most;                /* arguments; most -1: any number */
	enum need need;
	enum operator_role role;        /* who may; not said: who may read */
	struct option options[MOST_OPTIONS];
	enum err_code (*run)(struct invocation *in, struct err *e);
};

/* What a command was called with. */
struct invocation {
	const struct command *command;
	struct settings *settings;
	struct registry *registry;      /* NULL unless the command needs the store */
	const char **arguments;
	int count;
	struct given {
		const char *name, *value;
	} given[MOST_OPTIONS * 2];
	size_t given_count;
	char *paths[2];                 /* that get_path() has given */
	bool is_silent;                 /* the sentence of the error has been said */
};

#define COMMAND_DECLARATION(name) extern const struct command name##_command;
COMMAND_LIST(COMMAND_DECLARATION)
#undef COMMAND_DECLARATION

/* All commands, and their names in the same order; both are ended by NULL. */
extern const struct command *const commands[];
extern const char *const command_names[];

const char *command_name(const struct command *command);

/* ERR_USAGE: says which arguments the command takes. */
enum err_code refuse_arguments(const struct command *command, struct err *e);

/* The option's value ("" for a flag), or NULL if it was not given. */
const char *option_value(const struct invocation *in, const char *name);

/* The value of an option that has choices; the first of them if it was not given. */
const char *option_choice(const struct invocation *in, const char *name);

/* The whole program: returns its exit status. */
int command_main(int argc, char **argv);

/* ---- what several commands share (common.c) */

/* "chancery: sentence" on standard error. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_faults(const struct faults *f);
void say_problems(const struct problems *p);

/* ERR_USAGE: there are no messages in the language, nor labels of the schema (NULL: none is open). */
enum err_code check_language(const char *language, const struct schema *schema, struct err *e);

/* The register of the settings; what the program may do beyond its user is given up then. */
enum err_code open_register(const struct settings *settings, struct registry **out,
                            struct err *e);

/* The path of a file that an argument or option names (settings_path()); freed with the invocation.
 * NULL: e says why it is refused. */
const char *get_path(struct invocation *in, const char *name, struct err *e);

/* A new store at the settings' place, with the starter register in it. */
struct import_result;
enum err_code make_starter(const struct settings *settings, struct registry **out,
                           struct faults *faults, struct err *e);

/* Waits a minute for another writer, and says for whom. */
void wait_with_patience(struct registry *r);

/* The type that an argument names. */
enum err_code get_type(const struct invocation *in, const char *name, const struct type **out,
                       struct err *e);
/* TYPE or TYPE.TABLE; *table is NULL for the former. */
enum err_code get_table(const struct invocation *in, const char *name, const struct type **type,
                        const struct field **table, struct err *e);

/* The record of that type and code, or the one that was removed under it last. */
enum err_code find_even_removed(const struct invocation *in, const struct type *type,
                                const char *code, uint32_t *number, struct err *e);

/* The arguments from `first` on as the text of one query. */
void join_arguments(const struct invocation *in, int first, struct buf *out);

/* The same, parsed; *out is NULL if there are none. */
enum err_code get_query(const struct invocation *in, int first, const struct type *type,
                        const struct field *table, struct query **out, struct err *e);

/* A whole number of an option, from least to most (INT64_MAX: no limit but that of the type);
 * fallback if it was not given. */
enum err_code get_number(const struct invocation *in, const char *option, int64_t least,
                         int64_t most, int64_t fallback, int64_t *out, struct err *e);

/* A date of an option; DATE_NONE if it was not given. */
enum err_code get_date(const struct invocation *in, const char *option, partial_date *out,
                       struct err *e);

/* What a machine format may tell: with --sensitive, which is an administrator's, everything. Of what
 * is left out of the fields that were asked for, a sentence says so on standard error. */
struct disclosure;
enum err_code get_disclosure(const struct invocation *in, struct disclosure *out, struct err *e);
void say_left_out(const struct field *const *fields, size_t count, const struct disclosure *d);

/* A line of progress on the terminal, at most four times a second; nothing elsewhere.
 * part: 0 to 1, or below 0 if it is not known. */
void progress_begin(void);
void progress_phase(void);              /* what is done is counted anew */
void progress_show(const char *what, double part, uint64_t done);
void progress_end(void);

/* Flushes standard output. ERR_FULL: it cannot be written. */
enum err_code finish_output(struct err *e);

#endif
