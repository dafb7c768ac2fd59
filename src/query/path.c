/* Follows the paths that columns and orders are made of. */
#include <config.h>

#include "query/path.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "base/text.h"
#include "query/parse_internal.h"
#include "record/form.h"
#include "record/overdue.h"

#define COUNT ":count"

/* ---- reading */

/* Where the next step looks for its name. */
struct owner {
	const char *name;
	const struct fields *fields;            /* NULL: those of what the reference may lead to */
	const struct field *reference;
};

static enum err_code
unknown_field(const struct owner *o, const char *name, struct err *e)
{
	struct suggest s;
	char hint[128];

	if (o->fields != NULL) {
		const struct field *f;

		return fields_get_named(o->fields, o->name, name, &f, e);
	}
	suggest_init(&s, name);
	for (size_t i = 0; i < o->reference->target_count; i++) {
		const struct fields *fields = &o->reference->targets[i]->fields;

		for (size_t j = 0; j < fields->count; j++)
			suggest_try(&s, fields->list[j].name);
	}
	return err_set(e, ERR_USAGE, _("%s has no field \"%s\"%s"), o->name, name,
	               suggest_text(&s, hint, sizeof hint));
}

static enum err_code
add_step(struct path *p, struct owner *o, const char *name, bool is_last, struct err *e)
{
	const struct field *f = o->fields != NULL ? query_field(o->fields, name) :
	                                            query_field_of_target(o->reference, name);

	if (f == NULL)
		return unknown_field(o, name, e);
	if (p->count == MOST_STEPS)
		return err_set(e, ERR_USAGE, _("the path is too long"));
	if (!is_last && f->type != FIELD_REFERENCE && f->type != FIELD_TABLE)
		return err_set(e, ERR_USAGE, _("\"%s\" is neither a reference nor a table: nothing can be"
		                               " behind its dot"), name);
	p->steps[p->count++] = f;
	*o = (struct owner){ f->name, f->type == FIELD_TABLE ? f->table : NULL, f };
	return ERR_OK;
}

/* In the rows of a table "parent" and the name of the type stand for the record, unless a column is
 * called so. */
static bool
names_record(const struct query_scope *scope, const char *name)
{
	return scope->table != NULL && query_field(scope->table->table, name) == NULL &&
	       (text_same(name, "parent") || text_same(name, scope->type->name) ||
	        text_same(name, scope->type->label));
}

static enum err_code
parse_steps(char *text, const struct query_scope *scope, struct path *p, struct err *e)
{
	struct owner o = { scope->table != NULL ? scope->table->name : scope->type->name,
	                   query_scope_fields(scope), NULL };
	enum err_code rc = ERR_OK;
	char *next = text, *name;

	/* A label may have a dot in it. */
	if (query_field(o.fields, text) != NULL)
		return add_step(p, &o, text, true, e);
	while (rc == ERR_OK && (name = strsep(&next, ".")) != NULL) {
		if (p->count > 0 || p->from_parent || !names_record(scope, name)) {
			rc = add_step(p, &o, name, next == NULL, e);
			continue;
		}
		p->is_record = next == NULL;
		p->from_parent = next != NULL;
		o = (struct owner){ scope->type->name, &scope->type->fields, NULL };
	}
	return rc;
}

enum err_code
path_parse(const char *text, const struct query_scope *scope, struct path *out, struct err *e)
{
	size_t size = strlen(text), suffix = sizeof COUNT - 1;
	enum err_code rc;
	char *steps;

	*out = (struct path){ .is_count = size > suffix &&
	                                  strcmp(text + size - suffix, COUNT) == 0 };
	steps = mem_textn(text, out->is_count ? size - suffix : size);
	rc = parse_steps(steps, scope, out, e);
	free(steps);
	return rc;
}

/* ---- naming */

void
path_name(const struct path *p, const struct query_scope *scope, struct buf *out)
{
	if (p->is_record)
		buf_text(out, scope->type->name);
	if (p->from_parent)
		buf_text(out, "parent.");
	for (size_t i = 0; i < p->count; i++)
		buf_printf(out, "%s%s", i > 0 ? "." : "", p->steps[i]->name);
	buf_text(out, p->is_count ? COUNT : "");
}

/* "Process: Name", as the language writes it. */
static void
add_label(struct buf *out, const char *label)
{
	char *before;

	if (out->size == 0) {
		buf_text(out, label);
		return;
	}
	before = mem_text(buf_string(out));
	buf_reset(out);
	buf_printf(out, _("%s: %s"), before, label);
	free(before);
}

void
path_label(const struct path *p, const struct query_scope *scope, struct buf *out)
{
	if (p->is_record || p->from_parent)
		add_label(out, scope->type->label);
	for (size_t i = 0; i < p->count; i++)
		add_label(out, p->steps[i]->label);
	if (p->is_count)
		add_label(out, _("how many"));
}

const struct field *
path_field(const struct path *p, const struct query_scope *scope)
{
	return p->count > 0 ? p->steps[p->count - 1] : type_code(scope->type);
}

bool
path_is_plain(const struct path *p)
{
	return p->count == 1 && !p->from_parent && !p->is_count;
}

bool
path_is_sensitive(const struct path *p)
{
	for (size_t i = 0; i < p->count; i++) {
		if (p->steps[i]->is_sensitive)
			return true;
	}
	return false;
}

/* ---- following */

struct walk {
	const struct path *path;
	const struct query_context *world;
	path_each *each;
	void *context;
};

static void follow(const struct walk *w, size_t step, const struct record *r,
                   const struct value *values);

struct target {
	uint32_t number;
	const struct type *type;
	char *code;
};

static int
compare_targets(const void *a, const void *b)
{
	const struct target *x = a, *y = b;
	int order = strcmp(x->type == NULL ? "" : x->type->name,
	                   y->type == NULL ? "" : y->type->name);

	return order != 0 ? order : strcmp(x->code, y->code);
}

static void
follow_target(const struct walk *w, size_t step, uint32_t number)
{
	struct record *target = w->world->get(w->world->context, number);

	if (target != NULL)
		follow(w, step, target, target->values);
	record_free(target);
}

/* In the order in which people see the set; what a reader may not see leads nowhere. */
static void
follow_set(const struct walk *w, size_t step, const struct value *v)
{
	const struct directory *d = w->world->directory;
	struct target *targets = mem_new(sizeof *targets * (v->count + 1));

	for (uint32_t i = 0; i < v->count; i++) {
		struct buf code;

		buf_init(&code);
		targets[i].number = (uint32_t)v->items[i].number;
		targets[i].type = d->code(d->context, targets[i].number, &code);
		targets[i].code = buf_take(&code);
	}
	qsort(targets, v->count, sizeof *targets, compare_targets);
	for (uint32_t i = 0; i < v->count; i++) {
		follow_target(w, step, targets[i].number);
		free(targets[i].code);
	}
	free(targets);
}

static void
follow_rows(const struct walk *w, size_t step, const struct record *r, const struct field *table,
            const struct value *v)
{
	for (uint32_t i = 0; i < v->count; i++) {
		if (w->world->as_of == DATE_NONE ||
		    is_in_force(table->table, v->rows[i].values, w->world->as_of))
			follow(w, step, r, v->rows[i].values);
	}
}

static void
follow(const struct walk *w, size_t step, const struct record *r, const struct value *values)
{
	const struct field *f = w->path->steps[step];
	const struct value *v;

	/* Of several types that the reference may lead to, each has its own field of that name. */
	if (step > 0 && w->path->steps[step - 1]->type == FIELD_REFERENCE && f->of != r->type)
		f = fields_find(&r->type->fields, f->name);
	if (f == NULL)
		return;
	v = &values[f->place];
	if (step + 1 == w->path->count) {
		if (!value_is_empty(v) || f->part_count > 0)
			w->each(w->context, r, f, v);
	} else if (value_is_hidden(v, f, w->world->directory)) {
		return;
	} else if (v->kind == VALUE_ROWS) {
		follow_rows(w, step + 1, r, f, v);
	} else if (v->kind == VALUE_LIST) {
		follow_set(w, step + 1, v);
	} else if (v->kind == VALUE_NUMBER) {
		follow_target(w, step + 1, (uint32_t)v->number);
	}
}

void
path_values(const struct path *p, const struct query_context *world, const struct record *r,
            const struct row *row, path_each *each, void *context)
{
	const struct walk w = { p, world, each, context };
	const struct field *code = type_code(r->type);

	if (p->is_record)
		each(context, r, code, record_value(r, code));
	else
		follow(&w, 0, r, row != NULL && !p->from_parent ? row->values : r->values);
}

/* ---- as text */

struct number {
	const struct query_context *world;
	size_t count;
};

static void
count_value(void *context, const struct record *r, const struct field *f, const struct value *v)
{
	struct number *n = context;

	(void)r;
	if (value_is_hidden(v, f, n->world->directory))
		return;
	if (v->kind != VALUE_ROWS) {
		n->count += v->kind == VALUE_LIST ? v->count : 1;
		return;
	}
	for (uint32_t i = 0; i < v->count; i++)
		n->count += n->world->as_of == DATE_NONE ||
		            is_in_force(f->table, v->rows[i].values, n->world->as_of);
}

size_t
path_number(const struct path *p, const struct query_context *world, const struct record *r,
            const struct row *row)
{
	struct number n = { .world = world };

	path_values(p, world, r, row, count_value, &n);
	return n.count;
}

struct text {
	const struct query_context *world;
	const char *language;
	struct buf *out;
	size_t start;
};

static void
put_value(void *context, const struct record *r, const struct field *f, const struct value *v)
{
	struct text *t = context;
	struct buf one;

	buf_init(&one);
	if (f == type_code(r->type))
		record_code(r, t->world->directory, &one);
	else
		value_format(v, f, t->world->directory, FORM_SCREEN, t->language, &one);
	if (t->out->size > t->start && one.size > 0)
		buf_text(t->out, "; ");
	buf_add(t->out, one.data, one.size);
	buf_clear(&one);
}

void
path_format(const struct path *p, const struct query_context *world, const struct record *r,
            const struct row *row, const char *language, struct buf *out)
{
	struct text t = { world, language, out, out->size };

	if (p->is_count)
		buf_printf(out, "%zu", path_number(p, world, r, row));
	else
		path_values(p, world, r, row, put_value, &t);
}
