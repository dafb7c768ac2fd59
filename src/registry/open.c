/* Makes, opens and closes a register. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/cbor.h"
#include "base/intl.h"
#include "base/text.h"
#include "registry/batch.h"
#include "registry/registry_internal.h"

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

/* By which rules, and which knowledge of characters, keys and words were made, and which of them
 * are kept. */
static char *
folding(void)
{
	return mem_printf("%d %s %d", TEXT_FOLD_VERSION, text_unicode_version(), INDEX_LAYOUT);
}

enum err_code
folding_put(struct txn *t, struct err *e)
{
	char *now = folding();
	enum err_code rc = meta_put(t, META_FOLDING,
	                            (struct span){ (const unsigned char *)now, strlen(now) }, e);

	free(now);
	return rc;
}

static enum err_code
folding_is_ours(struct txn *t, bool *out, struct err *e)
{
	char *now = folding();
	struct span stored = { 0 };
	enum err_code rc = meta_get(t, META_FOLDING, &stored, e);

	*out = stored.size == strlen(now) && memcmp(stored.data, now, stored.size) == 0;
	free(now);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
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

const struct schema *
registry_schema(const struct registry *r)
{
	return r->schema;
}

enum err_code
registry_may(const struct registry *r, enum operator_role role, struct err *e)
{
	return settings_may(r->settings, role, e);
}

bool
registry_is_read_only(const struct registry *r)
{
	return store_is_read_only(r->store);
}

const struct directory *
registry_directory(struct registry *r)
{
	return &r->directory;
}

uint64_t
registry_commit(const struct registry *r)
{
	return store_last_commit(r->store);
}

void
registry_on_waiting(struct registry *r,
                    bool (*waiting)(void *context, const char *holder, int seconds), void *context)
{
	store_on_waiting(r->store, (struct store_waiting){ waiting, context });
}

enum err_code
registry_lock(struct registry *r, struct err *e)
{
	return store_lock(r->store, e);
}

void
registry_unlock(struct registry *r)
{
	store_unlock(r->store);
}

/* ---- transactions for a while */

enum err_code
visit_begin(struct registry *r, struct visit *v, struct err *e)
{
	*v = (struct visit){ r, r->txn == NULL };
	return v->is_own ? store_read(r->store, &r->txn, e) : ERR_OK;
}

void
visit_end(struct visit *v)
{
	if (!v->is_own)
		return;
	store_end(v->registry->txn);
	v->registry->txn = NULL;
}

enum err_code
registry_snapshot(struct registry *r, struct err *e)
{
	struct visit v;

	return visit_begin(r, &v, e);
}

void
registry_snapshot_end(struct registry *r)
{
	struct visit v = { r, r->txn != NULL };

	visit_end(&v);
}
