/* Puts another schema in force. The records must fit it, what is derived from them is rebuilt, and
 * what it makes sensitive must not stand in the journal in plain text. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "registry/check/check_internal.h"

static enum err_code
store_schema(struct act *a, const struct schema_sources *sources, struct err *e)
{
	enum err_code rc = schema_put(a->txn, sources, e);

	return rc == ERR_OK ? meta_put_number(a->txn, META_EDITION, a->registry->edition + 1, e) :
	                      rc;
}

static bool
makes_sensitive(const struct fields *before, const struct fields *after)
{
	for (size_t i = 0; i < after->count; i++) {
		const struct field *now = &after->list[i];
		const struct field *was = fields_number(before, now->number);

		if (was == NULL)
			continue;
		if (now->is_sensitive && !was->is_sensitive)
			return true;
		if (now->table != NULL && makes_sensitive(was->table, now->table))
			return true;
	}
	return false;
}

static bool
some_become_sensitive(const struct schema *before, const struct schema *after)
{
	for (size_t i = 0; i < after->count; i++) {
		const struct type *now = after->types[i];
		const struct type *was = schema_type(before, now->number);

		if (was != NULL && makes_sensitive(&was->fields, &now->fields))
			return true;
	}
	return false;
}

struct applying {
	const struct schema_sources *sources;
	const struct schema *before;
	struct schema_applied *result;
	struct faults *faults;
	struct err *e;
};

/* In the registry the new schema is in force already. */
static enum err_code
work(struct applying *x, struct act *a)
{
	bool seals = x->result->begins_chain;
	enum err_code rc = rebuild(a, x->faults, NULL, x->e);

	a->is_recorded = true;
	a->tells_schema = true;
	if (rc == ERR_OK && !seals && some_become_sensitive(x->before, a->registry->schema))
		rc = plain_values_find(a, x->faults, x->e);
	if (rc == ERR_OK)
		rc = faults_err(x->faults, ERR_USAGE, x->e);
	if (rc == ERR_OK && seals)
		rc = rechain(a, x->faults, &x->result->sealed, x->e);
	if (rc == ERR_OK && x->result->is_changed)
		rc = store_schema(a, x->sources, x->e);
	return rc;
}

/* Sealing what the journal has in plain is an administrator's, as erasing is. On a shared store the
 * schema that goes with it is of root's files. */
static enum act_kind
kind_of(bool begins_chain)
{
	return begins_chain ? ACT_RECHAIN : ACT_SCHEMA;
}

static enum err_code
put_in_force(struct applying *x, struct registry *r)
{
	bool begins_chain = x->result->begins_chain;
	size_t origins = r->origin_count;
	struct act a;
	enum err_code rc = act_begin(&a, r, kind_of(begins_chain),
	                             begins_chain ? "apply schema, begin a new chain" :
	                                            "apply schema",
	                             x->e);

	if (rc != ERR_OK)
		return rc;
	rc = work(x, &a);
	if (rc == ERR_OK)
		rc = act_end(&a, false, NULL, x->e);
	else
		act_abort(&a);
	if (rc != ERR_OK)
		r->origin_count = origins;
	else if (x->result->is_changed)
		r->edition++;
	return rc;
}

enum err_code
registry_apply_schema(struct registry *r, const struct schema_sources *sources,
                      bool begins_chain, struct schema_applied *out, struct faults *faults,
                      struct err *e)
{
	struct schema *after, *before = r->schema;
	struct applying x = { sources, before, out, faults, e };
	enum err_code rc = registry_may(r, act_rules[kind_of(begins_chain)].role, e);

	*out = (struct schema_applied){ .begins_chain = begins_chain };
	if (rc == ERR_OK)
		rc = query_load_schema(sources, r->settings->language, &after, faults, e);
	if (rc != ERR_OK)
		return rc;
	out->is_changed = memcmp(&before->digest, &after->digest, sizeof before->digest) != 0;
	if (out->is_changed)
		schema_compare(before, after, faults);
	rc = faults_err(faults, ERR_USAGE, e);
	if (rc != ERR_OK || (!out->is_changed && !begins_chain)) {
		schema_free(after);
		return rc;
	}
	r->schema = after;
	rc = put_in_force(&x, r);
	r->schema = rc == ERR_OK ? after : before;
	schema_free(rc == ERR_OK ? before : after);
	return rc;
}
