/* Builds a schema from its drafts: first each type with its fields, then what refers to other
 * types, then what must hold for the whole. */
#include <config.h>

#include "schema/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"

static void
build_type(struct build *b)
{
	const struct type_draft *d = b->draft;
	struct type *t = arena_new(b->schema->arena, sizeof *t);

	b->type = t;
	t->name = d->name;
	t->number = (uint16_t)d->number;
	t->menu = d->menu;
	t->file = d->file;
	t->label = conf_label_in(&d->label, b->schema->language);
	t->plural = conf_label_in(&d->plural, b->schema->language);
	t->help = conf_label_in(&d->help, b->schema->language);
	t->languages = arena_new(b->schema->arena, sizeof *t->languages * (d->label.count + 1));
	for (size_t i = 0; i < d->label.count; i++)
		t->languages[i] = d->label.languages[i];
	if (!is_identifier(t->name))
		build_fault(b, 0,
		            _("a type's name is lower-case letters, digits and \"_\", not \"%s\""),
		            t->name);
	build_fields(b, &d->fields, NULL, &t->fields);
	if (type_code(t) == NULL)
		build_fault(b, 0, _("the type \"%s\" has no field with the role \"code\""),
		            t->name);
	else if (type_code(t)->type != FIELD_CODE)
		build_fault(b, type_code(t)->line,
		            _("the field with the role \"code\" must be a code"));
	else
		t->fields.list[type_code(t)->place].is_indexed = true;
	if (t->fields.by_role[ROLE_TITLE] != NULL)
		t->fields.list[t->fields.by_role[ROLE_TITLE]->place].is_indexed = true;
}

static void
check_type_is_alone(struct build *b)
{
	for (size_t i = 0; i < b->schema->count; i++) {
		const struct type *other = b->schema->types[i];

		if (strcmp(other->name, b->draft->name) == 0)
			build_fault(b, 0, _("the type \"%s\" is also declared in %s"), other->name,
			            other->file);
		if (other->number == b->draft->number)
			build_fault(b, 0, _("the type \"%s\" has the number %ld, which \"%s\" has"),
			            b->draft->name, b->draft->number, other->name);
	}
}

/* What a role requires of its field. */
static void
check_role_types(struct build *b, const struct fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if ((field_has_role(f, ROLE_FROM) || field_has_role(f, ROLE_TO)) &&
		    f->type != FIELD_DATE)
			build_fault(b, f->line,
			            _("\"%s\" has the role \"from\" or \"to\" and must be a date"),
			            f->name);
		if (field_has_role(f, ROLE_SMALL_COUNT) && f->type != FIELD_INTEGER)
			build_fault(b, f->line,
			            _("\"%s\" has the role \"small_count\" and must be an integer"),
			            f->name);
		if ((field_has_role(f, ROLE_PARENT) || field_has_role(f, ROLE_SUCCESSOR)) &&
		    !(f->type == FIELD_REFERENCE && type_is_target(f, b->type)))
			build_fault(b, f->line, _("\"%s\" has the role \"parent\" or \"successor\" and must refer"
			                          " to its own type"), f->name);
		if (f->type == FIELD_CODE && !field_has_role(f, ROLE_CODE) && f->in == NULL)
			build_fault(b, f->line,
			            _("\"%s\" is a code and must have the role \"code\""), f->name);
		if (f->type == FIELD_TABLE)
			check_role_types(b, f->table);
	}
}

static int
by_number(const void *a, const void *b)
{
	const struct type *const *x = a, *const *y = b;

	return (*x)->number - (*y)->number;
}

static void
build_all(struct schema *s, struct type_draft *drafts, size_t count, struct faults *faults)
{
	struct build b = { .schema = s, .faults = faults };

	s->types = mem_new(sizeof *s->types * (count + 1));
	for (size_t i = 0; i < count; i++) {
		b.draft = &drafts[i];
		if (!drafts[i].is_read || drafts[i].name == NULL || drafts[i].number == 0)
			continue;
		check_type_is_alone(&b);
		build_type(&b);
		s->types[s->count++] = b.type;
	}
	for (size_t i = 0, n = 0; i < count; i++) {
		b.draft = &drafts[i];
		if (!drafts[i].is_read || drafts[i].name == NULL || drafts[i].number == 0)
			continue;
		b.type = s->types[n++];
		resolve_fields(&b, &b.draft->fields, &b.type->fields);
		check_role_types(&b, &b.type->fields);
		build_alike(&b);
		build_sections(&b);
		build_views(&b);
	}
	qsort(s->types, s->count, sizeof *s->types, by_number);
}

static struct digest
digest_sources(const struct schema_sources *sources)
{
	struct buf packed;
	struct digest d;

	buf_init(&packed);
	schema_sources_pack(sources, &packed);
	d = digest_of(packed.data, packed.size);
	buf_clear(&packed);
	return d;
}

static struct schema *
schema_new(const char *language)
{
	struct schema *s = mem_new(sizeof *s);

	s->arena = mem_new(sizeof *s->arena);
	arena_init(s->arena);
	s->language = arena_text(s->arena, language);
	return s;
}

/* The schema of the drafts, which it frees; or the faults as an error. */
static enum err_code
finish(struct schema *s, struct type_draft *drafts, size_t count, struct schema **out,
       struct faults *faults, struct err *e)
{
	bool all_read = true;
	enum err_code rc;

	for (size_t i = 0; i < count; i++)
		all_read = all_read && drafts[i].is_read;
	/* A file that could not be read would only cause more faults in the others. */
	if (all_read)
		build_all(s, drafts, count, faults);
	free(drafts);
	rc = faults_err(faults, ERR_USAGE, e);
	if (rc == ERR_OK)
		*out = s;
	else
		schema_free(s);
	return rc;
}

enum err_code
schema_load(const struct schema_sources *sources, const char *language, struct schema **out,
            struct faults *faults, struct err *e)
{
	struct schema *s = schema_new(language);
	struct type_draft *drafts = mem_new(sizeof *drafts * (sources->count + 1));

	*out = NULL;
	for (size_t i = 0; i < sources->count; i++)
		schema_read_draft(&sources->list[i], s->arena, faults, &drafts[i]);
	s->digest = digest_sources(sources);
	return finish(s, drafts, sources->count, out, faults, e);
}

static enum err_code
load_packed(struct span packed, const char *language, struct schema **out, struct faults *faults,
            struct err *e)
{
	struct schema_sources sources;
	enum err_code rc = schema_sources_unpack(packed, &sources, e);

	if (rc != ERR_OK)
		return rc;
	rc = schema_load(&sources, language, out, faults, e);
	schema_sources_clear(&sources);
	return rc;
}

enum err_code
schema_open(struct span packed, struct span compiled, const char *language, struct schema **out,
            bool *was_compiled, struct faults *faults, struct err *e)
{
	struct schema *s = schema_new(language);
	struct type_draft *drafts;
	size_t count = 0;

	*out = NULL;
	s->digest = digest_of(packed.data, packed.size);
	drafts = drafts_from_compiled(compiled, &s->digest, s->arena, &count);
	*was_compiled = drafts != NULL;
	if (drafts != NULL)
		return finish(s, drafts, count, out, faults, e);
	schema_free(s);
	return load_packed(packed, language, out, faults, e);
}
