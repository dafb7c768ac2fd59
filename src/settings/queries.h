/* Queries that are kept under a name. Private to settings/. */
#ifndef SETTINGS_QUERIES_H
#define SETTINGS_QUERIES_H

#include "settings/conf.h"
#include "settings/settings.h"

/* The setting "queries": adds to what other files have; a name that is there already is
 * replaced. */
void read_queries(struct conf *c, config_setting_t *setting, void *object);

/* Reads a file of settings that need not be there, unless it must. */
enum err_code read_path(struct settings *s, const char *path, bool must_exist,
                        struct faults *faults, struct err *e);

#endif
