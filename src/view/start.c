#include <config.h>

#include "view/start.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "registry/select.h"

static int
by_menu(const void *a, const void *b)
{
	const struct start_item *x = a, *y = b;

	return x->type->menu < y->type->menu ? -1 : x->type->menu > y->type->menu;
}

static bool
count_overdue(void *context, const struct record *r)
{
	struct start *s = context;

	s->overdue += record_is_overdue(r, date_today());
	return true;
}

enum err_code
start_read(struct registry *r, struct start *out, struct err *e)
{
	const struct schema *schema = registry_schema(r);
	enum err_code rc = ERR_OK;

	*out = (struct start){ .items = mem_new(sizeof *out->items * (schema->count + 1)) };
	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		const struct type *t = schema->types[i];
		const struct select what = { .type = t };
		struct selection *s;

		if (t->menu == 0)
			continue;
		out->items[out->count].type = t;
		rc = registry_count(r, t, &out->items[out->count++].count, e);
		if (rc != ERR_OK || t->fields.by_role[ROLE_DUE] == NULL)
			continue;
		rc = registry_select(r, &what, &s, e);
		if (rc == ERR_OK)
			rc = selection_every(s, count_overdue, out, e);
		if (rc == ERR_OK)
			selection_free(s);
	}
	qsort(out->items, out->count, sizeof *out->items, by_menu);
	if (rc != ERR_OK)
		start_clear(out);
	return rc;
}

void
start_clear(struct start *s)
{
	free(s->items);
	*s = (struct start){ 0 };
}
