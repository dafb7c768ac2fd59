/* Which role somebody has. */
#ifndef SETTINGS_ROLE_H
#define SETTINGS_ROLE_H

#include "settings/settings.h"

/* By the groups of the real user, as the system lists them; root is root. Where nothing is shared
 * everybody is. */
enum operator_role role_find(const struct sharing *sharing, bool is_shared);

#endif
