/* Holds which columns a list shows: those of its view, or one's own, by fields and by paths. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "view/list/list_internal.h"

#define MOST_COLUMNS 32

static struct query_scope
scope_of(const struct list *l)
{
	return (struct query_scope){ registry_schema(l->registry), l->type, NULL };
}

void
list_drop_columns(struct list_column *columns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(columns[i].label);
	free(columns);
}

void
list_fit_again(struct list *l)
{
	free(l->widths);
	l->widths = NULL;
}

static void
put_columns(struct list *l, struct list_column *columns, size_t count)
{
	list_drop_columns(l->columns, l->column_count);
	l->columns = columns;
	l->column_count = count;
	list_fit_again(l);
}

void
list_columns_of_view(struct list *l)
{
	size_t count = l->view->count;
	struct list_column *columns = mem_new(sizeof *columns * (count + 1));

	for (size_t i = 0; i < count; i++)
		columns[i].column = l->view->columns[i];
	put_columns(l, columns, count);
}

/* As wide as the views of the type make the column of that field; 0: they do not say. */
static int
width_in_views(const struct type *t, const struct field *f)
{
	for (size_t i = 0; i < t->view_count; i++) {
		for (size_t j = 0; j < t->views[i].count; j++) {
			const struct column *c = &t->views[i].columns[j];

			if (c->count == 1 && c->fields[0] == f && c->width > 0)
				return c->width;
		}
	}
	return 0;
}

/* A field of the record itself is a column as views have them. */
static enum err_code
read_column(const char *name, const struct query_scope *scope, struct list_column *c, struct err *e)
{
	enum err_code rc = path_parse(name, scope, &c->path, e);
	struct buf label;

	if (rc != ERR_OK)
		return rc;
	c->is_path = !path_is_plain(&c->path);
	if (!c->is_path && c->path.steps[0]->type == FIELD_TABLE)
		return err_set(e, ERR_USAGE,
		               _("the table \"%s\" cannot be a column; one of its columns can, or %s:count"),
		               c->path.steps[0]->name, c->path.steps[0]->name);
	if (!c->is_path) {
		c->one = c->path.steps[0];
		c->column = (struct column){ .fields = &c->one, .count = 1, .label = c->one->label,
		                             .width = width_in_views(scope->type, c->one) };
		return ERR_OK;
	}
	buf_init(&label);
	path_label(&c->path, scope, &label);
	c->label = buf_take(&label);
	return ERR_OK;
}

enum err_code
list_take_columns(struct list *l, const char *text, struct err *e)
{
	const struct query_scope scope = scope_of(l);
	struct list_column *columns;
	char *copy, *name;
	size_t count = 0;
	enum err_code rc = ERR_OK;

	if (*text == '\0') {
		list_columns_of_view(l);
		return ERR_OK;
	}
	columns = mem_new(sizeof *columns * MOST_COLUMNS);
	copy = mem_text(text);
	for (char *next = copy; rc == ERR_OK && (name = strsep(&next, ",")) != NULL; ) {
		name += strspn(name, " ");
		while (*name != '\0' && name[strlen(name) - 1] == ' ')
			name[strlen(name) - 1] = '\0';
		rc = count == MOST_COLUMNS ?
		             err_set(e, ERR_USAGE, _("more than %d columns"), MOST_COLUMNS) :
		             read_column(name, &scope, &columns[count], e);
		count += rc == ERR_OK;
	}
	free(copy);
	if (rc == ERR_OK)
		put_columns(l, columns, count);
	else
		list_drop_columns(columns, count);
	return rc;
}

void
list_columns_text(const struct list *l, struct buf *out)
{
	const struct query_scope scope = scope_of(l);
	size_t start = out->size;

	for (size_t i = 0; i < l->column_count; i++) {
		const struct list_column *c = &l->columns[i];

		if (c->is_path) {
			buf_text(out, out->size > start ? "," : "");
			path_name(&c->path, &scope, out);
			continue;
		}
		for (size_t j = 0; j < c->column.count; j++)
			buf_printf(out, "%s%s", out->size > start ? "," : "",
			           c->column.fields[j]->name);
	}
}

const char *
list_label(const struct list *l, size_t column)
{
	const struct list_column *c = &l->columns[column];

	return c->is_path ? c->label : c->column.label;
}

struct order
list_column_order(const struct list *l, size_t column, bool is_descending)
{
	const struct list_column *c = &l->columns[column];
	const struct query_scope scope = scope_of(l);

	if (!c->is_path)
		return (struct order){ .field = c->column.fields[0],
		                       .is_descending = is_descending };
	return (struct order){ .field = path_field(&c->path, &scope),
		               .is_descending = is_descending, .path = &c->path };
}

bool
list_is_sorted_by(const struct list *l, size_t column)
{
	const struct order order = list_column_order(l, column, false);

	if (order.path == NULL || l->order.path == NULL)
		return order.path == l->order.path && order.field == l->order.field;
	return memcmp(order.path, l->order.path, sizeof *order.path) == 0;
}

void
list_order_text(const struct list *l, struct buf *out)
{
	const struct query_scope scope = scope_of(l);

	buf_text(out, l->order.is_descending ? "-" : "");
	if (l->order.path != NULL)
		path_name(l->order.path, &scope, out);
	else
		buf_text(out, l->order.field->name);
}

void
list_order_label(const struct list *l, struct buf *out)
{
	const struct query_scope scope = scope_of(l);
	struct buf label;

	buf_init(&label);
	if (l->order.path != NULL)
		path_label(l->order.path, &scope, &label);
	else
		buf_text(&label, l->order.field->label);
	buf_printf(out, "%s%s", l->order.is_descending ? "-" : "", buf_string(&label));
	buf_clear(&label);
}
