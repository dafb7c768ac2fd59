/* Makes, opens and closes a register; where the indexes were made by other rules, opening makes them
 * again. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/check/check_internal.h"
#include "registry/read/read_internal.h"
#include "registry/session/session_internal.h"

static struct store_options
options_of(const struct settings *s)
{
	return (struct store_options){
		.path = s->store,
		.is_read_only = s->read_only || s->role < OPERATOR_EDITOR,
		.is_trusted = settings_trust_store(s),
		.map_gib = s->map,
		.readers = s->readers,
		.reserve_mib = s->reserve,
		.operator_name = s->operator_name,
	};
}

static struct registry *
registry_new(const struct settings *settings)
{
	struct registry *r = mem_new(sizeof *r);

	r->settings = settings;
	directory_init(r);
	/* Those who keep the register see what they wrote; those who look at it do not. */
	r->directory.hides = settings->role < OPERATOR_EDITOR;
	return r;
}

void
registry_close(struct registry *r)
{
	if (r == NULL)
		return;
	buf_clear(&r->who);
	drafts_close(r);
	session_close(r->session);
	free(r->origins);
	schema_free(r->schema);
	store_close(r->store);
	free(r);
}

void
registry_discard(struct registry *r)
{
	store_discard(r->store);
	r->store = NULL;
	registry_close(r);
}

static enum err_code
write_meta(struct registry *r, const struct schema_sources *sources, struct txn *t, struct err *e)
{
	enum err_code rc = meta_put_number(t, META_FORMAT, STORE_FORMAT, e);
	if (rc == ERR_OK)
		rc = origins_add(r, t, 1, e);
	if (rc == ERR_OK)
		rc = schema_put(t, sources, e);
	if (rc == ERR_OK)
		rc = folding_put(t, e);
	return rc;
}

enum err_code
registry_create(const struct settings *settings, const struct schema_sources *sources,
                struct registry **out, struct faults *faults, struct err *e)
{
	struct registry *r = registry_new(settings);
	struct store_options options = options_of(settings);
	struct txn *t = NULL;
	enum err_code rc;

	*out = NULL;
	rc = query_load_schema(sources, settings->language, &r->schema, faults, e);
	if (rc == ERR_OK)
		rc = store_create(&options, &r->store, e);
	if (rc != ERR_OK)
		goto fail;
	rc = store_write(r->store, false, &t, e);
	if (rc == ERR_OK)
		rc = write_meta(r, sources, t, e);
	if (rc == ERR_OK) {
		rc = store_commit(t, e);
		t = NULL;
	}
	store_end(t);
	if (rc != ERR_OK) {
		registry_discard(r);
		return rc;
	}
	r->has_words = true;
	r->schema_is_compiled = true;
	*out = r;
	return ERR_OK;
fail:
	registry_close(r);
	return rc;
}

static enum err_code
check_format(struct registry *r, struct txn *t, struct err *e)
{
	uint64_t format;
	enum err_code rc = meta_get_number(t, META_FORMAT, &format, e);

	if (rc != ERR_OK)
		return rc;
	if (format == 0)
		return err_set(e, ERR_STORE, _("%s is an LMDB store, but not one of Chancery's"),
		               store_path(r->store));
	if (format > STORE_FORMAT)
		return err_set(e, ERR_STORE,
		               _("%s was written by a newer Chancery (format %u, this one knows"
		                 " %u): use that"),
		               store_path(r->store), (unsigned)format, STORE_FORMAT);
	return ERR_OK;
}

static enum err_code
read_meta(struct registry *r, struct txn *t, struct err *e)
{
	enum err_code rc = check_format(r, t, e);

	if (rc == ERR_OK)
		rc = origins_read(r, t, e);
	if (rc == ERR_OK)
		rc = meta_get_number(t, META_EDITION, &r->edition, e);
	if (rc != ERR_OK)
		return rc;
	return schema_read(r, t, e);
}

static enum err_code
open_with(const struct settings *settings, const struct store_options *options,
          struct registry **out, struct err *e)
{
	struct registry *r = registry_new(settings);
	struct txn *t = NULL;
	bool is_folded_so = true;
	enum err_code rc;

	*out = NULL;
	rc = store_open(options, &r->store, e);
	if (rc == ERR_OK)
		rc = store_read(r->store, &t, e);
	if (rc == ERR_OK)
		rc = read_meta(r, t, e);
	if (rc == ERR_OK)
		rc = folding_is_ours(t, &is_folded_so, e);
	store_end(t);
	/* Who only reads does without the words until somebody comes who may write. */
	r->has_words = is_folded_so;
	if (rc == ERR_OK && !is_folded_so && !registry_is_read_only(r)) {
		rc = reindex(r, e);
		r->has_words = rc == ERR_OK;
	}
	if (rc != ERR_OK) {
		registry_close(r);
		return rc;
	}
	*out = r;
	return ERR_OK;
}

enum err_code
registry_open(const struct settings *settings, struct registry **out, struct err *e)
{
	const struct store_options options = options_of(settings);
	enum err_code rc = settings_may(settings, OPERATOR_READER, e);

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	return open_with(settings, &options, out, e);
}

enum err_code
registry_open_copy(const struct settings *settings, const char *file, struct registry **out,
                   struct err *e)
{
	struct store_options options = options_of(settings);

	options.path = file;
	options.is_copy = true;
	return open_with(settings, &options, out, e);
}
