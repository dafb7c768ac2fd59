/* Follows paths from records to what is printed. */
#include <config.h>

#include "document/path.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "figures/protocol.h"

#define LONGEST 8       /* steps of a path */

/* The first step of a path: its name, and what follows behind the dot (NULL: nothing). */
static char *
first_step(const char *path, const char **rest)
{
	size_t n = strcspn(path, ".");

	*rest = path[n] == '\0' ? NULL : path + n + 1;
	return mem_textn(path, n);
}

static const struct field *
find_step(const struct type *type, const struct field *table, const char *name)
{
	const struct field *f = table == NULL ? NULL : fields_find(table->table, name);

	return f != NULL ? f : fields_find(&type->fields, name);
}

/* The two ends of "start..end"; false: it is no range. */
static bool
split_range(const char *path, char **from, const char **to)
{
	const char *dots = strstr(path, "..");

	*from = NULL;
	if (dots == NULL)
		return false;
	*from = mem_textn(path, (size_t)(dots - path));
	*to = dots + 2;
	return true;
}

/* ---- checking */

static enum err_code
no_such_step(const struct type *type, const struct field *table, const char *name, struct err *e)
{
	struct suggest s;
	char hint[128];

	suggest_init(&s, name);
	for (size_t i = 0; table != NULL && i < table->table->count; i++)
		suggest_try(&s, table->table->list[i].name);
	for (size_t i = 0; i < type->fields.count; i++)
		suggest_try(&s, type->fields.list[i].name);
	return err_set(e, ERR_USAGE, _("%s has no field \"%s\"%s"), type->name, name,
	               suggest_text(&s, hint, sizeof hint));
}

static enum err_code check_steps(const struct type *type, const struct field *table,
                                 const char *path, int depth, const struct field **last,
                                 struct err *e);

/* Behind a reference one of the types that it may lead to must have the next step. */
static enum err_code
check_behind(const struct field *f, const char *path, int depth, const struct field **last,
             struct err *e)
{
	enum err_code rc = ERR_USAGE;

	*last = NULL;
	if (strcmp(path, "code") == 0 || strcmp(path, "protocol_name") == 0)
		return ERR_OK;
	for (size_t i = 0; rc != ERR_OK && i < f->target_count; i++)
		rc = check_steps(f->targets[i], NULL, path, depth + 1, last, e);
	return rc;
}

static enum err_code
check_steps(const struct type *type, const struct field *table, const char *path, int depth,
            const struct field **last, struct err *e)
{
	const char *rest;
	char *name = first_step(path, &rest);
	const struct field *f = find_step(type, table, name);
	enum err_code rc = ERR_OK;

	*last = f;
	if (depth == LONGEST)
		rc = err_set(e, ERR_USAGE, _("the path has more than %d steps"), LONGEST);
	else if (f == NULL)
		rc = no_such_step(type, table, name, e);
	else if (rest != NULL && f->type != FIELD_REFERENCE)
		rc = err_set(e, ERR_USAGE, _("\"%s\" of %s is not a reference, so that no step leads on"),
		             name, type->name);
	else if (rest != NULL)
		rc = check_behind(f, rest, depth, last, e);
	free(name);
	return rc;
}

enum err_code
path_check(const struct type *type, const struct field *table, const char *path,
           const struct field **last, struct err *e)
{
	const struct field *end, *start;
	const char *to;
	char *from;
	enum err_code rc;

	if (!split_range(path, &from, &to)) {
		rc = check_steps(type, table, path, 0, &end, e);
	} else {
		rc = check_steps(type, table, from, 0, &start, e);
		if (rc == ERR_OK)
			rc = check_steps(type, table, to, 0, &end, e);
		if (rc == ERR_OK && (start == NULL || start->type != FIELD_DATE || end == NULL ||
		    end->type != FIELD_DATE))
			rc = err_set(e, ERR_USAGE, _("\"%s\" does not lead from a date to a date"), path);
		free(from);
	}
	if (rc == ERR_OK && last != NULL)
		*last = end;
	return rc;
}

/* Finds the next token from *at on; *start is where the text before it begins. False: there is none. */
static bool
next_token(const char *text, size_t *at, size_t *open, char **path)
{
	const char *brace = strchr(text + *at, '{'), *end;

	*path = NULL;
	if (brace == NULL || (end = strchr(brace, '}')) == NULL)
		return false;
	*open = (size_t)(brace - text);
	*path = mem_textn(brace + 1, (size_t)(end - brace - 1));
	*at = (size_t)(end - text) + 1;
	return true;
}

enum err_code
tokens_check(const struct type *type, const struct field *table, const char *text, struct err *e)
{
	size_t at = 0, open;
	enum err_code rc = ERR_OK;
	char *path;

	while (rc == ERR_OK && next_token(text, &at, &open, &path)) {
		rc = path_check(type, table, path, NULL, e);
		free(path);
	}
	if (rc == ERR_OK && strpbrk(text + at, "{}") != NULL)
		rc = err_set(e, ERR_USAGE, _("a brace of \"%s\" has no other beside it"), text);
	return rc;
}

const char *
path_heading(const struct type *type, const struct field *table, const char *path)
{
	const struct field *last = NULL;

	if (path_check(type, table, path, &last, NULL) != ERR_OK || last == NULL)
		return type->fields.by_role[ROLE_CODE]->label;
	return last->label;
}

bool
path_is_disclosed(const struct reading *r, const struct type *type, const struct field *table,
                  const char *path)
{
	const struct field *last = NULL;

	return path_check(type, table, path, &last, NULL) == ERR_OK &&
	       (last == NULL || is_disclosed(last, &r->disclosure));
}

/* ---- values */

static void
put_name(const struct reading *r, uint32_t number, struct buf *out)
{
	const struct directory *d = registry_directory(r->registry);
	struct record *record;
	const char *language;

	if (registry_get_number(r->registry, number, &record, NULL) != ERR_OK) {
		d->code(d->context, number, out);
		return;
	}
	language = protocol_name(record, d, r->language, out);
	if (language != NULL)
		buf_printf(out, " (%s)", language);
	record_free(record);
}

static void
put_names(const struct reading *r, const struct value *v, struct buf *out)
{
	if (v->kind == VALUE_NUMBER)
		put_name(r, (uint32_t)v->number, out);
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		buf_text(out, i > 0 ? "; " : "");
		put_name(r, (uint32_t)v->items[i].number, out);
	}
}

void
document_value(const struct reading *r, const struct field *f, const struct value *v,
               struct buf *out)
{
	const struct directory *d = registry_directory(r->registry);

	if (value_is_empty(v) || !is_disclosed(f, &r->disclosure))
		return;
	if (!r->disclosure.sensitive && value_is_small_count(v, f)) {
		buf_printf(out, "<%d", SMALL_COUNT);
		return;
	}
	if (f->is_sensitive && r->has_sensitive != NULL && !value_is_hidden(v, f, d))
		*r->has_sensitive = true;
	if (f->type == FIELD_REFERENCE && !value_is_hidden(v, f, d))
		put_names(r, v, out);
	else if (f->type == FIELD_DATE && v->kind == VALUE_NUMBER && !value_is_hidden(v, f, d))
		date_long((partial_date)v->number, out);
	else
		value_format(v, f, d, FORM_SCREEN, r->language, out);
}

/* ---- paths */

static const struct value *
value_of(const struct reading *r, const struct field *f)
{
	if (f->in != NULL)
		return r->row == NULL ? NULL : row_value(r->row, f);
	return r->record == NULL ? NULL : record_value(r->record, f);
}

/* Goes on in the record that is referred to. */
static void
put_behind(const struct reading *r, uint32_t number, const char *path, struct buf *out)
{
	const struct directory *d = registry_directory(r->registry);
	struct reading there = *r;
	struct record *record;

	if (strcmp(path, "code") == 0) {
		d->code(d->context, number, out);
		return;
	}
	if (strcmp(path, "protocol_name") == 0) {
		put_name(r, number, out);
		return;
	}
	if (registry_get_number(r->registry, number, &record, NULL) != ERR_OK)
		return;
	there.record = record;
	there.table = NULL;
	there.row = NULL;
	path_put(&there, path, out);
	record_free(record);
}

static void
put_steps(const struct reading *r, const char *path, struct buf *out)
{
	const char *rest;
	char *name = first_step(path, &rest);
	const struct field *f = find_step(r->record->type, r->table, name);
	const struct value *v = f == NULL ? NULL : value_of(r, f);

	free(name);
	if (v == NULL)
		return;
	if (f->type == FIELD_CODE && rest == NULL) {
		record_code(r->record, registry_directory(r->registry), out);
	} else if (rest == NULL) {
		document_value(r, f, v, out);
	} else if (!is_disclosed(f, &r->disclosure) ||
	           value_is_hidden(v, f, registry_directory(r->registry))) {
		return;
	} else if (v->kind == VALUE_NUMBER) {
		put_behind(r, (uint32_t)v->number, rest, out);
	} else {
		for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
			buf_text(out, i > 0 ? "; " : "");
			put_behind(r, (uint32_t)v->items[i].number, rest, out);
		}
	}
}

/* The date that a path of one step leads to; DATE_NONE: none, or it is not to be told. */
static partial_date
date_at(const struct reading *r, const char *path)
{
	const struct field *f = find_step(r->record->type, r->table, path);
	const struct value *v = f == NULL || !is_disclosed(f, &r->disclosure) ? NULL : value_of(r, f);

	return v != NULL && f->type == FIELD_DATE && v->kind == VALUE_NUMBER ?
	       (partial_date)v->number : DATE_NONE;
}

void
path_put(const struct reading *r, const char *path, struct buf *out)
{
	const char *to;
	char *from;

	if (r->record == NULL)
		return;
	if (split_range(path, &from, &to)) {
		date_range(date_at(r, from), date_at(r, to), out);
		free(from);
	} else {
		put_steps(r, path, out);
	}
}

/* Whether a literal between two tokens only keeps them apart. */
static bool
is_separator(const char *text, size_t n)
{
	return strspn(text, " ,;:-/()") >= n;
}

void
tokens_put(const struct reading *r, const char *text, struct buf *out)
{
	size_t at = 0, from = 0, open, begin = out->size;
	char *path;

	while (next_token(text, &at, &open, &path)) {
		size_t before = out->size, literal = open - from;

		buf_add(out, text + from, literal);
		path_put(r, path, out);
		if (out->size == before + literal && is_separator(text + from, literal))
			out->size = before;
		from = at;
		/* At the start nothing is to be kept apart yet. */
		if (out->size == begin)
			from += strspn(text + from, " ,;:-/");
		free(path);
	}
	buf_text(out, text + from);
}
