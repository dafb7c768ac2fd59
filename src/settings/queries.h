/* Queries that are kept under a name. Private to settings/. */
#ifndef SETTINGS_QUERIES_H
#define SETTINGS_QUERIES_H

#include "settings/conf.h"
#include "settings/settings.h"

/* Reads the setting "queries": adds to the queries of other files, and replaces those of the same
 * name. */
void read_queries(struct conf *c, config_setting_t *setting, void *object);

/* Reads a file of settings, which may be missing unless it is required. */
enum err_code read_path(struct settings *s, const char *path, bool must_exist,
                        struct faults *faults, struct err *e);

#endif
