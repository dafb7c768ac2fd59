/* What registry/session offers to the other rooms. */
#ifndef REGISTRY_SESSION_INTERNAL_H
#define REGISTRY_SESSION_INTERNAL_H

#include "registry/registry_internal.h"

/* ---- drafts.c */

void drafts_close(struct registry *r);

#endif
