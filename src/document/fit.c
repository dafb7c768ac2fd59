/* Compares definitions of documents with the schema, so that a document either prints whole or is not
 * offered. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "base/suggest.h"
#include "document/definition.h"
#include "document/path.h"

#define PART_NAME(id, name) [PART_##id] = name,
static const char *const part_names[] = { PART_LIST(PART_NAME) NULL };

struct fitting {
	struct document *document;
	const struct documents *all;
	const struct schema *schema;
	const struct type *type;
	struct faults *faults;
	int line;
};

static void
fault(const struct fitting *f, const struct err *e)
{
	faults_add(f->faults, f->document->file, f->line, "%s", e->text);
}

static void
check_path(const struct fitting *f, const struct type *type, const struct field *table,
           const char *path)
{
	struct err e;

	if (path != NULL && path_check(type, table, path, NULL, &e) != ERR_OK)
		fault(f, &e);
}

static void
check_paths(const struct fitting *f, const struct type *type, const struct field *table,
            const struct conf_texts *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		check_path(f, type, table, paths->list[i]);
}

/* The paths in braces. */
static void
check_tokens(const struct fitting *f, const struct field *table, const char *text)
{
	struct err e;

	if (text != NULL && tokens_check(f->type, table, text, &e) != ERR_OK)
		fault(f, &e);
}

static void
check_labels(const struct fitting *f, const struct field *table, const struct conf_label *label)
{
	for (size_t i = 0; i < label->count; i++)
		check_tokens(f, table, label->texts[i]);
}

static const struct field *
check_table(const struct fitting *f, const char *name)
{
	const struct field *table = NULL;
	struct err e;

	if (name == NULL) {
		faults_add(f->faults, f->document->file, f->line, _("the part does not name its table"));
		return NULL;
	}
	if (fields_get(&f->type->fields, f->type->name, name, &table, &e) != ERR_OK) {
		fault(f, &e);
		return NULL;
	}
	if (table->table == NULL) {
		faults_add(f->faults, f->document->file, f->line, _("\"%s\" is not a table"), name);
		return NULL;
	}
	return table;
}

static void
check_rows(const struct fitting *f, const struct part *p)
{
	const struct field *table = check_table(f, p->table);

	if (table == NULL)
		return;
	check_paths(f, f->type, table, &p->columns);
	check_path(f, f->type, table, p->group);
	check_path(f, f->type, table, p->below);
	if (p->restricted != NULL && strcmp(p->restricted, "mark") != 0 &&
	    strcmp(p->restricted, "omit") != 0)
		faults_add(f->faults, f->document->file, f->line,
		           _("\"restricted\" can be \"mark\" or \"omit\""));
}

static void
check_roll(const struct fitting *f, const struct part *p)
{
	const struct field *table = f->type->fields.by_role[ROLE_ATTENDANCE];

	if (table == NULL || table->table == NULL || table->table->by_role[ROLE_PARTY] == NULL)
		faults_add(f->faults, f->document->file, f->line, _("nobody attends a %s"),
		           f->type->label);
	else
		check_paths(f, f->type, table, &p->columns);
}

/* A part that prints another document once a record. It must not do so itself. */
static void
check_each(const struct fitting *f, const struct part *p, const struct type *type)
{
	const struct document *inner = NULL;

	for (size_t i = 0; p->each != NULL && i < f->all->count; i++) {
		if (strcmp(f->all->list[i].name, p->each) == 0)
			inner = &f->all->list[i];
	}
	if (p->each == NULL)
		return;
	if (inner == NULL || strcmp(inner->type_name, type->name) != 0 || inner->is_set) {
		faults_add(f->faults, f->document->file, f->line,
		           _("there is no document \"%s\" of one %s"), p->each, type->name);
		return;
	}
	for (size_t i = 0; i < inner->part_count; i++) {
		if (inner->parts[i].each != NULL)
			faults_add(f->faults, f->document->file, f->line,
			           _("the document \"%s\" has others in it itself"), p->each);
	}
}

static void
check_records(const struct fitting *f, const struct part *p)
{
	const struct type *type = f->type;
	struct err e;

	if (p->type == NULL && !f->document->is_set)
		faults_add(f->faults, f->document->file, f->line, _("the part does not name its type"));
	if (p->type != NULL && schema_find_type(f->schema, p->type, &type, &e) != ERR_OK) {
		fault(f, &e);
		return;
	}
	check_paths(f, type, NULL, &p->columns);
	check_path(f, type, NULL, p->group);
	check_path(f, type, NULL, p->sort);
	check_tokens(f, NULL, p->query);
	check_each(f, p, type);
}

static void
check_part(struct fitting *f, struct part *p)
{
	const struct field *each = f->document->each == NULL ? NULL : check_table(f, f->document->each);
	struct suggest s;
	char hint[128];
	size_t kind = 0;

	while (part_names[kind] != NULL && strcmp(part_names[kind], p->kind_name) != 0)
		kind++;
	if (kind == PART_COUNT) {
		suggest_init(&s, p->kind_name);
		for (size_t i = 0; i < PART_COUNT; i++)
			suggest_try(&s, part_names[i]);
		faults_add(f->faults, f->document->file, f->line, _("there is no kind of part \"%s\"%s"),
		           p->kind_name, suggest_text(&s, hint, sizeof hint));
		return;
	}
	p->kind = (enum part_kind)kind;
	check_labels(f, each, &p->text);
	check_tokens(f, each, p->symbol);
	for (size_t i = 0; i < p->lines.count; i++)
		check_tokens(f, each, p->lines.list[i]);
	check_paths(f, f->type, NULL, &p->fields);
	check_path(f, f->type, NULL, p->field);
	if (p->kind == PART_ROWS)
		check_rows(f, p);
	else if (p->kind == PART_ROLL)
		check_roll(f, p);
	else if (p->kind == PART_RECORDS)
		check_records(f, p);
	if (f->document->is_set && p->kind != PART_RECORDS && p->kind != PART_COVER &&
	    p->kind != PART_BREAK)
		faults_add(f->faults, f->document->file, f->line,
		           _("a document of many records has parts of the kinds cover, records and break"));
}

void
document_fit(struct document *d, const struct documents *all, const struct schema *schema,
             struct faults *faults)
{
	struct fitting f = { d, all, schema, NULL, faults, 0 };
	size_t before = faults->count;
	struct err e;

	d->type = NULL;
	if (schema_find_type(schema, d->type_name, &f.type, &e) != ERR_OK) {
		faults_add(faults, d->file, 0, "%s", e.text);
		return;
	}
	for (size_t i = 0; i < d->part_count; i++) {
		f.line = d->parts[i].line;
		check_part(&f, &d->parts[i]);
	}
	if (faults->count == before)
		d->type = f.type;
}
