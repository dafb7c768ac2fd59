/* Writes records, tables and whole registers as csv or JSON. */
#include <config.h>

#include "exchange/export.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "exchange/languages.h"
#include "registry/select.h"

struct exporting {
	const struct type *type;
	const struct export_options *options;
	struct writer writer;
	struct languages *languages;    /* of records; NULL: rows are written */
	struct registry *registry;
	enum err_code goes_on;          /* what registry_moment_goes_on() said */
	struct err *e;
};

/* ---- columns */

static bool
goes_on(struct exporting *x)
{
	x->goes_on = registry_moment_goes_on(x->registry, x->e);
	return x->goes_on == ERR_OK;
}

static bool
note_languages(void *context, const struct record *r)
{
	struct exporting *x = context;

	languages_note(x->languages, r);
	return goes_on(x);
}

static void
put_id(const struct writer *w, const struct writer_column *c, const struct record *r,
       const struct row *row, struct buf *out)
{
	char id[UUID_TEXT > ROWID_TEXT ? UUID_TEXT : ROWID_TEXT];

	(void)w;
	(void)c;
	if (row != NULL)
		rowid_format(row->id, id);
	else
		uuid_format(&r->uuid, id);
	buf_text(out, id);
}

static void
put_version(const struct writer *w, const struct writer_column *c, const struct record *r,
            const struct row *row, struct buf *out)
{
	(void)w;
	(void)c;
	(void)row;
	buf_printf(out, "%" PRIu64, r->version);
}

/* What names the record or row comes first. */
static void
add_columns(struct exporting *x)
{
	struct writer *w = &x->writer;
	const struct field *code = type_code(x->type);
	const struct writer_column id = { .name = "id", .put = put_id };
	const struct writer_column named = { .name = w->table != NULL ? x->type->name : code->name,
	                                     .put = put_code_cell, .is_free_text = true };
	const struct fields *fields = w->table != NULL ? w->table->table : &x->type->fields;

	writer_add(w, w->table != NULL ? named : id);
	writer_add(w, w->table != NULL ? id : named);
	if (w->table == NULL && w->disclosure.versions)
		writer_add(w, (struct writer_column){ .name = "version", .put = put_version });
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (f == code || f->type == FIELD_TABLE || !is_disclosed(f, &w->disclosure))
			continue;
		writer_add(w, (struct writer_column){ .name = f->name, .put = put_field_cell,
		                                      .is_free_text = field_shape(f) == SHAPE_TEXT,
		                                      .field = f });
		if (x->languages != NULL)
			languages_add(x->languages, i, w);
	}
}

/* ---- records */

static bool
put_record(void *context, const struct record *r)
{
	struct exporting *x = context;
	struct writer *w = &x->writer;
	const struct value *rows = w->table != NULL ? record_value(r, w->table) : NULL;

	if (w->table == NULL)
		writer_record(w, r);
	else
		for (uint32_t i = 0; rows->kind == VALUE_ROWS && i < rows->count; i++)
			writer_row(w, r, &rows->rows[i]);
	if (w->table == NULL && x->options->progress != NULL && w->count % 1024 == 0)
		x->options->progress(x->options->context, w->count);
	return !ferror(w->out) && goes_on(x);
}

/* ---- the whole of one file */

static struct languages *
languages_of_type(const struct type *type)
{
	const struct field **fields = mem_new(sizeof *fields * (type->fields.count + 1));
	struct languages *l;

	for (size_t i = 0; i < type->fields.count; i++)
		fields[i] = &type->fields.list[i];
	l = languages_new(fields, type->fields.count);
	free(fields);
	return l;
}

static enum err_code
find_columns(struct exporting *x, struct selection *s, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (!x->options->format->has_columns)
		return ERR_OK;
	if (x->languages != NULL && languages_matter(x->languages))
		rc = selection_every(s, note_languages, x, e);
	if (rc == ERR_OK)
		rc = x->goes_on;
	if (rc == ERR_OK)
		add_columns(x);
	return rc;
}

static enum err_code
write_all(struct exporting *x, struct selection *s, struct err *e)
{
	struct writer *w = &x->writer;
	enum err_code rc;

	x->languages = w->table == NULL ? languages_of_type(x->type) : NULL;
	rc = find_columns(x, s, e);
	if (rc == ERR_OK) {
		writer_begin(w);
		rc = selection_every(s, put_record, x, e);
		writer_end(w);
	}
	if (rc == ERR_OK)
		rc = x->goes_on;
	if (rc == ERR_OK && ferror(w->out))
		rc = err_set(e, ERR_FULL, _("the output cannot be written: %s"), strerror(errno));
	writer_clear(w);
	languages_free(x->languages);
	return rc;
}

enum err_code
export_type(struct registry *r, const struct type *type, const struct field *table,
            struct query *query, const struct export_options *options, FILE *out, uint64_t *count,
            struct err *e)
{
	struct exporting x = {
		.type = type, .options = options, .registry = r, .goes_on = ERR_OK, .e = e,
		.writer = { .format = options->format, .out = out, .table = table,
		            .directory = registry_directory(r), .disclosure = options->disclosure },
	};
	const struct select what = { .type = type, .query = query, .is_by_code_text = true };
	struct selection *s = NULL;
	enum err_code rc = ERR_OK;

	if (options->disclosure.sensitive)
		rc = registry_may(r, OPERATOR_ADMINISTRATOR, e);
	if (rc == ERR_OK)
		rc = registry_select(r, &what, &s, e);
	if (rc == ERR_OK)
		rc = write_all(&x, s, e);
	selection_free(s);
	*count += x.writer.count;
	return rc;
}

enum err_code
export_all(struct registry *r, const struct export_options *options, FILE *out, uint64_t *count,
           struct err *e)
{
	const struct schema *schema = registry_schema(r);
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++)
		rc = export_type(r, schema->types[i], NULL, NULL, options, out, count, e);
	return rc;
}

/* The name of the file, which the caller frees. */
static char *
file_name(const struct type *type, const struct field *table)
{
	return table == NULL ? mem_printf("%s.csv", type->name) :
	                       mem_printf("%s.%s.csv", type->name, table->name);
}

/* What a folder is exported into: a file for each type, and for each of its tables. */
struct export_file {
	const struct type *type;
	const struct field *table;
};

struct export_files {
	struct export_file *list;
	char **names;           /* ended by NULL */
	size_t count, room, name_room;
};

static void
add_file(struct export_files *f, const struct type *type, const struct field *table)
{
	MEM_ROOM(f->list, f->count, f->room);
	f->names = mem_room(f->names, f->count + 1, &f->name_room, sizeof *f->names);
	f->list[f->count] = (struct export_file){ type, table };
	f->names[f->count++] = file_name(type, table);
	f->names[f->count] = NULL;
}

static struct export_files
files_of(const struct schema *schema)
{
	struct export_files f = { .names = mem_new(sizeof *f.names), .name_room = 1 };

	for (size_t i = 0; i < schema->count; i++) {
		const struct type *t = schema->types[i];

		add_file(&f, t, NULL);
		for (size_t j = 0; j < t->fields.count; j++) {
			if (t->fields.list[j].type == FIELD_TABLE)
				add_file(&f, t, &t->fields.list[j]);
		}
	}
	return f;
}

static void
files_clear(struct export_files *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->names[i]);
	free(f->names);
	free(f->list);
}

static enum err_code
export_file(struct registry *r, const struct export_file *file, const char *path,
            const struct export_options *options, uint64_t *count, struct err *e)
{
	struct safe_file *f;
	uint64_t rows = 0;
	enum err_code rc = safe_file_open(path, &f, e);

	if (rc != ERR_OK)
		return rc;
	rc = export_type(r, file->type, file->table, NULL, options, safe_file_stream(f),
	                 file->table == NULL ? count : &rows, e);
	if (rc == ERR_OK)
		return safe_file_commit(f, e);
	safe_file_abort(f);
	return rc;
}

enum err_code
export_folder(struct registry *r, const struct export_options *options, const char *folder,
              uint64_t *count, struct err *e)
{
	struct export_files files = files_of(registry_schema(r));
	struct safe_folder *f;
	enum err_code rc = safe_folder_open(folder, (const char *const *)files.names, &f, e);

	for (size_t i = 0; rc == ERR_OK && i < files.count; i++) {
		char *path = path_join(safe_folder_draft(f), files.names[i]);

		rc = export_file(r, &files.list[i], path, options, count, e);
		free(path);
	}
	if (rc == ERR_OK)
		rc = safe_folder_commit(f, e);
	else
		safe_folder_abort(f);
	files_clear(&files);
	return rc;
}
