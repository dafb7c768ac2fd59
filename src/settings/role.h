/* Which role somebody has. */
#ifndef SETTINGS_ROLE_H
#define SETTINGS_ROLE_H

#include "settings/settings.h"

/* The role of the real user, by the groups that the system lists. The system's root is root, and so
 * is everybody if nothing is shared. */
enum operator_role role_find(const struct sharing *sharing, bool is_shared);

#endif
