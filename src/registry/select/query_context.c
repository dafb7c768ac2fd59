/* Gives the query language access to the register. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "record/coding.h"
#include "registry/read/read_internal.h"
#include "registry/select.h"
#include "registry/select/query_context.h"

static struct record *
world_get(void *context, uint32_t number)
{
	struct record *record;

	if (registry_get_number(((struct register_context *)context)->registry, number, &record, NULL) !=
	    ERR_OK)
		return NULL;
	return record;
}

static enum err_code
world_every(void *context, const struct type *type,
            bool (*each)(void *each_context, const struct record *r), void *each_context,
            struct err *e)
{
	return registry_every(((struct register_context *)context)->registry, type, each, each_context, e);
}

static bool
world_changed(void *context, const struct record *record, int64_t *when, const char **by)
{
	return registry_last_change(((struct register_context *)context)->registry, record, when, by);
}

static int
compare_numbers(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool
world_is_tagged(void *context, const struct record *record)
{
	const struct register_context *w = context;

	return w->tagged_count > 0 && bsearch(&record->number, w->tagged, w->tagged_count,
	                                      sizeof *w->tagged, compare_numbers) != NULL;
}

/* The operator's office is named by code in the settings: the record of any type that has it and
 * can own something. */
uint32_t
registry_my_office(struct registry *r)
{
	const char *code = settings_my_office(r->settings);
	uint32_t number;

	for (size_t i = 0; code != NULL && i < r->schema->count; i++) {
		const struct type *t = r->schema->types[i];

		if (t->fields.by_role[ROLE_COVERS] != NULL &&
		    registry_find_code(r, t, code, &number, NULL) == ERR_OK)
			return number;
	}
	return 0;
}

void
register_context_init(struct register_context *w, struct registry *r)
{
	*w = (struct register_context){
		.base = {
			.context = w,
			.directory = &r->directory,
			.get = world_get,
			.every = world_every,
			.changed = world_changed,
			.is_tagged = world_is_tagged,
			.today = date_today(),
		},
		.registry = r,
	};
	w->base.language = r->schema->language;
	w->base.my_office = registry_my_office(r);
}

/* Every record of a type, by code, in the present transaction or one of its own: for what is quick
 * and waits for nobody. */
enum err_code
registry_every(struct registry *r, const struct type *type,
               bool (*each)(void *context, const struct record *record), void *context,
               struct err *e)
{
	struct cursor *c = NULL;
	struct span key;
	struct buf prefix;
	struct visit v;
	bool goes_on = true;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	buf_init(&prefix);
	index_prefix(&prefix, type->number, type_code(type)->number);
	rc = cursor_open(r->txn, TABLE_INDEX, &c, e);
	if (rc == ERR_OK)
		rc = cursor_seek(c, buf_span(&prefix), &key, NULL, e);
	while (rc == ERR_OK && goes_on && span_starts_with(key, buf_span(&prefix))) {
		struct record *record;

		rc = load_record(r, be32(key.data + key.size - 4), &record, NULL, e);
		if (rc != ERR_OK)
			break;
		goes_on = each(context, record);
		record_free(record);
		rc = cursor_next(c, &key, NULL, e);
	}
	cursor_close(c);
	buf_clear(&prefix);
	visit_end(&v);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

struct query_context *
registry_query_context(struct registry *r, partial_date as_of)
{
	struct register_context *w = mem_new(sizeof *w);

	register_context_init(w, r);
	w->base.as_of = as_of;
	return &w->base;
}
