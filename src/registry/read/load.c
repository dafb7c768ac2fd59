/* Loads a record in the present transaction, which every other reading file builds on. */
#include <config.h>

#include <stdio.h>

#include "base/intl.h"
#include "record/coding.h"
#include "registry/read/read_internal.h"

enum err_code
load_record(struct registry *r, uint32_t number, struct record **out, struct stored *stored,
            struct err *e)
{
	struct stored own, *s = stored == NULL ? &own : stored;
	const struct type *type;
	enum err_code rc;

	*out = NULL;
	*s = (struct stored){ 0 };
	rc = records_get(r->txn, number, s, e);
	if (rc != ERR_OK)
		return rc;
	if (s->is_removed)
		return ERR_NOT_FOUND;
	type = schema_type(r->schema, s->type);
	if (type == NULL)
		return err_set(e, ERR_STORE,
		               _("record %u is of a type (%u) that the schema does not have"),
		               (unsigned)number, s->type);
	rc = record_decode(type, s->body, out, e);
	if (rc != ERR_OK)
		return rc;
	(*out)->number = number;
	(*out)->uuid = s->uuid;
	(*out)->version = s->version;
	return ERR_OK;
}

void
count_name(const struct type *type, char name[32])
{
	snprintf(name, 32, "count/%u", type->number);
}
