/* Checks whether a changed schema keeps the meaning of what a store holds. */
#include <config.h>

#include "schema/schema.h"

#include <string.h>

#include "base/intl.h"

static bool
is_retired(const struct fields *f, unsigned number)
{
	for (size_t i = 0; i < f->retired_count; i++) {
		if (f->retired[i] == number)
			return true;
	}
	return false;
}

static void
compare_choices(const char *file, const struct field *before, const struct field *after,
                struct faults *faults)
{
	for (size_t i = 0; i < before->choice_count; i++) {
		const struct choice *c = &before->choices[i];
		const struct choice *now = field_choice(after, c->number);

		if (now == NULL)
			faults_add(faults, file, after->line,
			           _("the choice %u (%s) of \"%s\" is gone: keep it"
			             " with \"retired = true\""),
			           c->number, c->name, after->name);
	}
}

static void
compare_targets(const char *file, const struct field *before, const struct field *after,
                struct faults *faults)
{
	for (size_t i = 0; i < before->target_count; i++) {
		bool found = false;

		for (size_t j = 0; j < after->target_count; j++)
			found = found || after->targets[j]->number == before->targets[i]->number;
		if (!found)
			faults_add(faults, file, after->line,
			           _("\"%s\" may no longer refer to \"%s\""), after->name,
			           before->targets[i]->name);
	}
}

/* Many values may not become one, and a list may not become a set: stored bodies would not fit. */
static void
compare_field(const char *file, const struct field *before, const struct field *after,
              struct faults *faults)
{
	if (before->type != after->type || before->many != after->many) {
		faults_add(faults, file, after->line,
		           _("the number %u was given to \"%s\" (%s); it cannot"
		             " become another sort of field (\"%s\")"),
		           before->number, before->name, field_type_name(before->type),
		           after->name);
		return;
	}
	if (after->min > before->min || after->max < before->max ||
	    after->max_length < before->max_length)
		faults_add(faults, file, after->line, _("\"%s\" takes less than before"),
		           after->name);
	compare_choices(file, before, after, faults);
	compare_targets(file, before, after, faults);
}

static void
compare_fields(const char *file, const struct fields *before, const struct fields *after,
               struct faults *faults)
{
	for (size_t i = 0; i < before->count; i++) {
		const struct field *f = &before->list[i];
		const struct field *now = fields_number(after, f->number);

		if (now == NULL && !is_retired(after, f->number)) {
			faults_add(faults, file, 0,
			           _("the field %u (%s) is gone: add its number to \"retired\""),
			           f->number, f->name);
		} else if (now != NULL) {
			compare_field(file, f, now, faults);
			if (f->type == FIELD_TABLE && now->type == FIELD_TABLE)
				compare_fields(file, f->table, now->table, faults);
		}
	}
	for (size_t i = 0; i < before->retired_count; i++) {
		if (!is_retired(after, before->retired[i]))
			faults_add(faults, file, 0, _("the number %u was retired and must stay so"),
			           before->retired[i]);
	}
}

void
schema_compare(const struct schema *before, const struct schema *after, struct faults *faults)
{
	for (size_t i = 0; i < before->count; i++) {
		const struct type *t = before->types[i], *now = schema_type(after, t->number);

		if (now == NULL)
			faults_add(faults, t->file, 0, _("the type %u (%s) is gone"), t->number,
			           t->name);
		else if (strcmp(now->name, t->name) != 0)
			faults_add(faults, now->file, 0,
			           _("the number %u belongs to the type \"%s\", not"
			             " \"%s\""),
			           t->number, t->name, now->name);
		else
			compare_fields(now->file, &t->fields, &now->fields, faults);
	}
}
