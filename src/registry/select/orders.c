/* Reads what a list is to be sorted by. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/select.h"

static enum err_code
parse_one(const char *name, const struct query_scope *scope, struct order *order, struct path *path,
          struct err *e)
{
	bool is_descending = *name == '-';
	enum err_code rc = path_parse(name + is_descending, scope, path, e);
	const struct field *f;

	if (rc != ERR_OK)
		return rc;
	f = path_field(path, scope);
	if (f->type == FIELD_TABLE && !path->is_count)
		return err_set(e, ERR_USAGE, _("the table \"%s\" has no order"), f->name);
	*order = (struct order){ f, is_descending, path_is_plain(path) ? NULL : path };
	return ERR_OK;
}

enum err_code
orders_parse(const char *text, const struct query_scope *scope, struct order *orders,
             struct path *paths, size_t most, size_t *count, struct err *e)
{
	char *copy = mem_text(text), *name;
	enum err_code rc = ERR_OK;

	*count = 0;
	for (char *next = copy; rc == ERR_OK && (name = strsep(&next, ",")) != NULL; ) {
		if (*count == most)
			rc = err_set(e, ERR_USAGE, _("more than %d fields to sort by"), (int)most);
		else
			rc = parse_one(name, scope, &orders[*count], &paths[*count], e);
		*count += rc == ERR_OK;
	}
	free(copy);
	return rc;
}
