/* The rules of the kinds of act, from the rows of registry/act.h. */
#include <config.h>

#include "registry/act.h"

#define ACT_RULE(id, name, role, rights) [ACT_##id] = { name, OPERATOR_##role, rights },
const struct act_rule act_rules[ACT_KIND_COUNT] = { ACT_LIST(ACT_RULE) };
