/* Parses the parts of the grammar: paths to fields, and values. */
#include <config.h>

#include "query/parse_internal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "base/text.h"

enum err_code
parse_mistake(struct parser *p, const char *at, const char *format, ...)
{
	struct err inner;
	va_list args;
	int column = 1;

	va_start(args, format);
	err_setv(&inner, ERR_USAGE, format, args);
	va_end(args);
	for (const char *c = p->text; c < at; c++)
		column += ((unsigned char)*c & 0xC0) != 0x80;
	err_set(p->e, ERR_USAGE, _("the query at column %d: %s"), column, inner.text);
	if (p->e != NULL)
		p->e->column = column;
	return ERR_USAGE;
}

/* ---- names */

/* A letter of any script. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
is_name_character(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

static bool
is_operator(char c)
{
	return c != '\0' && strchr(":=<>{", c) != NULL;
}

const char *
parse_path_end(const char *p)
{
	const char *end;

	if (*p == '"') {        /* a label with blanks or dots in it */
		end = strchr(p + 1, '"');
		return end != NULL && end > p + 1 && is_operator(end[1]) ? end : NULL;
	}
	if (!is_letter(*p))
		return NULL;
	for (end = p; is_name_character(*end);)
		end++;
	return is_operator(*end) ? end : NULL;
}

const struct field *
query_field(const struct fields *fields, const char *name)
{
	const struct field *f = fields_named(fields, name);
	char *label;

	if (f != NULL || strchr(name, '_') == NULL)
		return f;
	/* A blank in a label may be written as "_", as in names. */
	label = mem_text(name);
	for (char *c = label; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
	f = fields_named(fields, label);
	free(label);
	return f;
}

const struct fields *
query_scope_fields(const struct query_scope *scope)
{
	return scope->table != NULL ? scope->table->table : &scope->type->fields;
}

/* The name of a field of any target comes before a label of the first. */
const struct field *
query_field_of_target(const struct field *reference, const char *name)
{
	const struct field *f = NULL;

	for (size_t i = 0; f == NULL && i < reference->target_count; i++)
		f = fields_find(&reference->targets[i]->fields, name);
	for (size_t i = 0; f == NULL && i < reference->target_count; i++)
		f = query_field(&reference->targets[i]->fields, name);
	return f;
}

static enum err_code
unknown_field(struct parser *p, const char *at, const char *owner, const struct fields *fields,
              const char *name)
{
	struct suggest s;
	char hint[128];

	suggest_init(&s, name);
	for (size_t i = 0; fields != NULL && i < fields->count; i++) {
		suggest_try(&s, fields->list[i].name);
		suggest_try(&s, fields->list[i].label);
	}
	return parse_mistake(p, at, _("%s has no field \"%s\"%s"), owner, name,
	               suggest_text(&s, hint, sizeof hint));
}

enum err_code
parse_path(struct parser *p, const struct query_scope *scope, const char *end, struct path *out)
{
	const struct fields *fields = query_scope_fields(scope);
	const char *owner = scope->table != NULL ? scope->table->name : scope->type->name;
	const struct field *last = NULL;
	bool is_quoted = *p->at == '"';

	p->at += is_quoted;
	while (p->at < end) {
		const char *dot = is_quoted ? NULL : memchr(p->at, '.', (size_t)(end - p->at));
		const char *stop = dot == NULL ? end : dot;
		char *name = arena_textn(&p->query->arena, p->at, (size_t)(stop - p->at));

		if (out->count == 0 && last == NULL && scope->table != NULL && !out->from_parent &&
		    text_same(name, "parent") && dot != NULL) {
			out->from_parent = true;
			fields = &scope->type->fields;
			owner = scope->type->name;
		} else {
			const struct field *f = fields != NULL ? query_field(fields, name) :
			                                         query_field_of_target(last, name);

			if (f == NULL)
				return unknown_field(p, p->at, owner, fields, name);
			if (out->count == MOST_STEPS)
				return parse_mistake(p, p->at, _("the path is too long"));
			if (stop < end && f->type != FIELD_REFERENCE && f->type != FIELD_TABLE)
				return parse_mistake(p, p->at, _("\"%s\" is neither a reference nor a table: nothing can be"
				                           " behind its dot"), name);
			out->steps[out->count++] = f;
			owner = f->name;
			last = f;
			fields = f->type == FIELD_TABLE ? f->table : NULL;
		}
		p->at = stop + (dot != NULL);
	}
	if (out->count == 0 || end[-1] == '.')
		return parse_mistake(p, p->at, _("a field's name is missing"));
	p->at = end + is_quoted;
	return ERR_OK;
}

/* ---- values */

static bool
ends_value(const struct parser *p, char c)
{
	return c == '\0' || c == ' ' || c == ',' || c == '|' || (c == '}' && p->depth > 0);
}

/* Reads the text in quotes at p->at and moves past it. */
enum err_code
parse_quoted(struct parser *p, const char **out)
{
	const char *start = p->at, *end = strchr(p->at + 1, '"');

	if (end == NULL)
		return parse_mistake(p, start, _("the quote is not closed"));
	*out = arena_textn(&p->query->arena, start + 1, (size_t)(end - start - 1));
	p->at = end + 1;
	return ERR_OK;
}

enum err_code
parse_value(struct parser *p, const char **out, bool *is_quoted)
{
	const char *start = p->at;

	*is_quoted = *p->at == '"';
	if (*is_quoted)
		return parse_quoted(p, out);
	while (!ends_value(p, *p->at))
		p->at++;
	*out = arena_textn(&p->query->arena, start, (size_t)(p->at - start));
	return ERR_OK;
}

enum comparison
parse_comparison(struct parser *p)
{
	char c = *p->at++;
	bool or_equal = (c == '<' || c == '>') && *p->at == '=';

	p->at += or_equal;
	switch (c) {
	case '<': return or_equal ? CMP_LESS_EQUAL : CMP_LESS;
	case '>': return or_equal ? CMP_GREATER_EQUAL : CMP_GREATER;
	case '=': return CMP_EXACT;
	default:  return CMP_HAS;
	}
}

static void
add_operand(struct parser *p, struct term *t, struct operand o)
{
	size_t count = t->operand_count;

	/* The capacity is a power of two, so the array moves only when it is full. */
	if ((count & (count - 1)) == 0) {
		struct operand *grown = arena_new(&p->query->arena,
		                                  sizeof o * (count == 0 ? 1 : count * 2));

		if (count > 0)
			memcpy(grown, t->operands, sizeof o * count);
		t->operands = grown;
	}
	t->operands[t->operand_count++] = o;
}

/* Reads the value by the field, or by a field of the same name in another type that the path may
 * lead to, since each has its own choices. */
static enum err_code
read_operand(struct parser *p, const struct field *f, const struct term *t, struct operand *o,
             struct err *e)
{
	enum err_code rc = operand_read(f, t->comparison, o, &p->query->arena, e);
	const struct field *last = t->path.count > 1 ? t->path.steps[t->path.count - 2] : NULL;

	o->field = f;
	for (size_t i = 0; rc != ERR_OK && last != NULL && i < last->target_count; i++) {
		const struct field *other = fields_find(&last->targets[i]->fields, f->name);

		if (other == NULL || other == f || other->type != f->type)
			continue;
		rc = operand_read(other, t->comparison, o, &p->query->arena, NULL);
		o->field = other;
	}
	return rc;
}

enum err_code
parse_values(struct parser *p, const struct field *f, struct term *t)
{
	for (;;) {
		const char *at = p->at;
		struct operand o = { 0 };
		bool is_quoted;
		struct err e;
		enum err_code rc = parse_value(p, &o.text, &is_quoted);

		if (rc != ERR_OK)
			return rc;
		o.is_nothing = *o.text == '\0' && !is_quoted;
		o.is_anything = strcmp(o.text, "*") == 0 && !is_quoted;
		if (o.is_nothing && t->comparison != CMP_HAS && t->comparison != CMP_EXACT)
			return parse_mistake(p, at, _("a value is missing behind the comparison"));
		if (f != NULL && !o.is_nothing && !o.is_anything &&
		    read_operand(p, f, t, &o, &e) != ERR_OK)
			return parse_mistake(p, at, "%s: %s", f->name, e.text);
		add_operand(p, t, o);
		if (*p->at != ',')
			return ERR_OK;
		p->at++;
	}
}
