/* The kinds of act: what the log calls each, who may begin it, and what it may do beyond others. */
#ifndef REGISTRY_ACT_H
#define REGISTRY_ACT_H

#include "settings/settings.h"

/* What an act may do beyond the usual. */
enum act_right {
	ACT_REACHES_LOCKED = 1,         /* changes locked records, such as references in them */
	ACT_FREES_ROOM = 2,             /* also runs where the disk is nearly full */
};

/* One row a kind: id, name, least role, rights. Names are stored with each act: a row may be added
 * but not renamed. Two kinds may have the same name, as it decides nothing. */
#define ACT_LIST(X) \
	X(ADD,      "add",      EDITOR,        0) \
	X(SET,      "set",      EDITOR,        0) \
	X(GRID,     "grid",     EDITOR,        0) \
	X(PUT_BACK, "restore",  EDITOR,        0) \
	X(REMOVE,   "remove",   EDITOR,        ACT_FREES_ROOM) \
	X(RENAME,   "rename",   EDITOR,        ACT_REACHES_LOCKED) \
	X(CARRY,    "carry",    EDITOR,        0) \
	X(POSTPONE, "postpone", EDITOR,        0) \
	X(UNDO,     "undo",     EDITOR,        ACT_REACHES_LOCKED) \
	X(IMPORT,   "import",   EDITOR,        0) \
	X(INIT,     "init",     EDITOR,        0) \
	X(REINDEX,  "reindex",  EDITOR,        0) \
	X(MERGE,    "merge",    ADMINISTRATOR, ACT_REACHES_LOCKED) \
	X(ERASE,    "erase",    ADMINISTRATOR, ACT_REACHES_LOCKED | ACT_FREES_ROOM) \
	X(REPAIR,   "repair",   ADMINISTRATOR, ACT_FREES_ROOM) \
	X(RECHAIN,  "schema",   ADMINISTRATOR, 0) \
	X(SCHEMA,   "schema",   ROOT,          0) \
	X(RESTART,  "restore",  ROOT,          0)

#define ACT_ID(id, name, role, rights) ACT_##id,
enum act_kind { ACT_LIST(ACT_ID) ACT_KIND_COUNT };
#undef ACT_ID

struct act_rule {
	const char *name;
	enum operator_role role;
	unsigned rights;                /* of enum act_right */
};

extern const struct act_rule act_rules[ACT_KIND_COUNT];

#endif
