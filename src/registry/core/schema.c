/* Reads and writes the schema that a store carries: its text, and the compiled form that is derived
 * from it. */
#include <config.h>

#include "registry/registry_internal.h"

#include <string.h>

#include "base/intl.h"

static enum err_code
put_compiled(struct txn *t, const struct schema_sources *sources, struct err *e)
{
	struct buf compiled;
	enum err_code rc;

	buf_init(&compiled);
	schema_compile(sources, &compiled);
	rc = meta_put(t, META_COMPILED, buf_span(&compiled), e);
	buf_clear(&compiled);
	return rc;
}

enum err_code
schema_put(struct txn *t, const struct schema_sources *sources, struct err *e)
{
	struct buf packed;
	enum err_code rc;

	buf_init(&packed);
	schema_sources_pack(sources, &packed);
	rc = cbor_refusal(&packed, e);
	if (rc == ERR_OK)
		rc = meta_put(t, META_SCHEMA, buf_span(&packed), e);
	buf_clear(&packed);
	return rc == ERR_OK ? put_compiled(t, sources, e) : rc;
}

enum err_code
schema_compile_again(struct registry *r, struct txn *t, struct err *e)
{
	struct schema_sources sources;
	struct span packed;
	enum err_code rc;

	if (r->schema_is_compiled)
		return ERR_OK;
	rc = meta_get(t, META_SCHEMA, &packed, e);
	if (rc == ERR_OK)
		rc = schema_sources_unpack(packed, &sources, e);
	if (rc != ERR_OK)
		return rc;
	rc = put_compiled(t, &sources, e);
	schema_sources_clear(&sources);
	r->schema_is_compiled = rc == ERR_OK;
	return rc;
}

enum err_code
schema_read(struct registry *r, struct txn *t, struct err *e)
{
	struct span packed, compiled = { 0 };
	struct faults faults;
	enum err_code rc = meta_get(t, META_SCHEMA, &packed, e);

	if (rc == ERR_NOT_FOUND)
		return err_set(e, ERR_STORE, _("%s has no schema in it"), store_path(r->store));
	if (rc == ERR_OK)
		rc = meta_get(t, META_COMPILED, &compiled, e);
	if (rc == ERR_NOT_FOUND)
		rc = ERR_OK;
	if (rc != ERR_OK)
		return rc;
	faults_init(&faults);
	rc = schema_open(packed, compiled, r->settings->language, &r->schema,
	                 &r->schema_is_compiled, &faults, e);
	if (rc == ERR_USAGE) {          /* what was written here was right when it was written */
		err_prefix(e, _("the schema in the store is damaged"));
		rc = e->code = ERR_STORE;
	}
	faults_clear(&faults);
	return rc;
}

enum err_code
schema_check_compiled(struct txn *t, bool *fits, struct err *e)
{
	struct schema_sources sources;
	struct span packed, stored;
	struct buf compiled;
	enum err_code rc = meta_get(t, META_COMPILED, &stored, e);

	*fits = true;
	if (rc == ERR_NOT_FOUND)
		return ERR_OK;
	if (rc == ERR_OK)
		rc = meta_get(t, META_SCHEMA, &packed, e);
	if (rc == ERR_OK)
		rc = schema_sources_unpack(packed, &sources, e);
	if (rc != ERR_OK)
		return rc;
	buf_init(&compiled);
	schema_compile(&sources, &compiled);
	*fits = compiled.size == stored.size &&
	        memcmp(compiled.data, stored.data, stored.size) == 0;
	buf_clear(&compiled);
	schema_sources_clear(&sources);
	return ERR_OK;
}
