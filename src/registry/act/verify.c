/* Checks what can only be checked when the whole act is in place: references, parents, removals. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/act/act_internal.h"
#include "registry/read/read_internal.h"

#define MOST_LEVELS 100 /* of parents */

void
add_check(struct act *a, struct check c)
{
	MEM_ROOM(a->checks, a->check_count, a->check_room);
	a->checks[a->check_count++] = c;
}

static enum err_code
check_target(struct act *a, const struct check *c, struct err *e)
{
	const struct field *f = c->column == NULL ? c->field : c->column;
	const struct type *type = NULL;
	struct stored s;
	struct buf code;
	enum err_code rc = records_get(a->txn, c->target, &s, e);

	if (rc == ERR_OK)
		type = schema_type(a->registry->schema, s.type);
	if (rc == ERR_OK && !s.is_removed && type != NULL && type_is_target(f, type))
		return ERR_OK;
	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == ERR_OK && !s.is_removed && type != NULL)
		return err_set(e, ERR_DATA, _("%s: may not refer to a record of type \"%s\""),
		               f->name, type->name);
	buf_init(&code);
	if (rc == ERR_OK)
		buf_add(&code, s.body.data, s.body.size);
	err_set(e, ERR_DATA, _("%s: the record it refers to (%s) is not there any more"), f->name,
	        code.size > 0 ? buf_string(&code) : "?");
	buf_clear(&code);
	return ERR_DATA;
}

static enum err_code
check_parent(struct act *a, const struct check *c, struct err *e)
{
	uint32_t number = c->number;

	for (int level = 0; level < MOST_LEVELS; level++) {
		struct record *r;
		const struct value *parent;
		uint32_t next;
		enum err_code rc = load_record(a->registry, number, &r, NULL, e);

		if (rc == ERR_NOT_FOUND)
			return ERR_OK;          /* a missing target is told as such */
		if (rc != ERR_OK)
			return rc;
		parent = record_role(r, ROLE_PARENT);
		next = parent->kind == VALUE_NUMBER ? (uint32_t)parent->number : 0;
		if (next == c->number) {
			err_set(e, ERR_DATA, _("%s: the record would stand above itself"),
			        r->type->fields.by_role[ROLE_PARENT]->name);
			record_free(r);
			return ERR_DATA;
		}
		record_free(r);
		if (next == 0)
			return ERR_OK;
		number = next;
	}
	return err_set(e, ERR_DATA, _("the record stands below more than %d others"), MOST_LEVELS);
}

/* "meeting.process: CP-2003, CP-2004 and 12 more; service.process: CP/1". */
static void
name_referrers(struct registry *r, const struct referrer *list, size_t count, struct buf *out)
{
	static const size_t most = 3;

	for (size_t i = 0, n; i < count; i += n) {
		for (n = 1; i + n < count && list[i + n].field == list[i].field &&
		     list[i + n].column == list[i].column; n++)
			continue;
		buf_printf(out, "%s%s.%s%s%s: ", i > 0 ? "; " : "", list[i].type->name,
		           list[i].field->name, list[i].column == NULL ? "" : ".",
		           list[i].column == NULL ? "" : list[i].column->name);
		for (size_t j = 0; j < n && j < most; j++) {
			buf_text(out, j > 0 ? ", " : "");
			r->directory.code(r, list[i + j].number, out);
		}
		if (n > most)
			buf_printf(out, ngettext(" and %zu more", " and %zu more", n - most),
			           n - most);
	}
}

static enum err_code
check_unreferred(struct act *a, const struct check *c, struct err *e)
{
	struct referrer *list;
	struct buf code, names;
	size_t count;
	enum err_code rc = registry_referrers(a->registry, c->number, &list, &count, e);

	if (rc != ERR_OK || count == 0) {
		free(list);
		return rc;
	}
	buf_init(&code);
	buf_init(&names);
	a->registry->directory.code(a->registry, c->number, &code);
	name_referrers(a->registry, list, count, &names);
	err_set(e, ERR_REFERRED, ngettext("%s is referred to by %zu record and stays: %s",
	        "%s is referred to in %zu places and stays: %s", count), buf_string(&code), count,
	        buf_string(&names));
	buf_clear(&code);
	buf_clear(&names);
	free(list);
	return ERR_REFERRED;
}

enum err_code
run_checks(struct act *a, uint32_t *failed, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < a->check_count; i++) {
		const struct check *c = &a->checks[i];

		switch (c->kind) {
		case CHECK_TARGET:     rc = check_target(a, c, e); break;
		case CHECK_PARENT:     rc = check_parent(a, c, e); break;
		case CHECK_UNREFERRED: rc = check_unreferred(a, c, e); break;
		}
		if (rc != ERR_OK && failed != NULL)
			*failed = c->number;
	}
	return rc;
}

