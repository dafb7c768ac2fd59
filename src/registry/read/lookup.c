/* Implements the directory, which finds records by code and identity, and gives their codes and
 * titles. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "base/text.h"
#include "record/coding.h"
#include "record/sort.h"
#include "registry/read/read_internal.h"

/* ---- from a code to a number */

/* The key of a code that is typed, not computed. */
static void
plain_key(const struct type *type, const char *text, struct buf *key)
{
	struct value v = { .kind = VALUE_TEXT, .text = text };

	value_sort_key(&v, type_code(type), key);
}

/* "HQ/FAC-LAB/-/-/2015": the keys of the parts, one after the other. */
static enum err_code
computed_key(const struct directory *d, const struct type *type, const char *text,
             struct buf *key, struct err *e)
{
	const struct field *code = type_code(type);
	enum err_code rc = ERR_OK;
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; rc == ERR_OK && i < code->part_count; i++) {
		const char *slash = strchr(text, '/');
		bool is_last = i + 1 == code->part_count;
		size_t n = slash == NULL || is_last ? strlen(text) : (size_t)(slash - text);
		const char *part = arena_textn(&a, text, n);
		struct value v = { 0 };

		/* A part may itself be a computed code; only then the last part may hold a
		 * slash. */
		if (strcmp(part, "-") != 0)
			rc = value_parse_one(code->parts[i], part, d, &a, &v, e);
		if (rc == ERR_OK)
			value_sort_key(&v, code->parts[i], key);
		text += n;
		if (*text == '/')
			text++;
	}
	arena_clear(&a);
	return rc;
}

enum err_code
code_key(const struct directory *d, const struct type *type, const char *text, struct buf *key,
         struct err *e)
{
	if (type_computes_code(type))
		return computed_key(d, type, text, key, e);
	plain_key(type, text, key);
	return ERR_OK;
}

static enum err_code
find_code(struct registry *r, const struct type *type, const char *code, uint32_t *number,
          struct err *e)
{
	struct buf key;
	enum err_code rc;

	buf_init(&key);
	rc = code_key(&r->directory, type, code, &key, NULL);
	if (rc == ERR_OK)
		rc = index_find(r->txn, type->number, type_code(type)->number, buf_span(&key),
		                number, e);
	else if (rc == ERR_DATA)
		rc = ERR_NOT_FOUND;
	buf_clear(&key);
	return rc;
}

enum err_code
registry_find_code(struct registry *r, const struct type *type, const char *code,
                   uint32_t *number, struct err *e)
{
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	*number = 0;
	if (rc != ERR_OK)
		return rc;
	rc = find_code(r, type, code, number, e);
	visit_end(&v);
	if (rc == ERR_NOT_FOUND)
		err_set(e, rc, _("there is no %s with the code \"%s\""), type->label, code);
	return rc;
}

/* ---- the directory */

static enum err_code
unresolved(const struct field *f, const char *text, const struct type *first,
           const struct type *second, struct err *e)
{
	if (second != NULL && first != NULL)
		return err_set(e, ERR_DATA, _("\"%s\" may mean %s or %s: write %s:%s or %s:%s"),
		               text, first->name, second->name, first->name, text, second->name,
		               text);
	if (f->target_count == 1)
		return err_set(e, ERR_DATA, _("there is no %s with the code \"%s\""), f->targets[0]->label, text);
	return err_set(e, ERR_DATA, _("none of the records that can be chosen here has the code \"%s\""), text);
}

enum err_code
resolve_with(find_code_fn find, void *context, const struct field *f, const char *text,
             uint32_t *number, struct err *e)
{
	const struct type *found = NULL, *second = NULL;
	const char *colon = strchr(text, ':');

	*number = 0;
	for (size_t i = 0; i < f->target_count && second == NULL; i++) {
		const struct type *t = f->targets[i];
		bool is_named = colon != NULL && strlen(t->name) == (size_t)(colon - text) &&
		                strncmp(text, t->name, (size_t)(colon - text)) == 0;
		uint32_t candidate;
		struct err inner;
		enum err_code rc = find(context, t, is_named ? colon + 1 : text, &candidate,
		                        &inner);

		if (rc != ERR_OK && rc != ERR_NOT_FOUND)
			return err_set(e, rc, "%s", inner.text);
		if (rc == ERR_OK && found == NULL) {
			found = t;
			*number = candidate;
		} else if (rc == ERR_OK) {
			second = t;
		}
		if (is_named)
			break;
	}
	return found != NULL && second == NULL ? ERR_OK : unresolved(f, text, found, second, e);
}

static enum err_code
find_in_store(void *context, const struct type *type, const char *code, uint32_t *number,
              struct err *e)
{
	return registry_find_code(context, type, code, number, e);
}

static enum err_code
resolve(void *context, const struct field *f, const char *text, uint32_t *number, struct err *e)
{
	return resolve_with(find_in_store, context, f, text, number, e);
}

static const struct type *
code_of(void *context, uint32_t number, struct buf *code)
{
	struct registry *r = context;
	const struct type *type = NULL;
	struct stored stored;
	struct record *record;
	struct visit v;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return NULL;
	if (records_get(r->txn, number, &stored, NULL) == ERR_OK)
		type = schema_type(r->schema, stored.type);
	if (type != NULL && code != NULL && stored.is_removed) {
		buf_add(code, stored.body.data, stored.body.size);
	} else if (type != NULL && code != NULL &&
	           record_decode(type, stored.body, &record, NULL) == ERR_OK) {
		record_code(record, &r->directory, code);
		record_free(record);
	}
	visit_end(&v);
	return type;
}

static void
title_of(void *context, uint32_t number, const char *language, struct buf *title)
{
	struct registry *r = context;
	struct record *record;
	struct visit v;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return;
	if (load_record(r, number, &record, NULL, NULL) == ERR_OK) {
		const struct value *value = record_role(record, ROLE_TITLE);
		const struct field *f = record->type->fields.by_role[ROLE_TITLE];
		struct translation shown;

		if (value != NULL) {
			shown = value_shown(value, f, language);
			translation_put(&shown, language, title);
		}
		record_free(record);
	}
	visit_end(&v);
}

static bool
uuid_of(void *context, uint32_t number, struct uuid *out)
{
	struct registry *r = context;
	struct stored stored;
	struct visit v;
	bool found;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return false;
	found = records_get(r->txn, number, &stored, NULL) == ERR_OK;
	if (found)
		*out = stored.uuid;
	visit_end(&v);
	return found;
}

static uint32_t
number_of(void *context, const struct uuid *uuid)
{
	struct registry *r = context;
	uint32_t number = 0;
	struct visit v;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return 0;
	if (uuids_get(r->txn, uuid, &number, NULL) != ERR_OK)
		number = 0;
	visit_end(&v);
	return number;
}

void
directory_init(struct registry *r)
{
	r->directory = (struct directory){
		.context = r,
		.resolve = resolve,
		.code = code_of,
		.title = title_of,
		.uuid = uuid_of,
		.number = number_of,
	};
}
