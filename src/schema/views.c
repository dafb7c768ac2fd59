/* Builds sections and views from their drafts. */
#include <config.h>

#include "schema/draft.h"

#include <string.h>

#include "base/intl.h"

/* ---- sections */

/* Counts the places in the sections where the field stands. */
static size_t
places_of(const struct type *t, const struct field *f)
{
	size_t places = 0;

	for (size_t i = 0; i < t->section_count; i++) {
		for (size_t j = 0; j < t->sections[i].count; j++)
			places += t->sections[i].fields[j] == f;
	}
	return places;
}

static void
check_sections(struct build *b)
{
	const struct type *t = b->type;

	for (size_t i = 0; i < t->fields.count; i++) {
		const struct field *f = &t->fields.list[i];
		size_t places = places_of(t, f);

		if (places == 0)
			build_fault(b, f->line, _("the field \"%s\" stands in no section"),
			            f->name);
		else if (places > 1)
			build_fault(b, f->line, _("the field \"%s\" stands in two sections"),
			            f->name);
	}
}

void
build_sections(struct build *b)
{
	const struct type_draft *d = b->draft;
	struct type *t = b->type;

	t->sections = arena_new(b->schema->arena, sizeof *t->sections * (d->section_count + 1));
	for (size_t i = 0; i < d->section_count; i++) {
		struct section *s = &t->sections[t->section_count++];

		s->label = conf_label_in(&d->sections[i].label, b->schema->language);
		s->fields = resolve_names(b, d->sections[i].line, &t->fields,
		                          &d->sections[i].fields, &s->count);
	}
	check_sections(b);
}

/* ---- likely twins, and the grid */

void
build_alike(struct build *b)
{
	const struct type_draft *d = b->draft;
	struct type *t = b->type;

	t->alike = arena_new(b->schema->arena, sizeof *t->alike * (d->alike_count + 1));
	for (size_t i = 0; i < d->alike_count; i++) {
		struct alike *a = &t->alike[t->alike_count++];

		a->fields = resolve_names(b, d->alike[i].line, &t->fields, &d->alike[i].fields,
		                          &a->count);
	}
	if (d->grid == NULL)
		return;
	for (size_t i = 0; type_code(t) != NULL && i < type_code(t)->part_count; i++) {
		if (strcmp(type_code(t)->parts[i]->name, d->grid) == 0)
			t->grid = type_code(t)->parts[i];
	}
	if (t->grid == NULL || t->grid->type != FIELD_REFERENCE)
		build_fault(b, 0, _("the grid \"%s\" must be a reference and a part of the code"),
		            d->grid);
}

/* ---- views */

static void
build_column(struct build *b, const struct column_draft *d, struct column *c)
{
	c->fields = resolve_names(b, d->line, &b->type->fields, &d->fields, &c->count);
	c->width = (int)d->width;
	c->is_flexible = d->is_flexible;
	c->label = conf_label_in(&d->label, b->schema->language);
	if (d->fields.count == 0)
		build_fault(b, d->line, _("the column names no field"));
	if (d->fields.count > 1 && d->label.count == 0)
		build_fault(b, d->line, _("a column of several fields needs a label"));
	if (c->label == NULL && c->count > 0)
		c->label = c->fields[0]->label;
	for (size_t i = 0; i < c->count; i++) {
		if (c->fields[i]->type == FIELD_TABLE)
			build_fault(b, d->line, _("the table \"%s\" cannot be a column"),
			            c->fields[i]->name);
	}
	if (c->count > 0)
		b->type->fields.list[c->fields[0]->place].is_indexed = true;
}

static void
build_sort(struct build *b, const struct view_draft *d, struct view *v)
{
	const char *name = d->sort;
	struct err e;

	v->sort = type_code(b->type);
	if (name == NULL)
		return;
	v->is_descending = *name == '-';
	if (fields_get(&b->type->fields, b->type->name, name + v->is_descending, &v->sort, &e) !=
	    ERR_OK)
		build_fault(b, d->line, "%s", e.text);
	else if (v->sort->type == FIELD_TABLE)
		build_fault(b, d->line, _("a view cannot be sorted by the table \"%s\""),
		            v->sort->name);
	else
		b->type->fields.list[v->sort->place].is_indexed = true;
}

static void
build_view(struct build *b, const struct view_draft *d, struct view *v)
{
	int flexible = 0;

	v->name = d->name;
	v->label = conf_label_in(&d->label, b->schema->language);
	v->query = d->query;
	v->is_of_today = d->as_of != NULL;
	if (d->as_of != NULL && strcmp(d->as_of, "today") != 0)
		build_fault(b, d->line, _("the view \"%s\" can be as of \"today\" alone"), d->name);
	v->line = d->line;
	v->columns = arena_new(b->schema->arena, sizeof *v->columns * (d->column_count + 1));
	for (size_t i = 0; i < d->column_count; i++) {
		build_column(b, &d->columns[i], &v->columns[v->count++]);
		flexible += d->columns[i].is_flexible;
	}
	if (d->column_count == 0)
		build_fault(b, d->line, _("the view \"%s\" has no columns"), d->name);
	if (flexible > 1)
		build_fault(b, d->line, _("the view \"%s\" has more than one column with \"flex\""),
		            d->name);
	build_sort(b, d, v);
}

void
build_views(struct build *b)
{
	const struct type_draft *d = b->draft;
	struct type *t = b->type;

	t->views = arena_new(b->schema->arena, sizeof *t->views * (d->view_count + 1));
	for (size_t i = 0; i < d->view_count; i++) {
		if (d->views[i].name == NULL)
			continue;
		if (type_view(t, d->views[i].name) != NULL)
			build_fault(b, d->views[i].line, _("the view \"%s\" stands twice"),
			            d->views[i].name);
		build_view(b, &d->views[i], &t->views[t->view_count++]);
	}
	if (t->view_count == 0)
		build_fault(b, 0, _("the type \"%s\" has no view"), t->name);
}
