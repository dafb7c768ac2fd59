/* Configuration files in libconfig's syntax, read by tables with one row per key. All mistakes are
 * reported at once, with file and line; an unknown key is reported with the nearest known one. */
#ifndef SETTINGS_CONF_H
#define SETTINGS_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libconfig.h>

#include "base/arena.h"
#include "base/faults.h"
#include "settings/label.h"

/* What is being read: strings go to the arena, mistakes to the faults. */
struct conf {
	const char *file;               /* its name in messages */
	struct arena *arena;
	struct faults *faults;
	int depth;                      /* of lists that may not be nested */
	config_t config;
};

struct conf_numbers {
	uint16_t *list;
	size_t count;
};

enum conf_type {
	CONF_TEXT,      /* const char *: a string that is not empty */
	CONF_ANY_TEXT,  /* const char *: a string that may be empty */
	CONF_INT,       /* long: min to max */
	CONF_FLAG,      /* bool */
	CONF_TEXTS,     /* struct conf_texts: an array of strings, or one string */
	CONF_LABEL,     /* struct conf_label: a group by language; "en" must be in it */
	CONF_NUMBERS,   /* struct conf_numbers: an array of numbers, each min to max */
	CONF_LIST,      /* a list of groups, each read into an element of an array */
	CONF_OTHER,     /* read() sees to it */
};

struct conf_key {
	const char *name;               /* NULL ends a table */
	enum conf_type type;
	size_t offset;                  /* of the member that it fills */
	bool required;
	long min, max;

	/* Of CONF_LIST: the member is a pointer to the elements. Each starts with an int for the line
	 * that it stands on, and is zeroed or a copy of *initial before it is read. */
	size_t count;                   /* offset of the size_t that says how many there are */
	const struct conf_key *keys;
	size_t size;                    /* of an element */
	const void *initial;
	const char *nested;             /* the fault if such a list is inside another; NULL: it
					 * may be */

	void (*read)(struct conf *c, config_setting_t *setting, void *object);
};

/* Parses the text of a file. False: it has a syntax error, or a number that libconfig would wrap
 * silently; it is in the faults. conf_close() in either case. */
bool conf_open(struct conf *c, const char *file, const char *text, struct arena *arena,
               struct faults *faults);
void conf_close(struct conf *c);

/* Fills the members of *object from the group's settings. */
void conf_read_group(struct conf *c, config_setting_t *group, const struct conf_key *keys,
                     void *object);

/* The setting's text, in the arena. NULL, and a fault: it is not a text, or not one that may be
 * stored. */
const char *conf_text(struct conf *c, config_setting_t *setting, bool may_be_empty);

/* The group's elements if it is a list of groups; 0, and a fault, if it is not. */
size_t conf_list_length(struct conf *c, config_setting_t *setting);

void conf_fault(struct conf *c, const config_setting_t *setting, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The label in that language, else in English. NULL if it has none at all. */
const char *conf_label_in(const struct conf_label *label, const char *language);

#endif
