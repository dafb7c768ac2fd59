/* Checks what a schema says in the words of queries and values: presets, and queries of views. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "base/text.h"
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
			           _("the default of \"%s\" is not a valid value: %s"), f->name,
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

/* The schema text that a store keeps must be UTF-8; libconfig does not check that. */
static void
check_encoding(const struct schema_source *source, struct faults *faults)
{
	size_t size = strlen(source->text);
	int line = 1;

	for (size_t at = 0; at < size; ) {
		unsigned char byte = (unsigned char)source->text[at];

		if (text_next(source->text, size, &at) < 0) {
			faults_add(faults, source->path, line,
			           _("holds a byte that is not UTF-8 (0x%02X)"), byte);
			return;
		}
		line += byte == '\n';
	}
}

enum err_code
query_load_schema(const struct schema_sources *sources, const char *language, struct schema **out,
                  struct faults *faults, struct err *e)
{
	enum err_code rc = schema_load(sources, language, out, faults, e);

	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < sources->count; i++)
		check_encoding(&sources->list[i], faults);
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
