/* Walks the rows of a table over all records. */
#include <config.h>

#include "registry/select.h"
#include "registry/select/query_context.h"

struct row_walk {
	const struct field *table;
	const struct query *query;
	const struct register_context *world;
	partial_date as_of;
	bool (*each)(void *context, const struct record *record, const struct row *row);
	void *context;
};

static bool
every_row(void *context, const struct record *r)
{
	const struct row_walk *w = context;
	const struct value *v = record_value(r, w->table);

	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		const struct row *row = &v->rows[i];

		if (w->as_of != DATE_NONE && !is_in_force(w->table->table, row->values, w->as_of))
			continue;
		if (w->query != NULL && !query_match(w->query, &w->world->base, r, row))
			continue;
		if (!w->each(w->context, r, row))
			return false;
	}
	return true;
}

enum err_code
registry_rows(struct registry *r, const struct field *table, struct query *query,
              partial_date as_of,
              bool (*each)(void *context, const struct record *record, const struct row *row),
              void *context, struct err *e)
{
	struct select what = { .type = table->of, .as_of = as_of };
	struct row_walk w = { table, query, NULL, as_of, each, context };
	struct selection *s = NULL;
	struct register_context world;
	enum err_code rc = ERR_OK;

	register_context_init(&world, r);
	world.base.as_of = as_of;
	w.world = &world;
	if (query != NULL)
		rc = query_prepare(query, &world.base, e);
	if (rc == ERR_OK)
		rc = registry_select(r, &what, &s, e);
	if (rc == ERR_OK)
		rc = selection_every(s, every_row, &w, e);
	selection_free(s);
	return rc;
}
