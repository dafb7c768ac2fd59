/* What a schema says in the words of values and queries. */
#include <config.h>

#include "base/intl.h"
#include "query/query.h"
#include "record/form.h"

static void
check_presets(const struct type *t, const struct fields *fields, struct faults *faults)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		struct arena a;
		struct value v;
		struct err e;

		if (f->table != NULL)
			check_presets(t, f->table, faults);
		if (f->preset == NULL)
			continue;
		arena_init(&a);
		if (f->type == FIELD_REFERENCE)
			faults_add(faults, t->file, f->line,
			           _("\"%s\" is a reference and cannot have a default"), f->name);
		else if (value_parse(f, f->preset, NULL, &a, &v, &e) != ERR_OK)
			faults_add(faults, t->file, f->line,
			           _("the default of \"%s\" is no value of it: %s"), f->name,
			           e.text);
		arena_clear(&a);
	}
}

static void
check_views(const struct schema *s, const struct type *t, struct faults *faults)
{
	const struct query_scope scope = { s, t, NULL };

	for (size_t i = 0; i < t->view_count; i++) {
		struct query *q;
		struct err e;

		if (t->views[i].query == NULL)
			continue;
		if (query_parse(t->views[i].query, &scope, &q, &e) == ERR_OK)
			query_free(q);
		else
			faults_add(faults, t->file, t->views[i].line, _("the view \"%s\": %s"),
			           t->views[i].name, e.text);
	}
}

enum err_code
query_load_schema(const struct schema_sources *sources, const char *language, struct schema **out,
                  struct faults *faults, struct err *e)
{
	enum err_code rc = schema_load(sources, language, out, faults, e);

	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < (*out)->count; i++) {
		check_presets((*out)->types[i], &(*out)->types[i]->fields, faults);
		check_views(*out, (*out)->types[i], faults);
	}
	rc = faults_err(faults, ERR_USAGE, e);
	if (rc != ERR_OK) {
		schema_free(*out);
		*out = NULL;
	}
	return rc;
}
