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

struct listing {
	struct invocation *in;
	const struct type *type;
	const struct field *table;
	struct query *query;
	const struct view *view;
	const char *own_query;          /* of the view that was asked for, or kept under its name */
	partial_date as_of;
	struct order orders[MOST_ORDERS];
	size_t order_count;
	int64_t limit;
	/* The columns: those of a view, or single fields. */
	struct column columns[MOST_COLUMNS];
	size_t column_count;
	const struct field **fields;    /* of all columns, for files */
	size_t field_count, field_room;
	struct languages *languages;    /* that the writer's columns are of */
	struct arena arena;
	struct writer writer;
};

/* ---- what is asked for */

static const struct fields *
scope_fields(const struct listing *l)
{
	return l->table != NULL ? l->table->table : &l->type->fields;
}

static enum err_code
add_column(struct listing *l, const struct column *c, struct err *e)
{
	if (l->column_count == MOST_COLUMNS)
		return err_set(e, ERR_USAGE, _("more than %d columns"), MOST_COLUMNS);
	l->columns[l->column_count++] = *c;
	for (size_t i = 0; i < c->count; i++) {
		MEM_ROOM(l->fields, l->field_count, l->field_room);
		l->fields[l->field_count++] = c->fields[i];
	}
	return ERR_OK;
}

static enum err_code
add_field_column(struct listing *l, const struct field *f, struct err *e)
{
	struct column c = { .count = 1, .label = f->label };
	const struct field **one = arena_new(&l->arena, sizeof *one);

	one[0] = f;
	c.fields = one;
	return add_column(l, &c, e);
}

static enum err_code
choose_columns(struct listing *l, struct err *e)
{
	const char *names = option_value(l->in, "columns");
	const struct fields *fields = scope_fields(l);
	char *copy, *name;
	enum err_code rc = ERR_OK;

	if (names != NULL) {
		copy = mem_text(names);
		for (char *next = copy; rc == ERR_OK && (name = strsep(&next, ",")) != NULL; ) {
			const struct field *f;

			rc = fields_get_named(fields, l->table != NULL ? l->table->name : l->type->name,
			                name, &f, e);
			if (rc == ERR_OK)
				rc = add_field_column(l, f, e);
		}
		free(copy);
		return rc;
	}
	for (size_t i = 0; rc == ERR_OK && l->table != NULL && i < fields->count; i++)
		rc = add_field_column(l, &fields->list[i], e);
	for (size_t i = 0; rc == ERR_OK && l->table == NULL && i < l->view->count; i++)
		rc = add_column(l, &l->view->columns[i], e);
	return rc;
}

static enum err_code
choose_order(struct listing *l, struct err *e)
{
	const char *names = option_value(l->in, "sort");
	char *copy, *name;
	enum err_code rc = ERR_OK;

	if (names == NULL) {
		if (l->table == NULL)
			l->orders[l->order_count++] = (struct order){ l->view->sort,
				                                      l->view->is_descending };
		return ERR_OK;
	}
	copy = mem_text(names);
	for (char *next = copy; rc == ERR_OK && (name = strsep(&next, ",")) != NULL; ) {
		bool is_descending = *name == '-';
		const struct field *f;

		rc = fields_get_named(scope_fields(l), l->type->name, name + is_descending, &f, e);
		if (rc == ERR_OK && l->order_count == MOST_ORDERS)
			rc = err_set(e, ERR_USAGE, _("more than %d fields to sort by"),
			             MOST_ORDERS);
		if (rc == ERR_OK && f->type == FIELD_TABLE)
			rc = err_set(e, ERR_USAGE, _("the table \"%s\" has no order"), f->name);
		if (rc == ERR_OK)
			l->orders[l->order_count++] = (struct order){ f, is_descending };
	}
	free(copy);
	return rc;
}

/* ---- one line */

static void
put_view_column(const struct writer *w, const struct writer_column *c, const struct record *r,
                const struct row *row, struct buf *out)
{
	column_format(c->context, r, row, w->directory, w->language, out);
}

static void
put_brief_column(const struct writer *w, const struct writer_column *c, const struct record *r,
                 const struct row *row, struct buf *out)
{
	const char *brief = column_brief(c->context, r, row);

	(void)w;
	buf_text(out, brief == NULL ? "" : brief);
}

static void
add_people_columns(struct listing *l)
{
	struct writer *w = &l->writer;

	if (l->table != NULL)
		writer_add(w, (struct writer_column){ .name = l->type->label,
		                                      .put = put_code_cell });
	for (size_t i = 0; i < l->column_count; i++) {
		const struct column *c = &l->columns[i];

		writer_add(w, (struct writer_column){
			.name = c->label, .fit = fit_of_column(c), .is_right = column_is_right(c),
			.put = put_view_column, .put_brief = put_brief_column, .context = c });
	}
}

/* languages: NULL where rows are written. */
static void
add_file_columns(struct listing *l, struct languages *languages)
{
	struct writer *w = &l->writer;

	if (l->table != NULL)
		writer_add(w, (struct writer_column){ .name = l->type->name, .is_free_text = true,
		                                      .put = put_code_cell });
	for (size_t i = 0; i < l->field_count; i++) {
		const struct field *f = l->fields[i];

		if (!is_disclosed(f, &w->disclosure))
			continue;
		writer_add(w, (struct writer_column){
			.name = f->name, .put = put_field_cell, .field = f,
			.is_free_text = field_shape(f) == SHAPE_TEXT });
		if (languages != NULL)
			languages_add(languages, i, w);
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

static const struct value *
kept_value(const struct kept_row *k, const struct field *f)
{
	const struct value *v = record_value(k->record, k->listing->table);

	return row_value(&v->rows[k->index], f);
}

/* References stand in the order of the codes that are shown. */
static void
sort_text(const struct kept_row *k, const struct field *f, struct buf *out)
{
	const struct directory *d = registry_directory(k->listing->in->registry);
	struct value text = { .kind = VALUE_TEXT };
	struct buf shown;

	if (f->type != FIELD_REFERENCE) {
		value_shown_key(kept_value(k, f), f,
		                registry_schema(k->listing->in->registry)->language, out);
		return;
	}
	buf_init(&shown);
	value_format(kept_value(k, f), f, d, FORM_SCREEN, "en", &shown);
	text.text = buf_string(&shown);
	value_sort_key(&text, f, out);
	buf_clear(&shown);
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
		sort_text(x, l->orders[i].field, &kx);
		sort_text(y, l->orders[i].field, &ky);
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
	const struct query_scope scope = { registry_schema(l->in->registry), l->type, l->table };
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
	arena_clear(&l.arena);
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
		{ "columns", "A,B", N_("these fields as columns"), NULL },
		{ "sort", "A,-B", N_("in the order of these fields, - descending"), NULL },
		{ "limit", "N", N_("no more than N"), NULL },
		{ "as-of", "DATE", N_("only what was in force on that date"), NULL },
		{ "format", NULL, N_("the format of what is written"), writer_names },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), NULL },
	},
	.run = list_run,
};
