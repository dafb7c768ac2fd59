/* Reads single records, and finds who refers to them. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "registry/read/read_internal.h"

enum err_code
registry_get_number(struct registry *r, uint32_t number, struct record **out, struct err *e)
{
	struct visit v;
	enum err_code rc = visit_begin(r, &v, e);

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	rc = load_record(r, number, out, NULL, e);
	visit_end(&v);
	if (rc == ERR_NOT_FOUND)
		err_set(e, rc, _("the record is not there any more"));
	return rc;
}

enum err_code
registry_get(struct registry *r, const struct type *type, const char *code, struct record **out,
             struct err *e)
{
	struct visit v;
	uint32_t number;
	enum err_code rc = visit_begin(r, &v, e);

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	rc = registry_find_code(r, type, code, &number, e);
	if (rc == ERR_OK)
		rc = load_record(r, number, out, NULL, e);
	visit_end(&v);
	return rc;
}

/* Tombstones are walked from the last one; there are few of them. */
enum err_code
registry_find_removed(struct registry *r, const struct type *type, const char *code,
                      uint32_t *number, struct err *e)
{
	struct cursor *c = NULL;
	struct span key, value;
	struct visit v;
	bool found = false;
	enum err_code rc = visit_begin(r, &v, e);

	if (rc != ERR_OK)
		return rc;
	rc = cursor_open(r->txn, TABLE_RECORD, &c, e);
	if (rc == ERR_OK)
		rc = cursor_last(c, &key, &value, e);
	for (; rc == ERR_OK && !found; rc = found ? rc : cursor_prev(c, &key, &value, e)) {
		struct stored s;
		char *was;

		*number = key.size == 4 ? be32(key.data) : 0;
		if (records_decode(value, *number, &s, NULL) != ERR_OK || !s.is_removed ||
		    s.type != type->number)
			continue;
		was = mem_textn((const char *)s.body.data, s.body.size);
		found = text_same(was, code);
		free(was);
	}
	cursor_close(c);
	visit_end(&v);
	if (rc == ERR_NOT_FOUND)
		err_set(e, rc, _("there is no %s with the code \"%s\", and none with it was removed"), type->label, code);
	return rc;
}

enum err_code
registry_count(struct registry *r, const struct type *type, uint64_t *out, struct err *e)
{
	struct visit v;
	char name[32];
	enum err_code rc = visit_begin(r, &v, e);

	*out = 0;
	if (rc != ERR_OK)
		return rc;
	count_name(type, name);
	rc = meta_get_number(r->txn, name, out, e);
	visit_end(&v);
	return rc;
}

char *
registry_code(struct registry *r, const struct record *record)
{
	struct buf code;

	buf_init(&code);
	record_code(record, &r->directory, &code);
	return buf_take(&code);
}

char *
registry_title(struct registry *r, const struct record *record)
{
	const struct value *v = record_role(record, ROLE_TITLE);
	const struct field *title = record->type->fields.by_role[ROLE_TITLE];
	struct translation shown;
	struct buf text;

	buf_init(&text);
	if (v != NULL) {
		shown = value_shown(v, title, r->schema->language);
		translation_put(&shown, r->schema->language, &text);
	}
	return buf_take(&text);
}

/* ---- who refers to it */

static bool
make_referrer(const struct registry *r, const struct link *l, struct referrer *out)
{
	out->number = l->source;
	out->type = schema_type(r->schema, l->type);
	if (out->type == NULL)
		return false;
	out->field = fields_number(&out->type->fields, l->field);
	out->column = NULL;
	if (out->field != NULL && l->column != 0)
		out->column = out->field->table == NULL ? NULL :
		              fields_number(out->field->table, l->column);
	return out->field != NULL;
}

enum err_code
registry_referrers(struct registry *r, uint32_t number, struct referrer **out, size_t *count,
                   struct err *e)
{
	struct referrer *list = NULL;
	struct cursor *c = NULL;
	struct span key;
	struct buf prefix;
	struct visit v;
	size_t room = 0;
	enum err_code rc = visit_begin(r, &v, e);

	*out = NULL;
	*count = 0;
	if (rc != ERR_OK)
		return rc;
	buf_init(&prefix);
	buf_be32(&prefix, number);
	rc = cursor_open(r->txn, TABLE_LINK, &c, e);
	if (rc == ERR_OK)
		rc = cursor_seek(c, buf_span(&prefix), &key, NULL, e);
	for (; rc == ERR_OK && span_starts_with(key, buf_span(&prefix));
	     rc = cursor_next(c, &key, NULL, e)) {
		struct link l = link_get(key.data);

		MEM_ROOM(list, *count, room);
		*count += make_referrer(r, &l, &list[*count]);
	}
	cursor_close(c);
	buf_clear(&prefix);
	visit_end(&v);
	if (rc != ERR_OK && rc != ERR_NOT_FOUND) {
		free(list);
		*count = 0;
		return rc;
	}
	*out = list;
	return ERR_OK;
}
