/* Looks up types, fields, views and choices, and frees a schema. */
#include <config.h>

#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "base/text.h"

void
schema_free(struct schema *s)
{
	if (s == NULL)
		return;
	free(s->types);
	arena_clear(s->arena);
	free(s->arena);
	free(s);
}

const struct type *
schema_type(const struct schema *s, unsigned number)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->types[i]->number == number)
			return s->types[i];
	}
	return NULL;
}

enum err_code
schema_find_type(const struct schema *s, const char *name, const struct type **out, struct err *e)
{
	struct suggest hint;
	char text[128];

	*out = NULL;
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->types[i]->name, name) == 0) {
			*out = s->types[i];
			return ERR_OK;
		}
	}
	suggest_init(&hint, name);
	for (size_t i = 0; i < s->count; i++)
		suggest_try(&hint, s->types[i]->name);
	return err_set(e, ERR_USAGE, _("there is no record type \"%s\"%s"), name,
	               suggest_text(&hint, text, sizeof text));
}

const struct field *
fields_find(const struct fields *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++) {
		if (strcmp(f->list[i].name, name) == 0)
			return &f->list[i];
	}
	return NULL;
}

static bool
has_label(const struct field *f, const char *name)
{
	for (const char *const *label = f->labels; *label != NULL; label++) {
		if (text_same(*label, name))
			return true;
	}
	return false;
}

static bool
has_own_label(const struct field *f, const char *name)
{
	return text_same(f->label, name);
}

/* The field that has the name in that way; *other: a second one that has it too, or NULL. */
static const struct field *
find_with(const struct fields *f, const char *name,
          bool (*has)(const struct field *f, const char *name), const struct field **other)
{
	const struct field *found = NULL;

	*other = NULL;
	for (size_t i = 0; i < f->count && *other == NULL; i++) {
		if (!has(&f->list[i], name))
			continue;
		if (found == NULL)
			found = &f->list[i];
		else
			*other = &f->list[i];
	}
	return found;
}

/* fields_named(), and in *other the second of two fields that are called so. */
static const struct field *
find_named(const struct fields *f, const char *name, const struct field **other)
{
	const struct field *found = fields_find(f, name);

	*other = NULL;
	for (size_t i = 0; found == NULL && i < f->count; i++) {
		if (text_same(f->list[i].name, name))
			found = &f->list[i];
	}
	if (found == NULL)
		found = find_with(f, name, has_own_label, other);
	if (found == NULL)
		found = find_with(f, name, has_label, other);
	return found;
}

const struct field *
fields_named(const struct fields *f, const char *name)
{
	const struct field *other, *found = find_named(f, name, &other);

	return other == NULL ? found : NULL;
}

const struct field *
fields_number(const struct fields *f, unsigned number)
{
	for (size_t i = 0; i < f->count; i++) {
		if (f->list[i].number == number)
			return &f->list[i];
	}
	return NULL;
}

static enum err_code
no_field(const struct fields *f, const char *of, const char *name, struct err *e)
{
	struct suggest hint;
	char text[128];

	suggest_init(&hint, name);
	for (size_t i = 0; i < f->count; i++)
		suggest_try(&hint, f->list[i].name);
	return err_set(e, ERR_USAGE, _("%s has no field \"%s\"%s"), of, name,
	               suggest_text(&hint, text, sizeof text));
}

enum err_code
fields_get(const struct fields *f, const char *of, const char *name, const struct field **out,
           struct err *e)
{
	*out = fields_find(f, name);
	return *out != NULL ? ERR_OK : no_field(f, of, name, e);
}

enum err_code
fields_get_named(const struct fields *f, const char *of, const char *name,
                 const struct field **out, struct err *e)
{
	const struct field *other, *found = find_named(f, name, &other);

	*out = other == NULL ? found : NULL;
	if (other != NULL)
		return err_set(e, ERR_USAGE, _("%s has two fields called \"%s\": say %s or %s"), of,
		               name, found->name, other->name);
	return *out != NULL ? ERR_OK : no_field(f, of, name, e);
}

bool
schema_speaks(const struct schema *s, const char *language)
{
	for (size_t i = 0; i < s->count; i++) {
		for (const char *const *l = s->types[i]->languages; *l != NULL; l++) {
			if (strcmp(*l, language) == 0)
				return true;
		}
	}
	return false;
}

const struct view *
type_view(const struct type *t, const char *name)
{
	for (size_t i = 0; i < t->view_count; i++) {
		if (strcmp(t->views[i].name, name) == 0)
			return &t->views[i];
	}
	return NULL;
}

bool
type_is_target(const struct field *reference, const struct type *t)
{
	for (size_t i = 0; i < reference->target_count; i++) {
		if (reference->targets[i] == t)
			return true;
	}
	return false;
}

bool
type_has_due(const struct type *t)
{
	if (t->fields.by_role[ROLE_DUE] != NULL)
		return true;
	for (size_t i = 0; i < t->fields.count; i++) {
		const struct fields *table = t->fields.list[i].table;

		if (table != NULL && table->by_role[ROLE_DUE] != NULL)
			return true;
	}
	return false;
}

bool
type_computes_code(const struct type *t)
{
	return type_code(t)->part_count > 0;
}

bool
field_is_numbered(const struct field *f)
{
	const struct field *code = f->in == NULL ? type_code(f->of) : NULL;

	return code != NULL && code->part_count > 1 && f->type == FIELD_INTEGER &&
	       code->parts[code->part_count - 1] == f;
}

const struct choice *
field_choice(const struct field *f, unsigned number)
{
	for (size_t i = 0; i < f->choice_count; i++) {
		if (f->choices[i].number == number)
			return &f->choices[i];
	}
	return NULL;
}

const char *
choice_brief(const struct field *f, int64_t number)
{
	const struct choice *c = field_choice(f, (unsigned)number);

	return c == NULL ? NULL : c->brief;
}

const struct choice *
field_choice_named(const struct field *f, const char *name)
{
	for (size_t i = 0; i < f->choice_count; i++) {
		if (strcmp(f->choices[i].name, name) == 0)
			return &f->choices[i];
	}
	for (size_t i = 0; i < f->choice_count; i++) {
		if (text_same(f->choices[i].name, name))
			return &f->choices[i];
		for (const char **label = f->choices[i].labels; *label != NULL; label++) {
			if (text_same(*label, name))
				return &f->choices[i];
		}
	}
	return NULL;
}

const struct choice *
field_choice_with(const struct field *f, enum choice_role role)
{
	for (size_t i = 0; i < f->choice_count; i++) {
		if (f->choices[i].role == role)
			return &f->choices[i];
	}
	return NULL;
}

bool
field_has_role(const struct field *f, enum role role)
{
	return (f->roles >> role & 1) != 0;
}

enum shape
field_shape(const struct field *f)
{
#define FIELD_TYPE_SHAPE(id, symbol, name, shape, many) [FIELD_##id] = SHAPE_##shape,
	static const enum shape shapes[FIELD_TYPE_COUNT] = { FIELD_TYPE_LIST(FIELD_TYPE_SHAPE) };
#undef FIELD_TYPE_SHAPE

	return shapes[f->type];
}

const char *
field_type_name(enum field_type type)
{
#define FIELD_TYPE_NAME(id, symbol, name, shape, many) [FIELD_##id] = name,
	static const char *const names[FIELD_TYPE_COUNT] = { FIELD_TYPE_LIST(FIELD_TYPE_NAME) };
#undef FIELD_TYPE_NAME

	return names[type];
}
