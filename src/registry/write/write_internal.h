/* What the files of registry/write share. */
#ifndef REGISTRY_WRITE_INTERNAL_H
#define REGISTRY_WRITE_INTERNAL_H

#include "registry/act/act_internal.h"

/* ---- save.c: adds the entry of a version (0: none) to the heads that a record is based on */

enum err_code add_parent(struct registry *r, uint32_t number, uint64_t version,
                         struct stored *stored, struct err *e);

#endif
