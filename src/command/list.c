/* Implements "list", which prints matching records or rows. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "command/command.h"
#include "exchange/languages.h"
#include "record/kind.h"
#include "record/sort.h"
#include "registry/select.h"

#define MOST_ORDERS 8
#define MOST_COLUMNS 32

/* A column: one of a view, or what a path leads to. */
struct listed {
	const struct column *column;    /* NULL: the path */
	struct path path;
	char *name, *label;             /* of the path */
	const struct listing *listing;
};

struct listing {
	struct invocation *in;
	const struct type *type;
	const struct field *table;
	struct query *query;
	const struct view *view;
	const char *own_query;          /* of the view that was asked for, or kept under its name */
	partial_date as_of;
	struct order orders[MOST_ORDERS];
	struct path paths[MOST_ORDERS];
	size_t order_count;
	int64_t limit;
	struct listed columns[MOST_COLUMNS];
	size_t column_count;
	bool has_record;                /* among them, of rows: the record that they are in */
	const struct field **fields;    /* of all columns that are fields, for files */
	size_t field_count, field_room;
	struct languages *languages;    /* that the writer's columns are of */
	struct query_context *world;      /* that paths are followed in */
	struct writer writer;
};

/* ---- what is asked for */

static struct query_scope
scope_of(const struct listing *l)
{
	return (struct query_scope){ registry_schema(l->in->registry), l->type, l->table };
}

static void
add_field(struct listing *l, const struct field *f)
{
	MEM_ROOM(l->fields, l->field_count, l->field_room);
	l->fields[l->field_count++] = f;
}

static enum err_code
too_many_columns(struct err *e)
{
	return err_set(e, ERR_USAGE, _("more than %d columns"), MOST_COLUMNS);
}

static enum err_code
add_view_column(struct listing *l, const struct column *c, struct err *e)
{
	if (l->column_count == MOST_COLUMNS)
		return too_many_columns(e);
	l->columns[l->column_count++] = (struct listed){ .column = c, .listing = l };
	for (size_t i = 0; i < c->count; i++)
		add_field(l, c->fields[i]);
	return ERR_OK;
}

static enum err_code
add_path(struct listing *l, const struct path *path, struct err *e)
{
	const struct query_scope scope = scope_of(l);
	struct listed *c = &l->columns[l->column_count];
	struct buf name, label;

	if (l->column_count == MOST_COLUMNS)
		return too_many_columns(e);
	buf_init(&name);
	buf_init(&label);
	path_name(path, &scope, &name);
	path_label(path, &scope, &label);
	*c = (struct listed){ .path = *path, .name = buf_take(&name), .label = buf_take(&label),
	                      .listing = l };
	l->column_count++;
	l->has_record = l->has_record || path->is_record;
	if (path_is_plain(path))
		add_field(l, path->steps[0]);
	return ERR_OK;
}

static enum err_code
choose_named_columns(struct listing *l, const char *names, struct err *e)
{
	const struct query_scope scope = scope_of(l);
	char *copy = mem_text(names), *name;
	enum err_code rc = ERR_OK;

	/* Paths alone are not "all fields". */
	MEM_ROOM(l->fields, l->field_count, l->field_room);
	for (char *next = copy; rc == ERR_OK && (name = strsep(&next, ",")) != NULL; ) {
		struct path path;

		rc = path_parse(name, &scope, &path, e);
		if (rc == ERR_OK)
			rc = add_path(l, &path, e);
	}
	free(copy);
	return rc;
}

static enum err_code
choose_columns(struct listing *l, struct err *e)
{
	const char *names = option_value(l->in, "columns");
	enum err_code rc = ERR_OK;

	if (names != NULL)
		return choose_named_columns(l, names, e);
	for (size_t i = 0; rc == ERR_OK && l->table != NULL && i < l->table->table->count; i++) {
		const struct path path = { .steps = { &l->table->table->list[i] }, .count = 1 };

		rc = add_path(l, &path, e);
	}
	for (size_t i = 0; rc == ERR_OK && l->table == NULL && i < l->view->count; i++)
		rc = add_view_column(l, &l->view->columns[i], e);
	return rc;
}

static enum err_code
choose_order(struct listing *l, struct err *e)
{
	const struct query_scope scope = scope_of(l);
	const char *names = option_value(l->in, "sort");

	if (names != NULL)
		return orders_parse(names, &scope, l->orders, l->paths, MOST_ORDERS,
		                    &l->order_count, e);
	if (l->table == NULL)
		l->orders[l->order_count++] = (struct order){
			.field = l->view->sort, .is_descending = l->view->is_descending };
	return ERR_OK;
}

/* ---- one line */

static void
put_listed(const struct writer *w, const struct writer_column *c, const struct record *r,
           const struct row *row, struct buf *out)
{
	const struct listed *listed = c->context;

	if (listed->column != NULL)
		column_format(listed->column, r, row, w->directory, w->language, out);
	else
		path_format(&listed->path, listed->listing->world, r, row, w->language, out);
}

static void
put_brief(const struct writer *w, const struct writer_column *c, const struct record *r,
          const struct row *row, struct buf *out)
{
	const struct listed *listed = c->context;
	const struct column one = { .fields = (const struct field *[]){ listed->path.steps[0] },
	                            .count = 1 };
	const char *brief = NULL;

	(void)w;
	if (listed->column != NULL)
		brief = column_brief(listed->column, r, row);
	else if (path_is_plain(&listed->path))
		brief = column_brief(&one, r, row);
	buf_text(out, brief == NULL ? "" : brief);
}

static void
put_path(const struct writer *w, const struct writer_column *c, const struct record *r,
         const struct row *row, struct buf *out)
{
	const struct listed *listed = c->context;

	file_path(&listed->path, listed->listing->world, r, row, &w->disclosure, out);
}

/* What a path leads to through references or tables may be many values, and is a text. */
static struct fit
fit_of_path(const struct listed *c, const struct query_scope *scope)
{
	if (c->path.is_count || c->path.is_record)
		return (struct fit){ 0 };
	if (path_is_plain(&c->path) || c->path.from_parent)
		return fit_of_field(path_field(&c->path, scope), 0, c->label);
	return (struct fit){ .is_text = true };
}

static struct writer_column
people_column(const struct listing *l, const struct listed *c)
{
	const struct query_scope scope = scope_of(l);

	if (c->column != NULL)
		return (struct writer_column){
			.name = c->column->label, .fit = fit_of_column(c->column),
			.is_right = column_is_right(c->column) };
	return (struct writer_column){
		.name = c->label, .fit = fit_of_path(c, &scope),
		.is_right = c->path.is_count ||
		            (path_is_plain(&c->path) && field_is_right(c->path.steps[0])) };
}

static void
add_people_columns(struct listing *l)
{
	struct writer *w = &l->writer;

	if (l->table != NULL && !l->has_record)
		writer_add(w, (struct writer_column){ .name = l->type->label,
		                                      .put = put_code_cell });
	for (size_t i = 0; i < l->column_count; i++) {
		struct writer_column column = people_column(l, &l->columns[i]);

		column.put = put_listed;
		column.put_brief = put_brief;
		column.context = &l->columns[i];
		writer_add(w, column);
	}
}

static void
add_file_field(struct listing *l, size_t index, struct languages *languages)
{
	struct writer *w = &l->writer;
	const struct field *f = l->fields[index];

	if (!is_disclosed(f, &w->disclosure))
		return;
	writer_add(w, (struct writer_column){
		.name = f->name, .put = put_field_cell, .field = f,
		.is_free_text = field_shape(f) == SHAPE_TEXT });
	if (languages != NULL)
		languages_add(languages, index, w);
}

/* A path through something sensitive is left out, as that itself would be. */
static void
add_file_path(struct writer *w, const struct listed *c)
{
	if (path_is_sensitive(&c->path) && !w->disclosure.sensitive)
		say(_("%s is sensitive and left out; --sensitive includes it"), c->name);
	else
		writer_add(w, (struct writer_column){ .name = c->name, .put = put_path,
		                                      .is_free_text = !c->path.is_count,
		                                      .is_path = true, .context = c });
}

/* languages: NULL where rows are written. */
static void
add_file_columns(struct listing *l, struct languages *languages)
{
	struct writer *w = &l->writer;
	size_t field = 0;

	if (l->table != NULL && !l->has_record)
		writer_add(w, (struct writer_column){ .name = l->type->name, .is_free_text = true,
		                                      .put = put_code_cell });
	for (size_t i = 0; i < l->column_count; i++) {
		const struct listed *c = &l->columns[i];

		for (size_t j = 0; c->column != NULL && j < c->column->count; j++)
			add_file_field(l, field++, languages);
		if (c->column == NULL && path_is_plain(&c->path))
			add_file_field(l, field++, languages);
		else if (c->column == NULL)
			add_file_path(w, c);
	}
}

static void
prepare_writer(struct listing *l)
{
	struct writer *w = &l->writer;

	w->out = stdout;
	w->directory = registry_directory(l->in->registry);
	w->language = registry_schema(l->in->registry)->language;
	w->table = l->table;
	w->fields = l->fields;
	w->field_count = l->field_count;
	l->world = registry_query_context(l->in->registry, l->as_of);
	if (is_for_people(w->format)) {
		add_people_columns(l);
	} else {
		say_left_out(l->fields, l->field_count, &w->disclosure);
		if (l->table != NULL)
			add_file_columns(l, NULL);
	}
}

static bool
print_one(struct listing *l, const struct record *r, const struct row *row)
{
	if (l->limit >= 0 && l->writer.count >= (uint64_t)l->limit)
		return false;
	if (row != NULL)
		writer_row(&l->writer, r, row);
	else
		writer_record(&l->writer, r);
	return !ferror(stdout);
}

static bool
print_record(void *context, const struct record *r)
{
	return print_one(context, r, NULL);
}

/* ---- records */

struct noting {
	struct languages *languages;
	int64_t left;                   /* how many records are looked at still; negative: all */
};

static bool
note_record(void *context, const struct record *r)
{
	struct noting *n = context;

	if (n->left == 0)
		return false;
	languages_note(n->languages, r);
	n->left -= n->left > 0;
	return true;
}

/* Files have a column for each language of the texts that are written. */
static enum err_code
find_columns(struct listing *l, struct selection *s, struct err *e)
{
	struct noting n = { .left = l->limit };
	enum err_code rc = ERR_OK;

	if (is_for_people(l->writer.format))
		return ERR_OK;
	l->languages = n.languages = languages_new(l->fields, l->field_count);
	if (l->writer.format->has_columns && languages_matter(n.languages))
		rc = selection_every(s, note_record, &n, e);
	add_file_columns(l, n.languages);
	return rc;
}

static enum err_code
list_records(struct listing *l, struct err *e)
{
	const struct select what = { .type = l->type, .query = l->query, .as_of = l->as_of,
	                             .orders = l->orders, .order_count = l->order_count };
	struct selection *s;
	enum err_code rc = registry_select(l->in->registry, &what, &s, e);

	if (rc == ERR_OK)
		rc = find_columns(l, s, e);
	if (rc == ERR_OK) {
		writer_begin(&l->writer);
		rc = selection_every(s, print_record, l, e);
		writer_end(&l->writer);
	}
	selection_free(s);
	return rc;
}

/* ---- rows: printed as they come, or kept until they can be sorted */

struct kept_row {
	size_t rank;                    /* the order among rows that are alike */
	struct record *record;
	uint32_t index;
	const struct listing *listing;
};

struct kept_rows {
	struct listing *listing;
	struct kept_row *list;
	size_t count, room;
	struct record **records;        /* each once */
	size_t record_count, record_room;
};

static bool
print_row(void *context, const struct record *r, const struct row *row)
{
	return print_one(context, r, row);
}

static bool
keep_row(void *context, const struct record *r, const struct row *row)
{
	struct kept_rows *k = context;
	const struct value *v = record_value(r, k->listing->table);

	if (k->record_count == 0 || k->records[k->record_count - 1]->number != r->number) {
		MEM_ROOM(k->records, k->record_count, k->record_room);
		k->records[k->record_count++] = record_copy(r);
	}
	MEM_ROOM(k->list, k->count, k->room);
	k->list[k->count] = (struct kept_row){
		.rank = k->count,
		.record = k->records[k->record_count - 1],
		.index = (uint32_t)(row - v->rows),
		.listing = k->listing,
	};
	k->count++;
	return true;
}

static const struct row *
kept_row(const struct kept_row *k)
{
	return &record_value(k->record, k->listing->table)->rows[k->index];
}

struct row_key {
	const struct listing *listing;
	struct buf *key;
	bool is_found;
};

/* References stand in the order of the codes that are shown; of several values the first decides. */
static void
add_key(void *context, const struct record *r, const struct field *f, const struct value *v)
{
	struct row_key *k = context;
	const struct listing *l = k->listing;
	struct value text = { .kind = VALUE_TEXT };
	struct buf shown;

	if (k->is_found)
		return;
	k->is_found = true;
	if (f->type != FIELD_REFERENCE && f != type_code(r->type)) {
		value_shown_key(v, f, registry_schema(l->in->registry)->language, k->key);
		return;
	}
	buf_init(&shown);
	if (f->type == FIELD_REFERENCE)
		value_format(v, f, registry_directory(l->in->registry), FORM_SCREEN, "en", &shown);
	else
		record_code(r, registry_directory(l->in->registry), &shown);
	text.text = buf_string(&shown);
	value_sort_key(&text, f, k->key);
	buf_clear(&shown);
}

static void
sort_key(const struct kept_row *k, size_t order, struct buf *out)
{
	const struct listing *l = k->listing;
	const struct path *p = &l->paths[order];
	const struct value none = { .kind = VALUE_NONE };
	struct row_key key = { l, out, false };

	if (p->is_count) {
		buf_be64(out, path_number(p, l->world, k->record, kept_row(k)));
		return;
	}
	path_values(p, l->world, k->record, kept_row(k), add_key, &key);
	if (!key.is_found)
		value_sort_key(&none, l->orders[order].field, out);
}

static int
compare_rows(const void *a, const void *b)
{
	const struct kept_row *x = a, *y = b;
	const struct listing *l = x->listing;
	int order = 0;

	for (size_t i = 0; order == 0 && i < l->order_count; i++) {
		struct buf kx, ky;

		buf_init(&kx);
		buf_init(&ky);
		sort_key(x, i, &kx);
		sort_key(y, i, &ky);
		order = memcmp(kx.data, ky.data, kx.size < ky.size ? kx.size : ky.size);
		if (order == 0)
			order = kx.size < ky.size ? -1 : kx.size > ky.size;
		if (l->orders[i].is_descending)
			order = -order;
		buf_clear(&kx);
		buf_clear(&ky);
	}
	if (order == 0)
		order = x->rank < y->rank ? -1 : 1;
	return order;
}

static enum err_code
list_sorted_rows(struct listing *l, struct err *e)
{
	struct kept_rows k = { .listing = l };
	enum err_code rc = registry_rows(l->in->registry, l->table, l->query, l->as_of, keep_row,
	                                 &k, e);

	if (k.count > 1)
		qsort(k.list, k.count, sizeof *k.list, compare_rows);
	for (size_t i = 0; rc == ERR_OK && i < k.count; i++) {
		const struct value *v = record_value(k.list[i].record, l->table);

		if (!print_one(l, k.list[i].record, &v->rows[k.list[i].index]))
			break;
	}
	for (size_t i = 0; i < k.record_count; i++)
		record_free(k.records[i]);
	free(k.records);
	free(k.list);
	return rc;
}

static enum err_code
list_rows(struct listing *l, struct err *e)
{
	enum err_code rc;

	writer_begin(&l->writer);
	if (l->order_count > 0)
		rc = list_sorted_rows(l, e);
	else
		rc = registry_rows(l->in->registry, l->table, l->query, l->as_of, print_row, l, e);
	writer_end(&l->writer);
	return rc;
}

/* ---- the command */

/* The view's own limit and the query of the arguments hold together. */
static enum err_code
read_query(struct listing *l, struct err *e)
{
	const struct query_scope scope = scope_of(l);
	struct buf text;
	enum err_code rc;

	buf_init(&text);
	if (l->own_query != NULL && l->table == NULL)
		buf_text(&text, l->own_query);
	join_arguments(l->in, 1, &text);
	rc = query_parse(buf_string(&text), &scope, &l->query, e);
	buf_clear(&text);
	return rc;
}

static enum err_code
read_options(struct listing *l, struct err *e)
{
	const char *view = option_value(l->in, "view");
	enum err_code rc = get_table(l->in, l->in->arguments[0], &l->type, &l->table, e);

	if (rc != ERR_OK)
		return rc;
	l->view = view == NULL ? NULL : type_view(l->type, view);
	if (l->view != NULL)
		l->own_query = l->view->query;
	else if (view != NULL)
		l->own_query = settings_query(l->in->settings, l->type->name, view);
	if (l->view == NULL && (view == NULL || l->own_query != NULL))
		l->view = &l->type->views[0];
	if (l->view == NULL)
		return err_set(e, ERR_USAGE, _("%s has no view \"%s\""), l->type->name, view);
	l->writer.format = writer_format_named(option_choice(l->in, "format"));
	rc = get_number(l->in, "limit", 0, INT64_MAX, -1, &l->limit, e);
	if (rc == ERR_OK)
		rc = get_date(l->in, "as-of", &l->as_of, e);
	if (l->as_of == DATE_NONE && l->view->is_of_today)
		l->as_of = date_today();
	if (rc == ERR_OK)
		rc = get_disclosure(l->in, &l->writer.disclosure, e);
	if (rc == ERR_OK)
		rc = choose_columns(l, e);
	if (rc == ERR_OK)
		rc = choose_order(l, e);
	return rc == ERR_OK ? read_query(l, e) : rc;
}

static enum err_code
list_run(struct invocation *in, struct err *e)
{
	struct listing l = { .in = in };
	enum err_code rc = read_options(&l, e);

	if (rc == ERR_OK) {
		prepare_writer(&l);
		rc = l.table != NULL ? list_rows(&l, e) : list_records(&l, e);
	}
	if (rc == ERR_OK && l.writer.count == 0) {
		rc = ERR_NOT_FOUND;
		in->is_silent = true;
	}
	writer_clear(&l.writer);
	languages_free(l.languages);
	query_free(l.query);
	for (size_t i = 0; i < l.column_count; i++) {
		free(l.columns[i].name);
		free(l.columns[i].label);
	}
	free(l.world);
	free(l.fields);
	return rc;
}

const struct command list_command = {
	.arguments = "TYPE[.TABLE] [QUERY...]",
	.help = N_("list the records, or the rows of a table, that match"),
	.details = N_("The query language is described in chancery-query(7). The status is 1 if nothing matches."),
	.least = 1, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "view", "VIEW", N_("columns, order and limit of this view of the schema"), NULL },
		{ "columns", "A,B", N_("these fields as columns: process.name, documents:count"), NULL },
		{ "sort", "A,-B", N_("in the order of these fields or paths, - descending"), NULL },
		{ "limit", "N", N_("no more than N"), NULL },
		{ "as-of", "DATE", N_("only what was in force on that date"), NULL },
		{ "format", NULL, N_("the format of what is written"), writer_names },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), NULL },
	},
	.run = list_run,
};
